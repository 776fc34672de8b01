ALTER TABLE member ADD KEY ix_member_signed_in (signed_in_at, id)
