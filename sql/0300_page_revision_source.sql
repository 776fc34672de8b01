ALTER TABLE page_revision
    ADD COLUMN source_id BIGINT NULL COMMENT 'English revision that this translation was last brought in line with; NULL: not known, or English itself',
    ADD CONSTRAINT fk_page_revision_source FOREIGN KEY (source_id) REFERENCES page_revision (id) ON DELETE SET NULL
