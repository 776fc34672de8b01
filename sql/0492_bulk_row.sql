CREATE TABLE bulk_row (
    bulk_id BIGINT NOT NULL COMMENT 'change',
    member_id BIGINT NOT NULL COMMENT 'person',
    outcome ENUM('will','done','left','undone','kept') NOT NULL COMMENT 'left: not changed; kept: changed, and not undone',
    reason VARCHAR(40) CHARACTER SET ascii NULL COMMENT 'code of why it was left or kept',
    was VARCHAR(60) CHARACTER SET ascii NULL COMMENT 'state, roles or language before',
    version INT NOT NULL DEFAULT 0 COMMENT 'of the account right after the change: undone only while it is still this one',
    PRIMARY KEY (bulk_id, member_id),
    KEY ix_bulk_row_outcome (bulk_id, outcome, member_id),
    KEY ix_bulk_row_member (member_id),
    CONSTRAINT fk_bulk_row FOREIGN KEY (bulk_id) REFERENCES bulk_action (id) ON DELETE CASCADE,
    CONSTRAINT fk_bulk_row_member FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='a person in a change to many accounts'
