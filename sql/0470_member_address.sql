-- Every address that is somebody's, once: two accounts cannot claim the same one, on no node of a cluster.
CREATE TABLE member_address (
    id BIGINT NOT NULL AUTO_INCREMENT COMMENT 'number to name it by',
    email VARCHAR(254) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL COMMENT 'an address to sign in with; the main one is member.email as well',
    member_id BIGINT NOT NULL COMMENT 'whose',
    confirmed_at DATETIME(6) NULL COMMENT 'when its mail was answered, UTC; NULL: not yet, at sign-up',
    kept_until DATETIME(6) NULL COMMENT 'was the main one till lately and did not agree to the change: not removed before, UTC',
    created_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) COMMENT 'UTC',
    PRIMARY KEY (id),
    UNIQUE KEY uq_member_address (email),
    KEY ix_member_address_member (member_id, id),
    CONSTRAINT fk_member_address FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='addresses that people sign in with'
SELECT email, id AS member_id, confirmed_at, created_at FROM member ORDER BY id
