CREATE TABLE facet_set (
    facet ENUM('type','theme','focus','country','publisher','lang','year') NOT NULL COMMENT 'as in resource_facet',
    value VARCHAR(60) CHARACTER SET ascii NOT NULL COMMENT 'as in resource_facet',
    block BIGINT NOT NULL COMMENT 'publications with the numbers block * 4096 to block * 4096 + 4095',
    bits VARBINARY(512) NOT NULL COMMENT '512 bytes, one bit for each of them, set when it is listed and has the value: bit (id MOD 8) of byte (id MOD 4096) DIV 8',
    PRIMARY KEY (facet, value, block)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci COMMENT='listed publications of each value, to be intersected and counted; kept in the same transaction as resource_facet'
