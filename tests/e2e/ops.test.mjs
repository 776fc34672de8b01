// Running the site: starting twice, renewing under load, losing a process or the database, changing the
// schema, backing up and bringing back.
import test from 'node:test';
import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { base, binDir, conf, root, sleep, unique, until, varDir } from './lib/env.mjs';
import { Client } from './lib/http.mjs';
import { rows, run, setting, value } from './lib/db.mjs';
import { signInAs, signedIn } from './lib/people.mjs';

const env = { ...process.env, VAR: varDir, BIN: binDir, PORT: new URL(base).port, M4D_CONF: conf };
const instance = (command, more = {}) =>
  spawnSync('bash', ['conf/dev/instance.sh', command], { cwd: root, env: { ...env, ...more }, encoding: 'utf8', timeout: 180000 });
const admin = (args, { input = '', more = {} } = {}) =>
  spawnSync(path.join(binDir, 'm4d-admin'), args, { cwd: root, env: { ...env, ...more }, encoding: 'utf8', input, timeout: 300000 });
const pidOf = (name) => Number(readFileSync(path.join(varDir, `run/${name}.pid`), 'utf8').split(' ')[0]);
const childrenOf = (name) =>
  (spawnSync('pgrep', ['-P', String(pidOf(name))], { encoding: 'utf8' }).stdout || '').split('\n').filter(Boolean).map(Number);
const status = async (where) => (await new Client().get(where).catch(() => ({ status: 0 }))).status;

