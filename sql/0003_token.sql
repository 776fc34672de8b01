CREATE TABLE token (
    token_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of what the mailed link holds',
    kind ENUM('confirm','reset') NOT NULL COMMENT 'what pressing the button does',
    member_id BIGINT NOT NULL COMMENT 'whose',
    created_at DATETIME(6) NOT NULL COMMENT 'UTC',
    expires_at DATETIME(6) NOT NULL COMMENT 'of no use from then on',
    used_at DATETIME(6) NULL COMMENT 'when it was used up or made void',
    PRIMARY KEY (token_hash),
    KEY ix_token_member (member_id, kind),
    KEY ix_token_expires (expires_at),
    CONSTRAINT fk_token_member FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='a link sent by mail'
