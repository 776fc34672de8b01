ALTER TABLE import ADD KEY ix_import_zip_sha256 (zip_sha256)
