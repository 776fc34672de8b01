// The worker: mail through a real SMTP server and into the sink, each once; jobs, retries, the timetable;
// what is left when it is killed. Besides the instance's own worker, these tests start others with
// `--kinds test.<name>`: mails and jobs of kind "test." are left alone by everybody else.
import { after, test as nodeTest } from 'node:test';
import assert from 'node:assert/strict';
import { createHash, randomInt } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { row, rows, run, setting, value } from './lib/db.mjs';
import { conf, sleep, unique, until, varDir } from './lib/env.mjs';
import { parseMail } from './lib/mail.mjs';
import { certificate, smtpServer } from './lib/smtp.mjs';
import { endWorkers, startWorker } from './lib/worker.mjs';

const test = (name, f) => nodeTest(name, { timeout: 180000 }, f);
const dir = mkdtempSync(path.join(os.tmpdir(), 'm4d-worker-'));
after(() => {
  endWorkers();
  run("DELETE FROM mail WHERE kind LIKE 'test.%' OR kind LIKE 'check.%'");
  run("DELETE FROM job WHERE kind LIKE 'test.%' OR kind LIKE 'check.%' OR state = 'failed'");
  rmSync(dir, { recursive: true });
});

// The instance's settings with some others instead.
function settings(changes) {
  const file = path.join(dir, `${unique('c')}.conf`);
  writeFileSync(file, `${readFileSync(conf, 'utf8')}\n${Object.entries(changes).map(([n, v]) => `${n} = ${v}`).join('\n')}\n`);
  return file;
}

async function once(confFile, kinds, only = 'mail') {
  const end = await startWorker(['--once', '--only', only, '--kinds', kinds], confFile).done;
  assert.equal(end.code, 0, end.log);
  return end.log.trim().split('\n').filter(Boolean).map((l) => JSON.parse(l));
}

function addMail({ kind, to = `${unique('to')}@example.org`, subject = 'Subject', body = 'Body\n', lang = 'en' }) {
  run('INSERT INTO mail (to_email, lang, kind, subject, body, next_at) VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6))', to, lang, kind, subject, body);
  return Number(value('SELECT MAX(id) FROM mail WHERE kind = ? AND to_email = ?', kind, to));
}
const mail = (id) => row('SELECT *, TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(6), next_at) AS wait FROM mail WHERE id = ?', id);
const dueNow = (kind) => run("UPDATE mail SET next_at = UTC_TIMESTAMP(6) WHERE kind = ? AND state = 'queued'", kind);
const addJob = (kind, payload) => {
  run('INSERT INTO job (kind, payload, not_before) VALUES (?, ?, UTC_TIMESTAMP(6))', kind, typeof payload === 'string' ? payload : JSON.stringify(payload));
  return Number(value('SELECT MAX(id) FROM job WHERE kind = ?', kind));
};
const job = (id) => row('SELECT *, TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(6), not_before) AS wait FROM job WHERE id = ?', id);
const ended = (id, state) => until(`job ${id} to be ${state}`, () => job(id).state === state && job(id));

// ---- the outbox of the instance ----

