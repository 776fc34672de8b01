-- Fills an empty, migrated schema with a large library, in plain SQL:
--   @publications publications in three languages, as many members with profiles, a tenth as many
--   organisations, ten times as many downloads.
-- Made-up words with the shape of the real ones; the same numbers give the same rows.
SET @n = COALESCE(@publications, 100000);
SET foreign_key_checks = 0, unique_checks = 0;

-- ---- people ----
INSERT INTO member (id, email, password_hash, name, country, organisation, lang, state, roles, terms_version, terms_at, created_at, confirmed_at, signed_in_at)
SELECT 1000000 + seq, CONCAT('reader', seq, '@example.org'), NULL,
       CONCAT(ELT(1 + seq MOD 12, 'Amina', 'Joseph', 'Lucía', 'Ousmane', 'Priya', 'Mateo', 'Ngozi', 'Elena', 'Karim', 'Ana', 'Tesfaye', 'Mei'), ' ',
              ELT(1 + seq DIV 12 MOD 11, 'Diallo', 'Reyes', 'Gurung', 'Haddad', 'Mensah', 'Torres', 'Popescu', 'Silva', 'Kamara', 'Fofana', 'Perera'), ' ', seq),
       ELT(1 + seq MOD 8, 'SN', 'PH', 'EC', 'MA', 'NP', 'TN', 'CR', 'SV'), CONCAT('Municipality ', seq MOD 900),
       ELT(1 + seq MOD 3, 'en', 'fr', 'es'), IF(seq MOD 40 = 0, 'pending', 'active'), IF(seq MOD 5000 = 1, 'editor', ''), 1,
       '2024-01-01', '2024-01-01' + INTERVAL seq MINUTE, '2024-01-01' + INTERVAL seq MINUTE, '2024-06-01' + INTERVAL seq MINUTE
  FROM seq_1_to_1000000 WHERE seq <= @n;
INSERT INTO session (token_hash, member_id, created_at, seen_at, expires_at, ip, agent)
SELECT UNHEX(SHA2(CONCAT('session', seq), 256)), 1000000 + seq, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL 8 HOUR, '192.0.2.1', 'bench'
  FROM seq_1_to_1000000 WHERE seq <= @n DIV 4;
INSERT INTO token (token_hash, kind, member_id, created_at, expires_at)
SELECT UNHEX(SHA2(CONCAT('token', seq), 256)), IF(seq MOD 2, 'confirm', 'reset'), 1000000 + seq, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL seq MINUTE
  FROM seq_1_to_1000000 WHERE seq <= @n DIV 10;
INSERT INTO member_address (email, member_id, confirmed_at, created_at)
SELECT email, id, confirmed_at, created_at FROM member WHERE id > 1000000;
INSERT INTO member_address (email, member_id, confirmed_at)
SELECT CONCAT('second', seq, '@example.org'), 1000000 + seq, '2024-02-01' FROM seq_1_to_1000000 WHERE seq <= @n DIV 5;
INSERT INTO address_request (member_id, kind, email, old_email, new_hash, old_hash, state, created_at, expires_at)
SELECT 1000000 + seq, IF(seq MOD 2, 'add', 'main'), CONCAT('third', seq, '@example.org'), CONCAT('reader', seq, '@example.org'),
       UNHEX(SHA2(CONCAT('new', seq), 256)), UNHEX(SHA2(CONCAT('old', seq), 256)), IF(seq MOD 3, 'done', 'open'), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL seq SECOND
  FROM seq_1_to_1000000 WHERE seq <= @n DIV 5;
INSERT INTO two_factor (member_id, secret, confirmed_at, shown_until)
SELECT 1000000 + seq, REPEAT('s', 49), '2024-02-01', IF(seq MOD 50, NULL, UTC_TIMESTAMP(6) + INTERVAL seq SECOND) FROM seq_1_to_1000000 WHERE seq <= @n DIV 4;
INSERT INTO sign_in_step (token_hash, member_id, expires_at)
SELECT UNHEX(SHA2(CONCAT('step', seq), 256)), 1000000 + seq, UTC_TIMESTAMP(6) + INTERVAL seq SECOND FROM seq_1_to_1000000 WHERE seq <= @n DIV 10;
INSERT INTO device (member_id, token_hash, created_at, seen_at)
SELECT 1000000 + 1 + seq MOD @n, UNHEX(SHA2(CONCAT('device', seq), 256)), '2024-02-01', '2024-02-01' FROM seq_1_to_1000000 WHERE seq <= @n;
INSERT INTO consent (member_id, version, at)
SELECT 1000000 + seq, 1, '2024-01-01' FROM seq_1_to_1000000 WHERE seq <= @n;
INSERT INTO setting_change (name, before_value, after_value, member_id, at)
SELECT 'export_days', '7', '8', 1000000 + seq, '2024-01-01' + INTERVAL seq MINUTE FROM seq_1_to_1000000 WHERE seq <= @n DIV 10;
INSERT INTO setting_draft (member_id, content, created_at)
SELECT 1000000 + seq, '{}', UTC_TIMESTAMP(6) - INTERVAL seq MINUTE FROM seq_1_to_1000000 WHERE seq <= @n DIV 10;
INSERT INTO rate (bucket, window_at, n)
SELECT CONCAT('sign-in:ip:bench', seq), UTC_TIMESTAMP(6), 1 FROM seq_1_to_1000000 WHERE seq <= @n DIV 10;
INSERT INTO once (form_key, result_id, created_at)
SELECT UNHEX(MD5(CONCAT('once', seq))), seq, UTC_TIMESTAMP(6) - INTERVAL seq SECOND FROM seq_1_to_1000000 WHERE seq <= @n DIV 5;
-- Not a chain that holds: only for the size of it.
INSERT INTO audit (at, member_id, action, object_type, object_id, prev_hash, hash)
SELECT '2024-01-01' + INTERVAL seq SECOND, 1000000 + 1 + seq MOD @n, ELT(1 + seq MOD 4, 'resource.save', 'resource.publish', 'member.sign-in', 'page.save'),
       ELT(1 + seq MOD 3, 'resource', 'member', 'page'), 1 + seq MOD @n, REPEAT(CHAR(0), 32), REPEAT(CHAR(1), 32)
  FROM seq_1_to_1000000 WHERE seq <= @n;
