CREATE TABLE bulk_action (
    id BIGINT NOT NULL AUTO_INCREMENT COMMENT 'number of the change',
    member_id BIGINT NULL COMMENT 'administrator who makes it; NULL: gone',
    action ENUM('suspend','restore','role_add','role_remove','lang','resend') NOT NULL COMMENT 'what is done to each person',
    value VARCHAR(500) NULL COMMENT 'role, language or reason, by action',
    state ENUM('checked','running','done','undoing','undone','dropped') NOT NULL DEFAULT 'checked' COMMENT 'checked: waits for a yes',
    total INT NOT NULL DEFAULT 0 COMMENT 'people chosen',
    created_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) COMMENT 'UTC',
    ended_at DATETIME(6) NULL COMMENT 'when it was carried out',
    undone_at DATETIME(6) NULL COMMENT 'when it was undone',
    PRIMARY KEY (id),
    KEY ix_bulk_action_created (created_at),
    CONSTRAINT fk_bulk_action_member FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='one change to many accounts'
