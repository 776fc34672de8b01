ALTER TABLE job ADD COLUMN result TEXT NULL COMMENT 'JSON: what a finished job found'
