CREATE TABLE saved_search (
    id BIGINT NOT NULL AUTO_INCREMENT COMMENT 'number of the alert',
    member_id BIGINT NOT NULL COMMENT 'who is mailed',
    query VARCHAR(2000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'words and filters as in the address of the list, in one order; no sorting, no place',
    query_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of it: a member saves a search once',
    lang ENUM('en','fr','es') NOT NULL COMMENT 'language of the reader whose words they are',
    every ENUM('daily','weekly','off') NOT NULL DEFAULT 'daily' COMMENT 'how often at most; off: no mails for now',
    created_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) COMMENT 'UTC',
    told_until DATETIME(6) NOT NULL COMMENT 'what was published up to then has been looked at, UTC',
    last_run DATETIME(6) NULL COMMENT 'when it was last looked for something new; NULL: not yet',
    next_run DATETIME(6) NULL COMMENT 'when it is looked next, UTC; NULL: off',
    PRIMARY KEY (id),
    UNIQUE KEY uq_saved_search (member_id, query_hash),
    KEY ix_saved_search_next (next_run, member_id),
    CONSTRAINT fk_saved_search_member FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='searches of the library whose new finds a member is mailed'