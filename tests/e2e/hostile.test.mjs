// Hostile input: requests that two servers could read differently, broken FastCGI, files that are not what
// they say, archives that unpack without end, cells that are formulas, markup in every field, and a machine
// that has run out of something. Who may see what is in security.test.mjs.
import test, { after } from 'node:test';
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { Client, findForms, text } from './lib/http.mjs';
import { newMember, newSignedIn, signInAs } from './lib/people.mjs';
import { row, rows, run, setting, value } from './lib/db.mjs';
import { base, conf, unique, until } from './lib/env.mjs';
import { mailTo } from './lib/mail.mjs';
import { file, pdf, sha256, zip } from './lib/files.mjs';
import { pair, program, record } from './lib/fcgi.mjs';
import { parseXml } from './lib/xml.mjs';
import { closeBrowser, newPage } from './lib/browser.mjs';

const dir = mkdtempSync(path.join(os.tmpdir(), 'm4d-hostile-'));
after(async () => {
  await closeBrowser();
  rmSync(dir, { recursive: true, force: true });
});
const ok = (a) => assert.equal(a.status, 303, `${a.method} ${a.path}: ${text(a.text).slice(0, 400)}`);
const idOf = (location) => Number(/\/(\d+)/.exec(location)[1]);

// ---- the line ----

const { hostname, port } = new URL(base);
// What comes back for these bytes, all of it, until the server closes or is silent for a while.
const raw = (bytes, silent = 1500) =>
  new Promise((done) => {
    const s = net.connect(port, hostname.replace('localhost', '127.0.0.1'));
    let got = '';
    s.on('data', (d) => (got += d.toString('latin1')));
    s.on('error', () => done(got));
    s.on('close', () => done(got));
    s.setTimeout(silent, () => s.destroy());
    s.write(bytes);
  });
const answers = (got) => [...got.matchAll(/HTTP\/1\.[01] (\d{3})/g)].map((m) => Number(m[1]));