INSERT INTO mail (member_id, to_email, lang, kind, subject, body, state, next_at, created_at, sent_at)
SELECT 1000000 + 1 + seq MOD @n, CONCAT('reader', 1 + seq MOD @n, '@example.org'), 'en', ELT(1 + seq MOD 3, 'member.confirm', 'member.reset', 'resource.decided'),
       'Hello', 'A letter', IF(seq MOD 1000 = 0, 'failed', 'sent'), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) - INTERVAL seq * 10 MINUTE, UTC_TIMESTAMP(6) - INTERVAL seq * 10 MINUTE
  FROM seq_1_to_1000000 WHERE seq <= @n ORDER BY seq DESC;
INSERT INTO job (kind, payload, state, not_before, tries, started_at, ended_at, created_at)
SELECT ELT(1 + seq MOD 3, 'file.read', 'mail.send', 'stats.add'), '{}', IF(seq MOD 500 = 0, 'failed', 'done'), '2024-01-01' + INTERVAL seq MINUTE, 1,
       '2024-01-01' + INTERVAL seq MINUTE, '2024-01-01' + INTERVAL seq MINUTE, '2024-01-01' + INTERVAL seq MINUTE
  FROM seq_1_to_1000000 WHERE seq <= @n DIV 2;

-- ---- publications: numbers from 1,000,001 ----
INSERT INTO publisher (id, name) SELECT 1000000 + seq, CONCAT('Institute ', seq) FROM seq_1_to_1000 WHERE seq <= GREATEST(@n DIV 100, 10);
SET @types = (SELECT COUNT(*) FROM term WHERE vocabulary = 'type');
CREATE TEMPORARY TABLE pick (k INT NOT NULL, vocabulary CHAR(12) NOT NULL, id BIGINT, code VARCHAR(60) CHARACTER SET ascii, PRIMARY KEY (vocabulary, k))
SELECT ROW_NUMBER() OVER (PARTITION BY vocabulary ORDER BY id) - 1 AS k, CAST(vocabulary AS CHAR(12)) AS vocabulary, id, code FROM term;
SET @themes = (SELECT COUNT(*) FROM pick WHERE vocabulary = 'theme'), @focus = (SELECT COUNT(*) FROM pick WHERE vocabulary = 'focus');
INSERT INTO resource (id, state, type_id, year, lang, licence, source, source_key, submitted_by, created_at, published_at, changed_at, downloads, smallest_file)
SELECT 1000000 + seq, IF(seq MOD 50 = 0, ELT(1 + seq DIV 50 MOD 3, 'draft', 'withdrawn', 'proposed'), 'published'), p.id, 1990 + CRC32(seq) MOD 36,
       ELT(1 + seq MOD 3, 'en', 'fr', 'es'), 'CC-BY-4.0', 'made up', CONCAT('bench-', seq), IF(seq MOD 9 = 0, 1000000 + 1 + seq MOD @n, NULL),
       '2024-01-01' + INTERVAL seq MINUTE, '2024-01-01' + INTERVAL seq MINUTE, '2024-01-01' + INTERVAL seq MINUTE + INTERVAL seq MICROSECOND, CRC32(seq + 7) MOD 5000, 20000 + CRC32(seq + 1) MOD 4000000
  FROM seq_1_to_1000000 JOIN pick p ON p.vocabulary = 'type' AND p.k = CRC32(seq + 3) MOD @types WHERE seq <= @n;
-- One in a hundred is an older edition of the next one.
UPDATE resource SET newer_id = id + 1 WHERE id > 1000000 AND id MOD 100 = 7;

