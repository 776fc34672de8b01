CREATE TABLE message (
    thread_id BIGINT NOT NULL COMMENT 'conversation',
    n INT NOT NULL COMMENT '1 for the first, without gaps',
    sender_id BIGINT NULL COMMENT 'who wrote it; NULL: erased, and the text with them',
    sent_at DATETIME(6) NOT NULL COMMENT 'UTC',
    body TEXT NOT NULL COMMENT 'plain text; empty once the writer is erased',
    PRIMARY KEY (thread_id, n),
    KEY ix_message_sender (sender_id, sent_at),
    CONSTRAINT fk_message_thread FOREIGN KEY (thread_id) REFERENCES message_thread (id) ON DELETE CASCADE,
    CONSTRAINT fk_message_sender FOREIGN KEY (sender_id) REFERENCES member (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='what members wrote to each other'
