CREATE TABLE directory_count (
    kind ENUM('person','organisation') NOT NULL COMMENT 'as in directory_entry',
    audience ENUM('public','members') NOT NULL COMMENT 'as in directory_entry',
    facet VARCHAR(20) CHARACTER SET ascii NOT NULL COMMENT 'as in directory_facet; empty: all entries',
    value VARCHAR(60) CHARACTER SET ascii NOT NULL COMMENT 'as in directory_facet',
    facet2 VARCHAR(20) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'together with this other one; empty: by itself',
    value2 VARCHAR(60) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'of facet2',
    n BIGINT NOT NULL COMMENT 'entries that have the value, or both; kept in the same transaction',
    PRIMARY KEY (kind, audience, facet, value, facet2, value2)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='how many entries: for filters without and with one filter chosen; each pair of two facets stands in both orders'
