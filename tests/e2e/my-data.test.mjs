// What is held about somebody: the page, the copy as one archive, and "is this still you?" once a year.
import { after, test as nodeTest } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { Client, findForms, text } from './lib/http.mjs';
import { axe, closeBrowser, newPage } from './lib/browser.mjs';
import { file, pdf, sha256 } from './lib/files.mjs';
import { png } from './lib/pictures.mjs';
import { newMember, newSignedIn, signedIn, signInAs } from './lib/people.mjs';
import { row, run, setting, value } from './lib/db.mjs';
import { binDir, conf, root, sleep, unique, until } from './lib/env.mjs';
import { mailTo, mails } from './lib/mail.mjs';
import { killOne } from './lib/processes.mjs';

const test = (name, f) => nodeTest(name, { timeout: 180000 }, f);
const dir = mkdtempSync(path.join(tmpdir(), 'm4d-my-data-'));
after(async () => {
  await closeBrowser();
  rmSync(dir, { recursive: true, force: true });
});
const ok = (a) => assert.equal(a.status, 303, text(a.text).slice(0, 800));
const tool = (args) => spawnSync(path.join(binDir, 'm4d-admin'), args, { cwd: root, env: { ...process.env, M4D_CONF: conf }, encoding: 'utf8' });
const register = JSON.parse(tool(['list-personal']).stdout);

// ---- the copy ----

const ask = async (m, lang = 'en') => m.client.submit(await m.client.get(`/${lang}/me/data`), {}, { action: '/me/data' });
const copyOf = (id) => row('SELECT * FROM personal_copy WHERE member_id = ?', id);
const ready = (id) => until('the copy', () => copyOf(id)?.state === 'ready');

let n = 0;
async function fetched(m) {
  const a = await m.client.get('/en/me/data/copy');
  assert.equal(a.status, 200);
  const at = path.join(dir, `${++n}.zip`), to = path.join(dir, `${n}`);
  writeFileSync(at, a.body);
  execFileSync('unzip', ['-q', at, '-d', to]);
  return { answer: a, to, html: readFileSync(path.join(to, 'index.html'), 'utf8'), data: JSON.parse(readFileSync(path.join(to, 'data.json'), 'utf8')) };
}

