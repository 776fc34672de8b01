CREATE TABLE organisation_theme (
    organisation_id BIGINT NOT NULL COMMENT 'organisation',
    term_id BIGINT NOT NULL COMMENT 'theme it works on',
    PRIMARY KEY (organisation_id, term_id),
    KEY ix_organisation_theme (term_id, organisation_id),
    CONSTRAINT fk_organisation_theme_of FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE CASCADE,
    CONSTRAINT fk_organisation_theme FOREIGN KEY (term_id) REFERENCES term (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='themes of an organisation'
