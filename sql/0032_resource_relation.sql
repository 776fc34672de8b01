CREATE TABLE resource_relation (
    resource_id BIGINT NOT NULL COMMENT 'publication',
    other_id BIGINT NOT NULL COMMENT 'another that goes well with it; both directions are stored',
    PRIMARY KEY (resource_id, other_id),
    KEY ix_resource_relation_other (other_id),
    CONSTRAINT fk_resource_relation FOREIGN KEY (resource_id) REFERENCES resource (id) ON DELETE CASCADE,
    CONSTRAINT fk_resource_relation_other FOREIGN KEY (other_id) REFERENCES resource (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='publications linked by staff'
