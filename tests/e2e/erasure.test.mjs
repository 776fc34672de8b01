// An account goes: a word that its owner wrote everywhere is nowhere afterwards but where the register says.
// The register names every column that points at a member. A killed program leaves nothing half. A backup
// that is brought back forgets the same people.
import { after, test as nodeTest } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { Client, findForms, links, text } from './lib/http.mjs';
import { file, pdf, sha256 } from './lib/files.mjs';
import { png } from './lib/pictures.mjs';
import { newMember, newSignedIn, signInAs, signedIn } from './lib/people.mjs';
import { row, rows, run, setting, value } from './lib/db.mjs';
import { binDir, conf, root, sleep, unique, until, varDir } from './lib/env.mjs';
import { mailTo, mails } from './lib/mail.mjs';
import { killOne } from './lib/processes.mjs';

const test = (name, f) => nodeTest(name, { timeout: 180000 }, f);
const dir = mkdtempSync(path.join(tmpdir(), 'm4d-erasure-'));
after(() => rmSync(dir, { recursive: true, force: true }));

const files = setting('files_dir'), list = setting('erasure_list');
const ok = (a, what) => assert.equal(a.status, 303, `${what ?? ''} ${a.status} ${text(a.text).slice(0, 800)}`);
const tool = (args, more = {}) => spawnSync(path.join(binDir, 'm4d-admin'), args, { cwd: root, env: { ...process.env, M4D_CONF: conf, ...more }, encoding: 'utf8', timeout: 300000 });
const register = JSON.parse(tool(['list-personal']).stdout);
const there = (id) => value('SELECT COUNT(*) FROM member WHERE id = ?', id) === '1';
const inList = (id) => existsSync(list) && readFileSync(list, 'utf8').split('\n').some((l) => l.startsWith(`${id} `));
const finished = (id) => until(`the rest of the erasure of ${id}`, () => value("SELECT state FROM job WHERE kind = 'erasure.finish' AND payload LIKE ?", `{"member":${id},%`) === 'done' && inList(id));

const erase = async (m, client = m.client) => {
  const page = await client.get('/en/me/delete');
  assert.equal(page.status, 200);
  return client.submit(page, { password: m.password, sure: '1' }, { action: '/me/delete' });
};

// ---- the register ----

test('the register names every column that points at a member', () => {
  const named = new Set(register.flatMap((p) => p.columns.split(' ')).filter(Boolean));
  const keys = rows(`SELECT TABLE_NAME t, COLUMN_NAME c FROM information_schema.KEY_COLUMN_USAGE
    WHERE TABLE_SCHEMA = DATABASE() AND REFERENCED_TABLE_NAME = 'member' AND REFERENCED_COLUMN_NAME = 'id'`);
  const likely = rows(`SELECT TABLE_NAME t, COLUMN_NAME c FROM information_schema.COLUMNS c WHERE TABLE_SCHEMA = DATABASE()
    AND (COLUMN_NAME = 'member_id' OR COLUMN_NAME LIKE '%\\_by' OR COLUMN_NAME LIKE '%email%')`);
  const missing = [...keys, ...likely].map((k) => `${k.t}.${k.c}`).filter((c) => !named.has(c));
  assert.deepEqual([...new Set(missing)], [], 'in no part of cgi-bin/model/personal_*.c');
  const real = new Set(rows('SELECT TABLE_NAME t, COLUMN_NAME c FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()').map((k) => `${k.t}.${k.c}`));
  assert.deepEqual([...named].filter((c) => !real.has(c)), [], 'there are such columns');
  for (const p of register) {
    assert.ok(p.what.length > 20, p.code);
    assert.equal(p.end === 'goes', p.after === undefined || p.after === null, `${p.code} says why something stays`);
  }
});

// ---- a word everywhere ----

const picture = () => png(300, 200, { data: deflateSync(Buffer.concat(Array.from({ length: 200 }, () => Buffer.concat([Buffer.alloc(1), randomBytes(300)])))) });
const sha = (id) => [row('SELECT photo_sha256 a, photo_small_sha256 b FROM profile WHERE member_id = ?', id)].flatMap((p) => (p ? [p.a, p.b] : []));
const stored = (s) => path.join(files, s.slice(0, 2), s.slice(2, 4), s);

