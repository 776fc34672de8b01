CREATE TABLE organisation_route (
    organisation_id BIGINT NOT NULL COMMENT 'organisation',
    from_country CHAR(2) CHARACTER SET ascii NOT NULL COMMENT 'country that people leave',
    to_country CHAR(2) CHARACTER SET ascii NOT NULL COMMENT 'country that they go to',
    PRIMARY KEY (organisation_id, from_country, to_country),
    KEY ix_organisation_route (from_country, to_country, organisation_id),
    CONSTRAINT fk_organisation_route FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='migration routes that an organisation stands at one end of'
