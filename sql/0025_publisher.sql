CREATE TABLE publisher (
    id BIGINT NOT NULL AUTO_INCREMENT COMMENT 'number of the publisher',
    name VARCHAR(200) NOT NULL COMMENT 'as printed',
    PRIMARY KEY (id),
    UNIQUE KEY uq_publisher_name (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='body that publishes'
