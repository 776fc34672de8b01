ALTER TABLE member ADD KEY ix_member_created (created_at, id)