-- Texts: words as they read and as the full text index holds them.
CREATE TEMPORARY TABLE word (k INT NOT NULL PRIMARY KEY, en VARCHAR(20), fr VARCHAR(20), es VARCHAR(20), stem VARCHAR(60));
INSERT INTO word VALUES
 (0, 'migration', 'migration', 'migración', 'migrat migrac migr'), (1, 'development', 'développement', 'desarrollo', 'develop développ desarroll'),
 (2, 'local', 'local', 'local', 'local'), (3, 'diaspora', 'diaspora', 'diáspora', 'diaspora diaspor'), (4, 'remittances', 'transferts', 'remesas', 'remitt transfert remes'),
 (5, 'city', 'ville', 'ciudad', 'citi vill ciud'), (6, 'planning', 'planification', 'planificación', 'plan planif'), (7, 'training', 'formation', 'formación', 'train format formac'),
 (8, 'youth', 'jeunesse', 'juventud', 'youth jeuness juventud'), (9, 'women', 'femmes', 'mujeres', 'women femm mujer'), (10, 'health', 'santé', 'salud', 'health sant salud'),
 (11, 'housing', 'logement', 'vivienda', 'hous log viviend'), (12, 'work', 'travail', 'trabajo', 'work travail trabaj'), (13, 'skills', 'compétences', 'competencias', 'skill compétent competent'),
 (14, 'law', 'droit', 'derecho', 'law droit derech'), (15, 'school', 'école', 'escuela', 'school écol escuel'), (16, 'border', 'frontière', 'frontera', 'border frontier fronter'),
 (17, 'trade', 'commerce', 'comercio', 'trade commerc comerci'), (18, 'climate', 'climat', 'clima', 'climat clim'), (19, 'water', 'eau', 'agua', 'water eau agu'),
 (20, 'council', 'conseil', 'consejo', 'council conseil consej'), (21, 'partners', 'partenaires', 'socios', 'partner partenair soci'), (22, 'fund', 'fonds', 'fondo', 'fund fond'),
 (23, 'finance', 'finance', 'finanzas', 'financ finanz'), (24, 'rights', 'droits', 'derechos', 'right droit derech'), (25, 'data', 'données', 'datos', 'data don dat'),
 (26, 'returnees', 'retour', 'retorno', 'returne retour retorn'), (27, 'farming', 'agriculture', 'agricultura', 'farm agricultur'), (28, 'transport', 'transport', 'transporte', 'transport'),
 (29, 'culture', 'culture', 'cultura', 'cultur');
INSERT INTO resource_text (resource_id, lang, title, summary, search_text)
SELECT 1000000 + seq, l.lang,
       CONCAT(UPPER(LEFT(w1, 1)), SUBSTR(w1, 2), ' ', w2, ' ', w3, ' ', seq),
       CONCAT_WS(' ', w3, w1, w2, w1, w3, w2, w1, 'topic', CRC32(seq + 5) MOD 20000),
       CONCAT_WS(' ', s1, s2, s3, seq, 'topic', CRC32(seq + 5) MOD 20000)
  FROM (SELECT seq, l.lang, CASE l.lang WHEN 'en' THEN a.en WHEN 'fr' THEN a.fr ELSE a.es END AS w1, CASE l.lang WHEN 'en' THEN b.en WHEN 'fr' THEN b.fr ELSE b.es END AS w2,
               CASE l.lang WHEN 'en' THEN c.en WHEN 'fr' THEN c.fr ELSE c.es END AS w3, a.stem AS s1, b.stem AS s2, c.stem AS s3
          FROM seq_1_to_1000000 JOIN word a ON a.k = CRC32(seq) MOD 30 JOIN word b ON b.k = CRC32(seq + 11) MOD 30 JOIN word c ON c.k = CRC32(seq + 23) MOD 30
          JOIN (SELECT 'en' AS lang UNION ALL SELECT 'fr' UNION ALL SELECT 'es') l WHERE seq <= @n) l;

INSERT INTO resource_file (id, resource_id, lang, sha256, name, mime, size, pages, text_state, position)
SELECT 1000000 + seq, 1000000 + seq, ELT(1 + seq MOD 3, 'en', 'fr', 'es'), SHA2(CONCAT('file', seq), 256), CONCAT('publication-', seq, '.pdf'), 'application/pdf',
       20000 + CRC32(seq + 1) MOD 4000000, 1 + seq MOD 200, 'done', 1
  FROM seq_1_to_1000000 WHERE seq <= @n;
INSERT INTO file_page (file_id, page, resource_id, text, search_text)
SELECT 1000000 + seq, 1, 1000000 + seq, CONCAT_WS(' ', a.en, b.en, 'page', CRC32(seq + 9) MOD 30000, b.en, a.en), CONCAT_WS(' ', a.stem, b.stem, 'page', CRC32(seq + 9) MOD 30000)
  FROM seq_1_to_1000000 JOIN word a ON a.k = CRC32(seq + 31) MOD 30 JOIN word b ON b.k = CRC32(seq + 37) MOD 30 WHERE seq <= @n;

