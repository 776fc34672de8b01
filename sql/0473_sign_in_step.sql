CREATE TABLE sign_in_step (
    token_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of the cookie''s token',
    member_id BIGINT NOT NULL COMMENT 'whose password was right',
    keep_me BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'the person ticked "keep me signed in"',
    expires_at DATETIME(6) NOT NULL COMMENT 'the password has to be given again from then on',
    PRIMARY KEY (token_hash),
    KEY ix_sign_in_step_member (member_id),
    KEY ix_sign_in_step_expires (expires_at),
    CONSTRAINT fk_sign_in_step_member FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='half of signing in: the password was right, the code is still asked for'