test('a mail goes to the sink within seconds, as a complete message', async () => {
  const token = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ';
  const subject = 'Confirmez votre adresse – « Réseau » avec un objet bien plus long que ce qui tient sur une ligne de courriel';
  const body = `Bonjour Élodie,\n\nhttp://localhost/fr/confirm?t=${token}\n\nFrom here\n.a dot\n${'é'.repeat(600)}\ntrailing blank \n`;
  const id = addMail({ kind: 'check.sink', subject, body, lang: 'fr', to: 'a+b@EXAMPLE.org' });
  await until('the mail to be sent', () => mail(id).state === 'sent');
  const raw = readFileSync(path.join(setting('mail_sink_dir'), `${id}.eml`), 'utf8');
  assert.doesNotMatch(raw.replace(/\r\n/g, ''), /[\r\n]/, 'all line ends are CRLF');
  assert.ok(raw.split('\r\n').every((l) => Buffer.byteLength(l) <= 998));
  assert.match(raw, /^[\x00-\x7f]*$/, 'seven bits');
  const m = parseMail(raw);
  assert.equal(m.subject, subject);
  assert.equal(m.text.replace(/\r\n/g, '\n'), body);
  assert.equal(m.to, 'a+b@example.org');
  assert.match(m.headers['message-id'], new RegExp(`^<mail\\.${id}@[\\w.-]+>$`));
  assert.match(m.headers.date, /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/);
  assert.equal(m.headers['auto-submitted'], 'auto-generated');
  assert.equal(m.headers['content-language'], 'fr');
  assert.equal(m.headers['mime-version'], '1.0');
  assert.match(m.headers['content-type'], /^text\/plain; charset=utf-8$/i);
  assert.ok(m.from);
  const kept = mail(id).body;
  assert.ok(!kept.includes(token), 'the secret is not kept once it is sent');
  assert.ok(kept.includes('/fr/confirm?t='), 'the rest of the link is');
});

test('nothing in a mail can begin a header of its own', async () => {
  const id = addMail({ kind: 'check.injection', subject: 'Hello\r\nBcc: victim@example.org\r\n\r\nbody', body: 'x' });
  await until('the mail to be sent', () => mail(id).state === 'sent');
  const m = parseMail(readFileSync(path.join(setting('mail_sink_dir'), `${id}.eml`), 'utf8'));
  assert.equal(m.headers.bcc, undefined);
  assert.match(m.subject, /^Hello Bcc: victim@example\.org\s+body$/);
  for (const to of ['a@example.org\r\nBcc: victim@example.org', 'a@example.org, b@example.org', '<a@example.org>', 'no address']) {
    const bad = addMail({ kind: 'check.injection', to });
    await until('the mail to be given up', () => mail(bad).state === 'failed');
    assert.ok(!existsSync(path.join(setting('mail_sink_dir'), `${bad}.eml`)));
  }
});

test('mails of kind "test." are left alone by the instance', async () => {
  const held = addMail({ kind: `test.${unique()}` });
  const next = addMail({ kind: 'check.next' });
  await until('the next mail to be sent', () => mail(next).state === 'sent');
  assert.equal(mail(held).state, 'queued');
});

// ---- SMTP ----

const smtpSettings = (s, more = {}) => settings({ mail_sink_dir: '', smtp_host: 'localhost', smtp_port: s.port, smtp_starttls: 'no', ...more });

test('plain SMTP: sent once, on one connection for all', async () => {
  const kind = `test.${unique()}`;
  const s = await smtpServer();
  const ids = Array.from({ length: 5 }, () => addMail({ kind, body: 'one\n.\n..two\n' }));
  await once(smtpSettings(s), kind);
  assert.deepEqual(ids.map((id) => mail(id).state), ids.map(() => 'sent'));
  assert.equal(s.mails.length, 5);
  assert.equal(s.connections, 1);
  assert.ok(s.talk.includes('C: QUIT'));
  assert.equal(parseMail(s.mails[0].raw).text.replace(/\r\n/g, '\n'), 'one\n.\n..two\n');
  const [from] = /[\w.-]+@[\w.-]+/.exec(setting('mail_from'));
  assert.ok(s.mails.every((m) => m.from === from && m.to.length === 1 && !m.tls));
  await s.close();
});

