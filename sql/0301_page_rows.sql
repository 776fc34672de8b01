INSERT INTO page (id, slug) VALUES (1, 'about'), (2, 'privacy'), (3, 'accessibility')
