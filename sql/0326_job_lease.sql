ALTER TABLE job ADD KEY ix_job_lease (state, lease_until)
