CREATE TABLE download_total (
    month DATE NOT NULL COMMENT 'first day of the month',
    lang ENUM('en','fr','es','ar') NOT NULL COMMENT 'language of the file',
    country CHAR(2) CHARACTER SET ascii NOT NULL COMMENT 'empty: not known',
    n BIGINT NOT NULL COMMENT 'downloads',
    PRIMARY KEY (month, lang, country)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='download_stat summed over the whole library, kept in the same transaction'
