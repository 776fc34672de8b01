ALTER TABLE import ADD KEY ix_import_state (state, id)
