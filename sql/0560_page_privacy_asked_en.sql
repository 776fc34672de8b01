INSERT INTO page_revision (page_id, lang, source_id, title, body, note)
SELECT p.id, 'en', NULL, r.title,
    REPLACE(r.body, 'To begin with it is members.', 'You are asked when you join, and nothing is chosen for you beforehand.'), 'Being found is asked on joining'
FROM page p JOIN page_revision r ON r.id = (SELECT MAX(n.id) FROM page_revision n WHERE n.page_id = p.id AND n.lang = 'en')
WHERE p.slug = 'privacy' AND r.body LIKE '%To begin with it is members.%'