async function joined(word) {
  const email = `${word}@example.org`, password = 'seven small boats go home', client = new Client();
  ok(await client.submit(await client.get('/en/join'), { name: `Ann ${word}`, email, password, country: 'NP', organisation: `House ${word}`, lang: 'en', listed: 'members', agreed: '1' }), 'join');
  const link = (await mailTo(email)).links.find((l) => l.includes('/confirm?t='));
  ok(await client.submit(await client.get(link.slice(new URL(link).origin.length)), {}, { action: '/confirm' }), 'confirm');
  await signInAs({ email, password }, { client });
  return { id: Number(value('SELECT id FROM member WHERE email = ?', email)), email, password, client, word };
}

async function propose(m, title) {
  const page = await m.client.get('/en/resources/propose');
  ok(await m.client.submit(page, { title_en: title, summary_en: `About ${m.word}`, type: 'report', lang: 'en', licence: 'CC-BY-4.0', themes: ['skills'],
    submit_note: `Please, ${m.word}`, publishers: 'Test Town', file: file(`${m.word}.pdf`, pdf(`Written by ${m.word}`)), file_lang: 'en' }, { action: '/propose' }), 'propose');
  return Number(value('SELECT resource_id FROM resource_text WHERE title = ? ORDER BY resource_id DESC LIMIT 1', title));
}

