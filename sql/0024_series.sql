CREATE TABLE series (
    id BIGINT NOT NULL AUTO_INCREMENT COMMENT 'number of the series',
    code VARCHAR(60) CHARACTER SET ascii NOT NULL COMMENT 'in addresses and imports',
    title_en VARCHAR(300) NOT NULL COMMENT 'English',
    title_fr VARCHAR(300) NULL COMMENT 'French; NULL: shown in English, marked so',
    title_es VARCHAR(300) NULL COMMENT 'Spanish',
    version INT NOT NULL DEFAULT 1 COMMENT 'counts changes',
    PRIMARY KEY (id),
    UNIQUE KEY uq_series_code (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='publications that belong together, such as the Toolbox'
