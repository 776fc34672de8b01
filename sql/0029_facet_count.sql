CREATE TABLE facet_count (
    facet ENUM('all','type','theme','focus','country','publisher','lang','year') NOT NULL COMMENT 'as in resource_facet; all: the whole library',
    value VARCHAR(60) CHARACTER SET ascii NOT NULL COMMENT 'as in resource_facet',
    n BIGINT NOT NULL COMMENT 'listed publications',
    PRIMARY KEY (facet, value)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='counts without any filter, kept in the same transaction as resource_facet'
