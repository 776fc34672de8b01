CREATE TABLE resource_text (
    resource_id BIGINT NOT NULL COMMENT 'publication',
    lang ENUM('en','fr','es','ar') NOT NULL COMMENT 'language of this text',
    title VARCHAR(400) NOT NULL COMMENT 'title in that language',
    summary TEXT NULL COMMENT 'a few sentences, plain text',
    search_text MEDIUMTEXT NOT NULL COMMENT 'stemmed, without accents: title, summary, publishers, terms',
    PRIMARY KEY (resource_id, lang),
    KEY ix_resource_text_title (lang, title(100), resource_id),
    FULLTEXT KEY ft_resource_text (search_text),
    CONSTRAINT fk_resource_text FOREIGN KEY (resource_id) REFERENCES resource (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='title and summary of a publication in one language'
