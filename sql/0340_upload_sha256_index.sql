ALTER TABLE upload ADD KEY ix_upload_sha256 (sha256)
