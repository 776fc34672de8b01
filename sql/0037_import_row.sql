CREATE TABLE import_row (
    import_id BIGINT NOT NULL COMMENT 'import',
    line INT NOT NULL COMMENT 'line of the table, the heading being 1',
    title VARCHAR(400) NOT NULL COMMENT 'as found in the row, to recognise it',
    outcome ENUM('new','changed','same','fault') NOT NULL COMMENT 'what it does or did',
    messages TEXT NULL COMMENT 'JSON: list of [column, message code, value]',
    resource_id BIGINT NULL COMMENT 'publication it became',
    taken BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'carried out, not only checked',
    PRIMARY KEY (import_id, line),
    CONSTRAINT fk_import_row FOREIGN KEY (import_id) REFERENCES import (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='report of an import, row by row'
