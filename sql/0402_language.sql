CREATE TABLE language (
    code VARCHAR(8) CHARACTER SET ascii NOT NULL COMMENT 'ISO 639 code: two letters, three where there are no two',
    name_en VARCHAR(60) NOT NULL COMMENT 'English',
    name_fr VARCHAR(60) NOT NULL COMMENT 'French',
    name_es VARCHAR(60) NOT NULL COMMENT 'Spanish',
    PRIMARY KEY (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='languages that people and organisations work in'
