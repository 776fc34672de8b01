CREATE TABLE file_page (
    file_id BIGINT NOT NULL COMMENT 'file',
    page INT NOT NULL COMMENT 'from 1',
    resource_id BIGINT NOT NULL COMMENT 'publication, to search within it',
    text MEDIUMTEXT NOT NULL COMMENT 'as it reads',
    search_text MEDIUMTEXT NOT NULL COMMENT 'stemmed, without accents',
    PRIMARY KEY (file_id, page),
    KEY ix_file_page_resource (resource_id),
    FULLTEXT KEY ft_file_page (search_text),
    CONSTRAINT fk_file_page FOREIGN KEY (file_id) REFERENCES resource_file (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='text of one page of a file'
