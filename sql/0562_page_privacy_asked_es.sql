INSERT INTO page_revision (page_id, lang, source_id, title, body, note)
SELECT p.id, 'es', (SELECT MAX(e.id) FROM page_revision e WHERE e.page_id = p.id AND e.lang = 'en'), r.title,
    REPLACE(r.body, 'Al principio son los miembros.', 'Se le pregunta al unirse, y nada está elegido de antemano.'), 'Se pregunta al unirse quién puede encontrar'
FROM page p JOIN page_revision r ON r.id = (SELECT MAX(n.id) FROM page_revision n WHERE n.page_id = p.id AND n.lang = 'es')
WHERE p.slug = 'privacy' AND r.body LIKE '%Al principio son los miembros.%'
