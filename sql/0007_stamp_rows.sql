INSERT INTO stamp (area, n) VALUES ('library', 1), ('pages', 1), ('site', 1)
