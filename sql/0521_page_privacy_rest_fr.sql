INSERT INTO page_revision (page_id, lang, source_id, title, body, note)
SELECT p.id, 'fr', (SELECT MAX(e.id) FROM page_revision e WHERE e.page_id = p.id AND e.lang = 'en'), r.title,
    REPLACE(REPLACE(r.body, 'ne reçoit plus de nouvelles.', 'ne reçoit plus de nouvelles. Les messages dans ses conversations sont encore annoncés par courriel, sauf si cela est désactivé.'), 'par numéro seulement.', 'par numéro seulement, avec le motif si un compte a été suspendu.'), 'Comptes en repos, motifs dans le journal'
FROM page p JOIN page_revision r ON r.id = (SELECT MAX(n.id) FROM page_revision n WHERE n.page_id = p.id AND n.lang = 'fr')
WHERE p.slug = 'privacy' AND r.body LIKE '%ne reçoit plus de nouvelles.%' AND r.body LIKE '%par numéro seulement.%'
