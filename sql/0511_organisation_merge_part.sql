CREATE TABLE organisation_merge_part (
    merge_id BIGINT NOT NULL COMMENT 'merge',
    part ENUM('theme','language','route','offer','organisation') NOT NULL COMMENT 'organisation: one that had been merged into the one that went',
    number BIGINT NOT NULL DEFAULT 0 COMMENT 'of the theme, offer or organisation',
    code VARCHAR(8) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'of the language, or both countries of the route',
    added BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'the one that stays did not have it before',
    PRIMARY KEY (merge_id, part, number, code),
    KEY ix_organisation_merge_part (part, number),
    CONSTRAINT fk_organisation_merge_part FOREIGN KEY (merge_id) REFERENCES organisation_merge (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='what an organisation had before it was merged'
