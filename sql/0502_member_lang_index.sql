ALTER TABLE member ADD KEY ix_member_lang (lang, id)
