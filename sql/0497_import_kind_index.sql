ALTER TABLE import ADD KEY ix_import_kind (kind, id)
