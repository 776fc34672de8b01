// `make install` into a folder, and the site run from there as in production: https, its own settings, no
// development; then `make uninstall`.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import http from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root, until, varDir } from './lib/env.mjs';
import { setting } from './lib/db.mjs';
import { samplePassword } from './lib/people.mjs';
import { findForms, urlencoded } from './lib/http.mjs';

const dir = mkdtempSync(path.join(tmpdir(), 'm4d-install-'));
const at = (...p) => path.join(dir, ...p);
const host = 'm4d.test';
const options = [
  `PREFIX=${at('usr')}`, `CONFDIR=${at('etc')}`, `RUNDIR=${at('run')}`, `FILESDIR=${path.join(varDir, 'files')}`, `CACHEDIR=${at('cache')}`,
  `HOST=${host}`, `CERT=${at('cert')}`, 'SETUP=no', 'BODY=50', 'VARIANT=release',
];
const make = (target) => spawnSync('make', ['--no-print-directory', '-s', '-j2', target, ...options], { cwd: root, encoding: 'utf8', timeout: 1200000 });
const sbin = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };
const children = [];
const log = () => ['ignore', 'ignore', 'pipe'];
let ports;

function start(command, args, env = {}) {
  const child = spawn(command, args, { env: { ...sbin, ...env }, stdio: log(), detached: true });
  child.stderr.on('data', (d) => appendFileSync(at('log'), d));
  children.push(child);
  return child;
}

const freePort = () =>
  new Promise((done) => {
    const s = createServer().listen(0, '127.0.0.1', () => {
      const { port } = s.address();
      s.close(() => done(port));
    });
  });

before(async () => {
  const r = make('install');
  assert.equal(r.status, 0, r.stderr);
  for (const d of ['run', 'cache', 'cert']) mkdirSync(at(d));
  appendFileSync(at('etc/m4d.conf'), [
    '', 'smtp_host = 127.0.0.1', `mail_sink_dir = ${at('mail')}`, `db_socket = ${setting('db_socket')}`,
    `db_password = ${setting('db_password')}`, 'free_space_floor_mb = 100', ''].join('\n'));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${host}`,
    '-keyout', at('cert/privkey.pem'), '-out', at('cert/fullchain.pem')], { stdio: 'ignore' });
  for (const p of ['home', 'members', 'network', 'resources', 'admin'])
    start('spawn-fcgi', ['-n', '-s', at(`run/${p}.sock`), '--', at(`usr/lib/m4d/${p}.fcgi`)], { M4D_CONF: at('etc/m4d.conf') });
  ports = { tls: await freePort(), plain: await freePort() };
  // The same file that an administrator links into sites-enabled; only the ports are others.
  const site = readFileSync(at('usr/share/m4d/nginx/site.conf'), 'utf8')
    .replace(/listen \[::\]:.*\n/g, '\n')
    .replace(/listen 80/g, `listen 127.0.0.1:${ports.plain}`).replace(/listen 443/g, `listen 127.0.0.1:${ports.tls}`)
    .replace('/var/log/nginx/m4d.log', at('access.log'));
  writeFileSync(at('nginx.conf'), `${process.getuid() === 0 ? 'user root;' : ''}
    daemon off; pid ${at('nginx.pid')}; error_log ${at('nginx.log')}; events {}
    http { include /etc/nginx/mime.types; ${['client_body', 'fastcgi', 'proxy', 'scgi', 'uwsgi'].map((t) => `${t}_temp_path ${at(t)};`).join(' ')}
    ${site} }`);
  start('nginx', ['-e', at('nginx.log'), '-p', dir, '-c', at('nginx.conf')]);
  await until('the installed site to answer', async () => (await get('/health').catch(() => ({}))).status === 200);
});

after(async () => {
  for (const c of children) {
    try {
      process.kill(-c.pid, 'SIGTERM');
    } catch {
      /* gone */
    }
  }
  await Promise.all(children.map((c) => c.exitCode ?? c.signalCode ?? new Promise((done) => c.on('exit', done))));
  rmSync(dir, { recursive: true, force: true });
});

function get(where, { servername = host, headers = {}, method = 'GET', body, plain = false } = {}) {
  return new Promise((done, fail) => {
    const req = (plain ? http : https).request({
      host: '127.0.0.1', port: plain ? ports.plain : ports.tls, path: where, method, servername, rejectUnauthorized: false, agent: false,
      headers: { host: servername, ...headers, ...(body && { 'content-length': Buffer.byteLength(body) }) },
    }, (res) => {
      let text = '';
      res.on('data', (d) => (text += d));
      res.on('end', () => done({ status: res.statusCode, headers: res.headers, text }));
    });
    req.on('error', fail);
    req.end(body);
  });
}

test('settings and secret are not for everybody, and a second installation keeps them', () => {
  for (const f of ['etc/m4d.conf', 'etc/secret']) assert.equal(statSync(at(f)).mode & 0o777, 0o640, f);
  assert.match(readFileSync(at('etc/secret'), 'utf8'), /^[0-9a-f]{64}$/);
  const before = ['etc/m4d.conf', 'etc/secret'].map((f) => readFileSync(at(f), 'utf8'));
  const r = make('install');
  assert.equal(r.status, 0, r.stderr);
  assert.deepEqual(['etc/m4d.conf', 'etc/secret'].map((f) => readFileSync(at(f), 'utf8')), before);
});

test('m4d-admin check is content with what was installed', () => {
  const r = spawnSync(at('usr/bin/m4d-admin'), ['--conf', at('etc/m4d.conf'), 'check'], { encoding: 'utf8' });
  assert.equal(r.status, 0, r.stdout + r.stderr);
  assert.match(r.stdout, /site_url is https/);
});

test('over https: HSTS, Secure cookies, no development', async () => {
  const a = await get('/en/sign-in');
  assert.equal(a.status, 200);
  assert.match(a.headers['strict-transport-security'], /max-age=31536000; includeSubDomains/);
  assert.match(a.headers['set-cookie'][0], /^__Host-m4dform=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
  assert.equal((await get('/dev/mail')).status, 404);
  assert.equal((await get('/en')).status, 200);
  assert.equal((await get('/fr/resources')).status, 200);
});

test('signing in works there', async () => {
  const page = await get('/en/sign-in');
  const cookie = page.headers['set-cookie'][0].split(';')[0];
  const fields = findForms(page.text).find((f) => f.names.has('password')).fields.filter(([n]) => !['email', 'password'].includes(n));
  const body = urlencoded([...fields, ['email', 'member@example.org'], ['password', samplePassword]]);
  const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded', origin: `https://${host}` };
  const done = await get('/en/sign-in', { method: 'POST', headers, body });
  assert.equal(done.status, 303, done.text);
  assert.match(done.headers['set-cookie'].join('\n'), /__Host-m4d=[^;]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure/);
  const foreign = await get('/en/sign-in', { method: 'POST', headers: { ...headers, origin: 'https://evil.example' }, body });
  assert.equal(foreign.status, 403);
});

