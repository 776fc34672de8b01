CREATE TABLE import (
    id BIGINT NOT NULL AUTO_INCREMENT COMMENT 'number of the import',
    member_id BIGINT NULL COMMENT 'who; NULL: command line',
    state ENUM('checking','checked','running','done','failed','cancelled') NOT NULL COMMENT 'checked: dry run finished, waits for a yes',
    csv_sha256 CHAR(64) CHARACTER SET ascii NOT NULL COMMENT 'table in the file store',
    zip_sha256 CHAR(64) CHARACTER SET ascii NULL COMMENT 'files in the file store',
    csv_name VARCHAR(200) NOT NULL COMMENT 'name of the table',
    total INT NOT NULL DEFAULT 0 COMMENT 'rows',
    done INT NOT NULL DEFAULT 0 COMMENT 'rows taken care of',
    faults INT NOT NULL DEFAULT 0 COMMENT 'rows that could not be taken',
    error TEXT NULL COMMENT 'why the whole failed',
    created_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) COMMENT 'UTC',
    ended_at DATETIME(6) NULL COMMENT 'UTC',
    PRIMARY KEY (id),
    CONSTRAINT fk_import_member FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='one bulk import of publications'
