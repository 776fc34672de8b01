CREATE TABLE session (
    id BIGINT NOT NULL AUTO_INCREMENT COMMENT 'number to name it by; the cookie holds a token, not this',
    token_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of the cookie''s token',
    member_id BIGINT NOT NULL COMMENT 'whose',
    keep_me BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'the person ticked "keep me signed in"',
    created_at DATETIME(6) NOT NULL COMMENT 'UTC',
    seen_at DATETIME(6) NOT NULL COMMENT 'last request, to about a minute',
    expires_at DATETIME(6) NOT NULL COMMENT 'ends then whatever happens',
    ip VARCHAR(45) CHARACTER SET ascii NOT NULL COMMENT 'address it began from',
    agent VARCHAR(255) NOT NULL COMMENT 'browser it began with',
    flash TEXT NULL COMMENT 'what the next page says on top',
    PRIMARY KEY (id),
    UNIQUE KEY uq_session_token (token_hash),
    KEY ix_session_member (member_id, seen_at),
    KEY ix_session_expires (expires_at),
    CONSTRAINT fk_session_member FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='a browser that is signed in'
