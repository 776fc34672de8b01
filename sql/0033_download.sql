CREATE TABLE download (
    id BIGINT NOT NULL AUTO_INCREMENT COMMENT 'order',
    file_id BIGINT NOT NULL COMMENT 'file',
    resource_id BIGINT NOT NULL COMMENT 'publication',
    at DATETIME(6) NOT NULL COMMENT 'UTC',
    country CHAR(2) CHARACTER SET ascii NOT NULL DEFAULT '' COMMENT 'of the member, or of the network address; empty: not known',
    visitor BINARY(16) NOT NULL COMMENT 'keyed hash of address and browser, forgotten daily: to leave out double clicks',
    PRIMARY KEY (id),
    UNIQUE KEY uq_download_visit (file_id, visitor),
    KEY ix_download_at (at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='downloads not yet added to download_stat'
