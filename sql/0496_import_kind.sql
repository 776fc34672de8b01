ALTER TABLE import
    ADD COLUMN kind ENUM('library','people') NOT NULL DEFAULT 'library' COMMENT 'what its rows become' AFTER member_id,
    ADD COLUMN invite BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'of people: they are invited by mail in turn' AFTER csv_name
