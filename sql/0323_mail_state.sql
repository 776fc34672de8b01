ALTER TABLE mail ADD KEY ix_mail_state (state, id)
