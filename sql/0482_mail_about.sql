ALTER TABLE mail
    ADD COLUMN about_id BIGINT NULL COMMENT 'member whose name or words it tells to somebody else: the row goes when that account is erased',
    ADD KEY ix_mail_about (about_id),
    ADD KEY ix_mail_created (created_at),
    ADD CONSTRAINT fk_mail_about FOREIGN KEY (about_id) REFERENCES member (id) ON DELETE CASCADE
