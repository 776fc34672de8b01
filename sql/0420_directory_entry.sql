CREATE TABLE directory_entry (
    kind ENUM('person','organisation') NOT NULL COMMENT 'what it is',
    audience ENUM('public','members') NOT NULL COMMENT 'who may read this row; it holds nothing else than that audience may see',
    object_id BIGINT NOT NULL COMMENT 'member or organisation',
    name VARCHAR(200) NOT NULL COMMENT 'as shown',
    position VARCHAR(200) NULL COMMENT 'of a person',
    organisation VARCHAR(200) NULL COMMENT 'of a person; short name of an organisation',
    organisation_id BIGINT NULL COMMENT 'page of that organisation, when it has one',
    type VARCHAR(60) CHARACTER SET ascii NULL COMMENT 'kind of organisation, by code',
    country CHAR(2) CHARACTER SET ascii NULL COMMENT 'ISO 3166-1 code',
    place VARCHAR(120) NULL COMMENT 'town or region',
    photo_sha256 CHAR(64) CHARACTER SET ascii NULL COMMENT 'picture, the small one for lists',
    sample BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'made up, and marked so',
    PRIMARY KEY (kind, audience, object_id),
    KEY ix_directory_entry_name (kind, audience, name, object_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='the directory: what each audience sees of each person and organisation; written in the transaction that changes them'
