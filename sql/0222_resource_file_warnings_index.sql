ALTER TABLE resource_file ADD KEY ix_resource_file_warnings (warnings, resource_id)
