CREATE TABLE stamp (
    area VARCHAR(40) CHARACTER SET ascii NOT NULL COMMENT 'what has changed: library, pages',
    n BIGINT NOT NULL COMMENT 'goes up with each change that strangers can see',
    PRIMARY KEY (area)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='age of what strangers see, for kept pages'