test('a request that two servers could read differently is refused, and begins no second one', async () => {
  const hidden = 'GET /en/hidden-second HTTP/1.1\r\nHost: localhost\r\n\r\n';
  const post = 'POST /en/sign-in HTTP/1.1\r\nHost: localhost\r\n';
  const shapes = {
    'length and chunks': `${post}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
    'chunks and length': `${post}Transfer-Encoding: chunked\r\nContent-Length: ${hidden.length}\r\n\r\n${hidden}`,
    'two lengths': `${post}Content-Length: 0\r\nContent-Length: ${hidden.length}\r\n\r\n${hidden}`,
    'two lengths in one': `${post}Content-Length: 0, ${hidden.length}\r\n\r\n${hidden}`,
    'a length with a sign': `${post}Content-Length: +0\r\n\r\n${hidden}`,
    'a length below nothing': `${post}Content-Length: -1\r\n\r\n${hidden}`,
    'a length beyond all numbers': `${post}Content-Length: 18446744073709551616\r\n\r\n${hidden}`,
    'a length in hex': `${post}Content-Length: 0x0\r\n\r\n${hidden}`,
    'a length and a letter': `${post}Content-Length: 0x\r\n\r\n${hidden}`,
    'no length': `${post}Content-Length: \r\n\r\n${hidden}`,
    'an unknown encoding': `${post}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${hidden}`,
    'two encodings': `${post}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n${hidden}`,
    'a list of encodings': `${post}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n${hidden}`,
    'a blank before the colon': `${post}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${hidden}`,
    'a folded line': `${post}Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n${hidden}`,
    'a chunk that is no number': `${post}Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n${hidden}`,
    'a chunk below nothing': `${post}Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n${hidden}`,
    'a chunk beyond all numbers': `${post}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n\r\n${hidden}`,
    'two hosts': `GET /en HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n`,
    'no host': 'GET /en HTTP/1.1\r\n\r\n',
    'a host with a path': 'GET /en HTTP/1.1\r\nHost: localhost/evil\r\n\r\n',
    'a NUL in a header': 'GET /en HTTP/1.1\r\nHost: localhost\r\nX: a\0b\r\n\r\n',
    'a bare CR in a header': 'GET /en HTTP/1.1\r\nHost: localhost\r\nX: a\rb: c\r\n\r\n',
    'a blank in the address': 'GET /en /x HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'a control character in the address': 'GET /en\x01 HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'HTTP of the future': 'GET /en HTTP/2.7\r\nHost: localhost\r\n\r\n',
  };
  const all = await Promise.all(Object.entries(shapes).map(async ([name, bytes]) => [name, await raw(bytes)]));
  for (const [name, got] of all) {
    const codes = answers(got);
    assert.ok(codes.every((c) => c >= 400 && c < 600 && c !== 500 && c !== 502 && c !== 503), `${name}: ${codes}`);
    // One answer at most is for us, and none is for what was hidden in the body.
    assert.ok(codes.length <= 1 || !/hidden-second/.test(got), `${name}: ${codes}`);
  }
});

test('another host, however it is named, is not served', async () => {
  for (const bytes of ['GET http://evil.example/en HTTP/1.1\r\nHost: localhost\r\n\r\n', 'GET /en HTTP/1.1\r\nHost: evil.example\r\n\r\n', 'GET /en HTTP/1.1\r\nHost: localhost.evil.example\r\n\r\n', 'GET /en HTTP/1.1\r\nHost: localhost@evil.example\r\n\r\n', 'GET /en HTTP/1.0\r\n\r\n'])
    assert.doesNotMatch(await raw(bytes, 800), / 200 OK|evil\.example/, bytes);
});

test('slow and silent lines hold up nobody', async () => {
  const slow = Array.from({ length: 150 }, (_, i) => {
    const s = net.connect(port, hostname.replace('localhost', '127.0.0.1'));
    s.on('error', () => {});
    s.write(['', 'GET /en HTTP/1.1\r\nHost: localhost\r\nX: ', 'POST /en/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\na='][i % 3]);
    return s;
  });
  try {
    for (let i = 0; i < 10; i++) {
      const a = await new Client().get(`/en/resources?q=${unique()}`);
      assert.equal(a.status, 200);
    }
  } finally {
    slow.forEach((s) => s.destroy());
  }
});

// ---- every address ----

const addresses = () => {
  const f = row("SELECT f.id, f.name, f.resource_id FROM resource_file f JOIN resource r ON r.id = f.resource_id WHERE r.state = 'published' AND removed_at IS NULL AND scan_state IN ('off', 'clean') ORDER BY f.id LIMIT 1");
  return ['/', '/en', '/fr/about', '/en/search?q=x', '/en/resources', '/en/resources/feed.atom', '/en/resources/statistics', '/en/resources/statistics.csv', `/en/resources/${f.resource_id}`, `/r/${f.resource_id}`,
    `/files/${f.id}/${encodeURIComponent(f.name)}`, '/oai?verb=Identify', '/api', '/api/openapi.json', '/api/resources', `/api/resources/${f.resource_id}`, '/api/terms', '/sitemap.xml', '/sitemap/pages.xml', '/robots.txt', '/.well-known/security.txt',
    '/en/join', '/en/sign-in', '/en/reset', '/en/me', '/en/admin', '/en/nothing', '/api/nothing', '/static/m4d.css', '/favicon.ico', '/health'];
};

test('HEAD is GET without a body, at every address', async () => {
  const c = new Client();
  for (const where of addresses()) {
    const [g, h] = [await c.get(where), await c.head(where)];
    assert.equal(h.status, g.status, where);
    assert.equal(h.body.length, 0, where);
    assert.equal(h.headers['content-type'], g.headers['content-type'], where);
    assert.equal(h.headers.location, g.headers.location, where);
  }
});

test('other methods are refused, with those that the address takes', async () => {
  const c = new Client();
  for (const where of addresses().filter((w) => !/static|favicon|health|nothing/.test(w)))
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND']) {
      const a = await c.request(method, where);
      assert.equal(a.status, 405, `${method} ${where}`);
      assert.match(a.headers.allow, /^GET, HEAD(, POST)?$/, `${method} ${where}`);
    }
  for (const where of ['/en/sign-out', '/en/uploads']) assert.equal((await c.request('DELETE', where)).headers.allow, 'POST', where);
  assert.equal((await c.request('DELETE', '/en/nothing')).status, 404);
  assert.equal((await c.request('TRACE', '/en')).status, 405);
});

test('numbers beyond all bounds, in addresses and questions', async () => {
  const c = new Client();
  const odd = ['0', '00', '-1', '+1', '1e3', '0x10', '2147483648', '4294967297', '9223372036854775807', '9223372036854775808', '18446744073709551617', '9'.repeat(400), '%31%30%30%30', '١٢', '1.5', ' 1', 'NaN', '1%00'];
  for (const n of odd)
    for (const where of ['/en/resources/#', '/en/resources/#-x', '/r/#', '/files/#/x.pdf', '/api/resources/#', '/sitemap/resources-#.xml', '/en/resources?page=#', '/en/resources?after=#_#', '/en/resources?year=#', '/en/resources?publisher=#', '/en/resources?theme=#&sort=#', '/api/resources?limit=#', '/api/resources?page=#', '/api/resources?after=#', '/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=#', '/oai?verb=ListRecords&resumptionToken=#', '/en/resources/feed.atom?theme=#']) {
      const a = await c.get(where.replaceAll('#', encodeURI(n).replaceAll('%25', '%')));
      assert.ok(a.status < 500, `${where} with ${n.slice(0, 30)}: ${a.status}`);
    }
});

test('asking for a file in a thousand pieces gets no more than the file', async () => {
  const where = addresses().find((w) => w.startsWith('/files/'));
  const whole = (await new Client().get(where)).body.length;
  for (const range of [`bytes=${Array(1000).fill('0-').join(',')}`, `bytes=${Array.from({ length: 500 }, (_, i) => `${i}-${whole}`).join(',')}`, 'bytes=0-0,1-1,2-2', 'bytes=-99999999999999999999', 'bytes=18446744073709551615-18446744073709551616', 'bytes=5-2', 'bytes=a-b', 'lines=1-2']) {
    const a = await new Client().get(where, { headers: { range } });
    assert.ok([200, 206, 400, 416].includes(a.status), `${range.slice(0, 40)}: ${a.status}`);
    assert.ok(a.body.length <= whole + 2000, `${range.slice(0, 40)}: ${a.body.length} of ${whole}`);
  }
});

// ---- FastCGI, without the web server in front ----

test('broken FastCGI ends no program', { timeout: 120000 }, async () => {
  const p = await program('resources.fcgi', conf);
  const params = (list) => Buffer.concat(list.map(([n, v]) => pair(n, v)));
  const good = params([['REQUEST_METHOD', 'GET'], ['REQUEST_URI', '/en/resources?q=x'], ['QUERY_STRING', 'q=x'], ['REMOTE_ADDR', '127.0.0.1']]);
  const begin = record(1, Buffer.from([0, 1, 0, 0, 0, 0, 0, 0]));
  const multipart = Buffer.from('--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n--b--\r\n');
  const say = (bytes) =>
    new Promise((done) => {
      const s = net.connect(p.socket);
      s.on('error', done);
      s.on('close', done);
      s.on('data', () => {});
      s.setTimeout(2000, () => s.destroy());
      s.end(bytes);
    });
  const post = (list, body) => Buffer.concat([begin, record(4, params([['REQUEST_METHOD', 'POST'], ['REMOTE_ADDR', '127.0.0.1'], ...list])), record(4, Buffer.alloc(0)), ...(body.length ? [record(5, body)] : []), record(5, Buffer.alloc(0))]);
  const fixed = [
    Buffer.alloc(0), Buffer.from('GET / HTTP/1.1\r\n\r\n'), Buffer.alloc(8), Buffer.alloc(100, 0xff), begin, Buffer.concat([begin, begin]), record(4, good), record(5, Buffer.from('x')), record(2, Buffer.alloc(0)),
    record(9, pair('FCGI_MAX_CONNS', '')), record(200, Buffer.from('x')), record(1, Buffer.from([0, 9, 0, 0, 0, 0, 0, 0])), record(1, Buffer.from([0])), Buffer.concat([begin, record(4, Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]))]),
    Buffer.concat([begin, record(4, Buffer.from([0x80, 0, 0, 5, 0x80, 0, 0xff, 0xff, 65]))]), Buffer.concat([begin, record(4, Buffer.from([5, 200, 65]))]), Buffer.concat([begin, record(4, good), record(4, Buffer.alloc(0)), record(2, Buffer.alloc(0))]),
    Buffer.concat([begin, record(4, params([])), record(4, Buffer.alloc(0)), record(5, Buffer.alloc(0))]),
    Buffer.concat([begin, record(4, params([['REQUEST_METHOD', 'GET']])), record(4, Buffer.alloc(0)), record(5, Buffer.alloc(0))]),
    Buffer.concat([begin, record(4, params([['REQUEST_METHOD', ''], ['REQUEST_URI', ''], ['', ''], ['=', '='], ['A', 'x'.repeat(60000)]])), record(4, Buffer.alloc(0)), record(5, Buffer.alloc(0))]),
  ];
  for (const n of ['-1', '2147483648', '4294967296', '9223372036854775807', '9223372036854775808', '18446744073709551616', '1x', '', ' ', '5', '999999'])
    for (const [type, body] of [['application/x-www-form-urlencoded', Buffer.from('a=b')], ['multipart/form-data; boundary=b', multipart], ['text/xml', Buffer.from('<a/>')], ['', Buffer.alloc(0)], ['multipart/form-data; boundary=', multipart]])
      for (const uri of ['/oai', '/en/uploads', `/en/uploads/${'A'.repeat(43)}`]) fixed.push(post([['REQUEST_URI', uri], ['CONTENT_LENGTH', n], ['CONTENT_TYPE', type], ['HTTP_UPLOAD_OFFSET', n]], body));
  for (const v of ['\xff\xfe', '"'.repeat(3000), `m4d=${'A'.repeat(43)}`, 'm4d', '=;=;=', `m4d="${'x'.repeat(9000)}`, '%'.repeat(2000), '\x01\x02'])
    for (const name of ['HTTP_COOKIE', 'HTTP_ACCEPT_LANGUAGE', 'HTTP_IF_NONE_MATCH', 'HTTP_SAVE_DATA', 'HTTP_RANGE', 'HTTP_ACCEPT', 'HTTP_USER_AGENT', 'REMOTE_ADDR', 'REQUEST_ID', 'QUERY_STRING', 'REQUEST_URI', 'M4D_SENDFILE'])
      fixed.push(Buffer.concat([begin, record(4, Buffer.concat([params([[name, v]]), good])), record(4, Buffer.alloc(0)), record(5, Buffer.alloc(0))]));
  for (const bytes of fixed) await say(bytes);
  // Good conversations with a byte changed, taken out, or broken off. The seed is in the message.
  const whole = Buffer.concat([begin, record(4, good), record(4, Buffer.alloc(0)), record(5, Buffer.alloc(0))]);
  const seed = randomInt(2 ** 31);
  let state = seed;
  const random = (n) => ((state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff) >>> 8) % n;
  for (let i = 0; i < 150; i++) {
    let b = Buffer.from(i % 3 ? whole : post([['REQUEST_URI', '/oai'], ['CONTENT_LENGTH', '3'], ['CONTENT_TYPE', 'application/x-www-form-urlencoded']], Buffer.from('a=b')));
    for (let k = random(4); k >= 0; k--) b[random(b.length)] = random(256);
    if (i % 5 === 0) b = b.subarray(0, random(b.length));
    await say(b);
    assert.ok(p.alive(), `seed ${seed}, conversation ${i}: ${p.log().slice(-2000)}`);
  }
  const a = await p.get('/en/resources');
  assert.equal(a.status, 200, `seed ${seed}: ${p.log().slice(-2000)}`);
  assert.doesNotMatch(p.log(), /Sanitizer|runtime error/);
  await p.stop();
});

// ---- files ----

// A ZIP archive of whatever is told: [{ name, data, size, method, attributes, flags }].
function craft(entries) {
  const locals = [], heads = [];
  let at = 0;
  for (const e of entries) {
    const n = Buffer.from(e.name), data = e.data ?? Buffer.alloc(0), f = Buffer.alloc(26);
    f.writeUInt16LE(20, 0);
    f.writeUInt16LE(e.flags ?? 0x800, 2);
    f.writeUInt16LE(e.method ?? 0, 4);
    f.writeUInt32LE(e.crc ?? 0, 10);
    f.writeUInt32LE(data.length, 14);
    f.writeUInt32LE(e.size ?? data.length, 18);
    f.writeUInt16LE(n.length, 22);
    locals.push(Buffer.from('PK\x03\x04', 'latin1'), f, n, data);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(e.attributes ?? 0, 6);
    tail.writeUInt32LE(e.at ?? at, 10);
    heads.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), f, tail, n);
    at += 30 + n.length + data.length;
  }
  const directory = Buffer.concat(heads), end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length & 0xffff, 8);
  end.writeUInt16LE(entries.length & 0xffff, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
}
const table = (k) => Buffer.from(`key,type,lang,licence,title_en,files\r\n${k},guide,en,CC0-1.0,T,en:a.pdf\r\n`);

