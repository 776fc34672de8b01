CREATE TABLE message_party (
    member_id BIGINT NOT NULL COMMENT 'who takes part',
    thread_id BIGINT NOT NULL COMMENT 'in which conversation',
    other_id BIGINT NULL COMMENT 'with whom; NULL: erased',
    place ENUM('inbox','archive','gone') NOT NULL DEFAULT 'inbox' COMMENT 'where this member keeps it; gone: deleted by this member, until something new comes',
    unread BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'the other one wrote after read_n, or it was marked so; summed up in message_member',
    read_n INT NOT NULL DEFAULT 0 COMMENT 'read up to this message',
    hidden_n INT NOT NULL DEFAULT 0 COMMENT 'messages up to this one are deleted for this member',
    told_n INT NOT NULL DEFAULT 0 COMMENT 'mailed of up to this message',
    last_at DATETIME(6) NOT NULL COMMENT 'when the latest message was sent, UTC',
    PRIMARY KEY (member_id, thread_id),
    KEY ix_message_party_place (member_id, place, last_at, thread_id),
    KEY ix_message_party_unread (member_id, unread, last_at, thread_id),
    KEY ix_message_party_thread (thread_id, member_id),
    KEY ix_message_party_other (other_id, member_id),
    CONSTRAINT fk_message_party_member FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE,
    CONSTRAINT fk_message_party_thread FOREIGN KEY (thread_id) REFERENCES message_thread (id) ON DELETE CASCADE,
    CONSTRAINT fk_message_party_other FOREIGN KEY (other_id) REFERENCES member (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='a conversation as one of the two sees it'
