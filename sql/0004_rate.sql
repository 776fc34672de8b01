CREATE TABLE rate (
    bucket VARBINARY(120) NOT NULL COMMENT 'what is counted, such as sign-in:ip:192.0.2.1',
    window_at DATETIME(6) NOT NULL COMMENT 'when the count began',
    n INT NOT NULL COMMENT 'tries since then',
    PRIMARY KEY (bucket),
    KEY ix_rate_window (window_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='tries, to slow down abuse'
