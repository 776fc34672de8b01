INSERT INTO schedule (kind, every_seconds, at_minute, next_run) VALUES ('messages.notify', 60, NULL, UTC_TIMESTAMP(6))
