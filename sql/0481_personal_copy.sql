CREATE TABLE personal_copy (
    id BIGINT NOT NULL AUTO_INCREMENT COMMENT 'number of the copy; its folder in files_dir/copies',
    member_id BIGINT NOT NULL COMMENT 'whose; one at a time',
    lang ENUM('en','fr','es') NOT NULL COMMENT 'language of its page and of the mail',
    state ENUM('waiting','making','ready','failed') NOT NULL DEFAULT 'waiting' COMMENT 'failed: may be asked for again',
    done INT NOT NULL DEFAULT 0 COMMENT 'parts written so far',
    total INT NOT NULL DEFAULT 0 COMMENT 'parts in all; 0: not begun',
    size BIGINT NULL COMMENT 'bytes of the archive, once ready',
    asked_at DATETIME(6) NOT NULL COMMENT 'UTC',
    made_at DATETIME(6) NULL COMMENT 'UTC',
    expires_at DATETIME(6) NOT NULL COMMENT 'row and files go then',
    PRIMARY KEY (id),
    UNIQUE KEY uq_personal_copy_member (member_id),
    KEY ix_personal_copy_expires (expires_at),
    CONSTRAINT fk_personal_copy_member FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='copies of all that is held about a person, made at that person''s wish'
