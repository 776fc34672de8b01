UPDATE member m JOIN country_zone z ON z.country = m.country AND z.position = 1 SET m.zone = z.zone
