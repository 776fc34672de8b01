INSERT INTO stamp (area, n) VALUES ('directory', 1)
