CREATE TABLE directory_facet (
    kind ENUM('person','organisation') NOT NULL COMMENT 'as in directory_entry',
    audience ENUM('public','members') NOT NULL COMMENT 'as in directory_entry',
    facet ENUM('country','type','theme','language','offers','seeks','joined') NOT NULL COMMENT 'what can be filtered by; joined: counted only',
    value VARCHAR(60) CHARACTER SET ascii NOT NULL COMMENT 'country, term or language code, what is offered or sought, or a year',
    name VARCHAR(200) NOT NULL COMMENT 'of the entry: lists are ordered by it',
    object_id BIGINT NOT NULL COMMENT 'member or organisation',
    PRIMARY KEY (kind, audience, facet, value, name, object_id),
    KEY ix_directory_facet_object (kind, object_id, audience, facet, value)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='values that the directory filters by'