-- ---- what they are found by ----
INSERT INTO resource_facet (facet, value, resource_id, listed)
SELECT facet, value, id, listed FROM (
  SELECT 'type' AS facet, t.code AS value, r.id, r.state = 'published' AND r.newer_id IS NULL AS listed FROM resource r JOIN term t ON t.id = r.type_id WHERE r.id > 1000000
  UNION ALL SELECT 'theme', p.code, r.id, r.state = 'published' AND r.newer_id IS NULL FROM resource r JOIN pick p ON p.vocabulary = 'theme' AND p.k = CRC32(r.id) MOD @themes WHERE r.id > 1000000
  UNION ALL SELECT 'theme', p.code, r.id, r.state = 'published' AND r.newer_id IS NULL FROM resource r JOIN pick p ON p.vocabulary = 'theme' AND p.k = (CRC32(r.id) + 1 + CRC32(r.id + 5) MOD (@themes - 1)) MOD @themes WHERE r.id > 1000000
  UNION ALL SELECT 'focus', p.code, r.id, r.state = 'published' AND r.newer_id IS NULL FROM resource r JOIN pick p ON p.vocabulary = 'focus' AND p.k = CRC32(r.id + 2) MOD @focus WHERE r.id > 1000000
  UNION ALL SELECT 'country', ELT(1 + CRC32(r.id + 3) MOD 16, 'SN', 'PH', 'EC', 'MA', 'NP', 'TN', 'CR', 'SV', 'ML', 'GH', 'NG', 'ET', 'GE', 'MD', 'LK', 'JM'), r.id, r.state = 'published' AND r.newer_id IS NULL FROM resource r WHERE r.id > 1000000
  UNION ALL SELECT 'publisher', 1000001 + CRC32(r.id + 4) MOD LEAST(1000, GREATEST(@n DIV 100, 10)), r.id, r.state = 'published' AND r.newer_id IS NULL FROM resource r WHERE r.id > 1000000
  UNION ALL SELECT 'lang', f.lang, r.id, r.state = 'published' AND r.newer_id IS NULL FROM resource r JOIN resource_file f ON f.resource_id = r.id WHERE r.id > 1000000
  UNION ALL SELECT 'year', r.year, r.id, r.state = 'published' AND r.newer_id IS NULL FROM resource r WHERE r.id > 1000000) x;
REPLACE INTO facet_count (facet, value, n) SELECT CAST(facet AS CHAR), value, SUM(listed) FROM resource_facet GROUP BY facet, value;
DELETE FROM facet_set;
-- As sql/0344_facet_set_rows.sql.
INSERT INTO facet_set (facet, value, block, bits)
SELECT facet, value, block,
       UNHEX(RPAD(GROUP_CONCAT(REPEAT('00', gap), LPAD(HEX(bits), 2, '0') ORDER BY n SEPARATOR ''), 1024, '0'))
  FROM (SELECT facet, value, block, n, bits,
               n - 1 - COALESCE(LAG(n) OVER (PARTITION BY facet, value, block ORDER BY n), -1) AS gap
          FROM (SELECT facet, value, resource_id DIV 4096 AS block, resource_id MOD 4096 DIV 8 AS n,
                       BIT_OR(1 << (resource_id MOD 8)) AS bits
                  FROM resource_facet WHERE listed GROUP BY facet, value, block, n) held) spread
 GROUP BY facet, value, block;
REPLACE INTO facet_count (facet, value, n) SELECT 'all', '', COUNT(*) FROM resource WHERE state = 'published' AND newer_id IS NULL;
INSERT INTO resource_relation (resource_id, other_id)
SELECT 1000000 + seq, 1000000 + seq + 1 FROM seq_1_to_1000000 WHERE seq < @n AND seq MOD 5 = 0
UNION ALL SELECT 1000000 + seq + 1, 1000000 + seq FROM seq_1_to_1000000 WHERE seq < @n AND seq MOD 5 = 0;

-- ---- ten downloads for each, in some month, from some country ----
INSERT INTO download_stat (resource_id, month, lang, country, n)
SELECT 1000001 + seq MOD @n, '2020-01-01' + INTERVAL (seq DIV @n * 7 + seq MOD 7) MONTH, ELT(1 + seq MOD 3, 'en', 'fr', 'es'),
       ELT(1 + CRC32(seq) MOD 8, 'SN', 'PH', 'EC', 'MA', 'NP', 'TN', 'CR', ''), 1
  FROM seq_1_to_10000000 WHERE seq <= 10 * @n;
INSERT INTO download_total (month, lang, country, n) SELECT month, lang, country, SUM(n) FROM download_stat GROUP BY month, lang, country
    ON DUPLICATE KEY UPDATE n = VALUES(n);
INSERT INTO download (file_id, resource_id, at, country, visitor, counted)
SELECT 1000001 + seq MOD @n, 1000001 + seq MOD @n, UTC_TIMESTAMP(6) - INTERVAL seq SECOND, 'SN', UNHEX(MD5(CONCAT('visit', seq))), TRUE
  FROM seq_1_to_1000000 WHERE seq <= @n DIV 5;

-- ---- what staff leave behind ----
INSERT INTO upload (ticket_hash, member_id, name, size, received, created_at, expires_at)
SELECT UNHEX(SHA2(CONCAT('upload', seq), 256)), 1000000 + seq, 'a.pdf', 100, 100, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL seq MINUTE FROM seq_1_to_1000000 WHERE seq <= @n DIV 10;
INSERT INTO import (id, state, csv_sha256, csv_name, total, done) SELECT 1000000 + seq, 'done', REPEAT('0', 64), 'a.csv', 50, 50 FROM seq_1_to_1000000 WHERE seq <= @n DIV 10;
INSERT INTO import_row (import_id, line, title, outcome, taken)
SELECT 1000001 + seq DIV 50, 2 + seq MOD 50, CONCAT('Row ', seq), ELT(1 + seq MOD 4, 'new', 'changed', 'same', 'fault'), TRUE FROM seq_0_to_1000000 WHERE seq < @n DIV 10;

-- ---- what members want to be told of ----
INSERT INTO saved_search (member_id, query, query_hash, lang, told_until, next_run)
SELECT m.id, CONCAT('q=topic', m.id MOD 97), UNHEX(SHA2(CONCAT('q=topic', m.id MOD 97), 256)), 'en', UTC_TIMESTAMP(6) - INTERVAL 1 DAY, UTC_TIMESTAMP(6) + INTERVAL m.id MOD 86400 SECOND
  FROM member m WHERE m.id > 1000000;
