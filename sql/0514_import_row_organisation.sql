ALTER TABLE import_row
    ADD COLUMN organisation_id BIGINT NULL COMMENT 'organisation it became, or whose offer it became' AFTER member_id,
    ADD KEY ix_import_row_organisation (organisation_id),
    ADD CONSTRAINT fk_import_row_organisation FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE SET NULL