test('STARTTLS with signing in; a certificate that nobody vouches for is refused', async () => {
  const kind = `test.${unique()}`;
  const cert = certificate();
  const s = await smtpServer({ cert, users: { m4d: 'pa ss' } });
  const auth = { smtp_user: 'm4d', smtp_password: 'pa ss' };
  const id = addMail({ kind });
  await once(smtpSettings(s, { ...auth, smtp_starttls: 'required' }), kind);
  assert.equal(mail(id).state, 'queued');
  assert.equal(s.mails.length, 0);
  assert.ok(!s.talk.some((l) => /AUTH/.test(l) && l.startsWith('C:')), 'no password for a stranger');
  dueNow(kind);
  await once(smtpSettings(s, { ...auth, smtp_starttls: 'required', smtp_ca_file: cert.file }), kind);
  assert.equal(mail(id).state, 'sent');
  assert.deepEqual([s.mails[0].tls, s.mails[0].user], [true, 'm4d']);

  const opportunistic = addMail({ kind });
  await once(smtpSettings(s, { ...auth, smtp_starttls: 'try' }), kind);
  assert.equal(mail(opportunistic).state, 'sent');
  assert.equal(s.mails[1].tls, true);

  const wrong = addMail({ kind });
  await once(smtpSettings(s, { smtp_user: 'm4d', smtp_password: 'no', smtp_starttls: 'required', smtp_ca_file: cert.file }), kind);
  assert.equal(mail(wrong).state, 'queued', 'a wrong password is our trouble: the mail waits');
  assert.match(mail(wrong).error, /535/);
  await s.close();
  cert.remove();
});

test('a server without STARTTLS: "required" sends nothing, "try" sends', async () => {
  const kind = `test.${unique()}`;
  const s = await smtpServer();
  const id = addMail({ kind });
  await once(smtpSettings(s, { smtp_starttls: 'required' }), kind);
  assert.equal(mail(id).state, 'queued');
  assert.equal(s.mails.length, 0);
  dueNow(kind);
  await once(smtpSettings(s, { smtp_starttls: 'try' }), kind);
  assert.equal(mail(id).state, 'sent');
  await s.close();
});

test('5xx gives up, 4xx tries again later, and neither holds up the others', async () => {
  const kind = `test.${unique()}`;
  const says = { 'no@': ['RCPT', '550 5.1.1 nobody here'], 'grey@': ['RCPT', '451 4.7.1 come back later'], 'full@': ['.', '452 4.2.2 mailbox full'], 'spam@': ['.', '554 5.7.1 refused'], 'data@': ['DATA', '451 4.3.0 not now'] };
  const s = await smtpServer({
    answer: (verb, m) => {
      const [at, text] = says[`${m.rcpt?.split('@')[0]}@`] || [];
      return verb === at ? text : null;
    },
  });
  const ids = Object.fromEntries(['ok', 'no', 'grey', 'full', 'spam', 'data', 'last'].map((n) => [n, addMail({ kind, to: `${n}@${kind}.example.org` })]));
  await once(smtpSettings(s), kind);
  for (const n of ['ok', 'last']) assert.equal(mail(ids[n]).state, 'sent', n);
  for (const [n, code] of [['no', '550'], ['spam', '554']]) {
    assert.equal(mail(ids[n]).state, 'failed', n);
    assert.ok(mail(ids[n]).error.startsWith(code), mail(ids[n]).error);
  }
  for (const n of ['grey', 'full', 'data']) {
    const m = mail(ids[n]);
    assert.equal(m.state, 'queued', n);
    assert.match(m.error, /^45/);
    assert.ok(m.wait > 30 && m.wait <= 60, `a minute: ${m.wait}`);
  }
  // The second time takes longer to come, and three days are the end.
  dueNow(kind);
  await once(smtpSettings(s), kind);
  assert.ok(mail(ids.grey).wait > 240 && mail(ids.grey).wait <= 300);
  run("UPDATE mail SET created_at = UTC_TIMESTAMP(6) - INTERVAL 73 HOUR WHERE id = ?", ids.grey);
  dueNow(kind);
  await once(smtpSettings(s), kind);
  assert.equal(mail(ids.grey).state, 'failed');
  await s.close();
});

