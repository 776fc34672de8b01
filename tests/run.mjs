// All tests, on a throw-away instance of their own; ends with one line "N passed, N failed".
//
//   node tests/run.mjs                 everything (make check)
//   node tests/run.mjs quick           what takes about a minute (make check-quick)
//   node tests/run.mjs e2e members ops these end-to-end files alone (make check-e2e T="members ops")
//
// Needs nothing but Node.js 18. Everything it starts is ended by process number, also when it fails.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTap } from './tap.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
const [mode = 'all', ...only] = process.argv.slice(2);
const work = path.join(root, 'build/check');
const varDir = path.join(work, 'var');
const logs = path.join(work, 'logs');
const san = path.join(work, 'san');
const bin = path.join(root, 'build/san');
const cores = 2;

// Files of tests/e2e that the quick run takes, and those that Apache has to pass as well.
const quickFiles = ['web', 'home', 'members', 'library', 'api', 'oai'];
const apacheFiles = ['web', 'home', 'members', 'library', 'library-staff', 'oai'];

let passed = 0, failed = 0, running;
const failures = [];
const began = Date.now();
const clock = () => `${((Date.now() - began) / 1000).toFixed(0).padStart(4)} s`;
const say = (text) => console.log(`${clock()}  ${text}`);

function result(name, ok, detail = '') {
  if (ok) passed++;
  else {
    failed++;
    failures.push({ name, detail });
    console.log(`\nnot ok - ${name}\n${detail.split('\n').slice(0, 80).join('\n')}\n`);
  }
}

// Runs a program in a process group of its own, output to a file; ends the group when its time is over.
function run(name, command, args, { seconds = 600, env = {} } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env }, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    running = child;
    let out = '', err = '', late = false;
    child.stdout.on('data', (d) => (out += d));
    child.stderr.on('data', (d) => (err += d));
    const timer = setTimeout(() => {
      late = true;
      endGroup(child.pid);
    }, seconds * 1000);
    child.on('close', (code) => {
      clearTimeout(timer);
      running = undefined;
      writeFileSync(path.join(logs, `${name.replace(/[^\w.-]+/g, '-')}.log`), `${out}\n${err}`);
      done({ ok: code === 0 && !late, late, out, err });
    });
    child.on('error', (e) => {
      clearTimeout(timer);
      done({ ok: false, out, err: String(e) });
    });
  });
}

function endGroup(pid) {
  try {
    process.kill(-pid, 'SIGTERM');
    setTimeout(() => {
      try {
        process.kill(-pid, 'SIGKILL');
      } catch {
        /* gone */
      }
    }, 3000).unref();
  } catch {
    /* gone */
  }
}

const tail = (r, n = 60) => `${r.late ? 'ran out of time\n' : ''}${(r.out + r.err).trimEnd().split('\n').slice(-n).join('\n')}`;

// A step that is one test: right when it ends with 0.
async function single(name, command, args, options) {
  const r = await run(name, command, args, options);
  result(name, r.ok, tail(r));
  return r.ok;
}

// A step that prints TAP: each test in it counts.
async function tap(name, command, args, options) {
  const r = await run(name, command, args, options);
  const t = readTap(r.out);
  passed += t.passed;
  for (const f of t.failures) result(`${name}: ${f.name}`, false, f.detail);
  // Broken off, or a fault outside of any test.
  if (!r.ok && t.failures.length === 0) result(name, false, tail(r));
  if (r.ok && t.passed === 0) result(name, false, `ran no test\n${tail(r)}`);
  say(`${name}: ${t.passed} passed, ${t.failures.length} failed`);
}

const freePort = () =>
  new Promise((done) => {
    const s = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = s.address();
      s.close(() => done(port));
    });
  });

// ---- the instance ----

const sanitizers = {
  ASAN_OPTIONS: `log_path=${san}/asan:detect_leaks=1:abort_on_error=0:detect_stack_use_after_return=1`,
  UBSAN_OPTIONS: `log_path=${san}/ubsan:print_stacktrace=1`,
  LSAN_OPTIONS: `suppressions=${root}/tests/lsan.supp:print_suppressions=0`,
};
let port;
const instance = (command) => ['bash', ['conf/dev/instance.sh', command]];
const instanceEnv = () => ({ ...sanitizers, VAR: varDir, PORT: String(port), BIN: bin, WORKERS: '3' });

function stopInstance() {
  if (!existsSync(path.join(varDir, 'run'))) return;
  spawnSync(...instance('stop'), { cwd: root, env: { ...process.env, ...instanceEnv() }, stdio: 'ignore', timeout: 120000 });
}

