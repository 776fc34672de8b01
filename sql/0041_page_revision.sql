CREATE TABLE page_revision (
    id BIGINT NOT NULL AUTO_INCREMENT COMMENT 'number of the revision',
    page_id BIGINT NOT NULL COMMENT 'page',
    lang ENUM('en','fr','es') NOT NULL COMMENT 'language',
    title VARCHAR(200) NOT NULL COMMENT 'heading',
    body MEDIUMTEXT NOT NULL COMMENT 'Markdown',
    member_id BIGINT NULL COMMENT 'who wrote it; NULL: came with the product',
    note VARCHAR(200) NULL COMMENT 'what was changed',
    created_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) COMMENT 'UTC',
    PRIMARY KEY (id),
    KEY ix_page_revision (page_id, lang, id),
    CONSTRAINT fk_page_revision FOREIGN KEY (page_id) REFERENCES page (id) ON DELETE CASCADE,
    CONSTRAINT fk_page_revision_member FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='each text a page ever had; the newest of a language is shown'
