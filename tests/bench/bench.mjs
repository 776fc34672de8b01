// make bench: what a page costs, as ratios of one run on this machine. Against nginx serving the same bytes
// as a file, and against bare libfcgi programs that run one prepared SELECT (bare.c) behind the same nginx.
// Ends with 1 when a promise is not kept.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
process.chdir(root);
const seconds = Number(process.env.BENCH_SECONDS || 5), rounds = Number(process.env.BENCH_ROUNDS || 3);
const large = Number(process.env.BENCH_PUBLICATIONS || 100000), small = Math.round(large / 100);
const perWorker = Number(process.env.BENCH_REQUESTS || 100000);
const workers = Math.max(2, os.cpus().length);
const varDir = path.join(root, 'build/bench/var'), bin = path.join(root, 'build/release');
const port = await new Promise((done) => { const s = net.createServer().listen(0, '127.0.0.1', () => { const p = s.address().port; s.close(() => done(p)); }); });
const base = `http://localhost:${port}`;
Object.assign(process.env, { BASE_URL: base, M4D_VAR: varDir, M4D_BIN: bin });
const { signedIn } = await import('../e2e/lib/people.mjs');
const { Client } = await import('../e2e/lib/http.mjs');
const { setting } = await import('../e2e/lib/db.mjs');
const { program } = await import('../e2e/lib/fcgi.mjs');

const say = (text) => console.log(text);
const instance = (command) => spawnSync('bash', ['conf/dev/instance.sh', command], { env: { ...process.env, VAR: varDir, PORT: String(port), BIN: bin, WORKERS: String(workers) }, encoding: 'utf8' });
const sql = (text, database = 'm4d') => execFileSync('mariadb', ['--no-defaults', `--socket=${varDir}/db/db.sock`, `--user=${os.userInfo().username}`, '--batch', '--skip-column-names', ...(database ? [database] : [])], { input: text, encoding: 'utf8', maxBuffer: 1 << 28 });
const children = [];
let kept = true;

const rest = () => spawnSync('sleep', ['2']); // nginx closes the connections of before

function start(database) {
  mkdirSync(varDir, { recursive: true });
  writeFileSync(path.join(varDir, 'extra.conf'), `db_name = ${database}\ndirectory_pages_per_hour = 0\n`);
  const up = instance('start');
  if (up.status !== 0) throw new Error(up.stdout + up.stderr);
  rest();
}

// Keeps what an earlier run has filled to the same size from the same fill.sql.
function fill(database, n) {
  const made = path.join(varDir, `${database}.fill.sql`), fillSql = readFileSync('tests/bench/fill.sql', 'utf8');
  const same = existsSync(made) && readFileSync(made, 'utf8') === fillSql;
  const there = sql(`SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '${database}' AND table_name = 'stamp'`, null).trim() === '1';
  const filled = same && there && sql('SELECT COUNT(*) FROM resource WHERE id > 1000000; SELECT MAX(n) > 1 FROM stamp', database).trim() === `${n}\n1`;
  if (!filled) sql(`DROP DATABASE IF EXISTS ${database}`, null);
  sql(`CREATE DATABASE IF NOT EXISTS ${database} CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_ai_ci`, null);
  const conf = path.join(varDir, `${database}.conf`);
  writeFileSync(conf, `${readFileSync(path.join(varDir, 'm4d.conf'), 'utf8')}\ndb_name = ${database}\n`, { mode: 0o600 });
  const env = { ...process.env, M4D_CONF: conf };
  execFileSync(path.join(bin, 'm4d-admin'), ['migrate'], { env });
  execFileSync(path.join(bin, 'm4d-admin'), ['sample-members'], { env });
  if (filled) return conf;
  say(`filling ${database} with ${n} publications ...`);
  sql(`SET sql_log_bin = 0, @publications = ${n};\n${fillSql}`, database);
  writeFileSync(made, fillSql);
  return conf;
}

// ---- the bare programs and the file, behind the instance's own nginx ----

