CREATE TABLE consent (
    member_id BIGINT NOT NULL COMMENT 'who',
    version INT NOT NULL COMMENT 'of the privacy notice',
    at DATETIME(6) NOT NULL COMMENT 'when it was agreed to, UTC',
    PRIMARY KEY (member_id, version),
    CONSTRAINT fk_consent_member FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='each version of the privacy notice that a person agreed to'
SELECT id AS member_id, terms_version AS version, CASE WHEN terms_at IS NULL THEN created_at ELSE terms_at END AS at FROM member WHERE terms_version > 0
