// What the web server in front has to do, nginx and Apache alike: headers, limits, errors, files.
import test from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { base, binDir, root, sleep, unique } from './lib/env.mjs';
import { Client } from './lib/http.mjs';
import { row, rows } from './lib/db.mjs';
import { signedIn } from './lib/people.mjs';

const apache = process.env.WEB === 'apache';
const visitor = () => new Client();

// Some file of the library that is open to everybody.
const file = () =>
  row(`SELECT f.id, f.name, f.size, f.sha256 FROM resource_file f JOIN resource r ON r.id = f.resource_id
       WHERE r.state = 'published' AND f.removed_at IS NULL AND f.scan_state IN ('off', 'clean') ORDER BY f.size DESC LIMIT 1`);
const fileAddress = (f) => `/files/${f.id}/${encodeURIComponent(f.name)}`;

function checkHeaders(a, what) {
  const h = a.headers;
  const csp = h['content-security-policy'] || '';
  assert.match(csp, /default-src 'none'/, `${what}: CSP is "${csp}"`);
  assert.doesNotMatch(csp, /unsafe-|\*|https?:/, what);
  assert.match(csp, /frame-ancestors 'none'/, what);
  assert.equal(csp.split("default-src 'none'").length, 2, `${what}: one policy, not two`);
  assert.equal(h['x-content-type-options'], 'nosniff', what);
  assert.match(h['referrer-policy'] || '', /^(same-origin|no-referrer)$/, what);
  assert.equal(h['cross-origin-opener-policy'], 'same-origin', what);
  assert.match(h['permissions-policy'] || '', /camera=\(\)/, what);
  assert.equal(h['strict-transport-security'], undefined, `${what}: HSTS only over https`);
  assert.doesNotMatch(h.server || '', /\d/, `${what}: no version`);
  assert.equal(h['x-powered-by'], undefined, what);
}

test('every kind of answer carries the security headers', async () => {
  const f = file();
  const kinds = [
    ['GET', '/', [301, 302, 303, 307]],
    ['GET', '/en', 200],
    ['GET', '/fr/sign-in', 200],
    ['GET', '/en/me', 303],
    ['GET', '/en/resources', 200],
    ['GET', '/en/nothing-here', 404],
    ['GET', '/static/m4d.css', 200],
    ['GET', '/static/nothing', 404],
    ['GET', '/favicon.ico', 200],
    ['GET', '/robots.txt', 200],
    ['GET', '/health', 200],
    ['GET', fileAddress(f), 200],
    ['GET', '/files/999999999/x.pdf', 404],
    ['GET', '/en/%ff', 400],
    ['DELETE', '/en/sign-in', 405],
    ['POST', '/en/about', [403, 405]],
  ];
  for (const [method, where, want] of kinds) {
    const a = await visitor().request(method, where, method === 'POST' ? { body: '' } : {});
    assert.ok([want].flat().includes(a.status), `${method} ${where} gave ${a.status}`);
    checkHeaders(a, `${method} ${where}`);
  }
});

test('a stored file can run nothing', async () => {
  const a = await visitor().get(fileAddress(file()));
  assert.match(a.headers['content-security-policy'], /sandbox/);
  assert.match(a.headers['content-disposition'], /^attachment/);
});

test('405 says what is allowed', async () => {
  for (const where of ['/en/about', '/en/resources', '/en/sign-in']) {
    const a = await visitor().request('DELETE', where);
    assert.equal(a.status, 405, where);
    assert.match(a.headers.allow, /GET, HEAD/, where);
  }
});

test('a body that is too large gives 413 in words, also when it is far too large', async () => {
  const c = visitor();
  await c.get('/en/join');
  for (const size of [5_000_000, 8_000_000]) {
    const a = await c.post('/en/join', { name: 'x'.repeat(size) });
    assert.equal(a.status, 413, `${size} bytes`);
    assert.ok(/too large/i.test(a.text), 'says so in words');
    checkHeaders(a, '413');
  }
});

test('a request line or header that is too long is refused, not a fault', async () => {
  for (const a of [
    await visitor().get(`/en/resources?q=${'a'.repeat(20000)}`),
    await visitor().get('/en', { headers: { 'x-long': 'a'.repeat(40000) } }),
  ]) {
    assert.ok([400, 414, 431].includes(a.status), `gave ${a.status}`);
    checkHeaders(a, `${a.status}`);
  }
});

