ALTER TABLE address_request ADD by_staff BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'the secretariat asked for it, in the place of the main address'