INSERT INTO saved_search_told (member_id, resource_id, told_at)
SELECT m.id, 1000001 + m.id MOD @n, UTC_TIMESTAMP(6) - INTERVAL m.id MOD 60 DAY FROM member m WHERE m.id > 1000000;

-- ---- people and organisations find each other: a tenth as many organisations, from 1,000,001 ----
SET @organisations = GREATEST(@n DIV 10, 10);
CREATE TEMPORARY TABLE tongue (k INT NOT NULL PRIMARY KEY, code VARCHAR(8) CHARACTER SET ascii) SELECT ROW_NUMBER() OVER (ORDER BY code) - 1 AS k, code FROM language;
CREATE TEMPORARY TABLE kind_of (k INT NOT NULL PRIMARY KEY, id BIGINT, code VARCHAR(60) CHARACTER SET ascii) SELECT ROW_NUMBER() OVER (ORDER BY id) - 1 AS k, id, code FROM term WHERE vocabulary = 'organisation';
SET @tongues = (SELECT COUNT(*) FROM tongue), @kinds = (SELECT COUNT(*) FROM kind_of);
INSERT INTO organisation (id, name, short_name, type_id, country, place, website, about, state)
SELECT 1000000 + seq, CONCAT(ELT(1 + seq MOD 5, 'Municipality', 'Association', 'University', 'Forum', 'Cooperative'), ' of ', ELT(1 + CRC32(seq) MOD 9, 'Kayes', 'Zarzis', 'Loja', 'Figuig', 'Kailali', 'Dakar', 'Cuenca', 'Iloilo', 'Louga'), ' ', seq),
       CONCAT('ORG', seq), k.id, ELT(1 + CRC32(seq + 1) MOD 8, 'SN', 'PH', 'EC', 'MA', 'NP', 'TN', 'CR', 'SV'), ELT(1 + CRC32(seq) MOD 9, 'Kayes', 'Zarzis', 'Loja', 'Figuig', 'Kailali', 'Dakar', 'Cuenca', 'Iloilo', 'Louga'),
       'https://example.org/', 'An organisation', IF(seq MOD 50 = 0, 'proposed', 'active')
  FROM seq_1_to_1000000 JOIN kind_of k ON k.k = CRC32(seq + 2) MOD @kinds WHERE seq <= @organisations;
INSERT INTO organisation_theme (organisation_id, term_id) SELECT o.id, p.id FROM organisation o JOIN pick p ON p.vocabulary = 'theme' AND p.k IN (CRC32(o.id) MOD @themes, CRC32(o.id + 7) MOD @themes) WHERE o.id > 1000000;
INSERT INTO organisation_language (organisation_id, language) SELECT o.id, t.code FROM organisation o JOIN tongue t ON t.k IN (CRC32(o.id + 1) MOD @tongues, CRC32(o.id + 9) MOD @tongues) WHERE o.id > 1000000;
INSERT INTO organisation_route (organisation_id, from_country, to_country)
SELECT id, IF(id MOD 2, country, ELT(1 + CRC32(id + 4) MOD 4, 'SN', 'MA', 'EC', 'PH')), IF(id MOD 2, ELT(1 + CRC32(id + 4) MOD 4, 'ES', 'IT', 'FR', 'DE'), country) FROM organisation WHERE id > 1000000;
INSERT INTO organisation_member (organisation_id, member_id, role, state, shown, confirmed_at)
SELECT 1000001 + m.id MOD @organisations, m.id, IF(m.id MOD 10 = 1, 'responsible', 'member'), IF(m.id MOD 11 = 0, 'asked', 'confirmed'), m.id MOD 2, IF(m.id MOD 11 = 0, NULL, '2024-02-01')
  FROM member m WHERE m.id > 1000000 AND m.id MOD 3 <> 0;
INSERT INTO offer (id, organisation_id, side, what, text) SELECT 1000000 + seq, 1000001 + seq MOD @organisations, ELT(1 + seq DIV @organisations MOD 2, 'offers', 'seeks'), ELT(1 + CRC32(seq) MOD 4, 'partnership', 'expertise', 'funding', 'exchange'), 'What we have or look for'
  FROM seq_1_to_1000000 WHERE seq <= 2 * @organisations;
INSERT INTO organisation_merge (id, organisation_id, into_id, state_was, into_version, merged_by) SELECT 1000000 + seq, 1000000 + seq, 1000001 + @organisations DIV 2 + seq DIV 4, 'active', 1, 1000001 FROM seq_1_to_1000000 WHERE seq <= @organisations DIV 2;
INSERT INTO organisation_merge_part (merge_id, part, number, added) SELECT 1000000 + seq, 'offer', 1000000 + seq, TRUE FROM seq_1_to_1000000 WHERE seq <= @organisations DIV 2;
INSERT INTO organisation_merge_part (merge_id, part, number) SELECT m.id, 'theme', t.term_id FROM organisation_merge m JOIN organisation_theme t ON t.organisation_id = m.organisation_id;
INSERT INTO organisation_merge_member (merge_id, member_id, role, state, shown, asked_at) SELECT m.id, p.member_id, p.role, p.state, p.shown, p.asked_at FROM organisation_merge m JOIN organisation_member p ON p.organisation_id = m.organisation_id;
UPDATE organisation SET words_key = name, host = CONCAT('o', id, '.example') WHERE id > 1000000;
UPDATE organisation_route r JOIN organisation o ON o.id = r.organisation_id JOIN term t ON t.id = o.type_id
   SET r.seat = CASE o.country WHEN r.from_country THEN 'from' WHEN r.to_country THEN 'to' ELSE 'else' END, r.local = t.code IN ('local-authority', 'la-network') WHERE o.id > 1000000;
