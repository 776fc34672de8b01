CREATE TABLE download_stat (
    resource_id BIGINT NOT NULL COMMENT 'publication',
    month DATE NOT NULL COMMENT 'first day of the month',
    lang ENUM('en','fr','es','ar') NOT NULL COMMENT 'language of the file',
    country CHAR(2) CHARACTER SET ascii NOT NULL COMMENT 'empty: not known',
    n BIGINT NOT NULL COMMENT 'downloads',
    PRIMARY KEY (resource_id, month, lang, country),
    KEY ix_download_stat_month (month)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='downloads by publication, month, language and country'
