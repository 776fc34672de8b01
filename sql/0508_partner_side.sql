CREATE TABLE partner_side (
    organisation_id BIGINT NOT NULL COMMENT 'an active organisation',
    country CHAR(2) CHARACTER SET ascii NULL COMMENT 'where it has its seat',
    local BOOLEAN NOT NULL COMMENT 'it is a local authority or an association of them',
    codes TEXT COLLATE utf8mb4_bin NOT NULL COMMENT 'what else the partner finder compares, a space around each: route:NP-QA theme:skills language:en offers:expertise/skills,diaspora/NP seeks:funding//',
    PRIMARY KEY (organisation_id),
    CONSTRAINT fk_partner_side FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='all that the partner finder compares of an organisation, in one row; made from its routes, themes, languages and offers when they change'