test('a line that breaks before the 250: the same message comes again', async () => {
  const kind = `test.${unique()}`;
  const seen = [];
  const s = await smtpServer({ answer: (verb, m) => (verb === '.' && seen.push(m.raw) === 1 ? 'drop' : null) });
  const id = addMail({ kind, body: `http://localhost/x?t=${'s'.repeat(43)}` });
  await once(smtpSettings(s), kind);
  assert.equal(mail(id).state, 'queued');
  dueNow(kind);
  await once(smtpSettings(s), kind);
  assert.equal(mail(id).state, 'sent');
  assert.equal(seen.length, 2);
  assert.equal(seen[0], seen[1], 'byte by byte, so the same Message-ID, and with its secret');
  await s.close();
});

test('a server that is away costs one try, not one of each mail', async () => {
  const kind = `test.${unique()}`;
  const s = await smtpServer();
  await s.close();
  const ids = [addMail({ kind }), addMail({ kind }), addMail({ kind })];
  await once(smtpSettings(s), kind);
  assert.deepEqual(ids.map((id) => mail(id).tries), ['1', '0', '0']);
  assert.ok(ids.every((id) => mail(id).state === 'queued'));
});

test('told to stop, it ends the mail in hand and no other', async () => {
  const kind = `test.${unique()}`;
  let told;
  const s = await smtpServer({
    answer: (verb, m, session) => {
      if (verb !== '.') return null;
      if (!told) {
        told = w.kill('SIGTERM'); // while the server thinks about the message
        setTimeout(() => {
          s.mails.push(m);
          session.say('250 2.0.0 taken at leisure');
        }, 700);
        return 'wait';
      }
      return null;
    },
  });
  const ids = [addMail({ kind }), addMail({ kind })];
  const w = startWorker(['--only', 'mail', '--kinds', kind], smtpSettings(s));
  const end = await w.done;
  assert.equal(end.code, 0, end.log);
  assert.deepEqual(ids.map((id) => mail(id).state), ['sent', 'queued']);
  assert.equal(s.mails.length, 1);
  await s.close();
});

// ---- killed ----

// Kills workers after some milliseconds each until all mails of a kind are out.
async function killed(kind, confFile, count) {
  const left = () => Number(value("SELECT COUNT(*) FROM mail WHERE kind = ? AND state <> 'sent'", kind));
  let kills = 0;
  for (let round = 0; left() && round < 400; round++) {
    // What a dead worker held is free once its lease has run out; here at once.
    run("UPDATE mail SET lease_until = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE kind = ? AND state = 'sending'", kind);
    dueNow(kind);
    const before = left();
    const w = startWorker(['--only', 'mail', '--kinds', kind], confFile);
    await until('a mail to be sent', () => left() < before, 60000);
    await sleep(randomInt(25));
    w.kill('SIGKILL');
    await w.done;
    kills++;
  }
  assert.equal(left(), 0);
  assert.equal(Number(value('SELECT COUNT(*) FROM mail WHERE kind = ?', kind)), count);
  return kills;
}

test('killed at any moment, each mail is in the sink once and whole', async () => {
  const kind = `test.${unique()}`;
  const sink = path.join(dir, unique('sink'));
  mkdirSync(sink);
  const count = 300;
  run(`INSERT INTO mail (to_email, lang, kind, subject, body, next_at) SELECT CONCAT('k', seq, '@example.org'), 'en', ?, CONCAT('Mail ', seq), REPEAT(CONCAT('line ', seq, '\n'), 200), UTC_TIMESTAMP(6) FROM seq_1_to_${count}`, kind);
  const kills = await killed(kind, settings({ mail_sink_dir: sink }), count);
  assert.ok(kills > 3, `${kills} kills`);
  const files = readdirSync(sink).filter((f) => f.endsWith('.eml'));
  assert.equal(files.length, count);
  const subjects = new Set(files.map((f) => {
    const m = parseMail(readFileSync(path.join(sink, f), 'utf8'));
    const n = /^Mail (\d+)$/.exec(m.subject)[1];
    assert.equal(m.text.replace(/\r\n/g, '\n'), `line ${n}\n`.repeat(200), 'whole');
    return m.subject;
  }));
  assert.equal(subjects.size, count, 'each of them');
});

