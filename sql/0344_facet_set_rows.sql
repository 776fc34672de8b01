INSERT INTO facet_set (facet, value, block, bits)
SELECT facet, value, block,
       UNHEX(RPAD(GROUP_CONCAT(REPEAT('00', gap), LPAD(HEX(bits), 2, '0') ORDER BY n SEPARATOR ''), 1024, '0'))
  FROM (SELECT facet, value, block, n, bits,
               n - 1 - COALESCE(LAG(n) OVER (PARTITION BY facet, value, block ORDER BY n), -1) AS gap
          FROM (SELECT facet, value, resource_id DIV 4096 AS block, resource_id MOD 4096 DIV 8 AS n,
                       BIT_OR(1 << (resource_id MOD 8)) AS bits
                  FROM resource_facet WHERE listed GROUP BY facet, value, block, n) held) spread
 GROUP BY facet, value, block
