CREATE TABLE country (
    code CHAR(2) CHARACTER SET ascii NOT NULL COMMENT 'ISO 3166-1 alpha-2',
    name_en VARCHAR(100) NOT NULL COMMENT 'short name in English',
    name_fr VARCHAR(100) NOT NULL COMMENT 'short name in French',
    name_es VARCHAR(100) NOT NULL COMMENT 'short name in Spanish',
    PRIMARY KEY (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='countries and territories'
