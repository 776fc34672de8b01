CREATE TABLE two_factor (
    member_id BIGINT NOT NULL COMMENT 'whose',
    secret VARBINARY(120) NOT NULL COMMENT 'shared with the app that makes codes; AES-256-GCM under a key of the site''s secret',
    confirmed_at DATETIME(6) NULL COMMENT 'since when it is asked for; NULL: shown, not confirmed by a code yet',
    last_step BIGINT NOT NULL DEFAULT 0 COMMENT 'half minute of the newest code taken: it and older ones are refused',
    wrong INT NOT NULL DEFAULT 0 COMMENT 'wrong codes in a row',
    locked_until DATETIME(6) NULL COMMENT 'no code is looked at before, UTC',
    recovery VARBINARY(640) NOT NULL DEFAULT '' COMMENT 'hash of each recovery code left, one after the other',
    shown VARBINARY(400) NOT NULL DEFAULT '' COMMENT 'fresh recovery codes, sealed like the secret, for the page that shows them once',
    shown_until DATETIME(6) NULL COMMENT 'then that page is over and they are taken away, UTC; NULL: there are none',
    created_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) COMMENT 'UTC',
    PRIMARY KEY (member_id),
    KEY ix_two_factor_shown (shown_until),
    CONSTRAINT fk_two_factor_member FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='second factor of those who use one'