// What a person can do by pages, with the word in every field of text.
const areas = {
  async profile(m) {
    const page = await m.client.get('/en/me/profile');
    ok(await m.client.submit(page, { position: `Chief ${m.word}`, place: `Place ${m.word}`, about: `Text ${m.word}`, organisation: `House ${m.word}`, listed: 'public',
      position_seen: 'public', place_seen: 'public', about_seen: 'public', organisation_seen: 'public', languages: ['new'] }, { action: '/me/profile' }), 'profile');
    ok(await m.client.submit(await m.client.get('/en/me/profile/photo'), { photo: file(`${m.word}.png`, picture(), 'image/png') }, { action: '/me/profile/photo' }), 'photo');
  },
  async library(m) {
    m.waiting = await propose(m, `Waiting ${m.word}`);
    m.refused = await propose(m, `Refused ${m.word}`);
    m.title = unique('Stays ');
    const mod = (await newSignedIn({ roles: 'moderator' })).client;
    const decide = async (id, how, fields) => {
      const show = await mod.get(`/en/resources/moderate/${id}`);
      const hidden = findForms(show.text).find((f) => f.action.endsWith('/accept')).fields.filter(([n]) => n.startsWith('_'));
      ok(await mod.post(`/en/resources/moderate/${id}/${how}`, [...hidden, ...fields]), how);
    };
    await decide(m.refused, 'refuse', [['reason', `Dear ${m.word}, no`]]);
    const clean = { ...m, word: unique('clean') };
    m.published = await propose(clean, m.title);
    run('UPDATE resource SET submit_note = ? WHERE id = ?', `Please, ${m.word}`, m.published);
    await decide(m.published, 'accept', [['note', `Thank you, ${m.word}`]]);
    run('UPDATE resource SET decision_note = ? WHERE id = ?', `Thank you, ${m.word}`, m.published);
    await m.client.get(`/en/resources?q=${m.word}`);
    const found = await m.client.get(`/en/resources?q=${m.word}`);
    ok(await m.client.submit(found, {}, { action: '/alerts' }), 'alert');
    const form = findForms((await m.client.get('/en/resources/propose')).text).find((f) => f.inMain);
    const token = form.fields.find(([n]) => n === '_token')[1];
    const begun = await m.client.post('/en/uploads', { _token: token, name: `${m.word}.pdf`, size: '1000000' });
    assert.ok(begun.status < 300, text(begun.text));
  },
  async signing(m) {
    const c = new Client();
    await c.submit(await c.get('/en/sign-in'), { email: m.email, password: 'not the one' });
    await c.submit(await c.get('/en/reset'), { email: m.email });
    await m.client.get('/en/me/mails');
  },
  async messages(m) {
    const other = (m.other = await newSignedIn());
    run('UPDATE member SET confirmed_at = UTC_TIMESTAMP(6) - INTERVAL 3 DAY WHERE id IN (?, ?)', m.id, other.id);
    const begin = async (from, to, subject, body) => {
      const done = await from.client.submit(await from.client.get(`/en/messages/new?to=${to.id}`), { subject, body }, { action: '/messages/new' });
      ok(done, 'message');
      return Number(/\/messages\/(\d+)/.exec(done.location)[1]);
    };
    m.thread = await begin(m, other, `Subject ${m.word}`, `Body ${m.word}`);
    ok(await other.client.submit(await other.client.get(`/en/messages/${m.thread}`), { body: 'An answer' }), 'answer');
    const theirs = await begin(other, m, 'Their subject', 'Their words');
    ok(await m.client.submit(await m.client.get(`/en/messages/${theirs}`), { body: `Answer ${m.word}` }), 'answer');
    const form = findForms((await m.client.get(`/en/messages/new?to=${other.id}`)).text).find((f) => f.action.endsWith('/messages/new'));
    const drafted = await m.client.post('/en/messages/draft', [...form.fields.filter(([n]) => !['subject', 'body'].includes(n)), ['subject', `Draft ${m.word}`], ['body', `Draft ${m.word}`]]);
    assert.ok(drafted.status < 400, text(drafted.text));
    const third = await newSignedIn();
    await begin(third, other, 'Of others', 'Third'); // one mail quotes both
    ok(await m.client.submit(await m.client.get(`/en/messages/${theirs}/1/report`), { reason: 'other', note: `Says ${m.word}` }, { action: '/report' }), 'report');
    ok(await m.client.submit(await m.client.get(`/en/messages/blocks/${third.id}`), {}, { action: `/blocks/${third.id}` }), 'block');
    run("UPDATE message_member SET notice_at = '2000-01-01' WHERE member_id = ?", other.id);
    run("UPDATE schedule SET next_run = UTC_TIMESTAMP(6) WHERE kind = 'messages.notify'");
    await mailTo(other.email, { subject: /new message/ });
  },
  async organisations(m) {
    const make = async (name) => {
      const page = await m.client.get('/en/organisations/new');
      ok(await m.client.submit(page, { name, short_name: `S ${m.word}`, type: 'cso', country: 'NP', place: `At ${m.word}`, website: `https://${m.word}.example.org/`, about: `We are ${m.word}`, about_lang: 'en', shown: '1' }, { action: '/organisations/new' }), 'organisation');
      return value('SELECT id FROM organisation WHERE name = ?', name);
    };
    m.organisation = await make(`Union ${m.word}`);
    const boss = await newSignedIn(), name = unique('Town of ');
    run("INSERT INTO organisation (name, type_id, state) SELECT ?, id, 'active' FROM term WHERE vocabulary = 'organisation' LIMIT 1", name);
    const o = value('SELECT id FROM organisation WHERE name = ?', name);
    run("INSERT INTO organisation_member (organisation_id, member_id, role, state, confirmed_at) VALUES (?, ?, 'responsible', 'confirmed', UTC_TIMESTAMP(6))", o, boss.id);
    ok(await m.client.submit(await m.client.get(`/en/organisations/${o}/join`), {}, { action: '/join' }), 'join');
    assert.ok((await mailTo(boss.email)).subject.includes(m.word), 'who is responsible was told the name');
  },
  async addresses(m) {
    for (const email of [`second.${m.word}@example.org`, `third.${m.word}@example.org`])
      ok(await m.client.submit(await m.client.get('/en/me/addresses'), { email, use: 'add', password: m.password }), 'address');
    const link = (await mailTo(`second.${m.word}@example.org`)).links.find((l) => l.includes('?t='));
    const c = new Client(), at = link.slice(new URL(link).origin.length);
    ok(await c.submit(await c.get(at), {}, { action: '/confirm' }), 'confirm');
  },
  // What staff hold in lists with many people in them.
  async lists(m) {
    const keep = (words) => {
      const data = Buffer.from(`name,email\n${words},${m.email}\n${unique('x')},x@example.org\n`), s = sha256(data);
      mkdirSync(path.dirname(stored(s)), { recursive: true });
      writeFileSync(stored(s), data);
      return s;
    };
    run("INSERT INTO import (kind, state, csv_sha256, csv_name, total) VALUES ('people', 'done', ?, ?, 2)", keep(`Import ${m.word}`), `${m.word}.csv`);
    const id = value("SELECT MAX(id) FROM import WHERE kind = 'people'");
    run("INSERT INTO import_row (import_id, line, title, outcome, messages, member_id, taken) VALUES (?, 2, ?, 'new', ?, ?, TRUE)", id, `Ann ${m.word}`, `[["name", "x", "${m.word}"]]`, m.id);
    run("INSERT INTO people_export (sha256, format, people) VALUES (?, 'csv', 2)", keep(`Export ${m.word}`));
    run("INSERT INTO invitation (member_id, state) VALUES (?, 'accepted')", m.id);
    run('INSERT INTO member_redirect (old_id, member_id) VALUES (?, ?)', (m.former = 900000000 + m.id), m.id);
  },
  async copy(m) {
    ok(await m.client.submit(await m.client.get('/en/me/data'), {}, { action: '/me/data' }), 'copy');
    await mailTo(m.email, { subject: /copy of your data/ });
  },
};

