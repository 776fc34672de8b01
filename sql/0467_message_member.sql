CREATE TABLE message_member (
    member_id BIGINT NOT NULL COMMENT 'whose; people without a row never wrote or were written to and have chosen nothing',
    notice ENUM('now','daily','never') NOT NULL DEFAULT 'now' COMMENT 'how soon new messages are told by mail',
    accepts BOOLEAN NOT NULL DEFAULT TRUE COMMENT 'other members may write to them',
    unread INT NOT NULL DEFAULT 0 COMMENT 'conversations with something unread; kept in the transaction that changes them',
    notice_at DATETIME(6) NULL COMMENT 'when the next mail about new messages is due, UTC; NULL: nothing to tell',
    noticed_at DATETIME(6) NULL COMMENT 'when the latest was written, UTC',
    PRIMARY KEY (member_id),
    KEY ix_message_member_notice (notice_at, member_id),
    CONSTRAINT fk_message_member FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='messages of a member: what is unread, what was chosen'
