CREATE TABLE audit_head (
    id TINYINT NOT NULL COMMENT 'always 1',
    n BIGINT NOT NULL COMMENT 'entries in the chain',
    last_id BIGINT NOT NULL COMMENT 'id of the newest entry',
    hash BINARY(32) NOT NULL COMMENT 'hash of the newest entry',
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='the end of the audit chain, locked while it grows'
