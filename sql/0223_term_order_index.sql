ALTER TABLE term ADD KEY ix_term_order (vocabulary, position, code)
