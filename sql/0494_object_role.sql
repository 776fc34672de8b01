CREATE TABLE object_role (
    member_id BIGINT NOT NULL COMMENT 'who has it',
    object_type VARCHAR(20) CHARACTER SET ascii NOT NULL COMMENT 'kind of thing, such as series',
    object_id BIGINT NOT NULL COMMENT 'number of the thing',
    role VARCHAR(20) CHARACTER SET ascii NOT NULL COMMENT 'what the person is there, such as editor',
    granted_by BIGINT NULL COMMENT 'administrator; NULL: gone',
    granted_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) COMMENT 'UTC',
    PRIMARY KEY (member_id, object_type, object_id, role),
    KEY ix_object_role_object (object_type, object_id, role),
    CONSTRAINT fk_object_role_member FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE,
    CONSTRAINT fk_object_role_by FOREIGN KEY (granted_by) REFERENCES member (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='rights of a person on one thing alone'
