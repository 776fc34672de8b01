CREATE TABLE offer_theme (
    offer_id BIGINT NOT NULL COMMENT 'offer',
    term_id BIGINT NOT NULL COMMENT 'theme it is about',
    PRIMARY KEY (offer_id, term_id),
    KEY ix_offer_theme (term_id, offer_id),
    CONSTRAINT fk_offer_theme_of FOREIGN KEY (offer_id) REFERENCES offer (id) ON DELETE CASCADE,
    CONSTRAINT fk_offer_theme FOREIGN KEY (term_id) REFERENCES term (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='themes of an offer'