// Reports of the address sanitizer are in files of their own, those of the other one in the programs' logs.
function checkSanitizers() {
  const found = new Map();
  const note = (file, text) => {
    const first = /(?:ERROR: \w+Sanitizer|runtime error).*/.exec(text);
    if (first && !found.has(first[0])) found.set(first[0], `${file}\n${text.slice(first.index, first.index + 3000)}`);
  };
  for (const f of readdirSync(san)) note(f, readFileSync(path.join(san, f), 'utf8'));
  for (const f of readdirSync(path.join(varDir, 'log')))
    for (const part of readFileSync(path.join(varDir, 'log', f), 'utf8').split(/(?=^.*runtime error:)/m)) note(f, part);
  result('no sanitizer has found anything', found.size === 0, [...found.values()].slice(0, 6).join('\n\n'));
}

async function end2end(files, env, label = '') {
  for (const f of files)
    await tap(`e2e${label} ${f}`, process.execPath, ['--test', '--test-reporter=tap', `tests/e2e/${f}.test.mjs`], { seconds: 1200, env });
}

async function withInstance(f) {
  port = await freePort();
  stopInstance(); // one that a killed run has left
  rmSync(varDir, { recursive: true, force: true });
  say(`starting an instance in ${path.relative(root, varDir)} on port ${port}`);
  const up = await run('start', ...instance('start'), { seconds: 600, env: instanceEnv() });
  result('an instance starts', up.ok, tail(up));
  try {
    if (up.ok) await f({ BASE_URL: `http://localhost:${port}`, M4D_VAR: varDir, M4D_BIN: bin, VAR: varDir, PORT: String(port), ...sanitizers });
  } finally {
    stopInstance();
  }
}

// ---- all of it ----

const e2eFiles = readdirSync('tests/e2e').filter((f) => f.endsWith('.test.mjs')).map((f) => f.slice(0, -9)).sort();

async function fixed() {
  await single('lint-conf', process.execPath, ['tests/lint-conf.mjs'], { seconds: 120 });
  await tap('code', 'make', ['--no-print-directory', 'check-code'], { seconds: 120 });
  await tap('templates', 'make', ['--no-print-directory', 'check-tpl'], { seconds: 120 });
  await tap('words', 'make', ['--no-print-directory', 'check-lang'], { seconds: 120 });
  await tap('unit', 'make', ['--no-print-directory', 'unit'], { seconds: 900 });
  if (mode === 'all')
    await tap('fuzz', 'make', ['--no-print-directory', 'fuzz'], { seconds: 900, env: { FUZZ_SECONDS: process.env.FUZZ_SECONDS || '3' } });
}

async function main() {
  mkdirSync(logs, { recursive: true });
  rmSync(san, { recursive: true, force: true });
  mkdirSync(san, { recursive: true });
  const built = await single('the programs compile, with sanitizers', 'make', ['--no-print-directory', `-j${cores}`, 'VARIANT=san', 'all'], { seconds: 1800 });
  say('built');
  if (mode !== 'e2e') await fixed();
  if (!built) return;
  const files = mode === 'e2e' && only.length ? only : mode === 'quick' ? e2eFiles.filter((f) => quickFiles.includes(f)) : e2eFiles;
  await withInstance(async (env) => {
    if (mode !== 'e2e')
      for (const p of ['home.fcgi', 'members.fcgi', 'network.fcgi', 'resources.fcgi', 'admin.fcgi', 'worker', 'm4d-admin'])
        await single(`${p}: every SQL statement fits the schema`, path.join(bin, p), [p === 'm4d-admin' ? 'check-sql' : '--check-sql'],
          { seconds: 120, env: { ...env, M4D_CONF: path.join(varDir, 'm4d.conf') } });
    await end2end(files, env);
    if (mode !== 'quick') await throughApache(env, files.filter((f) => apacheFiles.includes(f)));
    // Last: what these tests make stays in the library.
    if (mode !== 'e2e')
      await tap('unit with a database', 'make', ['--no-print-directory', 'unit-db'], { seconds: 600, env: { ...env, M4D_CONF: path.join(varDir, 'm4d.conf') } });
  });
  if (existsSync(path.join(varDir, 'log'))) checkSanitizers();
}

// The same programs once more, behind Apache.
async function throughApache(env, files) {
  if (!files.length) return;
  const apachePort = await freePort();
  const web = (command) => run(`apache-${command}`, 'bash', ['conf/dev/apache.sh', command], { seconds: 60, env: { ...env, APACHE_PORT: String(apachePort) } });
  const up = await web('start');
  result('Apache starts', up.ok, tail(up));
  try {
    if (up.ok) await end2end(files, { ...env, BASE_URL: `http://localhost:${apachePort}`, WEB: 'apache' }, ' through Apache');
  } finally {
    await web('stop');
  }
}

function finish() {
  if (failures.length) console.log(`\nFailed:\n${failures.map((f) => `  ${f.name}`).join('\n')}\nLogs are in build/check/logs, those of the instance in build/check/var/log.`);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exit(failed || !passed ? 1 : 0);
}

for (const s of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(s, () => {
    if (running) endGroup(running.pid);
    stopInstance();
    result(`broken off by ${s}`, false);
    finish();
  });

main()
  .catch((e) => result('the test run itself', false, e.stack))
  .finally(finish);
