ALTER TABLE import ADD KEY ix_import_csv_sha256 (csv_sha256)
