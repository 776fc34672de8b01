ALTER TABLE organisation
    MODIFY state ENUM('proposed','active','hidden','merged','refused') NOT NULL DEFAULT 'proposed' COMMENT 'proposed: waits for staff; hidden: by staff; merged: into another one; refused: by staff',
    ADD COLUMN words_key VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'its name without punctuation: finds the same one written otherwise' AFTER name,
    ADD COLUMN host VARCHAR(253) CHARACTER SET ascii NULL COMMENT 'of its website, without www.: finds the same one again' AFTER website,
    ADD COLUMN decision_note VARCHAR(2000) NULL COMMENT 'what staff wrote when they decided on the proposal',
    ADD COLUMN decided_at DATETIME(6) NULL COMMENT 'UTC; when that was',
    ADD KEY ix_organisation_words (words_key, id),
    ADD KEY ix_organisation_short (short_name, id),
    ADD KEY ix_organisation_host (host, id)