INSERT INTO offer_theme (offer_id, term_id) SELECT f.id, p.id FROM offer f JOIN pick p ON p.vocabulary = 'theme' AND p.k = CRC32(f.id + 3) MOD @themes WHERE f.id > 1000000;
INSERT INTO offer_country (offer_id, country) SELECT f.id, ELT(1 + CRC32(f.id) MOD 4, 'SN', 'MA', 'EC', 'PH') FROM offer f WHERE f.id > 1000000 AND f.id MOD 3 = 0;
INSERT IGNORE INTO offer_theme (offer_id, term_id) SELECT f.id, p.id FROM offer f JOIN pick p ON p.vocabulary = 'theme' AND p.k = CRC32(f.id) MOD @themes WHERE f.id > 1000000;
INSERT IGNORE INTO offer_country (offer_id, country) SELECT id, ELT(1 + CRC32(id + 2) MOD 8, 'SN', 'PH', 'EC', 'MA', 'ES', 'IT', 'FR', 'DE') FROM offer WHERE id > 1000000;
INSERT INTO partner_side (organisation_id, country, local, codes)
SELECT o.id, o.country, t.code IN ('local-authority', 'la-network'), CONCAT(' ',
       COALESCE((SELECT GROUP_CONCAT('route:', r.from_country, '-', r.to_country, ' ' ORDER BY r.from_country, r.to_country SEPARATOR '')
                   FROM organisation_route r WHERE r.organisation_id = o.id), ''),
       COALESCE((SELECT GROUP_CONCAT('theme:', w.code, ' ' ORDER BY w.code SEPARATOR '')
                   FROM organisation_theme x JOIN term w ON w.id = x.term_id WHERE x.organisation_id = o.id), ''),
       COALESCE((SELECT GROUP_CONCAT('language:', l.language, ' ' ORDER BY l.language SEPARATOR '')
                   FROM organisation_language l WHERE l.organisation_id = o.id), ''),
       COALESCE((SELECT GROUP_CONCAT(f.side, ':', f.what, '/',
                        COALESCE((SELECT GROUP_CONCAT(w.code ORDER BY w.code) FROM offer_theme x JOIN term w ON w.id = x.term_id WHERE x.offer_id = f.id), ''), '/',
                        COALESCE((SELECT GROUP_CONCAT(x.country ORDER BY x.country) FROM offer_country x WHERE x.offer_id = f.id), ''), ' ' ORDER BY f.id SEPARATOR '')
                   FROM offer f WHERE f.organisation_id = o.id), ''))
  FROM organisation o JOIN term t ON t.id = o.type_id
 WHERE o.state = 'active' AND o.id > 1000000;
-- Three in four have told of themselves; one in ten of these shows it to everyone, one in twenty to nobody.
INSERT INTO profile (member_id, position, place, about, listed, position_seen, organisation_seen, country_seen, place_seen, languages_seen, themes_seen)
SELECT m.id, ELT(1 + CRC32(m.id) MOD 6, 'Mayor', 'Head of planning', 'Project officer', 'Researcher', 'Coordinator', 'Adviser'), ELT(1 + CRC32(m.id + 1) MOD 9, 'Kayes', 'Zarzis', 'Loja', 'Figuig', 'Kailali', 'Dakar', 'Cuenca', 'Iloilo', 'Louga'), 'A few words',
       CASE CRC32(m.id + 8) MOD 20 WHEN 0 THEN 'me' WHEN 1 THEN 'public' WHEN 2 THEN 'public' ELSE 'members' END, ELT(1 + CRC32(m.id + 2) MOD 3, 'public', 'members', 'me'), ELT(1 + CRC32(m.id + 3) MOD 2, 'public', 'members'),
       ELT(1 + CRC32(m.id + 4) MOD 2, 'public', 'members'), ELT(1 + CRC32(m.id + 5) MOD 3, 'public', 'members', 'me'), 'public', 'members'
  FROM member m WHERE m.id > 1000000 AND CRC32(m.id + 9) MOD 4 <> 0;
INSERT INTO profile_language (member_id, language) SELECT p.member_id, t.code FROM profile p JOIN tongue t ON t.k IN (CRC32(p.member_id) MOD @tongues, CRC32(p.member_id + 1) MOD @tongues) WHERE p.member_id > 1000000;
INSERT INTO profile_theme (member_id, term_id) SELECT p.member_id, k.id FROM profile p JOIN pick k ON k.vocabulary = 'theme' AND k.k IN (CRC32(p.member_id) MOD @themes, CRC32(p.member_id + 3) MOD @themes) WHERE p.member_id > 1000000;

