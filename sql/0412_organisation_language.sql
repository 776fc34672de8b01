CREATE TABLE organisation_language (
    organisation_id BIGINT NOT NULL COMMENT 'organisation',
    language VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'one it can write and speak in with partners',
    PRIMARY KEY (organisation_id, language),
    KEY ix_organisation_language (language, organisation_id),
    CONSTRAINT fk_organisation_language_of FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE CASCADE,
    CONSTRAINT fk_organisation_language FOREIGN KEY (language) REFERENCES language (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='working languages of an organisation'