// Every table as text, a row a line.
const dump = (database = 'm4d') =>
  execFileSync('mariadb-dump', ['--no-defaults', `--socket=${setting('db_socket')}`, `--user=${setting('db_user') || 'm4d'}`, '--single-transaction', '--skip-extended-insert', '--skip-comments', '--no-create-info', '--no-tablespaces', database],
    { env: { ...process.env, MYSQL_PWD: setting('db_password') }, maxBuffer: 1 << 30 }).toString('latin1').split('\n').filter((l) => l.startsWith('INSERT'));

function* walk(folder) {
  for (const e of readdirSync(folder, { withFileTypes: true })) {
    const at = path.join(folder, e.name);
    if (e.isDirectory()) yield* walk(at);
    else yield at;
  }
}
// Raw, and unpacked when it is an archive.
function holds(at, word) {
  const found = (b) => b.toString('latin1').toLowerCase().includes(word);
  try {
    return found(readFileSync(at)) || (readFileSync(at).subarray(0, 2).toString() === 'PK' && found(spawnSync('unzip', ['-p', at], { maxBuffer: 1 << 28 }).stdout)); // of a broken archive, what can be read
  } catch (e) {
    if (e.code === 'ENOENT') return false;
    throw e;
  }
}

test('after erasure the word is nowhere but where the register says', async () => {
  const m = await joined(unique('zq'));
  for (const f of Object.values(areas)) await f(m);
  const stem = m.word.toLowerCase().slice(0, -2); // as searches cut it as well
  const traces = () => dump().filter((l) => l.toLowerCase().includes(stem));
  const tables = (lines) => [...new Set(lines.map((l) => /INTO `(\w+)`/.exec(l)[1]))];
  const before = tables(traces());
  for (const t of ['member', 'member_address', 'profile', 'mail', 'directory_entry', 'directory_word', 'resource', 'resource_text', 'resource_file', 'saved_search', 'upload', 'message', 'message_thread', 'message_draft', 'message_report', 'organisation', 'address_request', 'import', 'import_row'])
    assert.ok(before.includes(t), `the word was in ${t}: ${before.join(' ')}`);
  const photos = sha(m.id);
  assert.equal(photos.length, 2);
  assert.ok([...walk(files)].some((f) => holds(f, stem)), 'and in the file store');
  const other = await newSignedIn();
  const own = await other.client.get(`/en/members/${m.id}`);
  assert.ok((own.status === 301 ? await other.client.follow(own) : own).text.includes(`Ann ${m.word}`), 'and on a page');
  const sentBefore = mails().map((x) => x.file);

  ok(await erase(m), 'erase');
  assert.match(text((await m.client.get('/en/me/deleted')).text), /Your account is deleted/);
  await finished(m.id);
  await mailTo(m.email, { subject: /Your account at .* is deleted/ });
  await until('the last mail to be forgotten', () => value('SELECT COUNT(*) FROM mail WHERE to_email = ?', m.email) === '0');

  assert.deepEqual(traces(), [], 'in the database');
  assert.deepEqual([...walk(files)].filter((f) => holds(f, stem)), [], 'in the file store');
  for (const s of photos) assert.ok(!existsSync(stored(s)), 'the photo is off the disk');
  const after = mails().filter((x) => !sentBefore.includes(x.file) && x.raw.toLowerCase().includes(stem));
  assert.deepEqual(after.map((x) => x.subject), ['Your account at M4D Net is deleted'], 'one last mail');

  // What stays has no name.
  const r = row('SELECT state, submitted_by, submit_note, decision_note FROM resource WHERE id = ?', m.published);
  assert.deepEqual(r, { state: 'published', submitted_by: null, submit_note: null, decision_note: null });
  assert.equal(value('SELECT COUNT(*) FROM resource WHERE id IN (?, ?)', m.waiting, m.refused), '0');
  assert.equal(value('SELECT COUNT(*) FROM organisation WHERE id = ?', m.organisation), '0', 'what waited for the staff');
  // The other one of a conversation keeps the own words.
  const kept = text((await m.other.client.get(`/en/messages/${m.thread}`)).text);
  assert.ok(kept.includes('An answer') && /former member/i.test(kept), kept.slice(0, 600));
  assert.match(kept, /The text is removed: the account of the person who wrote it is erased/);
  assert.match(kept, /not a member any more/);
  assert.ok(inList(m.former), 'the number of an account that had become one with it');
  // The log has the number, and nothing that says whose it was; the chain is whole.
  const lines = rows('SELECT action, detail FROM audit WHERE member_id = ? OR (object_type = ? AND object_id = ?)', m.id, 'member', m.id);
  assert.ok(lines.some((l) => l.action === 'member.erase' && l.detail === '{"why":"self"}'));
  assert.equal(tool(['check-audit']).status, 0);
  const columns = register.filter((p) => p.end !== 'number').flatMap((p) => p.columns.split(' ')).filter((c) => c && !c.includes('email'));
  for (const c of columns) {
    const [t, column] = c.split('.');
    assert.equal(value(`SELECT COUNT(*) FROM ${t} WHERE ${column} = ?`, m.id), '0', c);
  }

  // Pages: for strangers, members, staff; machine faces; exports.
  const admin = await signedIn('admin'), stranger = new Client();
  const everywhere = [`/en/members?q=${m.word}`, '/en/members', `/en/members/${m.id}`, `/en/resources?q=${m.word}`, `/en/resources/${m.published}`, '/en/resources/feed.atom', `/en/resources/statistics`,
    '/oai?verb=ListRecords&metadataPrefix=oai_dc', `/api/resources?q=${m.word}`, '/sitemap.xml', `/en/search?q=${m.word}`];
  const staff = [`/en/admin/people?q=${m.word}`, `/en/admin/people/${m.id}`, '/en/admin/people', '/en/admin/audit', '/en/admin/audit.csv', `/en/admin/mails?to=${m.email}`, '/en/admin/mails', '/en/admin/jobs', '/en/resources/manage', '/en/resources/moderate'];
  for (const [client, at] of [...everywhere.flatMap((a) => [[stranger, a], [other.client, a]]), ...staff.map((a) => [admin, a])]) {
    const a = await client.get(at);
    const asked = at.split('=').pop();
    const html = a.text.replaceAll(`Ann ${m.word}`, 'LEAK').replaceAll(asked, '').replaceAll(encodeURIComponent(asked), ''); // a search repeats what was asked
    assert.ok(!html.includes('LEAK') && !html.toLowerCase().includes(stem), `${at} ${a.status}`);
  }
  assert.equal((await admin.get(`/en/admin/people/${m.id}`)).status, 404);
  assert.equal((await signInAs(m).catch((e) => e)).message.includes('could not sign in: 422'), true, 'nobody can sign in');
  // Logs: what programs wrote names a number. The web server's has the searches of this test.
  for (const f of ['members.log', 'network.log', 'admin.log', 'worker.log', 'resources.log']) {
    const log = readFileSync(path.join(varDir, 'log', f), 'utf8').split('\n').filter((l) => l.toLowerCase().includes(stem));
    assert.deepEqual(log, [], f);
  }
  const asked = readFileSync(path.join(varDir, 'log/access.log'), 'utf8');
  assert.ok(asked.includes(`/en/members/${m.id} `), 'pages of people are in the log by number');
  assert.ok(!asked.includes(m.email) && !asked.toLowerCase().includes(`ann-${stem}`), 'not by name, nor what staff looked for');
});

