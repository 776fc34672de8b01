CREATE TABLE schedule (
    kind VARCHAR(60) CHARACTER SET ascii NOT NULL COMMENT 'kind of job that is started',
    every_seconds INT NOT NULL COMMENT 'time between two starts',
    at_minute INT NULL COMMENT 'for those that run once a day: minute of the day, UTC; NULL: whenever it is due',
    next_run DATETIME(6) NOT NULL COMMENT 'next start not before, UTC',
    job_id BIGINT NOT NULL DEFAULT 0 COMMENT 'job of the latest start; 0: none yet',
    last_id BIGINT NOT NULL DEFAULT 0 COMMENT 'job of the start before that one',
    PRIMARY KEY (kind),
    KEY ix_schedule_next (next_run)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='jobs that start by the clock'
