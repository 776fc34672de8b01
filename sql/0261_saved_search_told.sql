CREATE TABLE saved_search_told (
    member_id BIGINT NOT NULL COMMENT 'who was mailed',
    resource_id BIGINT NOT NULL COMMENT 'publication that the mail named',
    told_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) COMMENT 'UTC; forgotten once no search looks so far back',
    PRIMARY KEY (member_id, resource_id),
    KEY ix_saved_search_told_at (told_at),
    KEY ix_saved_search_told_resource (resource_id),
    CONSTRAINT fk_saved_search_told_member FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE,
    CONSTRAINT fk_saved_search_told_resource FOREIGN KEY (resource_id) REFERENCES resource (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='what members have been told of, so that two of their searches do not tell it twice'