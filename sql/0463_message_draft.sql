CREATE TABLE message_draft (
    id BIGINT NOT NULL AUTO_INCREMENT COMMENT 'number of the draft',
    member_id BIGINT NOT NULL COMMENT 'who is writing',
    to_id BIGINT NOT NULL COMMENT 'to whom',
    thread_id BIGINT NOT NULL DEFAULT 0 COMMENT 'conversation that it answers in; 0: it begins one',
    subject VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'as typed so far',
    body TEXT NOT NULL COMMENT 'as typed so far',
    version INT NOT NULL DEFAULT 1 COMMENT 'counts savings, for two windows writing',
    form_key BINARY(16) NOT NULL COMMENT 'of the form that saved it last: sending that form ends the draft',
    saved_at DATETIME(6) NOT NULL COMMENT 'UTC',
    PRIMARY KEY (id),
    UNIQUE KEY uq_message_draft (member_id, to_id, thread_id),
    KEY ix_message_draft_saved (member_id, saved_at, id),
    KEY ix_message_draft_to (to_id),
    CONSTRAINT fk_message_draft_member FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE,
    CONSTRAINT fk_message_draft_to FOREIGN KEY (to_id) REFERENCES member (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='messages that are being written'