function besides(page) {
  const dir = path.join(varDir, 'bench');
  mkdirSync(dir, { recursive: true });
  writeFileSync(path.join(dir, 'page.html'), page);
  let places = `location = /bench/page.html { alias ${dir}/page.html; include ${varDir}/nginx/headers.conf; }\n`;
  for (const rows of ['1', '20']) {
    const socket = path.join(dir, `bare${rows}`);
    rmSync(socket, { force: true });
    children.push(spawn('spawn-fcgi', ['-n', '-s', socket, '-M', '0666', '-b', '512', '--', '/usr/bin/multiwatch', '-f', String(workers), '--', path.join(root, 'build/bench/bare'),
      `${varDir}/db/db.sock`, setting('db_user') || 'm4d', 'm4d_small', rows], { stdio: 'ignore', detached: true, env: { ...process.env, MYSQL_PWD: setting('db_password') } }));
    places += `location = /bench/bare${rows} { include ${varDir}/nginx/fastcgi.conf; fastcgi_pass unix:${socket}; }\n`;
  }
  const file = path.join(varDir, 'nginx/locations.conf');
  const own = readFileSync(file, 'utf8').split('\n').filter((l) => !l.startsWith('location = /bench/')).join('\n');
  writeFileSync(file, `${own}\n${places}`);
  process.kill(Number(readFileSync(path.join(varDir, 'nginx/pid'), 'utf8')), 'SIGHUP');
}

// ---- measuring ----

function wrk(address, { script, headers = {}, time = seconds, connections = 16 } = {}) {
  const args = ['-t1', `-c${connections}`, `-d${time}s`, '--timeout', '20s', ...Object.entries(headers).flatMap(([n, v]) => ['-H', `${n}: ${v}`]),
    ...(script ? ['-s', `tests/bench/${script}.lua`] : []), `${base}${script ? '/' : address}`, ...(script ? ['--', address] : [])];
  const out = execFileSync('wrk', args, { encoding: 'utf8' });
  const bad = /Non-2xx or 3xx responses: (\d+)/.exec(out) || /Socket errors: (.*)/.exec(out);
  if (bad) throw new Error(`${address}: ${out}`);
  return { rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(out)[1]), n: Number(/(\d+) requests in/.exec(out)[1]) };
}

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

function measure(cases) {
  const rates = new Map(Object.keys(cases).map((n) => [n, []]));
  for (const c of Object.values(cases)) wrk(c.address, { ...c, time: 1 }); // warm
  for (let i = 0; i < rounds; i++) for (const [n, c] of Object.entries(cases)) rates.get(n).push(wrk(c.address, c).rate);
  return Object.fromEntries([...rates].map(([n, r]) => [n, median(r)]));
}

function line(what, value, against, want, ok) {
  kept &&= ok;
  say(`${what.padEnd(44)} ${value.padStart(12)} ${against.padEnd(26)} ${want.padEnd(16)} ${ok ? 'kept' : 'NOT KEPT'}`);
}
const ratio = (what, a, b, of, least) => line(what, `${a.toFixed(0)}/s`, `${(a / b).toFixed(2)} of ${of} ${b.toFixed(0)}/s`, `at least ${least}`, a / b >= least);

const told = (what, a, b, of) => say(`${what.padEnd(44)} ${`${a.toFixed(0)}/s`.padStart(12)} ${`${(a / b).toFixed(2)} of ${of} ${b.toFixed(0)}/s`}`);

// nginx is told to start anew in between: no connection is kept.
const visitor = () => new Client({ headers: { connection: 'close' } });

async function addressOf(n) {
  const c = visitor();
  return (await c.follow(await c.get(`/en/resources/${n}`))).path;
}

// ---- the directory, as members see it: made anew for each request ----