test('every name in data.json has a word for people', () => {
  const sources = readdirSync(path.join(root, 'cgi-bin/model')).filter((f) => /^personal_.*\.c$/.test(f)).map((f) => readFileSync(path.join(root, 'cgi-bin/model', f), 'utf8')).filter((s) => s.includes('personal_int.h') || s.includes('personal_label'));
  const words = new Set(sources.flatMap((s) => [...s.matchAll(/\{"([a-z_]+)", N_\(/g)].map((m) => m[1])));
  const objects = sources.flatMap((s) => [...s.matchAll(/JSON_OBJECT\(([\s\S]*?)\) AS j/g)].map((m) => m[1]));
  const names = new Set(objects.flatMap((o) => [...o.matchAll(/'([a-z_]{3,})',/g)].map((m) => m[1])));
  assert.ok(names.size > 40);
  assert.deepEqual([...names].filter((x) => !words.has(x) && !['true', 'false'].includes(x)), []);
});

test('the page says what is held, and where to change it', async () => {
  const m = await newSignedIn({ roles: 'editor' }), plain = await newSignedIn();
  assert.ok(!/edited/.test(text((await plain.client.get('/en/me/data')).text)), 'what comes from a role only to those who have one');
  for (const lang of ['en', 'fr', 'es']) {
    const page = await m.client.get(`/${lang}/me/data`);
    assert.equal(page.status, 200);
    const parts = page.text.match(/<h3>/g).length;
    assert.equal(parts, register.length, 'every part of the register');
    if (lang === 'en') for (const p of register) assert.ok(text(page.text).includes(p.what), p.code);
  }
  assert.equal((await new Client().get('/en/me/data')).status, 303);
});

test('a copy is made and mailed: all parts, valid, readable without the internet, nobody else’s address', async () => {
  const m = await newSignedIn({ lang: 'fr', name: 'Zoé <Né> "Kâ"' }), other = await newSignedIn();
  ok(await m.client.submit(await m.client.get('/fr/me/profile'), { about: 'Ligne <un>\nligne & deux \u{1F600}', position: 'Élue', place: 'Thiès' }, { action: '/me/profile' }));
  const rows = Array.from({ length: 200 }, () => Buffer.alloc(301, 7).fill(0, 0, 1));
  ok(await m.client.submit(await m.client.get('/fr/me/profile/photo'), { photo: file('ich.png', png(300, 200, { data: deflateSync(Buffer.concat(rows)) }), 'image/png') }, { action: '/me/profile/photo' }));
  const title = unique('Ma proposition '), data = pdf(unique('words '));
  ok(await m.client.submit(await m.client.get('/fr/resources/propose'), { title_fr: title, type: 'report', lang: 'fr', licence: 'CC-BY-4.0', themes: ['skills'], file: file('été 1.pdf', data), file_lang: 'fr' }, { action: '/propose' }));

  ok(await ask(m, 'fr'));
  await ready(m.id);
  const mail = await mailTo(m.email, { subject: /copie/ });
  assert.ok(mail.text.includes('/fr/me/data'), mail.text);
  assert.ok(!/copy\.zip|\/copies\//.test(mail.raw));
  const c = await fetched(m);
  assert.equal(c.answer.headers['content-type'], 'application/zip');
  assert.match(c.answer.headers['cache-control'], /no-store/);
  assert.match(c.answer.headers['content-disposition'], /attachment/);

  assert.equal(c.data.format, 'm4d-my-data');
  assert.equal(c.data.version, 1);
  assert.deepEqual(Object.keys(c.data.parts), register.map((p) => p.code), 'every part of the register');
  const p = c.data.parts;
  assert.equal(p.account.rows[0].name, 'Zoé <Né> "Kâ"');
  assert.equal(p.account.rows[0].email, m.email);
  assert.ok(!JSON.stringify(c.data).includes('argon2'), 'no password');
  assert.equal(p.profile.rows[0].about, 'Ligne <un>\nligne & deux \u{1F600}');
  assert.equal(p.proposals.rows[0].title, title);
  assert.match(p.account.rows[0].created_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);

  const found = c.data.files.map((f) => ({ ...f, bytes: readFileSync(path.join(c.to, f.name)) }));
  assert.deepEqual(found.map((f) => f.part), ['profile', 'profile', 'proposals']);
  for (const f of found) assert.equal(sha256(f.bytes), f.sha256);
  assert.ok(found[2].bytes.equals(data));
  for (const f of found) assert.ok(c.html.includes(f.name.split('/').map(encodeURIComponent).join('/')), `a link to ${f.name}`);

  assert.match(c.html, /<html lang="fr">/);
  assert.ok(text(c.html).includes('Mes données') && text(c.html).includes('Thiès') && c.html.includes('Zoé &lt;Né&gt;'));
  assert.ok(!/<script|https?:\/\/(?!localhost|www\.w3)/i.test(c.html.replace(/<dd>.*?<\/dd>/gs, '')), 'nothing is loaded, nothing runs');
  const raw = [...new Set([...c.html.matchAll(/<dt>([a-z_]+)<\/dt>/g)].map((x) => x[1]))];
  assert.deepEqual(raw, [], 'every name has a word for people');
  const jar = path.join(path.dirname(createRequire(import.meta.url).resolve('vnu-jar/package.json')), 'build/dist/vnu.jar');
  const vnu = spawnSync('java', ['-jar', jar, '--errors-only', path.join(c.to, 'index.html')], { encoding: 'utf8' });
  assert.equal(vnu.status, 0, vnu.stderr);
  const addresses = new Set(`${c.html}${JSON.stringify(c.data)}`.match(/[\w.+-]+@[\w.-]+\.\w+/g).filter((a) => a !== m.email && !a.endsWith('m4d.example')));
  assert.deepEqual([...addresses], [], 'no other address');
  assert.ok(!c.html.includes(other.email));
  const page = await newPage({ width: 320, dark: true });
  await page.goto(`file://${c.to}/index.html`);
  assert.deepEqual(await axe(page), []);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320), 'no sideways scrolling');
  await page.context().close();
});

test('the reason of a suspension: staff are asked to name nobody, the person reads it in the copy, the register says that it stays', async () => {
  const admin = await signedIn('admin'), m = await newMember(), reasons = [unique('Advertising in messages '), unique('A wave of spam ')];
  const ask1 = await admin.get(`/en/admin/people/${m.id}/suspend`);
  assert.match(text(ask1.text), /never erased, so write no names/);
  assert.match(text((await admin.get(`/fr/admin/people/${m.id}/suspend`)).text), /jamais effacé, n’écrivez donc aucun nom/);
  assert.match(text((await admin.get(`/es/admin/people/${m.id}/suspend`)).text), /no se borra nunca, así que no escriba nombres/);
  assert.match((await admin.get('/en/admin/people')).text, /id="b-reason-hint">[^<]*write no names[^]*aria-describedby="b-reason-hint"/);
  ok(await admin.submit(ask1, { reason: reasons[0] }, { action: '/suspend' }));
  run("INSERT INTO bulk_action (member_id, action, value, state, total) SELECT id, 'suspend', ?, 'done', 1 FROM member WHERE email = 'admin@example.org'", reasons[1]);
  run("INSERT INTO bulk_row (bulk_id, member_id, outcome, was) SELECT MAX(id), ?, 'done', 'active' FROM bulk_action WHERE value = ?", m.id, reasons[1]);
  run("UPDATE member SET state = 'active' WHERE id = ?", m.id);
  m.client = await signInAs(m);
  ok(await ask(m));
  await ready(m.id);
  const { data, html } = await fetched(m);
  assert.ok(JSON.stringify(data.parts.record_about.rows).includes(reasons[0]));
  assert.equal(data.parts.changes.rows[0].reason, reasons[1]);
  for (const r of reasons) assert.ok(html.includes(r), r);
  const part = (code) => register.find((p) => p.code === code);
  assert.match(part('record_about').after, /the reason that was noted/);
  assert.equal(part('changes').end, 'later');
  assert.match(text((await m.client.get('/en/me/delete')).text), /with the number of the account and, where an account was suspended, the reason that was noted/);
});

test('staff sends a copy to somebody who cannot sign in, and never sees it', async () => {
  const admin = await signedIn('admin'), m = await newMember({ lang: 'es', state: 'suspended', name: 'Clara Cerrada' }), open = await newMember();
  const ask1 = await admin.get(`/en/admin/people/${m.id}/ask/copy`);
  assert.ok(ask1.text.includes(m.email));
  assert.equal(value('SELECT COUNT(*) FROM personal_copy WHERE member_id = ?', m.id), '0', 'asking changes nothing');
  ok(await admin.submit(ask1, {}, { action: '/copy' }));
  ok(await admin.submit(ask1, {}, { action: '/copy' }));
  await ready(m.id);
  assert.equal(value("SELECT COUNT(*) FROM audit WHERE action = 'member.copy' AND object_id = ?", m.id), '1');
  const mail = await mailTo(m.email, { subject: /copia/ });
  const link = mail.links.find((l) => l.includes('/me/data/link?t=')).replace(/^https?:\/\/[^/]+/, '');
  assert.ok(link.startsWith('/es/'));
  const c = new Client(), page = await c.get(link);
  assert.equal(page.status, 200);
  assert.equal(page.headers['referrer-policy'], 'no-referrer');
  const got = await c.submit(page, {}, { action: '/me/data/link' });
  assert.equal(got.status, 200);
  assert.equal(got.headers['content-type'], 'application/zip');
  assert.match(got.headers['cache-control'], /no-store/);
  assert.equal(got.body.subarray(0, 2).toString(), 'PK');
  assert.equal((await admin.get('/en/me/data/copy')).status, 404, 'not theirs');
  // Another number, another copy of the same number, no link at all.
  const t = new URL(link, 'http://x').searchParams.get('t');
  for (const bad of ['', '-', '1', t.replace(/^\d+/, (n) => Number(n) + 1), `${t}0`, t.slice(0, -1)]) assert.equal((await new Client().get(`/en/me/data/link?t=${encodeURIComponent(bad)}`)).status, 404, bad);
  run('UPDATE personal_copy SET asked_at = asked_at + INTERVAL 1 SECOND WHERE member_id = ?', m.id);
  assert.equal((await c.get(link)).status, 404);
  run('UPDATE personal_copy SET asked_at = asked_at - INTERVAL 1 SECOND, expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE member_id = ?', m.id);
  assert.equal((await c.submit(page, {}, { action: '/me/data/link' })).status, 404, 'its time is over');
  // Whoever can sign in gets it in the own account alone.
  assert.ok(!(await admin.get(`/en/admin/people/${open.id}`)).text.includes('/ask/copy'));
  ok(await admin.submit(await admin.get(`/en/admin/people/${open.id}/ask/copy`), {}, { action: '/copy' }));
  assert.equal(value('SELECT COUNT(*) FROM personal_copy WHERE member_id = ?', open.id), '0');
});

test('more rows than are read at once: each once, in order', async () => {
  const m = await newSignedIn();
  for (let i = 0; i < 450; i += 50)
    run(`INSERT INTO mail (member_id, to_email, lang, kind, subject, body, state, next_at) VALUES ${Array.from({ length: 50 }, (_, k) => `(${m.id}, '${m.email}', 'en', 'test.none', 'Number ${i + k}', 'Text', 'sent', UTC_TIMESTAMP(6))`).join()}`);
  ok(await ask(m));
  await ready(m.id);
  const c = await fetched(m);
  assert.deepEqual(c.data.parts.mails.rows.map((x) => x.subject).filter((x) => x.startsWith('Number')), Array.from({ length: 450 }, (_, i) => `Number ${i}`));
  assert.equal(c.html.match(/Number \d+</g).length, 450);
});

test('nobody else gets it, by any method or range; it ends after its time', async () => {
  const m = await newSignedIn(), other = await newSignedIn();
  ok(await ask(m));
  await ready(m.id);
  const id = copyOf(m.id).id;
  for (const client of [other.client, new Client()]) {
    for (const at of ['/en/me/data/copy', `/store/copies/${id}/copy.zip`, `/files/copies/${id}/copy.zip`, `/copies/${id}/copy.zip`])
      for (const [method, headers] of [['GET', {}], ['HEAD', {}], ['GET', { range: 'bytes=0-9' }], ['POST', {}], ['OPTIONS', {}], ['PUT', {}], ['DELETE', {}]]) {
        const a = await client.request(method, at, { headers });
        assert.ok(![200, 206].includes(a.status) && !a.body.toString('latin1').startsWith('PK'), `${method} ${at}: ${a.status}`);
      }
  }
  const part = await m.client.request('GET', '/en/me/data/copy', { headers: { range: 'bytes=0-1' } });
  assert.equal(part.status, 206);
  assert.equal(part.body.toString(), 'PK', 'its owner may go on where a line broke');
  await m.client.submit(await m.client.get('/en/me'), {}, { action: '/sign-out' });
  assert.equal((await m.client.get('/en/me/data/copy')).status, 303, 'not after signing out');

  await signInAs(m, { client: m.client });
  run('UPDATE personal_copy SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE id = ?', id);
  assert.equal((await m.client.get('/en/me/data/copy')).status, 404);
  assert.ok(!/Download the copy/.test((await m.client.get('/en/me/data')).text));
  sweep();
  assert.ok(!existsSync(path.join(setting('files_dir'), 'copies', id)), 'swept');
  assert.equal(copyOf(m.id), undefined);
});

// The worker once, for jobs of a kind that only this test starts.
function work(kind, payload = '{}') {
  run("INSERT INTO job (kind, payload, not_before) VALUES (?, ?, UTC_TIMESTAMP(6))", `test.${kind}`, payload);
  const r = spawnSync(path.join(binDir, 'worker'), ['--once', '--only', 'jobs', '--kinds', 'test.'], { env: { ...process.env, M4D_CONF: conf }, encoding: 'utf8', timeout: 120000 });
  assert.equal(r.status, 0, r.stderr);
  const failed = value("SELECT GROUP_CONCAT(error) FROM job WHERE kind = ? AND state <> 'done'", `test.${kind}`);
  run("DELETE FROM job WHERE kind = ?", `test.${kind}`);
  assert.equal(failed, null, failed);
  return r;
}
const sweep = () => work('sweep');

test('one at a time; a second click waits for the first; no more than a few a day; a failed one may be tried again', async () => {
  const m = await newSignedIn();
  const page = await m.client.get('/en/me/data');
  const both = await Promise.all([1, 2, 3].map(() => m.client.submit(page, {}, { action: '/me/data' })));
  for (const a of both) assert.equal(a.status, 303);
  await ready(m.id);
  assert.equal(value("SELECT COUNT(*) FROM audit WHERE action = 'member.copy' AND member_id = ?", m.id), '1');
  const first = copyOf(m.id).id;
  run("UPDATE personal_copy SET state = 'failed' WHERE member_id = ?", m.id);
  const failed = await m.client.get('/en/me/data');
  assert.match(text(failed.text), /could not be made/);
  ok(await ask(m));
  await ready(m.id);
  assert.notEqual(copyOf(m.id).id, first);
  assert.ok(!existsSync(path.join(setting('files_dir'), 'copies', first)), 'the one before is gone');
  run('DELETE FROM job WHERE kind = ?', 'copy.none');
  let limit;
  for (let i = 0; i < 5 && limit?.status !== 429; i++) {
    limit = await ask(m);
    if (limit.status === 303) await ready(m.id);
  }
  assert.equal(limit.status, 429);
  assert.match(text(limit.text), /several copies today/);
});

test('the worker killed while it makes a copy: it is made all the same, whole, and mailed once', async () => {
  const m = await newSignedIn();
  const body = 'x'.repeat(20000);
  for (let i = 0; i < 20; i++)
    run(`INSERT INTO mail (member_id, to_email, lang, kind, subject, body, state, next_at) VALUES ${Array.from({ length: 50 }, (_, k) => `(${m.id}, '${m.email}', 'en', 'test.none', 'S', '${body}', 'sent', UTC_TIMESTAMP(6))`).join()}`);
  ok(await ask(m));
  for (let i = 0; i < 3; i++) {
    await sleep(120);
    killOne('worker');
  }
  const busy = await m.client.get('/en/me/data');
  assert.equal(busy.status, 200);
  run("UPDATE job SET lease_until = UTC_TIMESTAMP(6) WHERE kind = 'copy.make' AND state = 'running'"); // its time is up
  await until('the copy after kills', () => copyOf(m.id)?.state === 'ready', 120000);
  const c = await fetched(m);
  assert.equal(c.data.parts.mails.rows.filter((x) => x.subject === 'S').length, 1000);
  await mailTo(m.email, { subject: /copy of your data/ });
  assert.equal(value("SELECT COUNT(*) FROM mail WHERE member_id = ? AND kind = 'member.copy'", m.id), '1');
});

test('an account that goes takes its copy along, also one that is being made', async () => {
  const m = await newSignedIn();
  ok(await ask(m));
  await ready(m.id);
  const id = copyOf(m.id).id;
  ok(await m.client.submit(await m.client.get('/en/me/delete'), { password: m.password, sure: '1' }, { action: '/me/delete' }));
  await until('the folder to go', () => !existsSync(path.join(setting('files_dir'), 'copies', id)));
  // The job comes too late: nobody waits for it.
  work('copy.make', `{"copy":${id}}`);
  assert.ok(!existsSync(path.join(setting('files_dir'), 'copies', id)));
});

// ---- is this still you? ----

const days = (id, column, n) => run(`UPDATE member SET ${column} = UTC_TIMESTAMP(6) - INTERVAL ? DAY WHERE id = ?`, n, id);
const due = (id) => run("UPDATE member SET check_at = '2000-01-01' WHERE id = ?", id);
const check = (id) => {
  due(id);
  work('members.check');
};
const stateOf = (id) => row('SELECT asked, dormant_at, check_at FROM member WHERE id = ?', id);
const listed = (id) => value("SELECT COUNT(*) FROM directory_entry WHERE kind = 'person' AND object_id = ?", id) !== '0';
const asked = (m) => Number(value("SELECT COUNT(*) FROM mail WHERE member_id = ? AND kind = 'member.still'", m.id));

async function away(options) {
  const m = await newMember(options);
  run('UPDATE member SET created_at = created_at - INTERVAL 800 DAY, confirmed_at = UTC_TIMESTAMP(6) - INTERVAL 800 DAY WHERE id = ?', m.id);
  days(m.id, 'signed_in_at', 366);
  run("INSERT INTO profile (member_id, position) VALUES (?, 'x')", m.id);
  const c = await signInAs(await newMember());
  return { ...m, c };
}
const stillLink = async (m, count = 1) => {
  const link = (await mailTo(m.email, { count })).links.find((l) => l.includes('/me/still?t='));
  return link.slice(new URL(link).origin.length);
};
const wake = (m) => run('UPDATE member SET signed_in_at = UTC_TIMESTAMP(6) WHERE id = ?', m.id);

test('who signed in within the year is not asked', async () => {
  const m = await newSignedIn();
  check(m.id);
  assert.equal(asked(m), 0);
  const in_ = Number(value('SELECT DATEDIFF(check_at, UTC_TIMESTAMP(6)) FROM member WHERE id = ?', m.id));
  assert.ok(in_ >= 364 && in_ <= 366, `looked at again in ${in_} days`);
});

test('asked, asked again, at rest, back by the button; each mail once', async () => {
  const m = await away({ lang: 'es' });
  check(m.id);
  check(m.id);
  assert.equal(asked(m), 1, 'once, however often it is looked at');
  assert.equal(stateOf(m.id).asked, '1');
  const link = await stillLink(m);
  assert.ok(link.startsWith('/es/me/still'));
  for (let i = 0; i < 2; i++) assert.equal((await new Client().get(link)).status, 200); // a scanner
  assert.equal(stateOf(m.id).asked, '1', 'opening it changes nothing');

  days(m.id, 'asked_at', 31);
  days(m.id, 'signed_in_at', 400);
  check(m.id);
  assert.equal(asked(m), 2);
  assert.match((await mailTo(m.email, { count: 2 })).subject, /Segunda vez/);
  run('UPDATE member SET asked_at = UTC_TIMESTAMP(6) - INTERVAL 29 DAY WHERE id = ?', m.id);
  check(m.id);
  assert.equal(stateOf(m.id).dormant_at, null, 'not before 30 days');
  days(m.id, 'asked_at', 31);
  check(m.id);
  assert.ok(stateOf(m.id).dormant_at);
  assert.ok(!listed(m.id), 'out of the directory');
  assert.equal((await m.c.get(`/en/members/${m.id}`)).status, 404);
  assert.equal(value("SELECT COUNT(*) FROM mail WHERE member_id = ? AND kind = 'member.dormant'", m.id), '1');
  assert.match((await mailTo(m.email, { count: 3 })).text, /Seguimos avisándole si alguien le escribe en una de sus conversaciones/);
  check(m.id);
  assert.equal(value("SELECT COUNT(*) FROM mail WHERE member_id = ? AND kind = 'member.dormant'", m.id), '1');
  const admin = await newSignedIn({ roles: 'administrator' });
  assert.match(text((await admin.client.get(`/en/admin/people/${m.id}`)).text), /Rests since/);

  const client = new Client(), page = await client.get(link); // also the link of the first mail
  assert.equal(page.headers['referrer-policy'], 'no-referrer');
  const done = await client.submit(page, {}, { action: '/me/still' });
  assert.equal(done.location, '/es/me/still?said=yes');
  assert.equal((await client.follow(done)).status, 200);
  assert.deepEqual([stateOf(m.id).asked, stateOf(m.id).dormant_at], ['0', null]);
  assert.ok(listed(m.id), 'back in the same second');
  check(m.id);
  assert.equal(asked(m), 2, 'and left alone for a year');
});

test('signing in counts as an answer, and wakes at once', async () => {
  const m = await away();
  check(m.id);
  days(m.id, 'asked_at', 31);
  check(m.id);
  days(m.id, 'asked_at', 31);
  check(m.id);
  assert.ok(stateOf(m.id).dormant_at && !listed(m.id));
  const client = new Client();
  const back = await client.submit(await client.get('/en/sign-in'), { email: m.email, password: m.password }, { action: '/sign-in' });
  assert.match(text((await client.follow(back)).text), /Welcome back\. Your account was resting/);
  assert.deepEqual([stateOf(m.id).asked, stateOf(m.id).dormant_at], ['0', null]);
  assert.ok(listed(m.id));
  assert.doesNotMatch(text((await (await signInAs(m)).get('/en/me')).text), /Welcome back/);
  check(m.id);
  assert.equal(asked(m), 2);
});

test('a resting account gets no digests', async () => {
  const m = await away();
  run("INSERT INTO saved_search (member_id, query, query_hash, lang, told_until, next_run) VALUES (?, 'country=SN', REPEAT('b', 32), 'en', '2000-01-01', '2000-01-02')", m.id);
  run('UPDATE member SET dormant_at = UTC_TIMESTAMP(6), check_at = UTC_TIMESTAMP(6) + INTERVAL 1 DAY WHERE id = ?', m.id);
  work('alerts.send');
  assert.equal(value('SELECT COUNT(*) FROM mail WHERE member_id = ?', m.id), '0');
});

test('two years at rest: told once more 30 days before, then erased; staff are not', async () => {
  const m = await away(), staff = await away({ roles: 'editor' });
  for (const x of [m, staff]) {
    run('UPDATE member SET asked = 2, asked_at = UTC_TIMESTAMP(6) - INTERVAL 705 DAY, signed_in_at = UTC_TIMESTAMP(6) - INTERVAL 800 DAY WHERE id = ?', x.id);
    days(x.id, 'dormant_at', 701);
  }
  check(m.id);
  check(staff.id);
  assert.equal(value("SELECT COUNT(*) FROM mail WHERE member_id = ? AND kind = 'member.last'", m.id), '1');
  assert.equal(value('SELECT COUNT(*) FROM mail WHERE member_id = ?', staff.id), '0');
  await mailTo(m.email);
  days(m.id, 'asked_at', 29);
  days(m.id, 'dormant_at', 740);
  check(m.id);
  assert.equal(value('SELECT COUNT(*) FROM member WHERE id = ?', m.id), '1', 'always 30 days after the last call');
  days(m.id, 'asked_at', 31);
  days(staff.id, 'dormant_at', 800);
  check(m.id);
  check(staff.id);
  assert.equal(value('SELECT COUNT(*) FROM member WHERE id = ?', m.id), '0');
  assert.equal(value('SELECT COUNT(*) FROM member WHERE id = ?', staff.id), '1');
  assert.match((await mailTo(m.email, { count: 2 })).subject, /is deleted/);
  assert.equal(value("SELECT detail FROM audit WHERE action = 'member.erase' AND object_id = ?", m.id), '{"why":"rested"}');
  wake(staff);
});

test('links that are none', async () => {
  const m = await newMember(), other = await away();
  check(other.id);
  const good = await stillLink(other);
  const t = new URL(good, 'http://x').searchParams.get('t');
  for (const bad of ['', 'x', '1-', `${m.id}-${t.split('-')[1]}`, `${t}0`, t.slice(0, -1), '99999999-00', '-1-0']) {
    const a = await new Client().get(`/en/me/still?t=${encodeURIComponent(bad)}`);
    assert.equal(a.status, 404, bad);
    assert.match(text(a.text), /do not know this link/);
  }
  const c = new Client(), page = await c.get(good);
  const hidden = findForms(page.text).find((f) => f.action.endsWith('/me/still')).fields;
  assert.equal((await c.post('/en/me/still', hidden.map(([k, v]) => [k, k === 't' ? `${t}0` : v]))).status, 404);
  assert.equal((await c.post('/en/me/still', [['t', t]])).status, 403, 'no form token');
  wake(other);
});

test('not all at once: a run writes so many mails and no more; killed on the way, each still gets one', async () => {
  const word = unique('crowd');
  run(`INSERT INTO member (email, name, state, signed_in_at, created_at, confirmed_at, check_at)
    SELECT CONCAT('${word}-', seq, '@example.org'), 'Crowd', 'active', '2020-01-01', '2020-01-01', '2020-01-01', '2000-01-01' FROM seq_1_to_250`);
  const count = () => Number(value("SELECT COUNT(*) FROM mail WHERE kind = 'member.still' AND to_email LIKE ?", `${word}-%`));
  run("INSERT INTO job (kind, payload, not_before) VALUES ('test.members.check', '{}', UTC_TIMESTAMP(6))");
  const child = spawn(path.join(binDir, 'worker'), ['--once', '--only', 'jobs', '--kinds', 'test.'], { env: { ...process.env, M4D_CONF: conf }, stdio: 'ignore' });
  await until('some mails', () => count() > 20);
  child.kill('SIGKILL');
  await new Promise((done) => child.on('exit', done));
  const before = count();
  run("DELETE FROM job WHERE kind = 'test.members.check'");
  work('members.check');
  const first = count();
  assert.ok(first - before <= 200 && first <= 250, `${before}, then ${first}`);
  work('members.check');
  assert.equal(count(), 250);
  assert.equal(Number(value("SELECT COUNT(DISTINCT to_email) FROM mail WHERE kind = 'member.still' AND to_email LIKE ?", `${word}-%`)), 250, 'each one');
  run('DELETE FROM mail WHERE to_email LIKE ?', `${word}-%`);
  run('DELETE FROM member WHERE email LIKE ?', `${word}-%`);
});
