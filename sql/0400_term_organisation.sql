ALTER TABLE term MODIFY vocabulary ENUM('type','theme','focus','organisation') NOT NULL COMMENT 'document types, themes, focus areas, kinds of organisation'
