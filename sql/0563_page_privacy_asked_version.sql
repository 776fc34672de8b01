UPDATE page SET version = version + 1 WHERE slug = 'privacy'
