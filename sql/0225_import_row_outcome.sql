ALTER TABLE import_row ADD KEY ix_import_row_outcome (import_id, outcome, line)
