ALTER TABLE member ADD messages_hidden BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'suspended for what they wrote: those who received their messages do not see the text'
