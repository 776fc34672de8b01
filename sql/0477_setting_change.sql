CREATE TABLE setting_change (
    id BIGINT NOT NULL AUTO_INCREMENT COMMENT 'order of changes',
    name VARCHAR(40) CHARACTER SET ascii NOT NULL COMMENT 'setting.name',
    before_value TEXT NOT NULL COMMENT 'what it was',
    after_value TEXT NOT NULL COMMENT 'what it became',
    member_id BIGINT NULL COMMENT 'who; NULL: the system, or somebody whose account is gone',
    at DATETIME(6) NOT NULL COMMENT 'UTC',
    PRIMARY KEY (id),
    CONSTRAINT fk_setting_change_member FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='history of the settings'
