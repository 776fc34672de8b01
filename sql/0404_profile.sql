CREATE TABLE profile (
    member_id BIGINT NOT NULL COMMENT 'whose; people without a row have told nothing yet',
    position VARCHAR(200) NULL COMMENT 'what the person does there, such as "Head of planning"',
    place VARCHAR(120) NULL COMMENT 'town or region',
    about TEXT NULL COMMENT 'short text about the person, plain',
    photo_sha256 CHAR(64) CHARACTER SET ascii NULL COMMENT 're-encoded picture in the file store; NULL: none',
    listed ENUM('public','members','me') NOT NULL DEFAULT 'members' COMMENT 'who may know at all that the person is here; bounds all others',
    photo_seen ENUM('public','members','me') NOT NULL DEFAULT 'members' COMMENT 'who sees it',
    position_seen ENUM('public','members','me') NOT NULL DEFAULT 'members' COMMENT 'who sees it',
    organisation_seen ENUM('public','members','me') NOT NULL DEFAULT 'members' COMMENT 'who sees it',
    country_seen ENUM('public','members','me') NOT NULL DEFAULT 'members' COMMENT 'who sees it',
    place_seen ENUM('public','members','me') NOT NULL DEFAULT 'members' COMMENT 'who sees it',
    languages_seen ENUM('public','members','me') NOT NULL DEFAULT 'members' COMMENT 'who sees them',
    themes_seen ENUM('public','members','me') NOT NULL DEFAULT 'members' COMMENT 'who sees them',
    about_seen ENUM('public','members','me') NOT NULL DEFAULT 'members' COMMENT 'who sees it',
    version INT NOT NULL DEFAULT 1 COMMENT 'counts changes, for two windows editing',
    PRIMARY KEY (member_id),
    CONSTRAINT fk_profile_member FOREIGN KEY (member_id) REFERENCES member (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='what a person tells about herself, and to whom'