test('archives that unpack without end, or lead elsewhere, are refused at once', async () => {
  const c = (await newSignedIn({ roles: 'editor' })).client;
  const zeros = deflateRawSync(Buffer.alloc(60 << 20)), a = pdf('a');
  const bad = {
    'sixty megabytes of nothing': craft([{ name: 'a.pdf', data: zeros, size: 60 << 20, method: 8 }]),
    'two gigabytes, it says': craft([{ name: 'a.pdf', data: a, size: 2 ** 31, method: 8 }]),
    'sixty thousand files': craft(Array.from({ length: 60000 }, (_, i) => ({ name: `${i}` }))),
    'a link': craft([{ name: 'a.pdf', data: Buffer.from('/etc/passwd'), attributes: (0o120777 << 16) >>> 0 }]),
    'a locked file': craft([{ name: 'a.pdf', data: a, flags: 0x801 }]),
    'a file twice': craft([{ name: 'a.pdf', data: a }, { name: 'a.pdf', data: a }]),
    'one place for two files': craft([{ name: 'a.pdf', data: a }, { name: 'b.pdf', data: a, at: 0 }]),
    ...Object.fromEntries(['../a.pdf', '/etc/a.pdf', 'x/../../a.pdf', '..\\a.pdf', 'C:a.pdf', '.htaccess', 'x/', 'a\n.pdf', `${'x'.repeat(300)}.pdf`].map((name) => [`the name ${JSON.stringify(name.slice(0, 20))}`, craft([{ name, data: a }])])),
    'half of one': craft([{ name: 'a.pdf', data: a }]).subarray(0, 200),
    'a table of contents alone': craft([{ name: 'a.pdf' }]).subarray(35),
  };
  for (const [name, data] of Object.entries(bad)) {
    const began = Date.now();
    const done = await c.submit(await c.get('/en/resources/import'), { csv: file('t.csv', table(unique('z')), 'text/csv'), zip: file('z.zip', data) }, { action: '/import' });
    assert.equal(done.status, 422, `${name}: ${text(done.text).slice(0, 300)}`);
    assert.ok(Date.now() - began < 10000, `${name} took ${Date.now() - began} ms`);
  }
  // One that lies about its contents is found out when it is unpacked, and stays a fault of its row.
  const k = unique('z');
  const done = await c.submit(await c.get('/en/resources/import'), { csv: file('t.csv', table(k), 'text/csv'), zip: file('z.zip', craft([{ name: 'a.pdf', data: deflateRawSync(Buffer.alloc(900000)), size: 1000, method: 8 }])) }, { action: '/import' });
  if (done.status === 303) {
    const id = idOf(done.location);
    await until('the dry run', () => value('SELECT state FROM import WHERE id = ?', id) !== 'checking');
    assert.equal(value('SELECT outcome FROM import_row WHERE import_id = ?', id), 'fault');
  } else assert.equal(done.status, 422);
});

