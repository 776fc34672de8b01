CREATE TABLE term (
    id BIGINT NOT NULL AUTO_INCREMENT COMMENT 'number of the term',
    vocabulary ENUM('type','theme','focus') NOT NULL COMMENT 'document types, themes, focus areas',
    code VARCHAR(60) CHARACTER SET ascii NOT NULL COMMENT 'in addresses and imports; never changes',
    parent_id BIGINT NULL COMMENT 'wider term of the same vocabulary',
    position INT NOT NULL DEFAULT 0 COMMENT 'order in lists',
    label_en VARCHAR(200) NOT NULL COMMENT 'English',
    label_fr VARCHAR(200) NOT NULL COMMENT 'French',
    label_es VARCHAR(200) NOT NULL COMMENT 'Spanish',
    retired BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'kept on old items, not offered for new ones',
    version INT NOT NULL DEFAULT 1 COMMENT 'counts changes',
    PRIMARY KEY (id),
    UNIQUE KEY uq_term_code (vocabulary, code),
    CONSTRAINT fk_term_parent FOREIGN KEY (parent_id) REFERENCES term (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='a word of a taxonomy, in three languages'
