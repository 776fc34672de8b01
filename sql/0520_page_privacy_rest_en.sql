INSERT INTO page_revision (page_id, lang, source_id, title, body, note)
SELECT p.id, 'en', NULL, r.title,
    REPLACE(REPLACE(r.body, 'gets no more news.', 'gets no more news. Messages in conversations that it has are still announced by mail, unless that is turned off.'), 'by number only.', 'by number only, with the reason when an account was suspended.'), 'Resting accounts, reasons in the log'
FROM page p JOIN page_revision r ON r.id = (SELECT MAX(n.id) FROM page_revision n WHERE n.page_id = p.id AND n.lang = 'en')
WHERE p.slug = 'privacy' AND r.body LIKE '%gets no more news.%' AND r.body LIKE '%by number only.%'
