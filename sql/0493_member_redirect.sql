CREATE TABLE member_redirect (
    old_id BIGINT NOT NULL COMMENT 'number of an account that was merged into another one',
    member_id BIGINT NOT NULL COMMENT 'account that stayed',
    at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) COMMENT 'UTC',
    PRIMARY KEY (old_id),
    KEY ix_member_redirect (member_id),
    CONSTRAINT fk_member_redirect FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='where the pages of merged accounts lead'