test('killed at any moment, no mail is lost to the server, and one that comes twice is the same', async () => {
  const kind = `test.${unique()}`;
  const s = await smtpServer();
  const count = 150;
  run(`INSERT INTO mail (to_email, lang, kind, subject, body, next_at) SELECT CONCAT('k', seq, '@d', seq, '.example.org'), 'en', ?, CONCAT('Mail ', seq), 'x', UTC_TIMESTAMP(6) FROM seq_1_to_${count}`, kind);
  const kills = await killed(kind, smtpSettings(s, { mail_per_minute: 60000 }), count);
  const byTo = Map.groupBy ? Map.groupBy(s.mails, (m) => m.to[0]) : s.mails.reduce((all, m) => all.set(m.to[0], [...(all.get(m.to[0]) || []), m]), new Map());
  assert.equal(byTo.size, count, 'none is lost');
  for (const same of byTo.values()) assert.ok(same.every((m) => m.raw === same[0].raw));
  assert.ok(s.mails.length - count <= kills, `${s.mails.length - count} twice after ${kills} kills`);
  await s.close();
});

test('several workers send each mail once', async () => {
  const kind = `test.${unique()}`;
  const s = await smtpServer();
  const count = 80;
  run(`INSERT INTO mail (to_email, lang, kind, subject, body, next_at) SELECT CONCAT('k', seq, '@d', seq, '.example.org'), 'en', ?, 's', 'x', UTC_TIMESTAMP(6) FROM seq_1_to_${count}`, kind);
  const c = smtpSettings(s, { mail_per_minute: 60000 });
  const workers = [1, 2, 3].map(() => startWorker(['--only', 'mail', '--kinds', kind], c));
  await until('all to be sent', () => value("SELECT COUNT(*) FROM mail WHERE kind = ? AND state = 'sent'", kind) === String(count), 60000);
  for (const w of workers) w.kill('SIGTERM');
  for (const w of workers) assert.equal((await w.done).code, 0);
  assert.equal(s.mails.length, count);
  await s.close();
});

test('one domain does not get all at once', async () => {
  const kind = `test.${unique()}`;
  const s = await smtpServer();
  run(`INSERT INTO mail (to_email, lang, kind, subject, body, next_at) SELECT CONCAT('k', seq, '@${kind}.example.org'), 'en', ?, 's', 'x', UTC_TIMESTAMP(6) FROM seq_1_to_60`, kind);
  await once(smtpSettings(s), kind);
  assert.ok(s.mails.length >= 20 && s.mails.length < 60, `${s.mails.length} of 60 in one go`);
  assert.equal(value("SELECT COUNT(*) FROM mail WHERE kind = ? AND state = 'queued' AND tries = 0", kind), String(60 - s.mails.length), 'the others wait and no try is counted');
  await s.close();
});

// ---- jobs ----

test('a job that can never work fails at once, with the reason', async () => {
  const unknown = await ended(addJob('check.nothing', {}), 'failed');
  assert.equal(unknown.tries, '1');
  assert.match(unknown.error, /no such kind/);
  assert.match((await ended(addJob('file.read', '[1]'), 'failed')).error, /not a JSON object/);
  assert.match((await ended(addJob('file.read', 'nonsense'), 'failed')).error, /not a JSON object/);
  assert.equal((await ended(addJob('file.read', { file: 999999999 }), 'failed')).tries, '1');
});

// A file of the library, in the store and in the table.
function addFile(bytes, mime, lang = 'en') {
  const sha = createHash('sha256').update(bytes).digest('hex');
  const folder = path.join(setting('files_dir'), sha.slice(0, 2), sha.slice(2, 4));
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, sha), bytes);
  return addFileRow(sha, bytes.length, mime, lang);
}
function addFileRow(sha, size, mime, lang = 'en') {
  const resource = value("SELECT MIN(id) FROM resource WHERE state = 'published'");
  run("INSERT INTO resource_file (resource_id, lang, sha256, name, mime, size, removed_at) VALUES (?, ?, ?, 'test', ?, ?, UTC_TIMESTAMP(6))", resource, lang, sha, mime, size);
  return Number(value('SELECT MAX(id) FROM resource_file WHERE sha256 = ?', sha));
}

