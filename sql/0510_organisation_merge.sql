CREATE TABLE organisation_merge (
    id BIGINT NOT NULL AUTO_INCREMENT COMMENT 'number of the merge',
    organisation_id BIGINT NOT NULL COMMENT 'the one that went',
    into_id BIGINT NOT NULL COMMENT 'the one that stays',
    state_was ENUM('proposed','active','hidden') NOT NULL COMMENT 'of the one that went',
    into_version INT NOT NULL COMMENT 'of the one that stays, right after: has anybody changed it since?',
    merged_by BIGINT NULL COMMENT 'who; NULL: nobody who is here',
    merged_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) COMMENT 'UTC',
    PRIMARY KEY (id),
    UNIQUE KEY uq_organisation_merge (organisation_id),
    KEY ix_organisation_merge_into (into_id, id),
    KEY ix_organisation_merge_at (merged_at),
    KEY ix_organisation_merge_by (merged_by, id),
    CONSTRAINT fk_organisation_merge_of FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE CASCADE,
    CONSTRAINT fk_organisation_merge_into FOREIGN KEY (into_id) REFERENCES organisation (id) ON DELETE CASCADE,
    CONSTRAINT fk_organisation_merge_by FOREIGN KEY (merged_by) REFERENCES member (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='a merge of two organisations that can still be undone'
