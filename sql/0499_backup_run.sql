CREATE TABLE backup_run (
    id BIGINT NOT NULL AUTO_INCREMENT COMMENT 'number of the run',
    kind ENUM('backup','verify','restore') NOT NULL COMMENT 'made, read through, or restored from',
    ok BOOLEAN NOT NULL COMMENT 'it ended well',
    at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) COMMENT 'end of the run, UTC',
    made_at DATETIME(6) NULL COMMENT 'when that backup was made, by the name of its folder, UTC',
    files BIGINT NOT NULL DEFAULT 0 COMMENT 'files in it',
    bytes BIGINT NOT NULL DEFAULT 0 COMMENT 'size of all of them',
    seconds INT NOT NULL DEFAULT 0 COMMENT 'how long it took',
    PRIMARY KEY (id),
    KEY ix_backup_run_kind (kind, ok, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='what m4d-admin did about backups'
