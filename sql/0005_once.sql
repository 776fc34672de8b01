CREATE TABLE once (
    form_key BINARY(16) NOT NULL COMMENT 'random, one per form shown',
    result_id BIGINT NOT NULL DEFAULT 0 COMMENT 'what the form made',
    created_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) COMMENT 'UTC',
    PRIMARY KEY (form_key),
    KEY ix_once_created (created_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='forms already taken, so that a double click makes one'
