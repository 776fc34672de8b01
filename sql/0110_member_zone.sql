ALTER TABLE member ADD COLUMN zone VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'IANA name of the time zone that mails and the own pages tell times in; NULL: UTC only' AFTER lang
