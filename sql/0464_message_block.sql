CREATE TABLE message_block (
    member_id BIGINT NOT NULL COMMENT 'who wants no messages',
    blocked_id BIGINT NOT NULL COMMENT 'from whom',
    created_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) COMMENT 'UTC',
    PRIMARY KEY (member_id, blocked_id),
    KEY ix_message_block_blocked (blocked_id),
    CONSTRAINT fk_message_block_member FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE,
    CONSTRAINT fk_message_block_blocked FOREIGN KEY (blocked_id) REFERENCES member (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='who may not write to whom'
