ALTER TABLE mail ADD KEY ix_mail_kind (kind, id)
