ALTER TABLE resource ADD KEY ix_resource_state_changed (state, changed_at, id)
