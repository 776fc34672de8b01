CREATE TABLE offer (
    id BIGINT NOT NULL AUTO_INCREMENT COMMENT 'number of the offer or request',
    organisation_id BIGINT NOT NULL COMMENT 'whose',
    side ENUM('offers','seeks') NOT NULL COMMENT 'gives it or looks for it',
    what ENUM('partnership','expertise','funding','exchange') NOT NULL COMMENT 'what is offered or sought',
    text VARCHAR(1000) NOT NULL COMMENT 'in a few sentences, plain',
    lang ENUM('en','fr','es') NOT NULL DEFAULT 'en' COMMENT 'language of text',
    created_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) COMMENT 'UTC',
    version INT NOT NULL DEFAULT 1 COMMENT 'counts changes',
    PRIMARY KEY (id),
    KEY ix_offer_organisation (organisation_id, side, what),
    KEY ix_offer_side (side, what, organisation_id),
    CONSTRAINT fk_offer_organisation FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='what an organisation offers or seeks'
