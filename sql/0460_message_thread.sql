CREATE TABLE message_thread (
    id BIGINT NOT NULL AUTO_INCREMENT COMMENT 'number of the conversation',
    subject VARCHAR(200) NOT NULL COMMENT 'what it is about, by who began it; empty once that person is erased',
    started_by BIGINT NULL COMMENT 'member who began it; NULL: erased',
    created_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) COMMENT 'UTC',
    messages INT NOT NULL DEFAULT 0 COMMENT 'how many there are, which is the number of the latest',
    PRIMARY KEY (id),
    KEY ix_message_thread_starter (started_by, created_at),
    CONSTRAINT fk_message_thread_starter FOREIGN KEY (started_by) REFERENCES member (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='private conversations of two members'
