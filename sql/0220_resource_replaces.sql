ALTER TABLE resource
    ADD COLUMN replaces_id BIGINT NULL COMMENT 'edition whose place it takes once it is public' AFTER newer_id,
    ADD KEY ix_resource_replaces (replaces_id),
    ADD CONSTRAINT fk_resource_replaces FOREIGN KEY (replaces_id) REFERENCES resource (id) ON DELETE SET NULL