test('error pages are in the language of the address and name the request', async () => {
  for (const [lang, words] of [['en', /There is no such page/], ['fr', /lang="fr"/], ['es', /lang="es"/]]) {
    const a = await visitor().get(`/${lang}/nothing-here`);
    assert.equal(a.status, 404);
    assert.ok(words.test(a.text), `${lang}: ${words}`);
    assert.ok(a.headers['x-request-id']);
    assert.ok(a.text.includes(a.headers['x-request-id']), 'the page shows the number of the request');
  }
});

test('every program answers under /health, and says so to machines', async () => {
  for (const p of ['', '/home', '/members', '/resources', '/admin']) {
    const a = await visitor().get(`/health${p}`);
    assert.equal(a.status, 200, p);
    assert.equal(a.headers['cache-control'], 'private, no-store');
  }
});

test('each route of a program is led to that program', () => {
  const areas = readFileSync(path.join(root, 'conf/web/areas'), 'utf8').split('\n').filter((l) => l && !l.startsWith('#'))
    .flatMap((l) => {
      const [program, kind, ...paths] = l.split(/\s+/);
      return paths.map((p) => ({ program, kind, path: p === '/' ? '' : p }));
    });
  const programOf = (kind, p) => {
    const fit = areas.filter((a) => a.kind === kind && (p === a.path || p.startsWith(`${a.path}/`)));
    return fit.sort((a, b) => b.path.length - a.path.length)[0]?.program ?? 'home';
  };
  for (const app of ['home', 'members', 'network', 'resources', 'admin']) {
    const routes = JSON.parse(execFileSync(path.join(binDir, `${app}.fcgi`), ['--routes'], { env: { ...process.env, ASAN_OPTIONS: 'detect_leaks=0' } }));
    assert.ok(routes.length, app);
    for (const r of routes)
      assert.equal(programOf(r.no_lang ? 'site' : 'lang', r.pattern), app, `${r.pattern} is in conf/web/areas`);
  }
});

test('files: whole, parts, resumed, unchanged, and their head alone', async () => {
  const f = file();
  const where = fileAddress(f);
  const whole = await visitor().get(where);
  assert.equal(whole.status, 200);
  assert.equal(whole.body.length, Number(f.size));
  const etag = whole.headers.etag;
  assert.match(etag, /^"[^"]+"$/, 'a strong ETag');
  assert.equal(whole.headers['accept-ranges'], 'bytes');

  const head = await visitor().head(where);
  assert.equal(head.status, 200);
  assert.equal(head.headers['content-length'], String(f.size));
  assert.equal(head.headers.etag, etag);
  assert.equal(head.body.length, 0);

  const part = await visitor().get(where, { headers: { range: 'bytes=100-199' } });
  assert.equal(part.status, 206);
  assert.equal(part.headers['content-range'], `bytes 100-199/${f.size}`);
  assert.deepEqual(part.body, whole.body.subarray(100, 200));

  const rest = await visitor().get(where, { headers: { range: 'bytes=1000-', 'if-range': etag } });
  assert.equal(rest.status, 206);
  assert.deepEqual(Buffer.concat([whole.body.subarray(0, 1000), rest.body]), whole.body);

  const changed = await visitor().get(where, { headers: { range: 'bytes=1000-', 'if-range': '"other"' } });
  assert.equal(changed.status, 200);
  assert.equal(changed.body.length, Number(f.size));

  const same = await visitor().get(where, { headers: { 'if-none-match': etag } });
  assert.equal(same.status, 304);
  assert.equal(same.body.length, 0);

  const past = await visitor().get(where, { headers: { range: `bytes=${Number(f.size) + 10}-` } });
  assert.equal(past.status, 416);
});

test('the store has no address of its own', async () => {
  const { sha256: s } = file();
  for (const where of [`/store/${s.slice(0, 2)}/${s.slice(2, 4)}/${s}`, `/static/../../files/${s}`, '/static/..%2f..%2fm4d.conf', '/.git/config', '/../m4d.conf']) {
    const a = await visitor().get(where);
    assert.ok([400, 403, 404].includes(a.status), `${where} gave ${a.status}`);
  }
});

test('static files are kept long when their address has a version', async () => {
  const page = await visitor().get('/en');
  const css = /href="(\/static\/m4d\.css[^"]*)"/.exec(page.text)[1];
  const a = await visitor().get(css);
  assert.equal(a.status, 200);
  assert.match(css, /\?v=/, 'pages name the version');
  assert.match(a.headers['cache-control'], /max-age=31536000, immutable/);
  assert.match((await visitor().get('/static/m4d.css')).headers['cache-control'], /max-age=300/);
  const packed = await visitor().get(css, { headers: { 'accept-encoding': 'gzip' } });
  assert.equal(packed.headers['content-encoding'], 'gzip');
  assert.ok(packed.body.length < a.body.length / 2);
});