test('plain http leads to https; other hosts get nothing', async () => {
  const a = await get('/en/about?x=1', { plain: true });
  assert.equal(a.status, 308);
  assert.equal(a.headers.location, `https://${host}/en/about?x=1`);
  await assert.rejects(get('/en', { servername: 'evil.example' }));
  await assert.rejects(get('/en', { plain: true, servername: 'evil.example' }));
});

test('Apache accepts its configuration', () => {
  const modules = /a2enmod (.*)/.exec(readFileSync(at('usr/share/m4d/apache/site.conf'), 'utf8'))[1].split(' ');
  const dir = '/usr/lib/apache2/modules';
  const load = ['mpm_event', 'authz_core', 'authz_host', 'alias', 'env', 'filter', 'mime', 'socache_shmcb', ...modules]
    .filter((m) => existsSync(`${dir}/mod_${m}.so`)).map((m) => `LoadModule ${m}_module ${dir}/mod_${m}.so`);
  const site = readFileSync(at('usr/share/m4d/apache/site.conf'), 'utf8').replaceAll('/var/log/apache2/', `${at()}/`);
  writeFileSync(at('apache.conf'), `ServerRoot ${at()}\nServerName localhost\nPidFile ${at('apache.pid')}\nErrorLog ${at('apache.log')}
Listen 127.0.0.1:${ports.plain}\n${load.join('\n')}\nTypesConfig /etc/mime.types\n${site}`);
  const r = spawnSync('apache2', ['-t', '-f', at('apache.conf')], { encoding: 'utf8', env: sbin });
  assert.equal(r.status, 0, r.stderr);
});

test('the systemd units are filled in and sound', (t) => {
  const units = at('usr/lib/systemd/system');
  const service = readFileSync(path.join(units, 'm4d@.service'), 'utf8');
  assert.match(service, /NoNewPrivileges=yes/);
  assert.doesNotMatch(service, /@[A-Z]+@/);
  assert.ok(service.includes(at('usr/lib/m4d/%i.fcgi')));
  if (existsSync('/usr/bin/systemd-analyze')) {
    const r = spawnSync('systemd-analyze', ['verify', path.join(units, 'm4d-worker.service')], { encoding: 'utf8' });
    const about = (r.stderr || '').split('\n').filter((l) => /m4d-worker/.test(l));
    assert.deepEqual(about, []);
  } else t.diagnostic('no systemd-analyze here');
  for (const f of ['http.conf', 'server.conf', 'locations.conf', 'site.conf'])
    assert.doesNotMatch(readFileSync(at('usr/share/m4d/apache', f), 'utf8').replace(/^ *#.*$/gm, ''), /@[A-Z]+@/, f);
});

test('uninstalling leaves settings alone', () => {
  const r = make('uninstall');
  assert.equal(r.status, 0, r.stderr);
  assert.deepEqual(readdirSync(at('etc')).sort(), ['m4d.conf', 'secret']);
  const left = execFileSync('find', [at('usr'), '-type', 'f'], { encoding: 'utf8' });
  assert.equal(left, '');
});
