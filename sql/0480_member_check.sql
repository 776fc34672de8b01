ALTER TABLE member
    ADD COLUMN check_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) COMMENT 'when it is looked next whether the person still uses the account, UTC',
    ADD COLUMN asked INT NOT NULL DEFAULT 0 COMMENT 'mails in a row that asked "is this still you?" and had no answer',
    ADD COLUMN asked_at DATETIME(6) NULL COMMENT 'when the newest of them was written',
    ADD COLUMN answered_at DATETIME(6) NULL COMMENT 'when the person last pressed "yes, still me"',
    ADD COLUMN dormant_at DATETIME(6) NULL COMMENT 'since when the account rests: out of the directory and of digests; NULL: it does not',
    ADD KEY ix_member_check (check_at)