async function people() {
  const c = await signedIn('member', { client: visitor() });
  const headers = { cookie: [...c.cookies].map(([n, v]) => `${n}=${v}`).join('; ') };
  for (const [address, what] of Object.values(peopleAt)) {
    const page = await c.get(address);
    if (page.status !== 200) throw new Error(`${what}: ${address} answers ${page.status} ${page.location ?? ''}`);
  }
  // Those that are promised fill a page with 1,000 people already; the others show more entries when there are more.
  return Object.fromEntries(Object.entries(peopleAt).map(([name, [address]]) => [name, { address, headers }]));
}
const peopleAt = {
  people: ['/en/members', 'people list', 1.5], narrowed: ['/en/members?country=SN', 'people list narrowed', 1.5], found: ['/en/members?q=head+planning', 'people search', 1.5],
  common: ['/en/members?q=municip', 'people search, a common word', 1.5], twice: ['/en/members?country=SN&theme=diaspora', 'people list narrowed twice'],
  rare: ['/en/members?q=amina+dakar', 'people search, words rarely together'], organisations: ['/en/organisations?q=kayes&country=SN', 'organisations, search narrowed'],
  partners: ['/en/partners?from=SN&to=ES', 'partner finder', 1.5], partnersNarrowed: ['/en/partners?from=SN&to=ES&theme=diaspora&offers=funding', 'partner finder, narrowed down'],
};

// ---- search, and its own SQL ----

async function searchShare(conf) {
  const words = ['water', 'migration', 'women+health', 'topic+77', 'city+planning', 'law', 'school+trade', 'climate', 'farming', 'topic+1234'];
  try {
    sql("TRUNCATE mysql.slow_log; SET GLOBAL log_output = 'TABLE', GLOBAL long_query_time = 0, GLOBAL slow_query_log = 1", null);
    const logged = await program('resources.fcgi', conf);
    let took = 0;
    try {
      await logged.get('/en/resources');
      sql('TRUNCATE mysql.slow_log', null);
      for (const w of words) {
        const began = performance.now();
        const page = await logged.get(`/en/resources?q=${w}`);
        took += performance.now() - began;
        if (page.status !== 200) throw new Error(page.text);
      }
    } finally {
      await logged.stop();
    }
    const inSql = Number(sql("SELECT SUM(TIME_TO_SEC(query_time)) * 1000 FROM mysql.slow_log WHERE db LIKE 'm4d\\_%'", null));
    return { took: took / words.length, inSql: inSql / words.length };
  } finally {
    sql("SET GLOBAL slow_query_log = 0, GLOBAL log_output = 'FILE', GLOBAL long_query_time = 10", null);
  }
}

// ---- memory ----

function privateMemory(name) {
  const out = [];
  for (const pid of readdirSync('/proc').filter((p) => /^\d+$/.test(p))) {
    try {
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0] !== path.join(bin, name)) continue;
      if (!readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`M4D_CONF=${varDir}/`)) continue; // another instance's
      const map = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
      out.push([...map.matchAll(/Private_(?:Clean|Dirty):\s+(\d+)/g)].reduce((a, m) => a + Number(m[1]), 0) / 1024);
    } catch {
      /* gone meanwhile */
    }
  }
  return Math.max(...out);
}

function memory() {
  const file = path.join(varDir, 'bench/addresses');
  writeFileSync(file, sql("SELECT CONCAT('/en/resources/', resource_id, '-', LOWER(REPLACE(title, ' ', '-'))) FROM resource_text JOIN resource ON id = resource_id AND state = 'published' WHERE resource_text.lang = 'en' AND resource_id > 1000000 LIMIT 5000", 'm4d_large'));
  let n = 0;
  const seen = [], marks = [0.1, 0.5, 1];
  while (marks.length) {
    n += wrk(file, { script: 'mixed', time: 5 }).n;
    if (n >= marks[0] * perWorker * workers) {
      seen.push(privateMemory('resources.fcgi'));
      marks.shift();
    }
  }
  return { seen, n };
}

// ---- all of it ----