// ---- rules ----

test('it takes the password and the tick; who is not asked keeps the account', async () => {
  const m = await newSignedIn();
  const page = await m.client.get('/en/me/delete');
  for (const [fields, why] of [[{ password: '', sure: '1' }, /Enter your password/], [{ password: 'wrong one', sure: '1' }, /This is not your password/], [{ password: m.password }, /cannot be undone/]]) {
    const a = await m.client.submit(page, fields, { action: '/me/delete' });
    assert.equal(a.status, 422);
    assert.match(text(a.text), why);
    assert.ok(!/type="password"[^>]*value=/.test(a.text));
  }
  assert.ok(there(m.id));
  assert.equal((await new Client().get('/en/me/delete')).status, 303);
});

test('pressed twice at once it is done once; links of old mails are dead', async () => {
  const m = await newSignedIn(), second = await signInAs(m);
  const c = new Client();
  await c.submit(await c.get('/en/reset'), { email: m.email });
  const link = (await mailTo(m.email, { subject: /new password/ })).links.find((l) => l.includes('/reset/new'));
  const tries = () => Number(value("SELECT COUNT(*) FROM rate WHERE bucket LIKE CONCAT('%', LEFT(SHA2(?, 256), 24), '%')", m.email));
  assert.ok(tries() > 0, 'asking for a mail is counted');
  const page = await m.client.get('/en/me/delete');
  const both = await Promise.all([1, 2].map(() => m.client.submit(page, { password: m.password, sure: '1' }, { action: '/me/delete' })));
  assert.ok(both.some((a) => a.location?.endsWith('/me/deleted')), both.map((a) => a.status).join());
  assert.ok(both.every((a) => a.status < 500));
  assert.equal(value("SELECT COUNT(*) FROM audit WHERE action = 'member.erase' AND object_id = ?", m.id), '1');
  assert.equal((await second.get('/en/me')).status, 303, 'signed out on the other device');
  assert.equal((await new Client().get(link.slice(new URL(link).origin.length))).status, 404);
  assert.equal(tries(), 0, 'what was counted of the address is gone');
});

