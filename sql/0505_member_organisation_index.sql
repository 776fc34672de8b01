ALTER TABLE member ADD KEY ix_member_organisation (organisation, id)