try {
  start('m4d');
  const confSmall = fill('m4d_small', small), confLarge = fill('m4d_large', large);
  start('m4d_small');
  const item = await addressOf(1000000 + Math.round(small / 2) + 1);
  const member = await signedIn('member', { client: visitor() });
  const cookie = [...member.cookies].map(([n, v]) => `${n}=${v}`).join('; ');
  besides((await visitor().get(item)).body);
  rest();
  // A stranger with a form open: past nginx's cache (and its lock: one at a time), to a program that may keep a finished page while the
  // stamp of the library, asked for each time, has not moved on.
  const past = { headers: { cookie: 'm4dform=bench' } };
  const library = { item: { address: item, script: 'unique' }, list: { address: '/en/resources', script: 'unique' }, filtered: { address: '/en/resources?theme=diaspora&sort=used', script: 'unique' } };
  const s = measure({ ...library, itemPast: { address: item, ...past }, listPast: { address: '/en/resources', ...past }, home: { address: '/en', headers: { cookie } }, ...await people(), cached: { address: item }, file: { address: '/bench/page.html' }, bare1: { address: '/bench/bare1', ...past }, bare20: { address: '/bench/bare20', ...past } });
  say(`\n${workers} workers per program, ${os.cpus().length} processors, wrk beside them, median of ${rounds} times ${seconds} s\n`);
  ratio('item page, past nginx’s cache', s.itemPast, s.bare1, 'bare 1 row', 0.5);
  ratio('list page with facets, past nginx’s cache', s.listPast, s.bare20, 'bare 20 rows', 0.3);
  told('item page, made anew for each request', s.item, s.bare1, 'bare 1 row');
  told('list page, made anew for each request', s.list, s.bare20, 'bare 20 rows');
  ratio('front page, signed in', s.home, s.bare20, 'bare 20 rows', 0.3);
  ratio('item page from nginx’s cache', s.cached, s.file, 'the same bytes as a file', 0.85);

  start('m4d_large');
  library.item.address = await addressOf(1000000 + Math.round(large / 2) + 1);
  const l = measure({ ...library, ...await people() });
  for (const [name, what] of [['item', 'item page'], ['list', 'list page']])
    line(`${what}, ${large} publications`, `${l[name].toFixed(0)}/s`, `costs ${(s[name] / l[name]).toFixed(2)} of ${small}`, 'at most 1.5', s[name] / l[name] <= 1.5);
  for (const [name, [, what, most]] of Object.entries(peopleAt))
    if (most) line(`${what}, ${large} people`, `${l[name].toFixed(0)}/s`, `costs ${(s[name] / l[name]).toFixed(2)} of ${small}`, `at most ${most}`, s[name] / l[name] <= most);
    else say(`${`${what}, ${large} people`.padEnd(44)} ${`${l[name].toFixed(0)}/s`.padStart(12)} costs ${(s[name] / l[name]).toFixed(2)} of ${small}`);
  say(`${`list page narrowed down, ${large} publications`.padEnd(44)} ${`${l.filtered.toFixed(0)}/s`.padStart(12)} costs ${(s.filtered / l.filtered).toFixed(2)} of ${small}`);
  const search = await searchShare(confLarge);
  line(`search, ${large} publications`, `${search.took.toFixed(1)} ms`, `its SQL ${search.inSql.toFixed(1)} ms`, 'at most 1.5 of it', search.took <= 1.5 * search.inSql + 2);
  const m = memory();
  line(`private memory after ${m.n} requests`, `${m.seen[2].toFixed(1)} MB`, m.seen.map((x) => x.toFixed(1)).join(' -> '), 'at most 12 MB', m.seen[2] <= 12 && m.seen[2] <= m.seen[1] * 1.05 + 0.3);
  say(kept ? '\nAll promises kept.' : '\nNot all promises are kept.');
} finally {
  for (const c of children) {
    try {
      process.kill(-c.pid, 'SIGKILL'); // all of the group: multiwatch would start the others anew
    } catch {
      /* gone */
    }
  }
  instance('stop');
}
process.exit(kept ? 0 : 1);
