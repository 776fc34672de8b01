CREATE TABLE resource_facet (
    facet ENUM('type','theme','focus','country','publisher','lang','year') NOT NULL COMMENT 'what can be filtered by',
    value VARCHAR(60) CHARACTER SET ascii NOT NULL COMMENT 'term code, country code, publisher number, language or year',
    resource_id BIGINT NOT NULL COMMENT 'publication',
    listed BOOLEAN NOT NULL COMMENT 'published and the newest edition: counts in lists',
    PRIMARY KEY (facet, value, resource_id),
    KEY ix_resource_facet_resource (resource_id, facet, value, listed),
    KEY ix_resource_facet_listed (facet, value, listed, resource_id),
    CONSTRAINT fk_resource_facet FOREIGN KEY (resource_id) REFERENCES resource (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='every value that a publication can be found by; the one place for its terms, countries, publishers, languages'
