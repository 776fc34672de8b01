CREATE TABLE profile_language (
    member_id BIGINT NOT NULL COMMENT 'whose',
    language VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'spoken at work',
    PRIMARY KEY (member_id, language),
    KEY ix_profile_language (language),
    CONSTRAINT fk_profile_language_member FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE,
    CONSTRAINT fk_profile_language FOREIGN KEY (language) REFERENCES language (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='languages of a person'
