INSERT INTO schedule (kind, every_seconds, at_minute, next_run) VALUES ('members.check', 3600, NULL, UTC_TIMESTAMP(6))
