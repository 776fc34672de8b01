ALTER TABLE organisation ADD FULLTEXT KEY ix_organisation_name_words (name)
