CREATE TABLE setting_draft (
    id BIGINT NOT NULL AUTO_INCREMENT COMMENT 'number to name it by',
    member_id BIGINT NOT NULL COMMENT 'administrator who brought it',
    content TEXT NOT NULL COMMENT 'settings as JSON, checked',
    created_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) COMMENT 'UTC; a week later it goes',
    PRIMARY KEY (id),
    KEY ix_setting_draft_created (created_at),
    CONSTRAINT fk_setting_draft_member FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='settings that were uploaded and wait to be applied'