test('a file is what is in it, whatever its name says', async () => {
  const m = await newSignedIn();
  const html = Buffer.from('<!doctype html><html><body><script>alert(1)</script></body></html>');
  const refused = {
    'page.pdf': html, 'picture.png': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'), 'x.xml': Buffer.from('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    'program.pdf': readFileSync('/bin/true').subarray(0, 20000), 'both.pdf': Buffer.concat([Buffer.from('<html><script>alert(1)</script>'), pdf('x')]), 'script.txt': Buffer.from('#!/bin/sh\nrm -rf /\n'), 'empty.pdf': Buffer.alloc(0),
    'archive.docx': zip({ 'a.html': html }), 'page.jpg': Buffer.concat([Buffer.from('<?php system("id"); ?>')]), 'noise.pdf': Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256)),
  };
  for (const [name, data] of Object.entries(refused)) {
    const before = value('SELECT COUNT(*) FROM resource');
    const a = await m.client.submit(await m.client.get('/en/resources/propose'), { title_en: unique('File '), type: 'report', lang: 'en', licence: 'CC0-1.0', themes: ['skills'], file: file(name, data, 'application/pdf') }, { action: '/propose' });
    assert.equal(a.status, 422, name);
    assert.equal(value('SELECT COUNT(*) FROM resource'), before, name);
  }
});

