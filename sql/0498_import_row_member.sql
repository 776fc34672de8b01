ALTER TABLE import_row
    ADD COLUMN member_id BIGINT NULL COMMENT 'person it became' AFTER resource_id,
    ADD KEY ix_import_row_member (member_id),
    ADD CONSTRAINT fk_import_row_member FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE SET NULL
