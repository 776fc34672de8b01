ALTER TABLE member ADD COLUMN joined_for varchar(300) NULL COMMENT 'Address on this site that a sign-up was made for, to go on to after signing in; none once confirmed'
