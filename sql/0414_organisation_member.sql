CREATE TABLE organisation_member (
    organisation_id BIGINT NOT NULL COMMENT 'organisation',
    member_id BIGINT NOT NULL COMMENT 'person who belongs to it',
    role ENUM('member','responsible') NOT NULL DEFAULT 'member' COMMENT 'responsible: approves joiners and edits the page',
    state ENUM('asked','confirmed') NOT NULL DEFAULT 'asked' COMMENT 'asked: waits for the responsible person or staff',
    shown BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'the person chose to be shown on the organisation''s page',
    asked_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) COMMENT 'UTC',
    confirmed_at DATETIME(6) NULL COMMENT 'UTC',
    PRIMARY KEY (organisation_id, member_id),
    KEY ix_organisation_member (member_id, state),
    KEY ix_organisation_member_state (state, asked_at),
    CONSTRAINT fk_organisation_member_of FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE CASCADE,
    CONSTRAINT fk_organisation_member FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='who belongs to which organisation'