test('names of files stay names: on the page, in the header, on the disk', async () => {
  const e = await newSignedIn({ roles: 'editor' });
  const id = idOf((await e.client.submit(await e.client.get('/en/resources/manage/new'), { title_en: unique('Names '), type: 'guide', lang: 'en', licence: 'CC0-1.0', themes: ['skills'] })).location);
  const names = ['../../etc/passwd.pdf', '..\\..\\boot.pdf', '.htaccess', 'CON.pdf', 'a\u202egnp.pdf', "x'; drop table.pdf", 'été 中文 العربية.pdf', `${'long'.repeat(1200)}.pdf`, 'a;filename=evil.html.pdf', '%2e%2e%2f.pdf', '<svg onload=alert(1)>.pdf', '{{7*7}}.pdf'];
  for (const name of names) ok(await e.client.submit(await e.client.get(`/en/resources/manage/${id}/files`), { file: file(name, pdf(unique())), lang: 'en' }));
  const kept = rows('SELECT id, name, sha256 FROM resource_file WHERE resource_id = ? ORDER BY id', id);
  assert.equal(kept.length, names.length);
  for (const f of kept) {
    assert.doesNotMatch(f.name, /[/\\\u0000-\u001f]|^\./, f.name);
    assert.ok(Buffer.byteLength(f.name) <= 200, f.name);
    const a = await e.client.get(`/files/${f.id}/${encodeURIComponent(f.name)}`);
    assert.equal(a.status, 200, f.name);
    assert.equal(a.headers['content-type'], 'application/pdf', f.name);
    assert.match(a.headers['content-disposition'], /^attachment; filename="[ -!#-:<-[\]-~]*"; filename\*=UTF-8''[\w.~%-]+$/, a.headers['content-disposition']);
    assert.match(a.headers['content-security-policy'], /^default-src 'none'; sandbox; frame-ancestors 'none'$/);
    assert.equal(a.headers['x-content-type-options'], 'nosniff');
    assert.doesNotMatch(a.headers['cache-control'], /public/);
  }
  assert.ok(!(await e.client.get(`/en/resources/manage/${id}/files`)).text.includes('<svg onload'));
});

test('a form with a thousand files is refused, and leaves nothing behind', async () => {
  const c = new Client();
  const page = await c.get('/en/join');
  const many = Object.fromEntries(Array.from({ length: 990 }, (_, i) => [`f${i}`, file(`${i}.txt`, Buffer.from('x'))]));
  const a = await c.submit(page, { ...many }, { action: '/join' });
  assert.equal(a.status, 413);
});

