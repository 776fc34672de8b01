// Speaks FastCGI with a program of ours, without a web server in between.
//
//   const p = await program('resources.fcgi', conf);   // started with these settings
//   const page = await p.get('/en/resources?q=water');  // { status, headers, text }
//   await p.post('/en/uploads', Buffer.from('size=1'), { CONTENT_TYPE: '...', HTTP_COOKIE: '...' });
//   await p.stop();
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { binDir, sleep, until } from './env.mjs';

export const record = (type, body) => {
  const head = Buffer.from([1, type, 0, 1, body.length >> 8, body.length & 255, 0, 0]);
  return Buffer.concat([head, body]);
};

export function pair(name, value) {
  const n = Buffer.from(name), v = Buffer.from(value);
  const length = (b) => (b.length < 128 ? Buffer.from([b.length]) : Buffer.from([(b.length >> 24) | 128, (b.length >> 16) & 255, (b.length >> 8) & 255, b.length & 255]));
  return Buffer.concat([length(n), length(v), n, v]);
}

const pieces = (b) => Array.from({ length: Math.ceil(b.length / 60000) }, (_, i) => b.subarray(i * 60000, (i + 1) * 60000));

// The socket may be there a moment before anybody listens.
async function ask(socket, params, body) {
  for (let i = 0; ; i++)
    try {
      return await once(socket, params, body);
    } catch (e) {
      if (e.code !== 'ECONNREFUSED' || i === 50) throw e;
      await sleep(50);
    }
}

function once(socket, params, body = Buffer.alloc(0)) {
  return new Promise((done, fail) => {
    const s = net.connect(socket);
    let rest = Buffer.alloc(0);
    const out = [];
    s.on('error', fail);
    s.on('data', (d) => {
      rest = Buffer.concat([rest, d]);
      while (rest.length >= 8) {
        const n = rest.readUInt16BE(4), pad = rest[6], type = rest[1];
        if (rest.length < 8 + n + pad) return;
        if (type === 6) out.push(Buffer.from(rest.subarray(8, 8 + n)));
        rest = rest.subarray(8 + n + pad);
        if (type === 3) s.end();
      }
    });
    s.on('close', () => done(Buffer.concat(out)));
    s.write(Buffer.concat([record(1, Buffer.from([0, 1, 0, 0, 0, 0, 0, 0])),
      record(4, Buffer.concat(Object.entries(params).map(([n, v]) => pair(n, v)))), record(4, Buffer.alloc(0)),
      ...pieces(body).map((b) => record(5, b)), record(5, Buffer.alloc(0))]));
  });
}

export async function program(name, conf) {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'm4d-fcgi-'));
  const socket = path.join(dir, 's');
  const child = spawn('spawn-fcgi', ['-n', '-s', socket, '--', path.join(binDir, name)], { env: { ...process.env, M4D_CONF: conf }, stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.on('data', (d) => (log += d));
  await until(`${name} to start`, () => existsSync(socket));
  async function request(method, address, more = {}, body) {
    const [p, query = ''] = address.split('?');
    const raw = (await ask(socket, {
      REQUEST_METHOD: method, REQUEST_URI: address, DOCUMENT_URI: p, SCRIPT_NAME: p, QUERY_STRING: query, SERVER_PROTOCOL: 'HTTP/1.1', REMOTE_ADDR: '127.0.0.1', HTTP_HOST: 'localhost', ...more,
    }, body)).toString('utf8');
    const end = raw.indexOf('\r\n\r\n');
    const headers = Object.fromEntries(raw.slice(0, end).split('\r\n').map((l) => [l.split(':')[0].toLowerCase(), l.slice(l.indexOf(':') + 1).trim()]));
    return { status: parseInt(headers.status, 10), headers, text: raw.slice(end + 4) };
  }
  return {
    socket,
    log: () => log,
    alive: () => child.exitCode === null && child.signalCode === null,
    get: (address, params) => request('GET', address, params),
    // body: a Buffer; params: { CONTENT_TYPE, HTTP_COOKIE, ... }
    post: (address, body, params) => request('POST', address, { CONTENT_LENGTH: String(body.length), ...params }, body),
    stop() {
      child.kill('SIGTERM');
      rmSync(dir, { recursive: true, force: true });
      return new Promise((done) => (child.exitCode === null ? child.on('exit', done) : done()));
    },
  };
}