-- ---- the directory, as directory.c would have written it ----
CREATE TEMPORARY TABLE audience (audience VARCHAR(10), also VARCHAR(10)) SELECT 'public' AS audience, 'public' AS also UNION ALL SELECT 'members', 'members';
INSERT INTO directory_entry (kind, audience, object_id, name, position, organisation, organisation_id, type, country, place, sample)
SELECT 'person', a.audience, m.id, m.name, IF(COALESCE(p.position_seen, 'members') IN ('public', a.also), p.position, NULL),
       IF(COALESCE(p.organisation_seen, 'members') IN ('public', a.also), COALESCE(o.name, m.organisation), NULL), IF(COALESCE(p.organisation_seen, 'members') IN ('public', a.also), o.id, NULL),
       IF(COALESCE(p.organisation_seen, 'members') IN ('public', a.also), t.code, NULL), IF(COALESCE(p.country_seen, 'members') IN ('public', a.also), m.country, NULL),
       IF(COALESCE(p.place_seen, 'members') IN ('public', a.also), p.place, NULL), TRUE
  FROM member m JOIN audience a LEFT JOIN profile p ON p.member_id = m.id
  LEFT JOIN organisation_member f ON f.member_id = m.id AND f.state = 'confirmed' LEFT JOIN organisation o ON o.id = f.organisation_id AND o.state = 'active' LEFT JOIN term t ON t.id = o.type_id
 WHERE m.id > 1000000 AND m.state = 'active' AND COALESCE(p.listed, 'members') IN ('public', a.also);
INSERT INTO directory_entry (kind, audience, object_id, name, organisation, type, country, place)
SELECT 'organisation', a.audience, o.id, o.name, o.short_name, t.code, o.country, o.place FROM organisation o JOIN term t ON t.id = o.type_id JOIN audience a WHERE o.id > 1000000 AND o.state = 'active';
INSERT IGNORE INTO directory_word (kind, audience, word, name, object_id)
SELECT e.kind, e.audience, j.word, e.name, e.object_id
  FROM directory_entry e JOIN JSON_TABLE(CONCAT('["', REPLACE(REPLACE(LOWER(CONCAT_WS(' ', e.name, e.organisation, e.place, e.position)), 'í', 'i'), ' ', '","'), '"]'), '$[*]' COLUMNS (word VARCHAR(40) PATH '$')) j WHERE e.object_id > 1000000;
INSERT INTO directory_facet (kind, audience, facet, value, name, object_id)
SELECT kind, audience, 'country', country, name, object_id FROM directory_entry WHERE object_id > 1000000 AND country IS NOT NULL
UNION ALL SELECT kind, audience, 'type', type, name, object_id FROM directory_entry WHERE object_id > 1000000 AND type IS NOT NULL
UNION ALL SELECT e.kind, e.audience, 'joined', YEAR(m.confirmed_at), e.name, e.object_id FROM directory_entry e JOIN member m ON m.id = e.object_id WHERE e.kind = 'person' AND e.object_id > 1000000
UNION ALL SELECT e.kind, e.audience, 'language', l.language, e.name, e.object_id FROM directory_entry e JOIN profile_language l ON l.member_id = e.object_id WHERE e.kind = 'person' AND e.object_id > 1000000
UNION ALL SELECT e.kind, e.audience, 'theme', t.code, e.name, e.object_id FROM directory_entry e JOIN profile_theme x ON x.member_id = e.object_id JOIN term t ON t.id = x.term_id WHERE e.kind = 'person' AND e.audience = 'members' AND e.object_id > 1000000
UNION ALL SELECT e.kind, e.audience, 'language', l.language, e.name, e.object_id FROM directory_entry e JOIN organisation_language l ON l.organisation_id = e.object_id WHERE e.kind = 'organisation' AND e.object_id > 1000000
UNION ALL SELECT e.kind, e.audience, 'theme', t.code, e.name, e.object_id FROM directory_entry e JOIN organisation_theme x ON x.organisation_id = e.object_id JOIN term t ON t.id = x.term_id WHERE e.kind = 'organisation' AND e.object_id > 1000000
UNION ALL SELECT DISTINCT e.kind, e.audience, f.side, f.what, e.name, e.object_id FROM directory_entry e JOIN offer f ON f.organisation_id = e.object_id WHERE e.kind = 'organisation' AND e.object_id > 1000000;
DELETE FROM directory_count;
INSERT INTO directory_count (kind, audience, facet, value, n) SELECT kind, audience, '', '', COUNT(*) FROM directory_entry GROUP BY kind, audience;
INSERT INTO directory_count (kind, audience, facet, value, n) SELECT kind, audience, CAST(facet AS CHAR), value, COUNT(*) FROM directory_facet GROUP BY kind, audience, facet, value;
INSERT INTO directory_count (kind, audience, facet2, value2, facet, value, n)
SELECT STRAIGHT_JOIN x.kind, x.audience, CAST(x.facet AS CHAR), x.value, CAST(y.facet AS CHAR), y.value, COUNT(*)
  FROM directory_facet x JOIN directory_facet y FORCE INDEX (ix_directory_facet_object) ON y.kind = x.kind AND y.object_id = x.object_id AND y.audience = x.audience AND y.facet <> x.facet AND y.facet <> 'joined'
 WHERE x.facet <> 'joined' GROUP BY x.kind, x.audience, x.facet, x.value, y.facet, y.value;

