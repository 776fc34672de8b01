ALTER TABLE download
    ADD COLUMN counted BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'added up; the row stays a day so that a second download is known as one',
    ADD KEY ix_download_counted (counted, at)
