CREATE TABLE country_place (
    code CHAR(2) CHARACTER SET ascii NOT NULL COMMENT 'ISO 3166-1 code',
    lat DECIMAL(5,2) NOT NULL COMMENT 'degrees north of the middle of its largest piece of land',
    lon DECIMAL(5,2) NOT NULL COMMENT 'degrees east of the same',
    PRIMARY KEY (code),
    CONSTRAINT fk_country_place FOREIGN KEY (code) REFERENCES country (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='where a country is marked on the map; computed from Natural Earth, which is in the public domain'