-- ---- what members write to each other: as many messages as members; every tenth conversation is with the same one ----
INSERT INTO message_thread (id, subject, started_by, created_at, messages)
SELECT 1000000 + seq, CONCAT('Topic ', seq), 1000002 + seq MOD (@n - 2), UTC_TIMESTAMP(6) - INTERVAL seq MINUTE, 4 FROM seq_1_to_1000000 WHERE seq <= @n DIV 4;
INSERT INTO message_party (member_id, thread_id, other_id, place, unread, read_n, last_at)
SELECT t.started_by, t.id, IF(t.id MOD 10 = 0, 1000001, 1000003 + t.id MOD (@n - 3)), IF(t.id MOD 7 = 0, 'archive', 'inbox'), FALSE, 4, t.created_at FROM message_thread t WHERE t.id > 1000000;
INSERT IGNORE INTO message_party (member_id, thread_id, other_id, place, unread, read_n, last_at)
SELECT p.other_id, p.thread_id, p.member_id, 'inbox', p.thread_id MOD 5 = 0, 2, p.last_at FROM message_party p WHERE p.thread_id > 1000000;
INSERT INTO message (thread_id, n, sender_id, sent_at, body)
SELECT p.thread_id, s.seq, IF(s.seq MOD 2, t.started_by, p.other_id), t.created_at, CONCAT('Some words on topic ', p.thread_id, ', number ', s.seq, '.')
  FROM message_thread t JOIN message_party p ON p.member_id = t.started_by AND p.thread_id = t.id JOIN seq_1_to_4 s WHERE t.id > 1000000;
INSERT INTO message_member (member_id, unread, notice_at)
SELECT p.member_id, SUM(p.unread), UTC_TIMESTAMP(6) + INTERVAL p.member_id MOD 900 SECOND FROM message_party p WHERE p.thread_id > 1000000 GROUP BY p.member_id;
INSERT INTO message_draft (member_id, to_id, body, form_key, saved_at)
SELECT 1000000 + seq, 1000001 + seq, 'Half a text', UNHEX(MD5(CONCAT('draft', seq))), UTC_TIMESTAMP(6) FROM seq_1_to_1000000 WHERE seq <= @n DIV 10;
INSERT INTO message_block (member_id, blocked_id) SELECT 1000000 + seq, 1000001 + seq FROM seq_1_to_1000000 WHERE seq <= @n DIV 20;
INSERT INTO message_report (id, thread_id, n, reporter_id, reason, note, state)
SELECT p.thread_id, p.thread_id, 1, p.other_id, 'unwanted', '', IF(p.thread_id MOD 500 = 0, 'open', 'dismissed')
  FROM message_thread t JOIN message_party p ON p.member_id = t.started_by AND p.thread_id = t.id WHERE t.id > 1000000 AND t.id MOD 5 = 0;
INSERT INTO message_report_view (report_id, member_id) SELECT id, 1000001 FROM message_report WHERE id > 1000000;

-- ---- copies of their data that members asked for ----
INSERT INTO personal_copy (id, member_id, lang, state, asked_at, expires_at)
SELECT 1000000 + seq, 1000000 + seq, 'en', 'ready', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL seq MOD 7 DAY FROM seq_1_to_1000000 WHERE seq <= @n DIV 20;

-- ---- what staff does with accounts ----
INSERT INTO invitation (member_id, state, invited_by, token_hash, sends, sent_at, expires_at)
SELECT 1000000 + seq, IF(seq MOD 40 = 0, 'sent', 'accepted'), 1000001, UNHEX(SHA2(CONCAT('invitation', seq), 256)), 1, '2024-01-01' + INTERVAL seq MINUTE, '2024-02-01' + INTERVAL seq MINUTE
  FROM seq_1_to_1000000 WHERE seq <= @n DIV 2;
INSERT INTO bulk_action (id, member_id, action, value, state, total, created_at) SELECT 1000000 + seq, 1000001, 'lang', 'fr', 'done', 100, UTC_TIMESTAMP(6) - INTERVAL seq MINUTE FROM seq_1_to_1000000 WHERE seq <= @n DIV 10;
INSERT INTO bulk_row (bulk_id, member_id, outcome, was, version) SELECT 1000001 + seq MOD (@n DIV 10), 1000001 + seq MOD @n, 'done', 'en', 2 FROM seq_1_to_1000000 WHERE seq <= @n;
INSERT INTO object_role (member_id, object_type, object_id, role) SELECT 1000000 + seq, 'series', 1 + seq MOD 500, 'editor' FROM seq_1_to_1000000 WHERE seq <= @n DIV 5;
INSERT INTO member_redirect (old_id, member_id) SELECT 3000000 + seq, 1000000 + seq FROM seq_1_to_1000000 WHERE seq <= @n DIV 20;

UPDATE stamp SET n = n + 1;
SET foreign_key_checks = 1, unique_checks = 1;
ANALYZE TABLE member, session, token, rate, once, audit, mail, job, resource, resource_text, resource_facet, facet_count, facet_set, resource_file, file_page,
    resource_relation, download, download_stat, download_total, upload, import, import_row, publisher, term, country, saved_search, saved_search_told,
    profile, profile_language, profile_theme, organisation, organisation_theme, organisation_language, organisation_route, organisation_member, offer, offer_theme, offer_country, partner_side,
    organisation_merge, organisation_merge_part, organisation_merge_member, directory_entry, directory_word, directory_facet, directory_count,
    message_thread, message_party, message, message_member, message_draft, message_block, message_report, message_report_view, personal_copy,
    invitation, bulk_action, bulk_row, object_role, member_redirect;
