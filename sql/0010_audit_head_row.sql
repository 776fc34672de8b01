INSERT INTO audit_head (id, n, last_id, hash) VALUES (1, 0, 0, REPEAT(CHAR(0), 32))
