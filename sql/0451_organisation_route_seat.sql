ALTER TABLE organisation_route
    ADD COLUMN seat ENUM('from','to','else') NOT NULL DEFAULT 'else' COMMENT 'end of the route that the organisation has its seat at',
    ADD COLUMN local BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'it is a local authority or an association of them',
    ADD KEY ix_organisation_route_seat (from_country, to_country, seat, local, organisation_id)
