CREATE TABLE device (
    id BIGINT NOT NULL AUTO_INCREMENT COMMENT 'order of first sign-ins',
    member_id BIGINT NOT NULL COMMENT 'who signed in',
    token_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of the cookie that the browser keeps',
    created_at DATETIME(6) NOT NULL COMMENT 'first sign-in, UTC',
    seen_at DATETIME(6) NOT NULL COMMENT 'newest sign-in, UTC',
    PRIMARY KEY (id),
    UNIQUE KEY uq_device (member_id, token_hash),
    CONSTRAINT fk_device_member FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='browsers that a person has signed in with: only others are told by mail'