// Settings like the instance's with some changed: for a database or a file store beside it.
function settingsWith(changes) {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'm4d-ops-')), 'm4d.conf');
  writeFileSync(file, `${readFileSync(conf, 'utf8')}\n${Object.entries(changes).map(([n, v]) => `${n} = ${v}`).join('\n')}\n`, { mode: 0o600 });
  return file;
}
const withoutDatabase = (name) => run(`DROP DATABASE IF EXISTS ${name}`);
function newDatabase() {
  const name = `m4d_${unique()}`;
  run(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_ai_ci`);
  return name;
}
const schemaOf = (db) =>
  rows(`SELECT TABLE_NAME t, COLUMN_NAME c, COLUMN_TYPE y, IS_NULLABLE n FROM information_schema.COLUMNS
        WHERE TABLE_SCHEMA = ? ORDER BY 1, 2`, db).map((r) => `${r.t}.${r.c} ${r.y} ${r.n}`);
const rowsIn = (db) =>
  rows('SELECT TABLE_NAME t FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?', db)
    .map(({ t }) => `${t} ${value(`SELECT COUNT(*) FROM ${db}.${t}`)}`);

test('starting again is quick, keeps the data and the processes', () => {
  const before = ['home', 'members', 'mariadbd', 'nginx'].map(pidOf);
  const people = value('SELECT COUNT(*) FROM member');
  const r = instance('start');
  assert.equal(r.status, 0, r.stderr);
  assert.match(r.stdout, /http:\/\/localhost:\d+\//);
  assert.match(r.stdout, /admin@example\.org/);
  assert.deepEqual(['home', 'members', 'mariadbd', 'nginx'].map(pidOf), before);
  assert.equal(value('SELECT COUNT(*) FROM member'), people);
});

test('what is in the way of starting is said in a sentence', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.on('listening', done));
  const other = mkdtempSync(path.join(tmpdir(), 'm4d-'));
  const taken = instance('start', { VAR: other, PORT: String(server.address().port) });
  server.close();
  assert.notEqual(taken.status, 0);
  assert.match(taken.stderr, /Port \d+ is in use by another program\. Choose another one: make run PORT=\d+/);
  const long = instance('start', { VAR: path.join(other, 'x'.repeat(100)) });
  assert.match(long.stderr, /too long for Unix sockets/);
  const number = instance('start', { VAR: other, PORT: '80a' });
  assert.match(number.stderr, /PORT=80a is not a number/);
  rmSync(other, { recursive: true, force: true });
});

test('renewing the programs under load drops no request', async () => {
  const bad = [];
  let n = 0, stop = false;
  const before = childrenOf('home');
  const visit = async (i) => {
    const c = new Client();
    while (!stop) {
      const where = ['/en/about', '/fr/privacy', '/en/sign-in', '/health/home'][n % 4] + `?${i}.${n}`;
      n++;
      const a = await c.get(where).catch((e) => ({ status: String(e) }));
      if (a.status !== 200) bad.push(`${where} gave ${a.status}`);
    }
  };
  const visitors = Array.from({ length: 6 }, (_, i) => visit(i));
  for (let i = 0; i < 4; i++) {
    await sleep(500);
    assert.equal(instance('reload').status, 0);
  }
  await sleep(500);
  stop = true;
  await Promise.all(visitors);
  assert.deepEqual(bad, [], `of ${n} requests`);
  assert.ok(n > 100, `${n} requests`);
  assert.ok(childrenOf('home').every((p) => !before.includes(p)), 'the processes are new ones');
});

test('a killed process is replaced', async () => {
  for (const name of ['home', 'members', 'network', 'resources', 'admin', 'worker']) {
    const [first] = childrenOf(name);
    process.kill(first, 'SIGKILL');
    await until(`a new process of ${name}`, () => childrenOf(name).length > 0 && !childrenOf(name).includes(first));
  }
  for (const name of ['home', 'members', 'network', 'resources', 'admin'])
    await until(`${name} to answer`, async () => (await status(`/health/${name}`)) === 200);
});

test('a program that is not there: a page in three languages, and the others go on', async () => {
  const gone = pidOf('members');
  process.kill(gone, 'SIGTERM');
  await until('members to be gone', () => !existsSync(`/proc/${gone}`) || /\) Z /.test(readFileSync(`/proc/${gone}/stat`, 'utf8')));
  const a = await new Client().get('/en/sign-in');
  assert.equal(a.status, 503);
  assert.equal(a.headers['retry-after'], '10');
  assert.match(a.headers['content-security-policy'], /default-src 'none'/);
  for (const words of [/lang="fr"/, /lang="es"/, /<code>[0-9a-f]{32}<\/code>/]) assert.ok(words.test(a.text), String(words));
  assert.equal(await status('/en/about'), 200);
  const r = instance('start');
  assert.equal(r.status, 0, r.stderr);
  assert.equal(await status('/en/sign-in'), 200);
});

test('the database is killed: 503 in words, then the site goes on by itself', async () => {
  const before = ['home', 'members', 'network', 'resources', 'admin'].map(pidOf);
  process.kill(pidOf('mariadbd'), 'SIGKILL');
  let a, r;
  try {
    await until('503 from every program', async () =>
      (await Promise.all(['home', 'members', 'network', 'resources', 'admin'].map((p) => status(`/health/${p}`)))).every((s) => s === 503));
    a = await new Client().get(`/fr/resources?q=${unique()}`);
  } finally {
    r = instance('start');
  }
  assert.equal(r.status, 0, r.stderr);
  assert.equal(a.status, 503);
  assert.ok(a.headers['retry-after']);
  assert.ok(/lang="fr"/.test(a.text));
  for (const p of ['home', 'members', 'network', 'resources', 'admin'])
    await until(`${p} to answer again`, async () => (await status(`/health/${p}`)) === 200);
  assert.deepEqual(['home', 'members', 'network', 'resources', 'admin'].map(pidOf), before);
  await signedIn('member');
});

test('m4d-admin check finds everything in order', () => {
  const r = admin(['check']);
  assert.equal(r.status, 0, r.stdout);
  assert.match(r.stdout, /All in order/);
  const broken = admin(['check'], { more: { M4D_CONF: settingsWith({ files_dir: '/nowhere', db_socket: '/nowhere/db.sock' }) } });
  assert.equal(broken.status, 1);
  assert.match(broken.stdout, /FAULT +file store/);
  assert.match(broken.stdout, /FAULT +database/);
});

test('settings: a misspelt name is refused with its line', () => {
  const r = admin(['check'], { more: { M4D_CONF: settingsWith({ site_nmae: 'x' }) } });
  assert.equal(r.status, 2);
  assert.match(r.stderr, /line \d+: there is no option "site_nmae"/);
});

test('the programs’ account cannot change the schema; m4d-admin.conf names one that can', () => {
  const r = spawnSync('mariadb', ['--no-defaults', `--socket=${setting('db_socket')}`, '--user=m4d', 'm4d', '-e', 'CREATE TABLE ops_none (id INT)'], { encoding: 'utf8', env: { ...process.env, MYSQL_PWD: setting('db_password') } });
  assert.notEqual(r.status, 0);
  assert.match(r.stderr, /CREATE command denied/);
  const name = newDatabase(), more = { M4D_CONF: settingsWith({ db_name: name, db_owner_user: '', db_owner_password: '' }) };
  try {
    const alone = admin(['migrate'], { more });
    assert.notEqual(alone.status, 0);
    assert.match(alone.stderr, /denied/);
    writeFileSync(path.join(path.dirname(more.M4D_CONF), 'm4d-admin.conf'), `db_owner_user = ${setting('db_owner_user')}\ndb_owner_password = ${setting('db_owner_password')}\n`, { mode: 0o600 });
    const with_ = admin(['migrate'], { more });
    assert.equal(with_.status, 0, with_.stderr);
    assert.match(admin(['check'], { more }).stdout, /ok +the database account m4d cannot change the schema/);
  } finally {
    withoutDatabase(name);
  }
});

test('migrating again changes nothing', () => {
  const before = rows('SELECT name, done_at FROM schema_migration ORDER BY name');
  const r = admin(['migrate']);
  assert.equal(r.status, 0, r.stderr);
  assert.equal(r.stdout, '');
  assert.deepEqual(rows('SELECT name, done_at FROM schema_migration ORDER BY name'), before);
});

test('a newer schema and a changed file are refused', () => {
  run("INSERT INTO schema_migration (name, sha256, begun_at, done_at) VALUES ('9999_future.sql', REPEAT('0', 64), NOW(6), NOW(6))");
  const newer = admin(['migrate']);
  run("DELETE FROM schema_migration WHERE name = '9999_future.sql'");
  assert.equal(newer.status, 1);
  assert.match(newer.stderr, /nothing was changed.*newer than this release.*9999_future\.sql/);

  const dir = mkdtempSync(path.join(tmpdir(), 'm4d-sql-'));
  cpSync(path.join(root, 'sql'), dir, { recursive: true });
  writeFileSync(path.join(dir, '0001_member.sql'), '-- another one\nDO 0');
  const changed = admin(['migrate'], { more: { M4D_CONF: settingsWith({ sql_dir: dir }) } });
  rmSync(dir, { recursive: true });
  assert.equal(changed.status, 1);
  assert.match(changed.stderr, /0001_member\.sql was changed after it had been carried out/);
});

test('a migration that is killed again and again ends at the same schema, each row once', async () => {
  const db = newDatabase();
  const M4D_CONF = settingsWith({ db_name: db });
  let kills = 0;
  for (let i = 0; i < 60; i++) {
    const child = spawn(path.join(binDir, 'm4d-admin'), ['migrate'], { env: { ...env, M4D_CONF, ASAN_OPTIONS: 'detect_leaks=0' }, stdio: 'ignore' });
    const ended = new Promise((done) => child.on('exit', (code, signal) => done(signal || code)));
    const timer = setTimeout(() => child.kill('SIGKILL'), 20 + Math.random() * 120 + i * 10);
    const how = await ended;
    clearTimeout(timer);
    if (how === 'SIGKILL') kills++;
    else {
      assert.equal(how, 0);
      break;
    }
  }
  const last = admin(['migrate'], { more: { M4D_CONF } });
  assert.equal(last.status, 0, last.stderr);
  assert.ok(kills > 2, `${kills} kills`);
  const undisturbed = newDatabase();
  assert.equal(admin(['migrate'], { more: { M4D_CONF: settingsWith({ db_name: undisturbed }) } }).status, 0);
  assert.deepEqual(schemaOf(db), schemaOf(undisturbed));
  assert.deepEqual(rowsIn(db), rowsIn(undisturbed));
  withoutDatabase(db);
  withoutDatabase(undisturbed);
});

test('two migrations at once: one works, the other waits, both are content', async () => {
  const db = newDatabase();
  const M4D_CONF = settingsWith({ db_name: db });
  const go = promisify(execFile);
  const both = await Promise.all([1, 2].map(() => go(path.join(binDir, 'm4d-admin'), ['migrate'], { env: { ...env, M4D_CONF } })));
  const files = readdirSync(path.join(root, 'sql')).filter((f) => f.endsWith('.sql')).length;
  const done = both.flatMap((b) => b.stdout.split('\n').filter((l) => /^ {2}\d{4}_/.test(l)));
  assert.equal(done.length, files, 'each file once');
  assert.deepEqual(schemaOf(db), schemaOf('m4d'));
  withoutDatabase(db);
});

test('the first administrator, and a new password, from the command line', async () => {
  const email = `${unique('boss')}@example.org`;
  const weak = admin(['create-admin', email, 'Boss'], { input: 'password\n' });
  assert.equal(weak.status, 1, 'a common password is refused');
  const made = admin(['create-admin', email, 'Boss'], { input: 'many small rivers\n' });
  assert.equal(made.status, 0, made.stderr);
  const c = await signInAs({ email, password: 'many small rivers' });
  assert.equal((await c.get('/en/admin/people')).status, 200);
  const again = admin(['reset-password', email], { input: 'a wide quiet delta\n' });
  assert.equal(again.status, 0, again.stderr);
  assert.equal((await c.get('/en/me')).status, 303, 'its sessions have ended');
  await signInAs({ email, password: 'a wide quiet delta' });
  assert.equal(admin(['reset-password', 'nobody@example.org'], { input: 'a wide quiet delta\n' }).status, 1);
  assert.equal(admin(['create-admin', 'not an address']).status, 1);
});

test('sample people are for development only', () => {
  const r = admin(['sample-members'], { more: { M4D_CONF: settingsWith({ development: 'no' }) } });
  assert.equal(r.status, 1);
  assert.match(r.stderr, /only where development = yes/);
});

test('the audit log is whole, and a changed entry shows', () => {
  assert.equal(admin(['check-audit']).status, 0);
  const id = value('SELECT MAX(id) FROM audit');
  const action = value('SELECT action FROM audit WHERE id = ?', id);
  run("UPDATE audit SET action = 'member.nothing' WHERE id = ?", id);
  const r = admin(['check-audit']);
  run('UPDATE audit SET action = ? WHERE id = ?', action, id);
  assert.equal(r.status, 1);
  assert.match(r.stdout, new RegExp(`broken at entry ${id} `));
  assert.equal(admin(['check-audit']).status, 0);
});

test('a backup is verified, damage is noticed, and what is brought back is the same', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'm4d-backup-'));
  const made = admin(['backup', folder]);
  assert.equal(made.status, 0, made.stderr);
  const backup = made.stdout.split('\n')[0];
  const whole = admin(['backup-verify', backup]);
  assert.equal(whole.status, 0, whole.stderr);
  const before = rowsIn('m4d');

  const db = newDatabase();
  const files = path.join(folder, 'elsewhere');
  const M4D_CONF = settingsWith({ db_name: db, files_dir: files });
  const nowhere = admin(['restore', backup], { more: { M4D_CONF } });
  assert.equal(nowhere.status, 1);
  assert.match(nowhere.stderr, /elsewhere must be there/);
  mkdirSync(files);
  const theirs = process.getuid() === 0 ? 65534 : process.getuid(); // of the user of the programs, whoever restores
  chownSync(files, theirs, process.getgid());
  const back = admin(['restore', backup], { more: { M4D_CONF } });
  assert.equal(back.status, 0, back.stderr + back.stdout);
  assert.match(back.stdout, /audit log is whole/);
  const still = rowsIn('m4d');
  const now = rowsIn(db);
  // Tables that the running site went on writing meanwhile are left out, and the one that backups are noted in.
  for (const [i, line] of before.entries()) if (line === still[i] && !line.startsWith('backup_run ')) assert.equal(now[i], line);
  assert.deepEqual(schemaOf(db), schemaOf('m4d'));
  for (const { sha256: s } of rows('SELECT DISTINCT sha256 FROM resource_file'))
    assert.ok(existsSync(path.join(files, s.slice(0, 2), s.slice(2, 4), s)), `file ${s} is back`);
  for (const f of readdirSync(files, { recursive: true })) assert.equal(statSync(path.join(files, f)).uid, theirs, f);

  const twice = admin(['restore', backup], { more: { M4D_CONF } });
  assert.equal(twice.status, 1);
  assert.match(twice.stderr, /is not empty/);
  withoutDatabase(db);

  const dump = path.join(backup, 'database.sql.gz');
  const bytes = readFileSync(dump);
  bytes[Math.floor(bytes.length / 2)] ^= 1;
  writeFileSync(dump, bytes);
  const damaged = admin(['backup-verify', backup]);
  assert.equal(damaged.status, 1);
  assert.match(damaged.stdout, /damaged: .*database\.sql\.gz/);
  writeFileSync(path.join(backup, 'manifest'), readFileSync(path.join(backup, 'manifest'), 'utf8').replace(/whole \d+\n$/, ''));
  assert.equal(admin(['backup-verify', backup]).status, 1);
  rmSync(folder, { recursive: true, force: true });
});

// The schema as it was before the network of people; what was there is there afterwards.
test('a backup of an older release is brought back, brought up to date, and forgets who was erased since', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'm4d-older-')), sql = path.join(folder, 'sql'), files = path.join(folder, 'files');
  for (const d of [sql, files]) mkdirSync(d);
  for (const f of readdirSync(path.join(root, 'sql'))) if (f < '0400') cpSync(path.join(root, 'sql', f), path.join(sql, f));
  const old = newDatabase(), db = newDatabase();
  const older = settingsWith({ db_name: old, sql_dir: sql, files_dir: files, erasure_list: `${folder}/erased-then` });
  const now = settingsWith({ db_name: db, files_dir: files, erasure_list: `${folder}/erased-now` });
  try {
    admin(['migrate'], { more: { M4D_CONF: older } }); // its last step is about what is not there yet
    assert.equal(value(`SELECT COUNT(*) FROM ${old}.schema_migration WHERE done_at IS NOT NULL`), String(readdirSync(sql).length));
    for (const [id, name] of [[101, 'Stays Here'], [102, 'Goes Away']])
      run(`INSERT INTO ${old}.member (id, email, password_hash, name, country, organisation, lang, state, terms_version, terms_at, created_at, confirmed_at, signed_in_at)
        SELECT ?, ?, password_hash, ?, 'SN', 'Town', 'fr', 'active', 1, '2026-01-01', '2026-01-01', '2026-01-01', UTC_TIMESTAMP(6) FROM m4d.member WHERE email = 'member@example.org'`, id, `older${id}@example.org`, name);
    run(`INSERT INTO ${old}.mail (member_id, to_email, lang, kind, subject, body, state, next_at) VALUES (102, 'older102@example.org', 'fr', 'member.reset', 'x', 'x', 'sent', UTC_TIMESTAMP(6))`);
    const made = admin(['backup', path.join(folder, 'backup')], { more: { M4D_CONF: older } });
    assert.equal(made.status, 0, made.stderr);
    writeFileSync(path.join(folder, 'backup/erased'), '102 2026-02-01T00:00:00Z\n');

    const back = admin(['restore', made.stdout.split('\n')[0]], { more: { M4D_CONF: now } });
    assert.equal(back.status, 0, back.stderr);
    assert.match(back.stdout, /older than this release: run m4d-admin migrate/);
    const upgraded = admin(['migrate'], { more: { M4D_CONF: now } });
    assert.equal(upgraded.status, 0, upgraded.stderr);
    assert.match(upgraded.stdout, /Erased again: 1 accounts/);
    assert.deepEqual(schemaOf(db), schemaOf('m4d'));
    assert.deepEqual(rows(`SELECT id, name, state FROM ${db}.member`), [{ id: '101', name: 'Stays Here', state: 'active' }]);
    assert.deepEqual(rows(`SELECT email FROM ${db}.member_address`), [{ email: 'older101@example.org' }]);
    assert.equal(value(`SELECT COUNT(*) FROM ${db}.mail WHERE member_id = 102 OR to_email = 'older102@example.org'`), '0');
    assert.deepEqual(rows(`SELECT audience, name FROM ${db}.directory_entry WHERE object_id = 101`), [{ audience: 'members', name: 'Stays Here' }]);
    assert.equal(admin(['check'], { more: { M4D_CONF: now } }).status, 0);
  } finally {
    withoutDatabase(old);
    withoutDatabase(db);
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a second backup into the same folder copies only what is new', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'm4d-backup-'));
  const count = (r) => Number(/(\d+) of them new/.exec(r.stdout)?.[1]);
  const first = admin(['backup', folder]);
  assert.ok(count(first) > 0, first.stderr);
  execFileSync('sleep', ['1.1']); // backups are named by the second
  const second = admin(['backup', folder]);
  assert.ok(count(second) < count(first), `${second.stdout}`);

  // An old backup goes, with the files that it alone names; the newest stays however old it is.
  const [a, b] = [first, second].map((r) => r.stdout.split('\n')[0]);
  const old = path.join(folder, '20200101T000000Z');
  const alone = path.join(folder, 'files/ab/cd', 'abcd'.padEnd(64, '0'));
  renameSync(a, old);
  mkdirSync(path.dirname(alone), { recursive: true });
  writeFileSync(alone, 'x');
  utimesSync(alone, 1, 1);
  const pruned = admin(['backup-prune', folder, '30']);
  assert.equal(pruned.status, 0, pruned.stderr);
  assert.match(pruned.stdout, /Taken away: 1 backups .* 1 files/);
  assert.ok(!existsSync(old) && !existsSync(alone));
  assert.equal(admin(['backup-verify', b]).status, 0);
  renameSync(b, old);
  admin(['backup-prune', folder, '30']);
  assert.ok(existsSync(path.join(old, 'manifest')), 'the only one is not taken away');
  rmSync(folder, { recursive: true, force: true });
});

test('mails go to the sink, and to nobody, in development', () => {
  assert.ok(setting('mail_sink_dir').startsWith(varDir));
});