test('the last administrator stays; of two who go at once one does', async () => {
  const admins = rows("SELECT id, roles FROM member WHERE state = 'active' AND FIND_IN_SET('administrator', roles)");
  const a = await newSignedIn({ roles: 'administrator' }), b = await newSignedIn({ roles: 'administrator' });
  run(`UPDATE member SET roles = '' WHERE id IN (${admins.map((x) => x.id).join()})`);
  try {
    const done = await Promise.all([erase(a), erase(b)]);
    assert.deepEqual(done.map((x) => x.status).sort(), [303, 422]);
    const left = done[0].status === 422 ? a : b;
    assert.ok(there(left.id));
    assert.match(text((await left.client.get('/en/me/delete')).text), /last administrator/);
    run("UPDATE member SET roles = '' WHERE id = ?", left.id);
  } finally {
    for (const x of admins) run('UPDATE member SET roles = ? WHERE id = ?', x.roles, x.id);
  }
});

test('an administrator erases for somebody, with the own password, and never the own account', async () => {
  const admin = await newSignedIn({ roles: 'administrator' }), m = await newMember({ lang: 'fr' });
  const at = `/en/admin/people/${m.id}/erase`;
  const page = await admin.client.get(at);
  assert.match(text(page.text), /Erase this account\?/);
  assert.ok((await admin.client.get(`/en/admin/people/${m.id}`)).text.includes(at));
  assert.equal((await admin.client.submit(page, { password: 'wrong', sure: '1' }, { action: '/erase' })).status, 422);
  ok(await admin.client.submit(page, { password: admin.password, sure: '1' }, { action: '/erase' }));
  assert.ok(!there(m.id));
  await finished(m.id);
  assert.match((await mailTo(m.email)).subject, /supprimé/);
  assert.equal(row("SELECT member_id FROM audit WHERE action = 'member.erase' AND object_id = ?", m.id).member_id, String(admin.id));
  assert.equal((await admin.client.get(at)).status, 404);
  assert.equal((await admin.client.get(`/en/admin/people/${admin.id}/erase`)).status, 404);
  const own = await admin.client.get(`/en/admin/people/${(await newMember()).id}/erase`);
  assert.equal((await admin.client.post(`/en/admin/people/${admin.id}/erase`, { _token: own.text.match(/name="_token" value="([^"]*)"/)[1], password: admin.password, sure: '1' })).status, 404);
  assert.ok(there(admin.id));
  assert.equal((await (await newSignedIn({ roles: 'editor,moderator' })).client.get(at)).status, 403);
});

test('the log leads nowhere that is gone: a person, and an organisation that was only proposed', async () => {
  const m = await newSignedIn(), admin = await newSignedIn({ roles: 'administrator' });
  const proposed = await m.client.submit(await m.client.get('/en/organisations/new'), { name: unique('Only proposed '), type: 'local-authority', about_lang: 'en', anyway: '1' }, { action: '/organisations/new' });
  const id = /\/(\d+)/.exec(proposed.location)[1];
  const log = async () => links((await admin.client.get('/en/admin/audit?type=organisation')).text).concat(links((await admin.client.get('/en/admin/audit?type=member')).text));
  assert.ok((await log()).includes(`/en/organisations/manage/${id}`));
  await m.client.submit(await m.client.get('/en/me/delete'), { password: m.password, sure: '1' }, { action: '/me/delete' });
  assert.equal(value('SELECT COUNT(*) FROM member WHERE id = ?', m.id), '0');
  const after = await log();
  assert.ok(!after.includes(`/en/organisations/manage/${id}`));
  assert.ok(!after.includes(`/en/admin/people/${m.id}`));
});

test('who was alone responsible for an organisation leaves word to the staff', async () => {
  const m = await newSignedIn(), name = unique('Lonely Town ');
  run("INSERT INTO organisation (name, type_id, state) SELECT ?, id, 'active' FROM term WHERE vocabulary = 'organisation' LIMIT 1", name);
  const o = value('SELECT id FROM organisation WHERE name = ?', name);
  run("INSERT INTO organisation_member (organisation_id, member_id, role, state, confirmed_at) VALUES (?, ?, 'responsible', 'confirmed', UTC_TIMESTAMP(6))", o, m.id);
  assert.ok(text((await m.client.get('/en/me/delete')).text).includes(name));
  ok(await erase(m));
  const told = await until('the mail to an administrator', () => mails({ to: 'moderator@example.org', subject: /Nobody is responsible/ }).find((x) => x.text.includes(name)));
  assert.ok(told.text.includes(`/organisations/${o}`));
  assert.equal(value('SELECT COUNT(*) FROM organisation_member WHERE organisation_id = ?', o), '0');
});

// ---- kills ----

test('killed at any moment, an account is there whole or gone whole', async () => {
  for (let i = 0; i < 8; i++) {
    const m = await newSignedIn();
    run("INSERT INTO saved_search (member_id, query, query_hash, lang, told_until) VALUES (?, 'q=x', REPEAT('a', 32), 'en', UTC_TIMESTAMP(6))", m.id);
    run("INSERT INTO profile (member_id, position) VALUES (?, 'x') ON DUPLICATE KEY UPDATE position = 'x'", m.id);
    const going = erase(m).catch((e) => e);
    await sleep(40 + 35 * i); // the password takes most of it
    killOne('members');
    await going;
    // One look at all: the database may be about to commit what the killed program asked for last.
    const [account, ...rest] = value(`SELECT CONCAT_WS(',', (SELECT COUNT(*) FROM member WHERE id = ${m.id}), ${['profile', 'saved_search', 'session'].map((t) => `(SELECT COUNT(*) FROM ${t} WHERE member_id = ${m.id})`)})`).split(',');
    if (account === '1') {
      assert.deepEqual(rest.slice(0, 2), ['1', '1']);
      const again = await until('the program to be back', async () => {
        const a = await erase(m).catch(() => ({ status: 502 }));
        return a.status < 500 && a;
      });
      ok(again, 'once more');
    } else assert.deepEqual(rest, ['0', '0', '0']);
    assert.ok(!there(m.id));
    await finished(m.id);
  }
});

test('the worker killed: files go and the list has the number all the same', async () => {
  const m = await newSignedIn();
  await areas.profile({ ...m, word: unique('w') });
  const photos = sha(m.id);
  ok(await erase(m));
  for (let i = 0; i < 4; i++) {
    killOne('worker');
    await sleep(60);
  }
  await until('the job', () => photos.every((s) => !existsSync(stored(s))) && inList(m.id), 60000);
});

// ---- backups ----

test('a backup that is brought back forgets who was erased since, and nobody else', async () => {
  const gone = await newSignedIn(), stays = await newSignedIn();
  await areas.profile({ ...gone, word: unique('gone') });
  const folder = path.join(dir, 'backup');
  const backup = tool(['backup', folder]).stdout.split('\n')[0];
  ok(await erase(gone));
  await finished(gone.id);
  const later = await newSignedIn();
  ok(await erase(later));
  await finished(later.id);
  tool(['backup', folder]); // puts the list beside the backups: the machine may be lost with its own

  const db = `m4d_${unique()}`;
  run(`CREATE DATABASE ${db} CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_ai_ci`);
  const mine = path.join(dir, 'm4d.conf'), elsewhere = path.join(dir, 'files');
  execFileSync('mkdir', ['-p', elsewhere]);
  writeFileSync(mine, `${readFileSync(conf, 'utf8')}\ndb_name = ${db}\nfiles_dir = ${elsewhere}\nerasure_list = ${dir}/erased\n`, { mode: 0o600 });
  try {
    const back = tool(['restore', backup], { M4D_CONF: mine });
    assert.equal(back.status, 0, back.stderr + back.stdout);
    assert.match(back.stdout, /Erased again: [1-9]/);
    const ids = rows(`SELECT id FROM ${db}.member WHERE id IN (?, ?)`, gone.id, stays.id).map((x) => Number(x.id));
    assert.deepEqual(ids, [stays.id]);
    assert.equal(value(`SELECT COUNT(*) FROM ${db}.profile WHERE member_id = ?`, gone.id), '0');
    assert.equal(value(`SELECT COUNT(*) FROM ${db}.mail WHERE kind = 'member.erased' AND to_email = ?`, gone.email), '0', 'nobody is told again');
    assert.ok(readFileSync(path.join(dir, 'erased'), 'utf8').includes(`${gone.id} `), 'the new machine has the list');
    // Somebody new who got a number that was erased before is left alone.
    run(`INSERT INTO ${db}.member (id, email, name, created_at) VALUES (?, ?, 'New', UTC_TIMESTAMP(6) + INTERVAL 1 MINUTE)`, later.id, `${unique('n')}@example.org`);
    assert.equal(tool(['migrate'], { M4D_CONF: mine }).status, 0);
    assert.equal(value(`SELECT COUNT(*) FROM ${db}.member WHERE id = ?`, later.id), '1');
    run(`UPDATE ${db}.member SET created_at = created_at - INTERVAL 1 DAY WHERE id = ?`, later.id);
    assert.equal(tool(['migrate'], { M4D_CONF: mine }).status, 0);
    assert.equal(value(`SELECT COUNT(*) FROM ${db}.member WHERE id = ?`, later.id), '0');
  } finally {
    run(`DROP DATABASE ${db}`);
  }
});

test('a torn last line of the list counts for nothing, and the next one begins anew', async () => {
  const m = await newSignedIn();
  const size = statSync(list).size;
  writeFileSync(list, '99999', { flag: 'a' });
  ok(await erase(m));
  await finished(m.id);
  const lines = readFileSync(list).subarray(size).toString().split('\n');
  assert.equal(lines[0], '99999');
  assert.match(lines[1], new RegExp(`^${m.id} \\d{4}-\\d\\d-\\d\\dT[\\d:]+Z$`));
});
