// A small browser without a screen: cookies, forms, files. Nothing is followed or guessed unasked.
//
//   const c = new Client();
//   const page = await c.get('/en/join');             // page.status, .text, .headers, .location, .json
//   const done = await c.submit(page, { name: 'Ada' }); // fills and sends the page's form
//   await c.follow(done);                             // GET of its Location
import http from 'node:http';
import { randomBytes, randomInt } from 'node:crypto';
import { base } from './env.mjs';
import { findForms } from './html.mjs';

export { findForms, decode, text, links } from './html.mjs';

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

export class Client {
  // ip: the address the site sees (development trusts X-Forwarded-For from this machine). A random
  // one by default, so that the limits per address of one test do not meet those of another.
  constructor({ url = base, ip = randomIp(), headers = {} } = {}) {
    this.url = url;
    this.ip = ip;
    this.headers = headers;
    this.cookies = new Map();
  }

  get(path, options = {}) {
    return this.request('GET', path, options);
  }

  head(path, options = {}) {
    return this.request('HEAD', path, options);
  }

  // body: an object or a list of [name, value] pairs (form-urlencoded), a string or a Buffer.
  // A value { filename, type, data } makes it multipart/form-data; options.multipart does so always.
  post(path, body = {}, options = {}) {
    const headers = { ...options.headers };
    let data = body;
    if (typeof body !== 'string' && !Buffer.isBuffer(body)) {
      const pairs = Array.isArray(body) ? body : Object.entries(body);
      const flat = pairs.flatMap(([n, v]) => (Array.isArray(v) ? v.map((x) => [n, x]) : [[n, v]]));
      if (options.multipart || flat.some(([, v]) => isFile(v))) {
        const boundary = `----m4d${randomBytes(12).toString('hex')}`;
        headers['content-type'] ??= `multipart/form-data; boundary=${boundary}`;
        data = multipart(flat, boundary);
      } else {
        headers['content-type'] ??= 'application/x-www-form-urlencoded';
        data = urlencoded(flat);
      }
    }
    return this.request('POST', path, { ...options, headers, body: data });
  }

  // Sends a form of a page as a browser would: what it holds, changed by `fields` (null takes a field
  // out). which: { action: part of the address, index, button: [name, value] }. Without it: the first
  // form that posts and has a field named in `fields`, else the first one that posts inside <main>.
  submit(page, fields = {}, which = {}) {
    const form = pick(page, fields, which);
    let pairs = form.fields.filter(([n]) => !(n in fields));
    for (const [n, v] of Object.entries(fields))
      if (v !== null && v !== undefined) pairs = pairs.concat((Array.isArray(v) ? v : [v]).map((x) => [n, x]));
    if (which.button) pairs.push(which.button);
    const action = form.action || page.path;
    if (form.method === 'GET') return this.get(`${action.split('?')[0]}?${urlencoded(pairs)}`, which.options);
    return this.post(action, pairs, { ...which.options, multipart: form.enctype === 'multipart/form-data' });
  }

  follow(answer, options = {}) {
    if (!answer.location) throw new Error(`${answer.status} of ${answer.path} has no Location\n${answer.text.slice(0, 2000)}`);
    return this.get(answer.location, options);
  }

  request(method, path, { headers = {}, body } = {}) {
    const target = new URL(path, this.url);
    const cookie = [...this.cookies].map(([n, v]) => `${n}=${v}`).join('; ');
    const all = {
      host: target.host,
      'x-forwarded-for': this.ip,
      ...(cookie && { cookie }),
      ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
      ...(method === 'POST' && { origin: target.origin }),
      ...this.headers,
      ...headers,
    };
    // The path goes out as given: URL would tidy away what some tests are about.
    const raw = path.startsWith('/') ? path : target.pathname + target.search;
    return new Promise((done, fail) => {
      const host = target.hostname === 'localhost' ? '127.0.0.1' : target.hostname; // not ::1
      const req = http.request({ host, port: target.port, method, path: raw, headers: all, agent }, (res) => {
        const pieces = [];
        res.on('data', (d) => pieces.push(d));
        res.on('error', fail);
        res.on('end', () => done(this.#answer(method, raw, res, Buffer.concat(pieces))));
      });
      // A kept connection that the server closed while this test was busy elsewhere: once more, on a new one.
      req.on('error', (e) =>
        req.reusedSocket && e.code === 'ECONNRESET' && method !== 'POST' ? this.request(method, path, { headers, body }).then(done, fail) : fail(e));
      req.setTimeout(60000, () => req.destroy(new Error(`no answer to ${method} ${raw} within a minute`)));
      req.end(body);
    });
  }

  #answer(method, path, res, body) {
    for (const line of res.headers['set-cookie'] || []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (value === '' || /max-age=0(;|$)|expires=Thu, 01 Jan 1970/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return {
      method,
      path,
      status: res.statusCode,
      headers: res.headers,
      location: res.headers.location,
      body,
      get text() {
        return body.toString('utf8');
      },
      get json() {
        return JSON.parse(body.toString('utf8'));
      },
    };
  }
}

function pick(page, fields, which) {
  const forms = findForms(page.text);
  let fit = forms;
  if (which.action !== undefined) fit = forms.filter((f) => f.action.includes(which.action));
  else if (which.index !== undefined) fit = forms.slice(which.index, which.index + 1);
  else {
    const posts = forms.filter((f) => f.method === 'POST');
    const named = posts.filter((f) => Object.keys(fields).some((n) => f.names.has(n)));
    fit = named.length ? named : [...posts.filter((f) => f.inMain), ...posts];
  }
  if (!fit.length)
    throw new Error(`no such form on ${page.path} (status ${page.status}); there are: ${forms.map((f) => `${f.method} ${f.action}`).join(', ')}\n${page.text.slice(0, 1500)}`);
  return fit[0];
}

const isFile = (v) => v !== null && typeof v === 'object' && !Buffer.isBuffer(v);

export const urlencoded = (pairs) =>
  pairs.map(([n, v]) => `${escape(n)}=${escape(v)}`).join('&');

// Buffers are sent byte by byte: invalid UTF-8 and NUL can be told to a form.
function escape(v) {
  if (Buffer.isBuffer(v)) return [...v].map((b) => `%${b.toString(16).padStart(2, '0')}`).join('');
  return encodeURIComponent(String(v)).replace(/%20/g, '+');
}

function multipart(pairs, boundary) {
  const out = [];
  for (const [name, v] of pairs) {
    let head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`;
    if (isFile(v)) head += `; filename="${v.filename}"\r\nContent-Type: ${v.type || 'application/octet-stream'}`;
    out.push(Buffer.from(`${head}\r\n\r\n`), Buffer.from(isFile(v) ? v.data : Buffer.isBuffer(v) ? v : String(v)), Buffer.from('\r\n'));
  }
  out.push(Buffer.from(`--${boundary}--\r\n`));
  return Buffer.concat(out);
}

export const randomIp = () => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;
