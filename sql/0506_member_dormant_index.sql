ALTER TABLE member ADD KEY ix_member_dormant (dormant_at, id)
