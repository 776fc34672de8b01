ALTER TABLE member ADD KEY ix_member_country (country, id)
