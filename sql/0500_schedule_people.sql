INSERT INTO schedule (kind, every_seconds, at_minute, next_run) VALUES
    ('invitations.send', 300, NULL, UTC_TIMESTAMP(6)),
    ('site.check', 900, NULL, UTC_TIMESTAMP(6))
