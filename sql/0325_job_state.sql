ALTER TABLE job ADD KEY ix_job_state (state, id)