test('what nobody uses leaves the store after a day', async () => {
  const top = setting('files_dir'), m = await newSignedIn();
  const where = (data) => path.join(top, sha256(data).slice(0, 2), sha256(data).slice(2, 4), sha256(data));
  // One for each hour's part of the store; and one of them is in use.
  const all = new Map();
  while (all.size < 24) {
    const data = Buffer.from(unique('<html>refused '));
    all.set(parseInt(sha256(data).slice(0, 2), 16) % 24, data);
  }
  const files = [...all.values()];
  for (let i = 0; i < 24; i += 8)
    assert.equal((await m.client.submit(await m.client.get('/en/resources/propose'), { title_en: 'x', file: files.slice(i, i + 8).map((d) => file('x.pdf', d)) }, { action: '/propose' })).status, 422);
  const used = files.map((d) => pdf(d.toString()));
  ok(await m.client.submit(await m.client.get('/en/resources/propose'), { title_en: unique('Kept '), type: 'report', lang: 'en', licence: 'CC0-1.0', themes: ['skills'], file: used.slice(0, 20).map((d, i) => file(`${i}.pdf`, d)) }, { action: '/propose' }));
  for (const d of [...files, ...used.slice(0, 20)]) assert.ok(existsSync(where(d)), 'all are in the store');
  const sweep = async () => {
    run("INSERT INTO job (kind, payload, not_before, state) VALUES ('sweep', '{}', UTC_TIMESTAMP(6), 'waiting')");
    const id = value("SELECT MAX(id) FROM job WHERE kind = 'sweep'");
    await until('the clean-up', () => value('SELECT state FROM job WHERE id = ?', id) === 'done');
  };
  await sweep();
  assert.ok(files.every((d) => existsSync(where(d))), 'new ones stay');
  const old = new Date(Date.now() - 25 * 3600 * 1000);
  for (const d of [...files, ...used.slice(0, 20)]) utimesSync(where(d), old, old);
  await sweep();
  const left = files.filter((d) => existsSync(where(d))).length;
  assert.ok(left >= 20 && left < 24, `${24 - left} taken out in this hour`);
  assert.ok(used.slice(0, 20).every((d) => existsSync(where(d))), 'what is used stays');
});

// ---- tables ----

