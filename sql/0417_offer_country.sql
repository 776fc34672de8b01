CREATE TABLE offer_country (
    offer_id BIGINT NOT NULL COMMENT 'offer',
    country CHAR(2) CHARACTER SET ascii NOT NULL COMMENT 'country it is about',
    PRIMARY KEY (offer_id, country),
    KEY ix_offer_country (country, offer_id),
    CONSTRAINT fk_offer_country FOREIGN KEY (offer_id) REFERENCES offer (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='countries of an offer'
