CREATE TABLE country_zone (
    zone VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'IANA name of a time zone',
    country CHAR(2) CHARACTER SET ascii NOT NULL COMMENT 'ISO 3166-1 code of the country it lies in',
    position SMALLINT NOT NULL COMMENT '1: the zone of most people there, taken at sign-up',
    PRIMARY KEY (zone),
    UNIQUE KEY uq_country_zone (country, position),
    CONSTRAINT fk_country_zone_country FOREIGN KEY (country) REFERENCES country (code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='time zones of countries, after zone.tab of tzdata'
