// A mail server for the tests: real SMTP (RFC 5321) over a real socket, with STARTTLS and AUTH PLAIN.
//
//   const s = await smtpServer({ answer: (verb, mail) => verb === 'RCPT' ? '550 5.1.1 nobody here' : null });
//   s.port, s.mails [{ from, to, raw, tls, user }], s.close()
//
// answer(verb, mail, session) is asked before each reply: a text takes its place, 'drop' hangs up, 'wait'
// leaves it to session.say() later, null leaves the usual one. verb is EHLO, STARTTLS, AUTH, MAIL, RCPT, DATA, '.' (end of the message) or QUIT.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';

// A certificate for localhost that nobody vouches for; file is its path, for those who shall trust it.
export function certificate() {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'm4d-smtp-'));
  const file = path.join(dir, 'cert.pem');
  const keyFile = path.join(dir, 'key.pem');
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30',
    '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', keyFile, '-out', file], { stdio: 'ignore' });
  return { file, cert: readFileSync(file), key: readFileSync(keyFile), remove: () => rmSync(dir, { recursive: true }) };
}

class Session {
  constructor(server, socket) {
    this.server = server;
    this.mail = {};
    this.take(socket);
    this.say('220 localhost ready');
  }

  take(socket) {
    this.socket = socket;
    this.rest = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (d) => {
      this.rest = Buffer.concat([this.rest, d]);
      this.read();
    });
  }

  say(line) {
    this.server.talk.push(`S: ${line}`);
    if (!this.socket.destroyed) this.socket.write(`${line.replaceAll('\n', '\r\n')}\r\n`);
  }

  read() {
    for (;;) {
      const end = this.rest.indexOf(this.inData ? '\r\n.\r\n' : '\r\n');
      if (end < 0 || this.socket.destroyed) return;
      const piece = this.rest.subarray(0, end + (this.inData ? 2 : 0)).toString('latin1');
      this.rest = this.rest.subarray(end + (this.inData ? 5 : 2));
      if (this.inData) this.message(piece);
      else this.command(piece);
    }
  }

  // True when the test answers in our place.
  other(verb) {
    const say = this.server.answer?.(verb, this.mail, this);
    if (!say) return false;
    if (say === 'drop') this.socket.destroy();
    else if (say !== 'wait') this.say(say);
    return true;
  }

  message(data) {
    this.inData = false;
    this.mail.raw = Buffer.from(data.replace(/^\.\./gm, '.'), 'latin1').toString('utf8');
    if (this.other('.')) return;
    this.server.mails.push({ ...this.mail, tls: Boolean(this.socket.encrypted), user: this.user });
    this.say('250 2.0.0 taken');
  }

  command(line) {
    this.server.talk.push(`C: ${line}`);
    if (this.inAuth) {
      this.auth(line);
      return;
    }
    const verb = line.split(' ')[0].toUpperCase();
    const address = /<([^>]*)>/.exec(line)?.[1];
    if (verb === 'MAIL') this.mail = { from: address, to: [] };
    if (verb === 'RCPT') this.mail.rcpt = address;
    if (this.other(verb)) return;
    if (verb === 'EHLO' || verb === 'HELO') {
      const more = [this.server.cert && !this.socket.encrypted && 'STARTTLS', this.server.users && 'AUTH PLAIN', 'SIZE 10000000'].filter(Boolean);
      this.say(['localhost', ...more].map((x, i, all) => `250${i < all.length - 1 ? '-' : ' '}${x}`).join('\n'));
    } else if (verb === 'STARTTLS' && this.server.cert) this.starttls();
    else if (verb === 'AUTH' && !line.split(' ')[2]) {
      this.inAuth = true;
      this.say('334 ');
    } else if (verb === 'AUTH') this.auth(line.split(' ')[2]);
    else if (verb === 'MAIL') this.say(this.server.users && !this.user ? '530 5.7.0 sign in first' : '250 2.1.0 ok');
    else if (verb === 'RCPT') {
      this.mail.to.push(address);
      this.say('250 2.1.5 ok');
    } else if (verb === 'DATA') {
      this.inData = true;
      this.say('354 go on');
    } else if (verb === 'RSET' || verb === 'NOOP') this.say('250 2.0.0 ok');
    else if (verb === 'QUIT') {
      this.say('221 2.0.0 bye');
      this.socket.end();
    } else this.say('502 5.5.1 what?');
  }

  starttls() {
    this.say('220 2.0.0 go ahead');
    this.socket.removeAllListeners('data');
    this.take(new tls.TLSSocket(this.socket, { isServer: true, cert: this.server.cert.cert, key: this.server.cert.key }));
  }

  auth(secret) {
    const [, user, password] = Buffer.from(secret, 'base64').toString('utf8').split('\0');
    this.inAuth = false;
    if (password !== undefined && this.server.users?.[user] === password) this.user = user;
    this.say(this.user ? '235 2.7.0 welcome' : '535 5.7.8 wrong');
  }
}

// cert: of certificate(), offers STARTTLS. users: { name: password }, without signing in nothing is taken.
export function smtpServer({ cert, users, answer } = {}) {
  const server = { cert, users, answer, mails: [], talk: [], connections: 0 };
  const sockets = new Set();
  const listener = net.createServer((socket) => {
    server.connections++;
    socket.unref(); // a test that fails must not keep the others waiting
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    new Session(server, socket);
  });
  server.close = () => new Promise((done) => {
    sockets.forEach((s) => s.destroy());
    listener.close(done);
  });
  return new Promise((done) => {
    listener.unref();
    listener.listen(0, '127.0.0.1', () => {
      server.port = listener.address().port;
      done(server);
    });
  });
}