// A PDF of our own: `pages` texts; catalog and info as given.
function pdf(pages, { catalog = '', info = '' } = {}) {
  const objects = [];
  const kids = pages.map((_, i) => `${4 + 2 * i} 0 R`).join(' ');
  objects[1] = `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`;
  objects[2] = `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`;
  objects[3] = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>';
  pages.forEach((text, i) => {
    const stream = text ? `BT /F1 12 Tf 72 720 Td (${text}) Tj ET` : '';
    objects[4 + 2 * i] = `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${5 + 2 * i} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`;
    objects[5 + 2 * i] = `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`;
  });
  objects.push(`<< ${info} >>`);
  let out = '%PDF-1.4\n';
  const offsets = [];
  for (let i = 1; i < objects.length; i++) {
    offsets[i] = out.length;
    out += `${i} 0 obj\n${objects[i]}\nendobj\n`;
  }
  const xref = out.length;
  out += `xref\n0 ${objects.length}\n0000000000 65535 f \n${offsets.slice(1).map((o) => `${String(o).padStart(10, '0')} 00000 n \n`).join('')}`;
  out += `trailer\n<< /Size ${objects.length} /Root 1 0 R /Info ${objects.length - 1} 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return Buffer.from(out, 'latin1');
}
const fileRow = (id) => row('SELECT * FROM resource_file WHERE id = ?', id);

test('the text of a PDF is read by page, and what it lacks is noted', async () => {
  const bare = addFile(pdf([`The migrants of ${unique()} send remittances`, 'Second page about cities']), 'application/pdf');
  await ended(addJob('file.read', { file: bare }), 'done');
  assert.equal(fileRow(bare).text_state, 'done');
  assert.equal(fileRow(bare).pages, '2');
  assert.equal(fileRow(bare).warnings, 'no_title no_lang no_tags');
  const pages = rows('SELECT page, text, search_text FROM file_page WHERE file_id = ? ORDER BY page', bare);
  assert.deepEqual(pages.map((p) => p.page), ['1', '2']);
  assert.match(pages[0].text, /^The migrants of \w+ send remittances$/);
  assert.match(pages[1].search_text, /citi/, 'stemmed');
  // Twice gives the same, not twice as much.
  await ended(addJob('file.read', { file: bare }), 'done');
  assert.equal(value('SELECT COUNT(*) FROM file_page WHERE file_id = ?', bare), '2');

  const good = addFile(pdf(['Un texte assez long pour compter'], { catalog: '/Lang (fr) /MarkInfo << /Marked true >> /StructTreeRoot << /Type /StructTreeRoot >>', info: `/Title (Titre ${unique()})` }), 'application/pdf', 'fr');
  await ended(addJob('file.read', { file: good }), 'done');
  assert.equal(fileRow(good).warnings, '');

  const scan = addFile(pdf(['', ''], { info: `/Title (Scan ${unique()})` }), 'application/pdf');
  await ended(addJob('file.read', { file: scan }), 'done');
  assert.equal(fileRow(scan).text_state, 'none');
  assert.match(fileRow(scan).warnings, /no_text/);
});

test('what is broken or not a PDF does no harm', async () => {
  const broken = addFile(Buffer.concat([Buffer.from('%PDF-1.4\n'), createHash('sha512').update(unique()).digest()]), 'application/pdf');
  await ended(addJob('file.read', { file: broken }), 'done');
  assert.equal(fileRow(broken).text_state, 'failed');
  const plain = addFile(Buffer.from(`Plain text ${unique()}\0 with a NUL, \xff bad bytes and\fa form feed`, 'latin1'), 'text/plain');
  await ended(addJob('file.read', { file: plain }), 'done');
  assert.equal(fileRow(plain).text_state, 'done');
  const picture = addFile(Buffer.from(`GIF89a${unique()}`), 'image/gif');
  await ended(addJob('file.read', { file: picture }), 'done');
  assert.equal(fileRow(picture).text_state, 'none');
});

test('a job that did not work is tried again, later each time, and failed after five times', async () => {
  const lost = addFileRow(createHash('sha256').update(unique()).digest('hex'), 1, 'application/pdf');
  const id = addJob('file.read', { file: lost });
  await until('the first try', () => job(id).tries === '1' && job(id).state === 'waiting');
  assert.match(job(id).error, /the store has no/);
  assert.ok(job(id).wait > 2 && job(id).wait <= 10, `${job(id).wait} s`);
  for (let n = 2; n <= 5; n++) {
    run('UPDATE job SET not_before = UTC_TIMESTAMP(6) WHERE id = ?', id);
    await until(`try ${n}`, () => Number(job(id).tries) === n && job(id).state !== 'running');
  }
  assert.equal(job(id).state, 'failed');
  assert.ok(job(id).ended_at);
});

test('the job of a dead worker is taken up again, and given up when it has killed five', async () => {
  const held = (tries) => {
    run("INSERT INTO job (kind, payload, not_before, state, tries, started_at, lease_until) VALUES ('audit.check', '{}', UTC_TIMESTAMP(6), 'running', ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) - INTERVAL 1 SECOND)", tries);
    return Number(value("SELECT MAX(id) FROM job WHERE kind = 'audit.check' AND tries = ?", tries));
  };
  const once_ = held(1);
  assert.equal((await ended(once_, 'done')).tries, '2');
  assert.equal((await ended(held(5), 'failed')).tries, '5');
});

test('killed in the middle of a job: another worker does it, once', async () => {
  const kind = `test.file.read`;
  const file = addFile(pdf([`A text to be read after a kill ${unique()}`]), 'application/pdf');
  for (let i = 0; i < 6; i++) {
    const id = addJob(kind, { file });
    const w = startWorker(['--only', 'jobs', '--kinds', kind]);
    await until('the job to be taken', () => job(id).state !== 'waiting');
    await sleep(randomInt(15));
    w.kill('SIGKILL');
    await w.done;
    run("UPDATE job SET lease_until = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE id = ? AND state = 'running'", id);
    await once(conf, kind, 'jobs');
    assert.equal(job(id).state, 'done');
    assert.equal(value('SELECT COUNT(*) FROM file_page WHERE file_id = ?', file), '1');
  }
});

test('by the clock: two workers never start the same twice', async () => {
  const second = startWorker(['--only', 'jobs']);
  for (let i = 0; i < 4; i++) {
    const before = row("SELECT job_id FROM schedule WHERE kind = 'downloads.fold'").job_id;
    run("UPDATE schedule SET next_run = UTC_TIMESTAMP(6) WHERE kind = 'downloads.fold'");
    const started = await until('the job to be started', () => {
      const now = row("SELECT job_id FROM schedule WHERE kind = 'downloads.fold'").job_id;
      return now !== before && Number(now);
    });
    const done = await ended(started, 'done');
    assert.equal(done.tries, '1');
    assert.ok(JSON.parse(done.result).downloads >= 0);
    assert.equal(value("SELECT COUNT(*) FROM job WHERE kind = 'downloads.fold' AND id > ? AND id < ?", Number(before), started), '0');
    assert.equal(row("SELECT next_run > UTC_TIMESTAMP(6) AS later FROM schedule WHERE kind = 'downloads.fold'").later, '1');
  }
  second.kill('SIGTERM');
  assert.equal((await second.done).code, 0);
});

test('the sweep clears old jobs and temporary files, and keeps what is new', async () => {
  run("INSERT INTO job (kind, payload, not_before, state, ended_at) VALUES ('check.old', '{}', UTC_TIMESTAMP(6), 'done', UTC_TIMESTAMP(6) - INTERVAL 31 DAY), ('check.young', '{}', UTC_TIMESTAMP(6), 'done', UTC_TIMESTAMP(6) - INTERVAL 29 DAY), ('check.old', '{}', UTC_TIMESTAMP(6), 'failed', UTC_TIMESTAMP(6) - INTERVAL 31 DAY)");
  await ended(addJob('sweep', {}), 'done');
  assert.deepEqual(rows("SELECT kind, state FROM job WHERE kind IN ('check.old', 'check.young') ORDER BY kind"), [{ kind: 'check.old', state: 'failed' }, { kind: 'check.young', state: 'done' }]);
  run("DELETE FROM job WHERE kind IN ('check.old', 'check.young')");
});

test('the log tells of each job and mail in one line, without addresses', async () => {
  const id = addMail({ kind: 'check.log', to: 'secret.name@example.org' });
  await until('the mail to be sent', () => mail(id).state === 'sent');
  const log = () => readFileSync(path.join(varDir, 'log/worker.log'), 'utf8');
  const line = JSON.parse(await until('the line', () => log().split('\n').find((l) => l.includes(`"mail":${id},`))));
  assert.equal(line.state, 'sent');
  assert.equal(line.domain, 'example.org');
  assert.ok(!log().includes('secret.name'));
});

// ---- virus scan ----

// clamd as far as INSTREAM: says what `verdict` gives for the bytes.
function scanner(verdict) {
  const socket = path.join(dir, unique('clam'));
  const server = net.createServer((c) => {
    let data = Buffer.alloc(0);
    c.on('error', () => {});
    c.on('data', (d) => {
      data = Buffer.concat([data, d]);
      if (data.length < 10 || data.toString('latin1', 0, 10) !== 'zINSTREAM\0') return;
      const bytes = [];
      for (let at = 10; data.length >= at + 4;) {
        const n = data.readUInt32BE(at);
        if (n === 0) return c.end(`${verdict(Buffer.concat(bytes))}\0`);
        bytes.push(data.subarray(at + 4, at + 4 + n));
        at += 4 + n;
      }
    });
  });
  server.unref();
  return new Promise((done) => server.listen(socket, () => done({ socket, close: () => new Promise((d) => server.close(d)) })));
}

test('files are scanned; a virus is noted; without a scanner the file waits', async () => {
  const kind = 'test.file.scan';
  const s = await scanner((bytes) => (bytes.includes('EICAR') ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK'));
  const c = settings({ clamd_socket: s.socket });
  const clean = addFile(Buffer.from(`${'clean '.repeat(40000)}${unique()}`), 'text/plain');
  const bad = addFile(Buffer.from(`EICAR ${unique()}`), 'text/plain');
  run("UPDATE resource_file SET scan_state = 'waiting' WHERE id IN (?, ?)", clean, bad);
  const jobs = [addJob(kind, { file: clean }), addJob(kind, { file: bad })];
  await once(c, kind, 'jobs');
  assert.deepEqual(jobs.map((id) => job(id).state), ['done', 'done']);
  assert.equal(fileRow(clean).scan_state, 'clean');
  assert.equal(fileRow(bad).scan_state, 'infected');
  assert.match(value("SELECT detail FROM audit WHERE action = 'file.infected' ORDER BY id DESC LIMIT 1"), new RegExp(`"file":${bad}\\b.*Eicar`));
  await s.close();

  run("UPDATE resource_file SET scan_state = 'waiting' WHERE id = ?", clean);
  const id = addJob(kind, { file: clean });
  await once(c, kind, 'jobs');
  assert.equal(job(id).state, 'waiting');
  assert.match(job(id).error, /does not answer/);
  assert.equal(fileRow(clean).scan_state, 'waiting');
  run('DELETE FROM job WHERE id = ?', id);
});