test('no cell of a table is a formula', async () => {
  const e = await newSignedIn({ roles: 'editor', name: '=HYPERLINK("http://evil.example")' });
  const admin = await newSignedIn({ roles: 'administrator' });
  const k = unique('f');
  const formulas = ['=1+1', '+1+1', '-1+1', '@SUM(1)', '\t=1', '=cmd|\' /C calc\'!A0'];
  const csv = ['key,type,lang,licence,title_en,files', ...formulas.map((f, i) => `${k}-${i},guide,en,CC0-1.0,"${f}",en:"absent`.replace(/,en:"absent$/, ',"en:=absent.pdf"'))].join('\r\n');
  const done = await e.client.submit(await e.client.get('/en/resources/import'), { csv: file('=table.csv', Buffer.from(csv), 'text/csv') }, { action: '/import' });
  ok(done);
  const id = idOf(done.location);
  await until('the dry run', () => value('SELECT state FROM import WHERE id = ?', id) !== 'checking');
  for (const [c, where] of [[e, `/en/resources/import/${id}/report.csv`], [admin, '/en/admin/audit.csv'], [e, '/en/resources/statistics.csv'], [e, '/en/resources/import/template.csv']]) {
    const a = await c.client.get(where);
    assert.equal(a.status, 200, where);
    assert.match(a.headers['content-disposition'], /^attachment/, where);
    const cells = [...a.text.replace(/^\ufeff/, '').matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)].map((m) => m[1] ?? m[2]);
    assert.ok(cells.length > 3, where);
    const live = cells.filter((x) => /^[=+\-@\t\r]/.test(x));
    assert.deepEqual(live, [], where);
  }
});

// ---- markup in every field ----

test('markup in every field runs nowhere, for nobody', { timeout: 120000 }, async () => {
  const hook = unique('hook');
  const evil = `"'><svg/onload=${hook}()><img src=x onerror=${hook}()></script><script>${hook}()</script>{{7*7}}<?cs var:#7*7 ?>`;
  const short = `'"><svg onload=${hook}()>`;
  const e = await newSignedIn({ roles: 'editor', name: evil }), mod = await newSignedIn({ roles: 'moderator', name: evil });
  const admin = await newSignedIn({ roles: 'administrator', name: evil }), m = await newSignedIn({ name: evil });
  ok(await m.client.submit(await m.client.get('/en/me/profile'), { name: short, organisation: evil }, { action: '/me/profile' }));
  const texts = { title_en: evil, title_fr: evil, title_es: evil, title_ar: evil, summary_en: evil, summary_fr: evil, publishers: evil.replace(/;/g, ''), rights_note: evil };
  const more = { type: 'guide', lang: 'en', licence: 'CC0-1.0', themes: ['skills'], year: '2020' };
  ok(await m.client.submit(await m.client.get('/en/resources/propose'), { ...texts, ...more, submit_note: evil, file: file(`${short}.pdf`.replace(/"/g, ''), pdf(`${short} ${unique()}`)) }, { action: '/propose' }));
  const proposed = Number(value('SELECT MAX(id) FROM resource WHERE submitted_by = ?', m.id));
  const id = idOf((await e.client.submit(await e.client.get('/en/resources/manage/new'), { ...texts, ...more, edition: short, source: short })).location);
  ok(await e.client.submit(await e.client.get(`/en/resources/manage/${id}/files`), { file: file(`${short}.pdf`.replace(/"/g, ''), pdf(evil)), lang: 'en', label: short }));
  await until('the text', () => value('SELECT text_state FROM resource_file WHERE resource_id = ?', id) !== 'waiting');
  ok(await e.client.submit(await e.client.get(`/en/resources/manage/${id}`), {}, { action: '/publish' }));
  const theme = (await e.client.submit(await e.client.get('/en/resources/terms/new?vocabulary=theme'), { vocabulary: 'theme', code: unique('t').slice(0, 30), label_en: short, label_fr: short, label_es: short }, { action: '/terms/new' }));
  const series = (await e.client.submit(await e.client.get('/en/resources/series/new'), { code: unique('s'), title_en: short, title_fr: short, title_es: short }, { action: '/series/new' }));
  ok(theme);
  ok(series);
  const decide = findForms((await mod.client.get(`/en/resources/moderate/${proposed}`)).text).find((f) => f.action.endsWith('/accept'));
  ok(await mod.client.post(`/en/resources/moderate/${proposed}/refuse`, [...decide.fields.filter(([n]) => n.startsWith('_')), ['reason', evil]]));

  const cell = `"${evil.replace(/"/g, '""')}"`;
  const brought = await e.client.submit(await e.client.get('/en/resources/import'), { csv: file(`${short}.csv`.replace(/"/g, ''), Buffer.from(`key,type,lang,licence,title_en,themes,files\r\n${cell},${cell},${cell},${cell},${cell},${cell},${cell}\r\n${unique('i')},guide,en,CC0-1.0,${cell},,${cell}\r\n`), 'text/csv') }, { action: '/import' });
  ok(brought);
  await until('the dry run', () => value('SELECT state FROM import WHERE id = ?', idOf(brought.location)) !== 'checking');

  // Machines: what is well formed has no markup of others in it.
  const c = new Client();
  for (const where of ['/en/resources/feed.atom', `/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:localhost:${id}`, '/oai?verb=ListSets', `/oai?verb=${encodeURIComponent(evil)}`]) parseXml((await c.get(where)).text);
  assert.ok((await c.get(`/api/resources/${id}`)).json);
  assert.match((await c.get(`/api/resources/${id}`)).headers['content-type'], /json/);
  assert.doesNotMatch((await mailTo(m.email)).raw, /^Content-Type: text\/html/im);

  const q = encodeURIComponent(evil);
  const visits = [
    [c, ['/en/resources?sort=newest', `/en/resources?q=${q}`, `/en/search?q=${q}`, `/en/resources?q=${hook}`, `/en/resources?theme=${q}&year=${q}&after=${q}`, `/en/resources/${id}`, `/fr/resources/${id}`, `/en/resources/${id}-x/text`, `/en/resources/${id}-x/statistics`, '/en/resources/statistics', `/en/sign-in?next=/en/${q}`, `/en/nothing/${q}`, `/en/reset/new?t=${q}`, '/en', `/en/confirm?t=${q}`]],
    [m.client, ['/en/me', '/en/me/profile', '/en/resources/mine', `/en/resources/mine/${proposed}`, '/en/me/mails', '/en/me/sessions', '/en/resources/propose']],
    [mod.client, ['/en/resources/moderate', `/en/resources/moderate/${proposed}`, `/en/resources/manage/${id}/history`]],
    [e.client, ['/en/resources/manage', `/en/resources/manage/${id}`, `/en/resources/manage/${id}/files`, `/en/resources/manage/${id}/history`, `/en/resources/manage/${id}/withdraw`, `/en/resources/manage?q=${q}`, '/en/resources/terms', theme.location, series.location, '/en/resources/import', brought.location, `/en/resources/manage/bulk?do=withdraw&id=${id}`]],
    [admin.client, ['/en/admin', '/en/admin/people?q=hook', `/en/admin/people/${m.id}`, '/en/admin/audit', `/en/admin/mails?to=${q}`, '/en/admin/mails', '/en/admin/jobs', `/en/admin/people/${m.id}/suspend`]],
  ];
  let seen = 0;
  const marked = (where) =>
    [...document.querySelectorAll('*')]
      .filter((x) => [...x.attributes].some((y) => /^on/.test(y.name)) || (x.localName === 'script' && !x.src && x.type !== 'application/ld+json') || /^\s*(javascript|data):/i.test(x.getAttribute('href') ?? ''))
      .map((x) => `${where}: ${x.outerHTML.slice(0, 100)}`);
  for (const [client, list] of visits) {
    const page = await newPage({ as: client });
    const told = [];
    await page.exposeFunction(hook, () => told.push('a script ran'));
    page.on('console', (x) => /Content Security Policy/i.test(x.text()) && told.push(x.text()));
    page.on('dialog', (d) => { told.push('a dialog'); d.dismiss(); });
    for (const where of list) {
      await page.goto(where, { waitUntil: 'load' });
      seen += (await page.content()).includes(hook) ? 1 : 0;
      assert.deepEqual([...(await page.evaluate(marked, where)), ...told], [], where);
    }
    if (client === c) {
      // What is looked for is noticed when it is there.
      await page.evaluate((h) => {
        document.body.insertAdjacentHTML('beforeend', `<a href="javascript:${h}()">x</a>`);
        document.body.append(Object.assign(document.createElement('script'), { textContent: `${h}()` }));
      }, hook);
      assert.equal((await page.evaluate(marked, '')).length, 2);
      await until('the fault that was put in to be told', () => told.length, 10000);
    }
    await page.context().close();
  }
  assert.ok(seen > 15, `it was shown as text on ${seen} pages`);
  ok(await e.client.submit(await e.client.get(`/en/resources/manage/${id}/withdraw`), { reason: 'Only a test' }, { action: '/withdraw' }));
});

// ---- a machine that has run out of something ----

const settings = (more) => {
  const where = path.join(dir, `${unique('m4d')}.conf`);
  writeFileSync(where, `${readFileSync(conf, 'utf8')}\n${more}\n`, { mode: 0o600 });
  return where;
};

test('little room on the disk: files are refused with a sentence, all else works', async () => {
  const m = await signInAs(await newMember());
  const p = await program('resources.fcgi', settings('free_space_floor_mb = 900000000'));
  const cookie = [...m.cookies].map(([n, v]) => `${n}=${v}`).join('; ');
  const form = findForms((await p.get('/en/resources/propose', { HTTP_COOKIE: cookie })).text).find((f) => f.action.endsWith('/propose'));
  const token = form.fields.find(([n]) => n === '_token')[1];
  assert.equal((await p.get('/en/resources')).status, 200);
  const begun = await p.post('/en/uploads', Buffer.from(`_token=${token}&name=x.pdf&size=10`), { CONTENT_TYPE: 'application/x-www-form-urlencoded', HTTP_COOKIE: cookie });
  assert.equal(begun.status, 503);
  assert.match(begun.text, /no room for files/i);
  const b = 'xxxx', parts = [['_token', token], ['title_en', 'typed']].map(([n, v]) => `--${b}\r\nContent-Disposition: form-data; name="${n}"\r\n\r\n${v}\r\n`).join('');
  const sent = await p.post('/en/resources/propose', Buffer.from(`${parts}--${b}\r\nContent-Disposition: form-data; name="file"; filename="x.pdf"\r\n\r\n%PDF-1.4\r\n--${b}--\r\n`), { CONTENT_TYPE: `multipart/form-data; boundary=${b}`, HTTP_COOKIE: cookie });
  assert.equal(sent.status, 507);
  assert.match(text(sent.text), /room for files/i);
  const without = await p.post('/en/resources/propose', Buffer.from(`_token=${token}&title_en=typed`), { CONTENT_TYPE: 'application/x-www-form-urlencoded', HTTP_COOKIE: cookie });
  assert.equal(without.status, 422, 'a form without a file is still read');
  await p.stop();
});

test('no database: a page in words, no path, no SQL', async () => {
  for (const more of ['db_socket = /nonexistent/db.sock', 'db_password = wrong']) {
    const p = await program('resources.fcgi', settings(more));
    for (const where of ['/en/resources', '/fr/resources/1-x', '/api/resources', '/oai?verb=Identify', '/files/1/x', '/en/resources/feed.atom']) {
      const a = await p.get(where);
      assert.equal(a.status, 503, where);
      assert.equal(a.headers['retry-after'], '10');
      assert.doesNotMatch(a.text, /SELECT|mariadb|mysql|\/tmp|\/nonexistent|\.sock|\.c:|NERR|wrong|Access denied/i, where);
    }
    await p.stop();
  }
});

test('a template that is gone: an error in words, neither an empty page nor its path', async () => {
  for (const [app, where] of [['home.fcgi', '/en/about'], ['resources.fcgi', '/en/resources'], ['members.fcgi', '/en/sign-in']]) {
    const p = await program(app, settings('templates_dir = /nonexistent/templates'));
    const a = await p.get(where);
    assert.equal(a.status, 500, where);
    assert.match(a.headers['cache-control'], /no-store/);
    assert.match(a.text, /Something went wrong on our side/);
    assert.doesNotMatch(a.text, /nonexistent|\.cst|\.c:/);
    assert.ok(a.text.includes(a.headers['x-request-id']), 'names the request');
    await p.stop();
  }
});