test('what a signed-in person sees is never kept for others', async () => {
  const admin = await signedIn('admin');
  const mine = await admin.get('/en/resources');
  assert.match(mine.headers['cache-control'], /no-store/);
  const theirs = await visitor().get('/en/resources');
  assert.ok(!/Maria Keller|admin@example\.org/.test(theirs.text));
  assert.match(theirs.headers['cache-control'], /s-maxage/);
  assert.equal(theirs.headers['set-cookie'], undefined);
});

test('a page for strangers is the same from the program and from the keep', async () => {
  const first = await visitor().get('/fr/resources?sort=title');
  const second = await visitor().get('/fr/resources?sort=title');
  assert.equal(second.status, first.status);
  assert.equal(second.text, first.text);
});

test('a page that nobody asked for a while is the new one at once, and another within seconds', async () => {
  const editor = await signedIn('editor'), w = unique('Gone ');
  const id = Number(/manage\/(\d+)/.exec((await editor.submit(await editor.get('/en/resources/manage/new'), { title_en: w, type: 'guide', lang: 'en', licence: 'CC0-1.0', link: 'https://example.org/x' }, { action: '/new' })).location)[1]);
  const press = async (end, more) => assert.equal((await editor.submit(await editor.get(`/en/resources/manage/${id}${end === '/withdraw' ? end : ''}`), more, { action: end })).status, 303, end);
  await press('/publish', {});
  const where = (await visitor().get(`/en/resources/${id}`)).location;
  for (let i = 0; i < 2; i++) assert.equal((await visitor().get(where)).status, 200);
  await press('/withdraw', { reason: 'A test' });
  await sleep(5500); // longer than what is kept may be given out: two times two seconds, in the whole seconds of nginx
  assert.equal((await visitor().get(where)).status, 410);
});

test('a long text in a form comes back with a message beside it, and is not lost', async () => {
  const editor = await signedIn('editor'), long = 'A sentence that somebody wrote. '.repeat(60000);
  const page = await editor.get('/en/resources/manage/new');
  const a = await editor.submit(page, { title_en: unique('Long '), summary_en: long, type: 'guide', lang: 'en', licence: 'CC0-1.0' }, { action: '/new' });
  assert.equal(a.status, 422);
  assert.ok(a.text.includes(long.trim()));
});

test('HEAD answers as GET does, without the body', async () => {
  for (const where of ['/en', '/en/resources', '/en/nothing-here', '/health']) {
    const get = await visitor().get(where);
    const head = await visitor().head(where);
    assert.equal(head.status, get.status, where);
    assert.equal(head.headers['content-type'], get.headers['content-type'], where);
    assert.equal(head.body.length, 0);
  }
});

test('broken requests get a 4xx or a closed connection', async () => {
  const { hostname, port } = new URL(base);
  const raw = (text) =>
    new Promise((done) => {
      const s = net.connect(port, hostname.replace('localhost', '127.0.0.1'));
      let got = '';
      s.on('data', (d) => (got += d));
      s.on('error', () => done(got));
      s.on('close', () => done(got));
      s.setTimeout(5000, () => s.destroy());
      s.write(text);
    });
  for (const text of [
    'GET / HTTP/9.9\r\n\r\n',
    'GARBAGE\r\n\r\n',
    'GET /en HTTP/1.1\r\n\r\n',
    'POST /en/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: abc\r\n\r\n',
    'POST /en/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'GET /en\0 HTTP/1.1\r\nHost: localhost\r\n\r\n',
  ]) {
    const got = await raw(text);
    assert.ok(got === '' || /^HTTP\/1\.[01] ([34]\d\d|505)/.test(got) || !/^HTTP/.test(got), `${JSON.stringify(text)} gave ${got.slice(0, 60)}`);
  }
});

test('a POST without a length (chunked) is read as well', async () => {
  const c = visitor();
  const a = await c.request('POST', '/en/sign-in', { body: undefined, headers: { 'transfer-encoding': 'chunked', 'content-type': 'application/x-www-form-urlencoded' } });
  assert.ok([403, 411, 422].includes(a.status), `gave ${a.status}`);
});

test('another Host gets nothing of ours', { skip: apache && 'the virtual hosts of the machine decide' }, async () => {
  const a = await visitor().get('/en', { headers: { host: 'evil.example' } }).catch(() => undefined);
  assert.equal(a, undefined);
});

test('the sample library is there', () => {
  assert.ok(rows("SELECT id FROM resource WHERE state = 'published'").length > 10);
});
