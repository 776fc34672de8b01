// No statement of any program reads a growing table from end to end: each is explained on a filled schema
// in a database of its own, and so is each statement that the pages of the library put together.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { binDir, conf, root } from './lib/env.mjs';
import { setting } from './lib/db.mjs';
import { program } from './lib/fcgi.mjs';

const name = 'm4d_statements';
const publications = process.env.PUBLICATIONS || 5000;
const dir = mkdtempSync(path.join(os.tmpdir(), 'm4d-statements-'));
const bigConf = path.join(dir, 'm4d.conf');
const growing = ['member', 'session', 'token', 'rate', 'once', 'audit', 'mail', 'job', 'resource', 'resource_text', 'resource_facet', 'facet_set', 'resource_file', 'file_page',
  'resource_relation', 'download', 'download_stat', 'download_total', 'upload', 'import', 'import_row', 'publisher', 'saved_search', 'saved_search_told',
  'profile', 'profile_language', 'profile_theme', 'organisation', 'organisation_theme', 'organisation_language', 'organisation_route', 'organisation_member', 'offer', 'offer_theme', 'offer_country', 'partner_side', 'organisation_merge', 'organisation_merge_part', 'organisation_merge_member',
  'directory_entry', 'directory_word', 'directory_facet', 'directory_count',
  'message_thread', 'message_party', 'message', 'message_member', 'message_draft', 'message_block', 'message_report', 'message_report_view',
  'member_address', 'address_request', 'two_factor', 'sign_in_step', 'device', 'consent', 'setting_change', 'setting_draft', 'personal_copy',
  'invitation', 'bulk_action', 'bulk_row', 'object_role', 'member_redirect'];

function sql(text, { database = name, admin = false } = {}) {
  const user = admin ? os.userInfo().username : setting('db_owner_user') || 'm4d';
  return execFileSync('mariadb', ['--no-defaults', `--socket=${setting('db_socket')}`, `--user=${user}`, '--batch', '--force', '--default-character-set=utf8mb4', ...(database ? [database] : [])],
    { input: `SET NAMES utf8mb4 COLLATE utf8mb4_uca1400_ai_ci;\n${text}`, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, MYSQL_PWD: admin ? '' : setting('db_owner_password') } });
}

before(() => {
  sql(`DROP DATABASE IF EXISTS ${name}; CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_ai_ci`, { database: null });
  writeFileSync(bigConf, `${readFileSync(conf, 'utf8')}\ndb_name = ${name}\n`, { mode: 0o600 });
  execFileSync(path.join(binDir, 'm4d-admin'), ['migrate'], { env: { ...process.env, M4D_CONF: bigConf } });
  sql(`SET @publications = ${publications};\n${readFileSync(path.join(root, 'tests/bench/fill.sql'), 'utf8')}`);
}, { timeout: 600000 });

after(() => {
  sql(`DROP DATABASE IF EXISTS ${name}`, { database: null });
  rmSync(dir, { recursive: true, force: true });
});

