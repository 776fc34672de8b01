ALTER TABLE profile
    ADD COLUMN photo_small_sha256 CHAR(64) CHARACTER SET ascii NULL COMMENT 'the same picture, small, for lists' AFTER photo_sha256,
    ADD KEY ix_profile_photo (photo_sha256),
    ADD KEY ix_profile_photo_small (photo_small_sha256)
