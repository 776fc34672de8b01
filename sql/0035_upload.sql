CREATE TABLE upload (
    id BIGINT NOT NULL AUTO_INCREMENT COMMENT 'number of the upload',
    ticket_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of the ticket; who holds it may go on, even after signing in anew',
    member_id BIGINT NOT NULL COMMENT 'who began it',
    name VARCHAR(200) NOT NULL COMMENT 'name of the file',
    size BIGINT NOT NULL COMMENT 'bytes in all',
    received BIGINT NOT NULL DEFAULT 0 COMMENT 'bytes on disk, fsynced',
    sha256 CHAR(64) CHARACTER SET ascii NULL COMMENT 'once complete: its place in the file store',
    mime VARCHAR(100) CHARACTER SET ascii NULL COMMENT 'once complete: type by content',
    created_at DATETIME(6) NOT NULL COMMENT 'UTC',
    expires_at DATETIME(6) NOT NULL COMMENT 'an unfinished one is cleared away then',
    PRIMARY KEY (id),
    UNIQUE KEY uq_upload_ticket (ticket_hash),
    KEY ix_upload_member (member_id, id),
    KEY ix_upload_expires (expires_at),
    CONSTRAINT fk_upload_member FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='a file that comes in pieces'
