INSERT INTO page_revision (page_id, lang, source_id, title, body, note)
SELECT p.id, 'es', (SELECT MAX(e.id) FROM page_revision e WHERE e.page_id = p.id AND e.lang = 'en'), r.title,
    REPLACE(REPLACE(r.body, 'no recibe más novedades.', 'no recibe más novedades. Los mensajes de sus conversaciones se siguen anunciando por correo, si no se ha desactivado.'), 'solo por número.', 'solo por número, con el motivo si se suspendió una cuenta.'), 'Cuentas en reposo, motivos en el registro'
FROM page p JOIN page_revision r ON r.id = (SELECT MAX(n.id) FROM page_revision n WHERE n.page_id = p.id AND n.lang = 'es')
WHERE p.slug = 'privacy' AND r.body LIKE '%no recibe más novedades.%' AND r.body LIKE '%solo por número.%'
