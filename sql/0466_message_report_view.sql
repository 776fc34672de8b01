CREATE TABLE message_report_view (
    report_id BIGINT NOT NULL COMMENT 'report',
    member_id BIGINT NOT NULL COMMENT 'member of staff who opened the messages that it is about',
    opened_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) COMMENT 'UTC',
    PRIMARY KEY (report_id, member_id),
    KEY ix_message_report_view_member (member_id),
    CONSTRAINT fk_message_report_view FOREIGN KEY (report_id) REFERENCES message_report (id) ON DELETE CASCADE,
    CONSTRAINT fk_message_report_view_member FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='who of the staff has read which private messages'
