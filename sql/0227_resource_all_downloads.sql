ALTER TABLE resource ADD KEY ix_resource_all_downloads (downloads, id)
