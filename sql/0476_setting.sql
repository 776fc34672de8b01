CREATE TABLE setting (
    name VARCHAR(40) CHARACTER SET ascii NOT NULL COMMENT 'as in the table of known settings',
    value TEXT NOT NULL COMMENT 'number, 0 or 1, moment as ISO 8601, or text',
    version INT NOT NULL DEFAULT 1 COMMENT 'counts changes',
    changed_by BIGINT NULL COMMENT 'administrator of the newest change; NULL: the system',
    changed_at DATETIME(6) NOT NULL COMMENT 'UTC',
    PRIMARY KEY (name),
    CONSTRAINT fk_setting_by FOREIGN KEY (changed_by) REFERENCES member (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='settings of the site that differ from their default or once did'
