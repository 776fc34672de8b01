CREATE TABLE audit (
    id BIGINT NOT NULL AUTO_INCREMENT COMMENT 'order of the chain; may have gaps',
    at DATETIME(6) NOT NULL COMMENT 'UTC',
    member_id BIGINT NULL COMMENT 'who; NULL: the system or a stranger',
    action VARCHAR(60) CHARACTER SET ascii NOT NULL COMMENT 'what, such as resource.publish',
    object_type VARCHAR(40) CHARACTER SET ascii NOT NULL COMMENT 'kind of thing',
    object_id BIGINT NOT NULL COMMENT 'number of the thing; 0: none',
    detail TEXT NULL COMMENT 'JSON; never a secret',
    prev_hash BINARY(32) NOT NULL COMMENT 'hash of the entry before',
    hash BINARY(32) NOT NULL COMMENT 'SHA-256 over all of the above',
    PRIMARY KEY (id),
    KEY ix_audit_member (member_id, id),
    KEY ix_audit_object (object_type, object_id, id),
    KEY ix_audit_action (action, id),
    KEY ix_audit_at (at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='who did what, as a hash chain'