// A value that could stand for this `?`, told by what stands before it.
function standIn(text, index) {
  const here = text.slice(Math.max(0, index - 60), index);
  if (/\b(LIMIT|OFFSET)\s+$/i.test(here) || /\bOFFSET\s+$/i.test(here)) return '20';
  if (/INTERVAL\s+$/i.test(here)) return '1';
  if (/JSON_TABLE\(\s*$/i.test(here)) return "'[1000001, 1000002, 1000003]'";
  if (/AGAINST\s*\(\s*$/i.test(here)) return "'+water'";
  const column = /([a-z_]+)`?\s*(?:=|<>|<=>|<=|>=|<|>|IN \(|BETWEEN|LIKE)\s*(?:CONCAT\()?(?:\?,\s*)*$/i.exec(here)?.[1] ?? '';
  if (/_at$|^at$|before|window|until|next_run|lease/.test(column)) return "'2024-03-01 00:00:00'";
  if (column === 'words_key') return "'Ville de Dakar'";
  if (/hash|key$/.test(column)) return "x'00112233445566778899aabbccddeeff'";
  if (column === 'month') return "'2024-03-01'";
  if (column === 'lang') return "'en'";
  if (column === 'facet') return "'theme'";
  if (column === 'value') return "'diaspora'";
  if (column === 'state') return "'published'";
  if (column === 'kind') return "'file.read'";
  return "'1000005'";
}

const withValues = (text) => text.replace(/\?/g, (_, i) => standIn(text, i));

const sizes = new Map();
function sizeOf(table) {
  if (!sizes.has(table)) sizes.set(table, Number(sql(`SELECT COUNT(*) FROM ${table}`).split('\n')[1]));
  return sizes.get(table);
}

// Tables by the alias that EXPLAIN calls them.
function tablesOf(text) {
  const found = new Map();
  for (const [, table, alias] of text.matchAll(/\b(?:FROM|JOIN|UPDATE|INTO|,)\s+`?([a-z_]+)`?(?:\s+(?:AS\s+)?`?([a-z_]\w*)`?)?/gi)) {
    found.set(table, table);
    if (alias) found.set(alias, table);
  }
  return found;
}

// Explains all at once; [{ text, where, table, type, rows, extra }] of those that read a table whole.
function wholeTables(statements) {
  const marks = statements.map((s, i) => `SELECT '----', ${i};\nEXPLAIN ${s.text};`).join('\n');
  const out = sql(marks);
  const faults = [];
  let at, head;
  for (const line of out.split('\n')) {
    const cells = line.split('\t');
    if (cells[0] === '----' && cells[1] !== '----') [at, head] = [statements[cells[1]], undefined];
    else if (cells[0] === '----') continue;
    else if (cells[0] === 'id') head = cells;
    else if (head && at) {
      const row = Object.fromEntries(head.map((n, i) => [n, cells[i]]));
      at.explained = true;
      const table = tablesOf(at.text).get(row.table);
      if (!table || !growing.includes(table)) continue;
      const whole = row.type === 'ALL' || row.type === 'index';
      if (whole && Number(row.rows) > sizeOf(table) / 3) faults.push({ ...at, row: line });
    }
  }
  return faults;
}

test('a statement that does read one whole is noticed', () => {
  const found = wholeTables(['SELECT m.id FROM member m WHERE m.organisation = 1', 'SELECT COUNT(*) FROM job', 'SELECT id FROM resource WHERE id = 5',
    'SELECT r.id FROM term t JOIN resource AS r ON r.source = t.code'].map((text) => ({ text, where: '' })));
  assert.deepEqual(found.map((f) => f.text.match(/FROM (\w+)/)[1]), ['member', 'job', 'term']);
});

const shown = (faults) => faults.map((f) => `${f.where}\n  ${f.text.replace(/\s+/g, ' ').slice(0, 400)}\n  ${f.row}`).join('\n');

for (const p of ['home.fcgi', 'members.fcgi', 'network.fcgi', 'resources.fcgi', 'admin.fcgi', 'worker', 'm4d-admin'])
  test(`${p}: no statement reads a growing table whole`, () => {
    const list = JSON.parse(execFileSync(path.join(binDir, p), [p === 'm4d-admin' ? 'list-sql' : '--list-sql'], { encoding: 'utf8', env: { ...process.env, M4D_CONF: bigConf }, maxBuffer: 1 << 26 }));
    assert.ok(list.length > 10);
    const statements = list.filter((s) => /^\s*(SELECT|UPDATE|DELETE|INSERT|REPLACE|WITH|\()/i.test(s.sql)).map((s) => ({ text: withValues(s.sql), where: `${s.file}:${s.line}` }));
    const faults = wholeTables(statements);
    const mute = statements.filter((s) => !s.explained && /^\s*(SELECT|UPDATE|DELETE)/i.test(s.text));
    assert.equal(mute.length, 0, `could not be explained:\n${mute.map((s) => `${s.where}\n  ${s.text}`).join('\n')}`);
    assert.equal(faults.length, 0, shown(faults));
  });

const pages = ['/en/resources', '/fr/resources?sort=title', '/en/resources?sort=used', '/es/resources?sort=smallest', '/en/resources?theme=diaspora', '/en/resources?theme=diaspora&country=SN&sort=title',
  '/en/resources?year=2010&type=report&sort=used', '/en/resources?publisher=1000003', '/en/resources?lang=fr&theme=diaspora&theme=gender', '/en/resources?q=water', '/fr/resources?q=topic+77&lang=fr',
  '/en/resources?q=migration&sort=newest', '/en/resources?after=2010_1000100', '/en/resources?before=2010_1000100', '/fr/resources?sort=title&before=0_1000100', '/en/resources?sort=used&before=40_1000100', '/es/resources?sort=smallest&before=40000_1000100',
  '/es/resources?sort=smallest&before=-1_1000100', '/en/resources/feed.atom', '/en/resources/feed.atom?theme=diaspora', '/en/resources/1000005-x', '/en/resources/statistics',
  '/oai?verb=ListRecords&metadataPrefix=oai_dc', '/oai?verb=ListIdentifiers&metadataPrefix=oai_dc&set=theme:diaspora&from=2024-01-02', '/oai?verb=ListRecords&metadataPrefix=oai_dc&set=theme', '/oai?verb=Identify',
  '/api/resources', '/api/resources?q=water&limit=5', '/api/resources/1000005', '/api/terms', '/api/countries', '/sitemap.xml', '/sitemap/resources-1001.xml'];

const directory = ['/en/members', '/fr/members?q=amina', '/en/members?q=senegal', '/en/members?q=dakar+mayor&country=SN', '/en/members?q=municip+assoc', '/en/members?q=a', '/es/members?country=SN', '/en/members?country=SN&theme=diaspora',
  '/en/members?country=SN&language=fr&type=cso', '/en/members?after=0.0.1000100..Ana+Silva+100', '/en/members?before=0.0.1000100..Ana+Silva+100', '/en/members?country=SN&after=1.0.1000100..Ana+Silva+100', '/en/members?q=amina&before=7.0.1000100.amina.Amina+Silva+100',
  '/en/organisations', '/en/organisations?q=kayes', '/fr/organisations?offers=funding&seeks=expertise', '/en/organisations?q=forum&country=MA&after=7.0.1000100.forum.Forum+of+Kayes+100', '/en/members/map', '/en/members/map?kind=organisations&sort=name', '/en/members/statistics', '/en/members/statistics.csv',
  '/en/partners?from=SN&to=ES', '/fr/partners?from=PH&to=IT&theme=diaspora&language=fr&offers=funding&seeks=expertise'];

for (const [what, fcgi, addresses, least] of [['the library', 'resources.fcgi', pages, 30], ['the directory', 'network.fcgi', directory, 25]])
  test(`pages of ${what}: nothing that they put together reads a growing table whole`, async () => {
    const before_ = sql("SHOW GLOBAL VARIABLES WHERE Variable_name IN ('log_output', 'slow_query_log', 'long_query_time')", { admin: true, database: null })
      .split('\n').slice(1, -1).map((l) => l.split('\t'));
    sql("SET GLOBAL log_output = 'TABLE', GLOBAL long_query_time = 0, GLOBAL slow_query_log = 1", { admin: true, database: null });
    const p = await program(fcgi, bigConf);
    try {
      for (const address of addresses) {
        const page = await p.get(address);
        assert.ok([200, 301, 302].includes(page.status), `${address}: ${page.status}\n${p.log().slice(-2000)}`);
      }
      const lines = sql(`SELECT DISTINCT CONVERT(sql_text USING utf8mb4) FROM mysql.slow_log WHERE db = '${name}'`, { admin: true, database: null }).split('\n').slice(1, -1);
      const statements = lines.map((l) => l.replace(/\\n/g, '\n').replace(/\\t/g, '\t').replace(/\\\\/g, '\\')).filter((t) => /^\s*(SELECT|WITH)/i.test(t) && !/\?/.test(t)).map((text) => ({ text, where: fcgi }));
      assert.ok(statements.length > least, `${statements.length} statements seen`);
      assert.equal(shown(wholeTables(statements)), '');
    } finally {
      await p.stop();
      sql(`${before_.map(([n, v]) => `SET GLOBAL ${n} = ${/^[\d.]+$/.test(v) ? v : `'${v}'`};`).join('')} TRUNCATE mysql.slow_log`, { admin: true, database: null });
    }
  });
