ALTER TABLE import
    MODIFY kind ENUM('library','people','organisations','offers') NOT NULL DEFAULT 'library' COMMENT 'what its rows become'
