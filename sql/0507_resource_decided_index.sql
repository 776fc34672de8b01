ALTER TABLE resource ADD KEY ix_resource_decided (decided_by)
