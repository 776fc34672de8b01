INSERT INTO schedule (kind, every_seconds, at_minute, next_run) VALUES
    ('downloads.fold', 300, NULL, UTC_TIMESTAMP(6)),
    ('sweep', 3600, NULL, UTC_TIMESTAMP(6)),
    ('audit.check', 86400, 130, UTC_TIMESTAMP(6))
