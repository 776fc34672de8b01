CREATE TABLE people_export (
    id BIGINT NOT NULL AUTO_INCREMENT COMMENT 'number of the export',
    member_id BIGINT NULL COMMENT 'administrator who asked for it and alone may fetch it',
    sha256 CHAR(64) CHARACTER SET ascii NOT NULL COMMENT 'table in the file store',
    format ENUM('csv','xlsx') NOT NULL COMMENT 'kind of table',
    people INT NOT NULL COMMENT 'rows',
    created_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) COMMENT 'UTC; forgotten a day later',
    PRIMARY KEY (id),
    KEY ix_people_export_sha256 (sha256),
    KEY ix_people_export_created (created_at),
    CONSTRAINT fk_people_export_member FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='a list of people made for staff to fetch'
