CREATE TABLE directory_count (
    kind ENUM('person','organisation') NOT NULL COMMENT 'as in directory_entry',
    audience ENUM('public','members') NOT NULL COMMENT 'as in directory_entry',
    facet2 VARCHAR(20) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'of those that have this: as in directory_facet; empty: of all',
    value2 VARCHAR(60) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'of facet2',
    facet VARCHAR(20) CHARACTER SET ascii NOT NULL COMMENT 'those that have this: as in directory_facet; empty: all',
    value VARCHAR(60) CHARACTER SET ascii NOT NULL COMMENT 'of facet',
    n BIGINT NOT NULL COMMENT 'how many entries; kept in the same transaction',
    PRIMARY KEY (kind, audience, facet2, value2, facet, value)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='how many entries, for filters without and with one filter chosen; each pair of two facets stands in both orders'
