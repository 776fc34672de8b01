ALTER TABLE mail ADD KEY ix_mail_lease (state, lease_until)
