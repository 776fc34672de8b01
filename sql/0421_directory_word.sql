CREATE TABLE directory_word (
    kind ENUM('person','organisation') NOT NULL COMMENT 'as in directory_entry',
    audience ENUM('public','members') NOT NULL COMMENT 'as in directory_entry',
    word VARCHAR(40) NOT NULL COMMENT 'one word of what this audience sees of it, in lower case without accents',
    name VARCHAR(200) NOT NULL COMMENT 'of the entry: what a word finds is ordered by it',
    object_id BIGINT NOT NULL COMMENT 'member or organisation',
    PRIMARY KEY (kind, audience, word, name, object_id),
    KEY ix_directory_word_object (kind, object_id, audience, word)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='words that the directory finds by their beginning'
