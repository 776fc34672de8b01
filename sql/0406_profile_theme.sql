CREATE TABLE profile_theme (
    member_id BIGINT NOT NULL COMMENT 'whose',
    term_id BIGINT NOT NULL COMMENT 'theme',
    PRIMARY KEY (member_id, term_id),
    KEY ix_profile_theme (term_id),
    CONSTRAINT fk_profile_theme_member FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE,
    CONSTRAINT fk_profile_theme FOREIGN KEY (term_id) REFERENCES term (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='themes that a person works on'
