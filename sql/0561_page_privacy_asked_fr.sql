INSERT INTO page_revision (page_id, lang, source_id, title, body, note)
SELECT p.id, 'fr', (SELECT MAX(e.id) FROM page_revision e WHERE e.page_id = p.id AND e.lang = 'en'), r.title,
    REPLACE(r.body, 'Au départ, ce sont les membres.', 'La question vous est posée à l’inscription, et rien n’est choisi à votre place.'), 'Être trouvé, demandé à l’inscription'
FROM page p JOIN page_revision r ON r.id = (SELECT MAX(n.id) FROM page_revision n WHERE n.page_id = p.id AND n.lang = 'fr')
WHERE p.slug = 'privacy' AND r.body LIKE '%Au départ, ce sont les membres.%'
