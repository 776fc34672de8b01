ALTER TABLE session
    ADD COLUMN strong BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'a second factor was given' AFTER keep_me
