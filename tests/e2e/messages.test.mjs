// Private messages: two members write to each other and are told by mail; nobody else gets in, no address gets
// out, nothing is lost or doubled.
import { after, test as nodeTest } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { Client, findForms, links, text } from './lib/http.mjs';
import { newMember, newSignedIn, signInAs } from './lib/people.mjs';
import { held, row, rows, run, setting, value } from './lib/db.mjs';
import { binDir, conf, sleep, unique, until } from './lib/env.mjs';
import { mailTo, mails } from './lib/mail.mjs';
import { killOne } from './lib/processes.mjs';
import { closeBrowser, newPage } from './lib/browser.mjs';

const test = (name, f) => nodeTest(name, { timeout: 120000 }, f);
const children = new Set();
after(async () => {
  for (const c of children) c.kill('SIGKILL');
  run("DELETE FROM job WHERE kind = 'test.messages.notify'");
  await closeBrowser();
});

// ---- people and what they write ----

// Their accounts are older than a day: young ones may write less.
const old = (id) => run('UPDATE member SET confirmed_at = UTC_TIMESTAMP(6) - INTERVAL 3 DAY WHERE id = ?', id);
async function person(options = {}) {
  const m = await newSignedIn({ name: unique('Ama '), ...options });
  old(m.id);
  if (options.zone) run('UPDATE member SET zone = ? WHERE id = ?', options.zone, m.id);
  return m;
}
const idOf = (answer) => Number(/\/messages\/(\d+)/.exec(answer.location)?.[1]);

async function begin(from, to, fields = {}, lang = 'en') {
  const done = await from.client.submit(await from.client.get(`/${lang}/messages/new?to=${to.id}`), { subject: 'Remittances in Kayes', body: 'Shall we meet?', ...fields }, { action: '/messages/new' });
  assert.equal(done.status, 303, text(done.text).slice(0, 600));
  return idOf(done);
}
const answerForm = (page, id) => findForms(page.text).find((f) => f.action.endsWith(`/messages/${id}`));
async function answer(from, id, body, fields = {}) {
  const done = await from.client.submit(await from.client.get(`/en/messages/${id}`), { body, ...fields });
  assert.equal(done.status, 303, text(done.text).slice(0, 600));
}
const press = async (m, id, what, fields = {}) => m.client.submit(await m.client.get(`/en/messages/${id}`), fields, { action: `/messages/${id}/${what}` });
const unread = (m) => Number(value('SELECT COALESCE((SELECT unread FROM message_member WHERE member_id = ?), 0)', m.id));
const menu = async (m, at = '/en/me') => /Messages<span data-unread>([^<]*)</.exec((await m.client.get(at)).text)?.[1];
const bodies = (id) => rows('SELECT body FROM message WHERE thread_id = ? ORDER BY n', id).map((m) => m.body);

// ---- the worker ----

function worker() {
  run("INSERT INTO job (kind, payload, not_before) VALUES ('test.messages.notify', '{}', UTC_TIMESTAMP(6))");
  const child = spawn(path.join(binDir, 'worker'), ['--once', '--only', 'jobs', '--kinds', 'test.messages'],
    { env: { ...process.env, M4D_CONF: conf }, stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.on('data', (d) => (log += d));
  children.add(child);
  child.done = new Promise((done) => child.on('close', (code) => {
    children.delete(child);
    done({ code, log });
  }));
  return child;
}
async function notify() {
  const end = await worker().done;
  assert.equal(end.code, 0, end.log);
  assert.match(end.log, /"state": ?"done"/, end.log);
}
const due = (...people) => { for (const m of people) run('UPDATE message_member SET notice_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE member_id = ? AND notice_at IS NOT NULL', m.id); };
const notices = (m) => rows("SELECT * FROM mail WHERE kind = 'messages.notice' AND member_id = ? ORDER BY id", m.id);

// ---- two people ----

test('two members write to each other; mails tell them; no address is shown anywhere', async () => {
  const a = await person({ name: `Awa ${unique('D')}` });
  const b = await person({ lang: 'fr', name: `Benoît ${unique('K')}`, zone: 'Africa/Dakar' });
  run("UPDATE member SET zone = 'America/Mexico_City' WHERE id = ?", b.id);
  assert.match((await a.client.get('/en/messages')).text, /No messages yet/);
  const page = await a.client.get(`/en/messages/new?to=${b.id}`);
  const first = await a.client.submit(page, { subject: 'Transferts à Kayes', body: 'See https://example.org/a?b=1&c=2, and\n<b>write</b> to me.' }, { action: '/messages/new' });
  assert.equal(first.status, 303);
  const id = idOf(first);
  assert.equal((await a.client.submit(page, { subject: 'Other words', body: 'Again' }, { action: '/messages/new' })).status, 303, 'the same form again');
  assert.equal(value('SELECT COUNT(*) FROM message_thread WHERE started_by = ?', a.id), '1', 'is the same message');
  const shown = await a.client.follow(first);
  assert.match(text(shown.text), /Your message is sent/);
  assert.ok(shown.text.includes('<a href="https://example.org/a?b=1&amp;c=2" rel="nofollow ugc noopener">https://example.org/a?b=1&amp;c=2</a>, and'));
  assert.ok(shown.text.includes('&lt;b&gt;write&lt;/b&gt;'));

  assert.equal(await menu(b), ' (1)');
  assert.equal(await menu(b, '/en/resources'), ' (1)', 'also on pages that people share');
  assert.equal(await menu(a, '/en/resources'), '');
  const inbox = await b.client.get('/fr/messages');
  assert.ok(inbox.text.includes(a.name) && inbox.text.includes('Transferts à Kayes') && /Non lu/.test(inbox.text));
  const read = await b.client.get(`/fr/messages/${id}`);
  assert.match(text(read.text), / \d\d:\d\d \(Mexico\), soit [^.]*UTC/);
  assert.equal(unread(b), 1, 'opening changes nothing');

  due(b);
  await notify();
  const mail = await mailTo(b.email);
  assert.equal(mail.headers['content-language'], 'fr');
  assert.ok(mail.subject.includes(a.name), mail.subject);
  assert.match(mail.text, /^Bonjour Benoît/);
  assert.match(mail.text, / \d\d:\d\d \(Mexico\), soit [^.]*UTC/);
  assert.ok(mail.links.includes(`${setting('site_url')}/fr/messages/${id}`));
  assert.equal((await b.client.get(new URL(mail.links.find((l) => /\/messages\/\d+$/.test(l))).pathname)).status, 200);
  await notify();
  assert.equal(notices(b).length, 1, 'told once');

  assert.equal((await b.client.submit(read, {}, { action: '/read' })).status, 303);
  assert.equal(unread(b), 0);
  assert.equal((await b.client.submit(read, { body: 'Oui, mardi.' })).status, 303);
  assert.equal(unread(a), 1);
  assert.equal(await menu(a), ' (1)');
  assert.match(text((await a.client.get('/en/messages?in=unread')).text), /Oui, mardi/);
  assert.match(text((await a.client.get('/en/me')).text), /You have 1 unread conversation/);
  due(a);
  await notify();
  const back = await mailTo(a.email);
  assert.match(back.text, /> Oui, mardi\./);
  await answer(a, id, 'Good.');
  assert.equal(unread(a), 0, 'who answers has read');

  const secrets = [a.email, b.email];
  for (const [m, at] of [[a, ''], [a, '?in=unread'], [a, `/${id}`], [a, `/new?to=${b.id}`], [a, `/${id}/2/report`], [a, `/blocks/${b.id}`], [a, '/drafts'], [a, `/${id}/delete`]])
    assert.ok(!(await m.client.get(`/en/messages${at}`)).text.includes(b.email), at);
  for (const [m, other] of [[mail, a], [back, b]]) assert.ok(!m.raw.includes(other.email) && !m.text.includes(other.email) && !m.raw.includes('Reply-To'));
  assert.ok(secrets.every(Boolean));
});

test('pages of a long conversation, names in the inbox, what is broken or nobody’s', async () => {
  const a = await person({ name: `Fatou ${unique('N')}` });
  const b = await person();
  const c = await person();
  const id = await begin(a, b);
  run("INSERT INTO message (thread_id, n, sender_id, sent_at, body) SELECT ?, seq, IF(seq MOD 2, ?, ?), UTC_TIMESTAMP(6), CONCAT('Line number ', seq, '.') FROM seq_2_to_46", id, a.id, b.id);
  run('UPDATE message_thread SET messages = 46 WHERE id = ?', id);
  const numbers = (page) => [...text(page.text).matchAll(/Line number (\d+)\./g)].map((m) => +m[1]);
  let page = await b.client.get(`/en/messages/${id}`);
  assert.deepEqual(numbers(page), Array.from({ length: 20 }, (_, i) => 27 + i));
  assert.ok(answerForm(page, id));
  const seen = numbers(page);
  for (let next; (next = /href="([^"]*\?before=\d+)"><svg[^]{0,200}Earlier messages/.exec(page.text)?.[1]); seen.unshift(...numbers(page))) page = await b.client.get(next);
  assert.deepEqual(seen, Array.from({ length: 45 }, (_, i) => 2 + i), 'each once, in order');
  assert.ok(!answerForm(page, id), 'answers are written below the latest');
  const on = numbers(page);
  for (let next; (next = /href="([^"]*\?before=\d+)">Later messages/.exec(page.text)?.[1]); on.push(...numbers(page))) page = await b.client.get(next);
  assert.deepEqual(on, Array.from({ length: 25 }, (_, i) => 2 + i), 'on again, up to where the latest page begins');

  assert.ok((await b.client.get(`/en/messages?q=${a.name.split(' ')[1].toLowerCase()}`)).text.includes(a.name));
  assert.ok((await b.client.get('/en/messages?q=fatou')).text.includes(a.name));
  for (const q of ['%25', '_', 'nobody', '%5C']) assert.match((await b.client.get(`/en/messages?q=${q}`)).text, /Nobody found/, q);
  for (const odd of ['after=x', 'after=-5_-5', 'after=9223372036854775807_9223372036854775807', 'in=nowhere', 'q=%00', `q=${'x'.repeat(500)}`])
    assert.ok([200, 400].includes((await b.client.get(`/en/messages?${odd}`)).status), odd);
  for (const odd of ['before=x', 'before=-1', 'before=99999999999', 'before=1'])
    assert.equal((await b.client.get(`/en/messages/${id}?${odd}`)).status, 200, odd);

  const form = answerForm(await a.client.get(`/en/messages/${id}`), id).fields.filter(([n]) => n.startsWith('_'));
  for (const [fields, why] of [[{ body: '' }, /Write your message/], [{ body: ' \n ' }, /Write your message/], [{ body: 'x'.repeat(10001) }, /10,000/], [{ body: 'x', version: 'zero' }, /whole number/], [{ body: 'x', seen: '-4' }, /Enter a number/]]) {
    const no = await a.client.post(`/en/messages/${id}`, [...form, ...Object.entries({ seen: '1', version: '0', ...fields })]);
    assert.equal(no.status, 422);
    assert.match(text(no.text), why);
  }
  assert.equal((await a.client.post(`/en/messages/${id}`, [...form.filter(([n]) => n !== '_key'), ['body', 'no key'], ['seen', '0'], ['version', '0']])).status, 422);
  for (const to of [0, -1, 99999999, 'x', a.id, '9223372036854775807']) assert.equal((await a.client.get(`/en/messages/new?to=${to}`)).status, 404, String(to));
  run("INSERT INTO message_thread (subject, started_by, created_at, messages) SELECT CONCAT('Topic ', seq, '.'), ?, UTC_TIMESTAMP(6) - INTERVAL 9 DAY, 1 FROM seq_1_to_34", c.id);
  run("INSERT INTO message (thread_id, n, sender_id, sent_at, body) SELECT id, 1, ?, UTC_TIMESTAMP(6), 'x' FROM message_thread WHERE started_by = ?", c.id, c.id);
  run("INSERT INTO message_party (member_id, thread_id, other_id, last_at) SELECT ?, id, ?, '2024-01-01' FROM message_thread WHERE started_by = ?", b.id, c.id, c.id);
  const list = [];
  for (let at = '/en/messages'; at; at = /href="([^"]*)" rel="next"/.exec(page.text)?.[1].replace('&amp;', '&')) {
    page = await b.client.get(at);
    list.push(...[...text(page.text).matchAll(/Topic \d+\./g)].map(([t]) => t));
  }
  assert.deepEqual(list.sort(), Array.from({ length: 34 }, (_, i) => `Topic ${i + 1}.`).sort(), 'each once, over the pages');
});

test('nobody else gets into a conversation, and nobody learns of people who are hidden', async () => {
  const a = await person(), b = await person(), c = await person();
  const id = await begin(a, b);
  await begin(c, a);
  const own = findForms((await c.client.get(`/en/messages/new?to=${a.id}`)).text).flatMap((f) => f.fields).filter(([n]) => n.startsWith('_'));
  for (const at of [`/${id}`, `/${id}/delete`, `/${id}/1/report`, `/${id}?before=2`, '/999999999'])
    assert.equal((await c.client.get(`/en/messages${at}`)).status, 404, at);
  for (const [at, fields] of [['', [['body', 'x'], ['seen', '0'], ['version', '0']]], ['/read', [['seen', '1']]], ['/unread'], ['/archive'], ['/inbox'], ['/delete'], ['/1/report', [['reason', 'abuse']]]])
    assert.equal((await c.client.post(`/en/messages/${id}${at}`, [...own, ...(fields ?? [])])).status, 404, at);
  assert.equal((await c.client.post('/en/messages/draft', [...own, ['thread', id], ['version', '0'], ['body', 'x']])).status, 404);
  for (const at of ['/reports', '/reports/1']) assert.equal((await c.client.get(`/en/messages${at}`)).status, 403);
  assert.deepEqual(bodies(id), ['Shall we meet?']);
  assert.equal(value('SELECT COUNT(*) FROM message_report WHERE thread_id = ?', id), '0');
  // Nor can one report one's own message, or one that is not there.
  assert.equal((await a.client.get(`/en/messages/${id}/1/report`)).status, 404);
  assert.equal((await b.client.get(`/en/messages/${id}/2/report`)).status, 404);

  // Another one's draft.
  await a.client.submit(await a.client.get(`/en/messages/${id}`), { body: 'Half a' });
  run("INSERT INTO message_draft (member_id, to_id, body, form_key, saved_at) VALUES (?, ?, 'mine', 'k', UTC_TIMESTAMP(6))", a.id, b.id);
  const draft = value('SELECT id FROM message_draft WHERE member_id = ?', a.id);
  await c.client.post(`/en/messages/drafts/${draft}/delete`, own);
  assert.equal(value('SELECT COUNT(*) FROM message_draft WHERE id = ?', draft), '1');

  const hidden = await newMember();
  run("INSERT INTO profile (member_id, listed) VALUES (?, 'me')", hidden.id);
  const resting = await newMember();
  run('UPDATE member SET dormant_at = UTC_TIMESTAMP(6) WHERE id = ?', resting.id);
  const nobody = await c.client.get('/en/messages/new?to=99999999');
  const plain = (p) => p.text.replace(/[0-9a-f]{16,}|99999999|to=\d+|to%3D\d+/g, '');
  for (const m of [hidden, resting, await newMember({ state: 'suspended' }), await newMember({ state: 'pending' })]) {
    const page = await c.client.get(`/en/messages/new?to=${m.id}`);
    assert.equal(page.status, 404);
    assert.equal(plain(page), plain(nobody));
    assert.equal((await c.client.post('/en/messages/new', [...own.filter(([n]) => n !== '_key'), ['_key', 'ab'.repeat(16)], ['to', m.id], ['version', '0'], ['subject', 's'], ['body', 'x']])).status, 404);
    assert.equal((await c.client.post('/en/messages/draft', [...own, ['to', m.id], ['version', '0'], ['body', 'x']])).status, 404);
    assert.equal((await c.client.get(`/en/messages/blocks/${m.id}`)).status, 404);
  }
});

test('blocked: the sender learns nothing but that this person takes no messages', async () => {
  const a = await person(), b = await person(), shy = await person();
  const id = await begin(a, b);
  await a.client.get('/en/messages'); // says that it is sent
  assert.equal((await b.client.submit(await b.client.get(`/en/messages/blocks/${a.id}`), {}, { action: `/blocks/${a.id}` })).status, 303);
  assert.ok((await b.client.get('/en/messages/blocks')).text.includes(a.name));
  await shy.client.submit(await shy.client.get('/en/messages/settings'), { accepts: null }, { action: '/settings' });
  assert.equal(value('SELECT accepts FROM message_member WHERE member_id = ?', shy.id), '0');

  const plain = (page, m) => text(page.text).replaceAll(m.name, 'NAME');
  const toBlocker = await a.client.get(`/en/messages/new?to=${b.id}`), toShy = await a.client.get(`/en/messages/new?to=${shy.id}`);
  assert.match(plain(toShy, shy), /This person cannot be written to here/);
  assert.equal(plain(toBlocker, b), plain(toShy, shy), 'the same page');
  assert.ok(!findForms(toBlocker.text).some((f) => f.names.has('body')));
  const thread = await a.client.get(`/en/messages/${id}`);
  assert.match(text(thread.text), /This person cannot be written to here/);
  const key = () => [...crypto.getRandomValues(new Uint8Array(16))].map((x) => x.toString(16).padStart(2, '0')).join('');
  const token = findForms(thread.text).flatMap((f) => f.fields).find(([n]) => n === '_token');
  for (const at of ['/new', `/${id}`]) {
    const no = await a.client.post(`/en/messages${at}`, [token, ['_key', key()], ['to', b.id], ['seen', '1'], ['version', '0'], ['subject', 'Hello'], ['body', 'Still there?']]);
    assert.equal(no.status, 422, at);
    assert.match(text(no.text), /cannot be written to here/);
    assert.match(no.text, /Still there\?<\/textarea>/, 'what was typed stays');
  }
  assert.deepEqual(bodies(id), ['Shall we meet?']);
  assert.match(text((await b.client.get(`/en/messages/${id}`)).text), /You have blocked this person/);
  assert.match(text((await shy.client.get(`/en/messages/new?to=${a.id}`)).text), /You take no messages at the moment/);

  assert.equal((await b.client.submit(await b.client.get('/en/messages/blocks'), {}, { action: `/blocks/${a.id}/end` })).status, 303);
  await answer(a, id, 'Now it goes.');
  // Who is blocked before the mail is written is not in it.
  await b.client.submit(await b.client.get(`/en/messages/blocks/${a.id}`), {}, { action: `/blocks/${a.id}` });
  due(b);
  await notify();
  assert.equal(notices(b).length, 0);
});

test('archive, unread, delete for me; an answer brings it back', async () => {
  const a = await person(), b = await person();
  const id = await begin(a, b);
  assert.equal((await press(b, id, 'archive')).status, 303);
  assert.equal(unread(b), 0, 'what is put away is read');
  assert.ok(!(await b.client.get('/en/messages')).text.includes(`/messages/${id}`));
  assert.ok((await b.client.get('/en/messages?in=archive')).text.includes(`/messages/${id}`));
  await answer(a, id, 'One more.');
  assert.ok((await b.client.get('/en/messages')).text.includes(`/messages/${id}`));
  assert.equal(unread(b), 1);
  await press(b, id, 'read');
  assert.equal((await press(b, id, 'unread')).status, 303);
  assert.equal(unread(b), 1);
  due(b);
  const before = notices(b).length;
  await notify();
  assert.ok(notices(b).length <= before + 1);

  const ask = await b.client.get(`/en/messages/${id}/delete`);
  assert.equal(unread(b), 1, 'asking changes nothing');
  assert.equal((await b.client.submit(ask, {}, { action: '/delete' })).status, 303);
  assert.equal(unread(b), 0);
  assert.equal((await b.client.get(`/en/messages/${id}`)).status, 404);
  assert.equal((await a.client.get(`/en/messages/${id}`)).status, 200, 'the other one keeps it');
  await answer(a, id, 'Only this is new.');
  const anew = await b.client.get(`/en/messages/${id}`);
  assert.match(text(anew.text), /Only this is new/);
  assert.doesNotMatch(text(anew.text), /One more|Shall we meet/);
  for (const m of [a, b]) await m.client.submit(await m.client.get(`/en/messages/${id}/delete`), {}, { action: '/delete' });
  assert.equal(value('SELECT COUNT(*) FROM message_thread WHERE id = ?', id), '0', 'deleted by both it is gone');
  assert.equal(value('SELECT COUNT(*) FROM message WHERE thread_id = ?', id), '0');
});

test('no more than a person writes: by the hour, by the day, less on the first day; the text stays', async () => {
  const a = await person(), b = await person();
  const id = await begin(a, b);
  run(`INSERT INTO message (thread_id, n, sender_id, sent_at, body) SELECT ?, seq + 1, ?, UTC_TIMESTAMP(6), 'x' FROM seq_1_to_8`, id, a.id);
  run('UPDATE message_thread SET messages = 9 WHERE id = ?', id);
  run('UPDATE member SET confirmed_at = UTC_TIMESTAMP(6) WHERE id = ?', a.id);
  await answer(a, id, 'The tenth.');
  const page = await a.client.get(`/en/messages/${id}`);
  const no = await a.client.submit(page, { body: 'The eleventh.' });
  assert.equal(no.status, 429);
  assert.match(text(no.text), /as many messages as one person can/);
  assert.match(no.text, /The eleventh\.<\/textarea>/);
  old(a.id);
  assert.equal((await a.client.submit(page, { body: 'The eleventh.' })).status, 303, 'the same form goes when it may');
  run('UPDATE message SET sent_at = sent_at - INTERVAL 2 HOUR WHERE thread_id = ?', id);
  run(`INSERT INTO message_thread (subject, started_by, created_at) SELECT 'x', ?, UTC_TIMESTAMP(6) FROM seq_1_to_18`, a.id);
  await begin(a, b);
  assert.equal((await a.client.submit(await a.client.get(`/en/messages/new?to=${b.id}`), { subject: 's', body: 'x' }, { action: '/messages/new' })).status, 429);
  await answer(a, id, 'Answers still go.');
});

// ---- mails ----

// What an account at rest gets no more of is news; the privacy notice and the mail about the rest say so.
test('an account at rest: nobody begins a conversation with it, answers in its own are told, unless it wants none', async () => {
  const a = await person(), b = await person();
  const id = await begin(b, a);
  run('UPDATE member SET dormant_at = UTC_TIMESTAMP(6) WHERE id = ?', b.id);
  assert.equal((await (await person()).client.get(`/en/messages/new?to=${b.id}`)).status, 404);
  await answer(a, id, 'Are you still there?');
  due(b);
  await notify();
  assert.match((await mailTo(b.email)).text, /> Are you still there\?/);
  run("UPDATE message_member SET notice = 'never' WHERE member_id = ?", b.id);
  await answer(a, id, 'Hello?');
  due(b);
  await notify();
  assert.equal(notices(b).length, 1);
  for (const [lang, words] of [['en', 'Messages in conversations that it has are still announced by mail'], ['fr', 'Les messages dans ses conversations sont encore annoncés par courriel'], ['es', 'Los mensajes de sus conversaciones se siguen anunciando por correo']])
    assert.ok(text((await a.client.get(`/${lang}/privacy`)).text).includes(words), lang);
});

test('several messages are one mail; what is read by then is not told; daily; never', async () => {
  const a = await person(), c = await person(), b = await person({ lang: 'es' });
  const id = await begin(a, b, { body: 'One.' });
  await answer(a, id, 'Two.\nand a second line');
  await begin(c, b, { body: `${'long '.repeat(100)}END` });
  const at = row('SELECT notice_at > UTC_TIMESTAMP(6) + INTERVAL 30 SECOND AS later, notice_at < UTC_TIMESTAMP(6) + INTERVAL 61 SECOND AS soon FROM message_member WHERE member_id = ?', b.id);
  assert.deepEqual(at, { later: '1', soon: '1' });
  due(b);
  await notify();
  const mail = await mailTo(b.email);
  assert.equal(notices(b).length, 1);
  assert.match(mail.subject, /^3 mensajes nuevos/);
  for (const s of ['> One.', '> Two.\n> and a second line', a.name, c.name]) assert.ok(mail.text.includes(s), s);
  assert.ok(!mail.text.includes('END') && /long …|long…|lo…|l…/.test(mail.text), 'only how it begins');
  await answer(a, id, 'Three.');
  assert.equal(value('SELECT notice_at > UTC_TIMESTAMP(6) + INTERVAL 500 SECOND FROM message_member WHERE member_id = ?', b.id), '1', 'not a mail a minute');
  await press(b, id, 'read');
  due(b);
  await notify();
  assert.equal(notices(b).length, 1, 'read by then');

  // At seven in the morning where they live.
  run("UPDATE member SET zone = 'Asia/Kathmandu' WHERE id = ?", b.id);
  const set = async (notice) => {
    const done = await b.client.submit(await b.client.get('/en/messages/settings'), { notice, accepts: '1' }, { action: '/settings' });
    assert.equal(done.status, notice === 'hourly' ? 422 : 303);
  };
  await set('hourly');
  await set('daily');
  await answer(a, id, 'Four.');
  assert.equal(value("SELECT CONCAT(TIME_FORMAT(notice_at, '%H:%i'), notice_at > UTC_TIMESTAMP(6), notice_at < UTC_TIMESTAMP(6) + INTERVAL 1 DAY + INTERVAL 1 SECOND) FROM message_member WHERE member_id = ?", b.id), '01:1511');
  await answer(a, id, 'Five.');
  await notify();
  assert.equal(notices(b).length, 1, 'not before the morning');
  due(b);
  await notify();
  assert.equal(notices(b).length, 2);
  assert.match(notices(b)[1].body, /> Four\.[^]*> Five\./);
  await set('never');
  await answer(a, id, 'Six.');
  assert.equal(value('SELECT notice_at FROM message_member WHERE member_id = ?', b.id), null);
  await set('now');
  due(b);
  await notify();
  assert.match(notices(b)[2].body, /> Six\./);
  // Who may not sign in is told nothing.
  await answer(a, id, 'Seven.');
  run("UPDATE member SET state = 'suspended' WHERE id = ?", b.id);
  due(b);
  await notify();
  assert.equal(notices(b).length, 3);
});

test('the link of a mail: opening it changes nothing, a mail program ends the mails without a cookie', async () => {
  const a = await person(), b = await person();
  await begin(a, b);
  due(b);
  await notify();
  const mail = await mailTo(b.email);
  const [, address] = /^<(\S+)>$/.exec(mail.headers['list-unsubscribe']);
  assert.equal(mail.headers['list-unsubscribe-post'], 'List-Unsubscribe=One-Click');
  assert.ok(mail.links.includes(address));
  const target = new URL(address).pathname + new URL(address).search;
  const chosen = () => value('SELECT notice FROM message_member WHERE member_id = ?', b.id);
  const asks = await new Client().get(target);
  assert.equal(asks.status, 200);
  assert.equal(asks.headers['referrer-policy'], 'no-referrer');
  await new Client().head(target);
  for (const bad of ['', '?t=', '?t=1', `?t=${b.id}-${'0'.repeat(64)}`, target.replace(/^[^?]*/, '').replace(/t=\d+/, `t=${a.id}`)])
    assert.equal((await new Client().post(`/en/messages/stop${bad}`, { 'List-Unsubscribe': 'One-Click' })).status, 404, bad);
  assert.equal(chosen(), 'now');
  const done = await new Client().post(target, { 'List-Unsubscribe': 'One-Click' }, { headers: { origin: 'https://mail.example', 'sec-fetch-site': 'cross-site' } });
  assert.equal(done.status, 200, 'no redirection');
  assert.equal(chosen(), 'never');
  assert.equal(value('SELECT COALESCE((SELECT notice FROM message_member WHERE member_id = ?), 1)', a.id), 'now');
  run("UPDATE message_member SET notice = 'now' WHERE member_id = ?", b.id);
  assert.equal((await new Client().submit(asks, {}, { action: '/messages/stop' })).status, 200, 'the button of the page');
  assert.equal(chosen(), 'never');
  const stored = notices(b)[0];
  await until('the secret to be blanked', () => !/[?&]t=\w/.test(notices(b)[0].body + notices(b)[0].unsubscribe_url));
  assert.ok(stored);
});

test('staff see that a mail about messages went out, and not what is in it', async () => {
  const a = await person(), b = await person();
  const word = unique('confidential');
  await begin(a, b, { body: word, subject: unique('topic') });
  due(b);
  await notify();
  const admin = await newSignedIn({ roles: 'administrator' });
  const { id } = notices(b)[0];
  for (const at of [`/en/admin/mails/${id}`, '/en/admin/mails', `/en/admin/mails/${id}/resend`]) {
    const page = await admin.client.get(at);
    assert.equal(page.status, 200);
    assert.ok(!page.text.includes(word), at);
  }
  assert.match(text((await admin.client.get(`/en/admin/mails/${id}`)).text), /quotes private messages/);
  assert.ok((await b.client.get(`/en/me/mails/${id}`)).text.includes(word), 'whose mail it is reads it');
});

// ---- reports ----

test('a report: the moderator reads the message and the few around it, which is noted, and decides', async () => {
  const a = await person(), b = await person();
  const mod = await person({ roles: 'moderator' }), mod2 = await person({ roles: 'moderator' }), admin = await person({ roles: 'administrator' });
  const id = await begin(a, b, { body: 'far before' });
  for (const t of ['before', 'just before', 'give me money', 'just after', 'after', 'far after']) await answer(a, id, `${t}: ${t}.`);
  const ask = await b.client.get(`/en/messages/${id}/4/report`);
  assert.equal((await b.client.submit(ask, { note: 'x' }, { action: '/report' })).status, 422);
  assert.equal((await b.client.submit(ask, { reason: 'fraud', note: 'He wants <money>', block: '1' }, { action: '/report' })).status, 303);
  assert.equal((await b.client.submit(ask, { reason: 'abuse' }, { action: '/report' })).status, 303, 'twice is once');
  assert.equal(value('SELECT COUNT(*) FROM message_report WHERE thread_id = ?', id), '1');
  assert.equal(value('SELECT COUNT(*) FROM message_block WHERE member_id = ? AND blocked_id = ?', b.id, a.id), '1');
  const report = value('SELECT id FROM message_report WHERE thread_id = ?', id);

  assert.ok(links((await mod.client.get('/en/messages/reports')).text).includes(`/en/messages/reports/${report}`));
  assert.ok(!(await mod.client.get('/en/messages/reports')).text.includes('give me money'));
  const shut = await mod.client.get(`/en/messages/reports/${report}`);
  assert.ok(shut.text.includes('He wants &lt;money&gt;') && !shut.text.includes('give me money'));
  const own = findForms(shut.text).flatMap((f) => f.fields).filter(([n]) => n.startsWith('_'));
  assert.equal((await mod.client.post(`/en/messages/reports/${report}/decide`, [...own, ['state', 'warned'], ['why', 'unread']])).status, 403, 'not before it is read');
  const views = () => rows("SELECT member_id FROM audit WHERE action = 'message.report.open' AND object_id = ?", report).map((v) => Number(v.member_id));
  assert.deepEqual(views(), []);
  assert.equal((await mod.client.submit(shut, {}, { action: '/open' })).status, 303);
  assert.deepEqual(views(), [mod.id]);
  const open = await mod.client.get(`/en/messages/reports/${report}`);
  for (const t of ['before', 'just before', 'give me money', 'just after', 'after']) assert.ok(open.text.includes(`${t}: ${t}.`), t);
  for (const t of ['far before', 'far after', a.email, b.email]) assert.ok(!open.text.includes(t), t);
  assert.ok(!(await mod2.client.get(`/en/messages/reports/${report}`)).text.includes('give me money'), 'for each who opens it');

  assert.equal((await mod.client.submit(open, { state: 'warned' }, { action: '/decide' })).status, 422, 'why is missing');
  assert.equal((await mod.client.submit(open, { state: 'suspended', why: 'x' }, { action: '/decide' })).status, 403, 'administrators suspend');
  assert.equal((await mod.client.submit(open, { state: 'warned', why: 'Asks for money' }, { action: '/decide' })).status, 303);
  assert.match((await mailTo(b.email, { subject: /reported/ })).text, /has been warned/);
  const warning = await mailTo(a.email, { subject: /warning/ });
  assert.match(warning.text, /Fraud, or a false identity/);
  assert.ok(![b.email, b.name].some((s) => warning.raw.includes(s)), 'not who reported it');
  assert.equal((await mod.client.submit(open, { state: 'dismissed', why: 'x' }, { action: '/decide' })).status, 303, 'decided already');
  assert.equal(value('SELECT state FROM message_report WHERE id = ?', report), 'warned');

  await b.client.submit(await b.client.get(`/en/messages/${id}/5/report`), { reason: 'abuse' }, { action: '/report' });
  const second = value('SELECT id FROM message_report WHERE thread_id = ? AND n = 5', id);
  await admin.client.submit(await admin.client.get(`/en/messages/reports/${second}`), {}, { action: '/open' });
  await admin.client.submit(await admin.client.get(`/en/messages/reports/${second}`), { state: 'suspended', why: 'Again' }, { action: '/decide' });
  assert.equal(value('SELECT state FROM member WHERE id = ?', a.id), 'suspended');
  assert.ok((await mod.client.get('/en/messages/reports?in=decided')).text.includes(`/reports/${report}`));
  // Who is suspended shows as a former member and cannot be written to; what he wrote is hidden.
  const thread = await b.client.get(`/en/messages/${id}`);
  assert.ok(thread.text.includes('Former member') && !thread.text.includes(a.name) && !thread.text.includes('give me money'));
  assert.match(text(thread.text), /is not a member any more/);
  assert.ok(!(await b.client.get('/en/messages')).text.includes(a.name));
  assert.match((await b.client.get(`/en/messages?q=${a.name.split(' ')[1]}`)).text, /Nobody found/);
});

test('suspending decides on all reports of the writer and hides what he wrote; restoring shows it again', async () => {
  const spammer = await person({ name: `Mal ${unique('S')}` }), b = await person(), c = await person(), good = await person();
  const admin = await person({ roles: 'administrator' });
  const word = unique('lottery');
  const [one, two] = [await begin(spammer, b, { subject: `Win ${word}`, body: `Buy ${word}` }), await begin(spammer, c, { subject: `Win ${word}`, body: `Buy ${word}` })];
  const fair = await begin(good, b, { body: 'Hello there' });
  await answer(b, one, 'No thank you.');
  const report = async (m, thread) => {
    await m.client.submit(await m.client.get(`/en/messages/${thread}/1/report`), { reason: 'unwanted' }, { action: '/report' });
    return Number(value('SELECT id FROM message_report WHERE thread_id = ?', thread));
  };
  const first = await report(b, one), second = await report(c, two), other = await report(b, fair);
  await admin.client.submit(await admin.client.get(`/en/messages/reports/${first}`), {}, { action: '/open' });
  await admin.client.submit(await admin.client.get(`/en/messages/reports/${first}`), { state: 'suspended', why: 'Advertising' }, { action: '/decide' });
  assert.deepEqual([first, second, other].map((id) => value('SELECT state FROM message_report WHERE id = ?', id)), ['suspended', 'suspended', 'open']);
  for (const m of [b, c]) assert.match((await mailTo(m.email, { subject: /reported/ })).text, /suspended/);
  const pages = [[b, ''], [b, `/${one}`], [b, `/${one}/1/report`], [c, ''], [c, '?in=unread'], [c, `/${two}`]];
  for (const [m, at] of pages) {
    const page = await m.client.get(`/en/messages${at}`);
    assert.ok(page.status === 200 && !page.text.includes(word), at);
  }
  const thread = await b.client.get(`/en/messages/${one}`);
  assert.ok(/The text is hidden/.test(thread.text) && thread.text.includes('No thank you.'), 'one’s own words stay');
  assert.ok((await b.client.get(`/en/messages/${fair}`)).text.includes('Hello there'));
  assert.ok((await admin.client.get(`/en/messages/reports/${first}`)).text.includes(word), 'moderators see what was reported');

  await admin.client.submit(await admin.client.get(`/en/admin/people/${spammer.id}/ask/restore`), {}, { action: '/restore' });
  for (const [m, at] of pages) assert.ok((await m.client.get(`/en/messages${at}`)).text.includes(word), at);
  // Without the tick the account is closed, and what it wrote stays.
  await admin.client.submit(await admin.client.get(`/en/admin/people/${good.id}/suspend`), { reason: 'Asked for it' }, { action: '/suspend' });
  assert.ok((await b.client.get(`/en/messages/${fair}`)).text.includes('Hello there'));
  await admin.client.submit(await admin.client.get(`/en/admin/people/${good.id}/ask/restore`), {}, { action: '/restore' });
  await admin.client.submit(await admin.client.get(`/en/admin/people/${good.id}/suspend`), { reason: 'Insults', hide: '1' }, { action: '/suspend' });
  assert.ok(!(await b.client.get(`/en/messages/${fair}`)).text.includes('Hello there'));
});

// ---- drafts ----

const draftOf = (m) => row('SELECT * FROM message_draft WHERE member_id = ?', m.id);

test('drafts without a script: kept, offered, sent, thrown away; two windows never overwrite', async () => {
  const a = await person(), b = await person();
  const at = `/en/messages/new?to=${b.id}`;
  const one = await a.client.get(at), two = await a.client.get(at);
  const save = (page, fields) => a.client.post('/en/messages/draft', [...findForms(page.text).find((f) => f.names.has('body')).fields.filter(([n]) => !(n in fields)), ...Object.entries(fields)]);
  assert.match(one.text, /formaction="\/en\/messages\/draft"/);
  const kept = await save(one, { subject: 'Half', body: 'Half a text' });
  assert.equal(kept.status, 303);
  const back = await a.client.follow(kept);
  assert.match(back.text, /Half a text<\/textarea>/);
  assert.match(text(back.text), /Draft saved \d/);
  assert.match((await a.client.get('/en/messages/drafts')).text, /Half a text/);
  const clash = await save(two, { subject: 'Other', body: 'From the other window' });
  assert.equal(clash.status, 409);
  assert.match(clash.text, /From the other window<\/textarea>/);
  assert.ok(text(clash.text).includes('Half a text'), 'both are shown');
  assert.equal(draftOf(a).body, 'Half a text');
  assert.equal((await a.client.submit(clash, {}, { action: '/messages/new', })).status, 303, 'sending is no overwriting');
  assert.equal(draftOf(a), undefined, 'the person saw both');
  const late = await save(back, { body: 'Late' });
  assert.equal(late.status, 409);
  assert.match(text(late.text), /sent or thrown away/);
  assert.equal((await save(late, { body: 'Late', subject: 'L' })).status, 303, 'once more keeps it');

  // What another window saved is not lost when this one is sent.
  const third = await a.client.get(at);
  assert.match(third.text, /Late<\/textarea>/);
  assert.equal((await save(await a.client.get(at), { body: 'Later' })).status, 303);
  assert.equal((await a.client.submit(third, { subject: 's', body: 'Sent' }, { action: '/messages/new' })).status, 303);
  assert.equal(draftOf(a).body, 'Later');
  assert.equal((await a.client.submit(await a.client.get('/en/messages/drafts'), {}, { action: '/delete' })).status, 303);
  assert.equal(draftOf(a), undefined);
  // A saving that arrives after the message was sent brings nothing back.
  const last = await a.client.get(at);
  assert.equal((await a.client.submit(last, { subject: 's', body: 'Quick' }, { action: '/messages/new' })).status, 303);
  const r = await a.client.post('/en/messages/draft', findForms(last.text).find((f) => f.names.has('body')).fields, { headers: { accept: 'application/json' } });
  assert.equal(r.status, 410);
  assert.equal(draftOf(a), undefined);
  assert.equal((await save(last, { body: 'x'.repeat(10001) })).status, 422);
});

test('drafts with a script: saved while typing, there again after the browser is killed, told when it fails', async () => {
  const a = await person(), b = await person();
  const id = await begin(b, a);
  let page = await newPage({ as: a.client });
  await page.goto(`/en/messages/${id}`);
  await page.waitForFunction(() => document.querySelector('[data-auto]').hidden);
  assert.equal(unread(a), 0, 'read by itself');
  assert.equal((await page.textContent('[data-unread]')).trim(), '');
  await page.fill('#f-body', 'Typed and not');
  await page.type('#f-body', ' sent');
  await page.waitForFunction(() => /^Draft saved \d\d:\d\d$/.test(document.querySelector('[data-state]').textContent), null, { timeout: 3000 });
  assert.match(draftOf(a).body, /^Typed and not sent$|sent/);
  await page.context().close(); // with all that it held

  page = await newPage({ as: a.client });
  await page.goto(`/en/messages/${id}`);
  const had = await page.inputValue('#f-body');
  assert.ok(had.includes('Typed and not'));
  // Leaving the field saves at once.
  await page.fill('#f-body', 'Second');
  await page.focus('button.btn:has-text("Send")');
  await until('the draft', () => draftOf(a).body === 'Second');
  // The line is down: said, kept, and made good later.
  await page.context().setOffline(true);
  await page.fill('#f-body', 'Third');
  await page.waitForSelector('[data-again]:not([hidden])');
  assert.match(await page.textContent('[data-state]'), /could not be saved/);
  assert.equal(await page.inputValue('#f-body'), 'Third');
  await page.context().setOffline(false);
  await until('the draft', () => draftOf(a).body === 'Third');
  // Another window saves: this one does not overwrite unasked.
  const other = await newPage({ as: a.client });
  await other.goto(`/en/messages/${id}`);
  await other.fill('#f-body', 'Fourth, elsewhere');
  await until('the draft', () => draftOf(a).body === 'Fourth, elsewhere');
  await page.waitForTimeout(500);
  await page.fill('#f-body', 'Fifth');
  await page.waitForFunction(() => /another window/.test(document.querySelector('[data-state]').textContent));
  assert.equal(draftOf(a).body, 'Fourth, elsewhere');
  await page.click('[data-again]');
  await until('the draft', () => draftOf(a).body === 'Fifth');
  await page.click('button.btn:has-text("Send")');
  await page.waitForSelector('text=Your message is sent');
  await until('no draft', () => draftOf(a) === undefined);
  assert.deepEqual(bodies(id), ['Shall we meet?', 'Fifth']);
  await page.context().close();
  await other.context().close();
});

// ---- kills ----

test('processes die while people write: each message once, counts as they are', async () => {
  const a = await person(), b = await person();
  const id = await begin(a, b, { body: 'start' });
  let done = false, killed = 0;
  const killer = (async () => {
    while (!done) {
      await sleep(killed ? 60 + Math.random() * 120 : 5);
      if (!done && killOne('network')) killed++;
    }
  })();
  const told = [];
  const write = async (m, to, i) => {
    const mark = unique(`text${i} `);
    let form;
    for (let t = 0; t < 60 && !form; t++) {
      const page = await m.client.get(`/en/messages/${id}`).catch(() => null);
      if (page?.status === 200 && page.text.includes('</html>')) form = answerForm(page, id);
      else await sleep(50);
    }
    const body = form.fields.map(([n, v]) => [n, n === 'body' ? mark : v]);
    for (let t = 0; t < 60; t++) {
      const a = await m.client.post(`/en/messages/${id}`, body).catch(() => null);
      if (a?.status === 303) {
        told.push(mark);
        return;
      }
      assert.ok(!a || a.status >= 500, `refused with ${a?.status}`);
      await sleep(50);
    }
    throw new Error('never sent');
  };
  await Promise.all([0, 1, 2, 3].map(async (k) => { for (let i = 0; i < 6; i++) await (k % 2 ? write(a, b, i) : write(b, a, i)); }));
  done = true;
  await killer;
  assert.ok(killed > 0);
  assert.equal(told.length, 24);
  assert.deepEqual(bodies(id).slice(1).sort(), told.map((t) => t.trim()).sort());
  assert.equal(value('SELECT messages FROM message_thread WHERE id = ?', id), '25');
  for (const m of [a, b])
    assert.equal(unread(m), Number(value('SELECT COALESCE(SUM(unread), 0) FROM message_party WHERE member_id = ?', m.id)));
});

test('a message to somebody who is erased at this very moment: the answer for somebody who is not here', async () => {
  const a = await person(), b = await newMember();
  const form = await a.client.get(`/en/messages/new?to=${b.id}`);
  const gone = await held('DELETE FROM member WHERE id = ?', b.id);
  const sent = a.client.submit(form, { subject: 'Still there?', body: 'Anybody?' }, { action: '/messages/new' });
  await sleep(300); // on its way, and waiting for the row
  await gone.commit();
  const answer = await sent;
  assert.equal(answer.status, 404, text(answer.text).slice(0, 300));
  assert.equal(value('SELECT COUNT(*) FROM message_thread WHERE started_by = ?', a.id), '0');
});

test('several workers, some killed in the middle: each member one mail, each message told', async () => {
  const sender = await person();
  const host = `${unique('many')}.example.org`;
  run(`INSERT INTO member (email, password_hash, name, lang, state, terms_version, terms_at, confirmed_at)
    SELECT CONCAT('m', s.seq, '@', ?), password_hash, 'One of many', 'en', 'active', terms_version, terms_at, confirmed_at
      FROM member, seq_1_to_80 s WHERE email = 'member@example.org'`, host);
  const many = `SELECT id FROM member WHERE email LIKE '%@${host}'`;
  const mark = unique('many');
  run(`INSERT INTO message_thread (subject, started_by, messages) SELECT CONCAT('${mark} ', id), ${sender.id}, 2 FROM (${many}) m`);
  run(`INSERT INTO message (thread_id, n, sender_id, sent_at, body) SELECT id, s.seq, ${sender.id}, UTC_TIMESTAMP(6), CONCAT('text ', s.seq) FROM message_thread, seq_1_to_2 s WHERE subject LIKE '${mark} %'`);
  run(`INSERT INTO message_party (member_id, thread_id, other_id, last_at, unread) SELECT SUBSTRING_INDEX(subject, ' ', -1), id, ${sender.id}, UTC_TIMESTAMP(6), TRUE FROM message_thread WHERE subject LIKE '${mark} %'`);
  run(`INSERT INTO message_member (member_id, unread, notice_at) SELECT id, 1, UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE FROM member WHERE email LIKE '%@${host}'`);
  const written = () => Number(value(`SELECT COUNT(*) FROM mail WHERE kind = 'messages.notice' AND member_id IN (${many})`));
  for (const [i, w] of Array.from({ length: 3 }, worker).entries()) {
    await until('some mails to be written', () => written() > i * 10);
    w.kill('SIGKILL');
    await w.done;
  }
  await notify();
  assert.equal(written(), 80);
  assert.equal(value(`SELECT COUNT(DISTINCT member_id) FROM mail WHERE kind = 'messages.notice' AND member_id IN (${many}) AND body LIKE '%> text 1%> text 2%'`), '80');
  assert.equal(value(`SELECT COUNT(*) FROM message_member WHERE notice_at IS NOT NULL AND member_id IN (${many})`), '0');
  run(`UPDATE mail SET state = 'failed' WHERE state = 'queued' AND member_id IN (${many})`);
});

test('no mail about messages holds an address of anybody', () => {
  const own = new Set([setting('contact_email')]);
  for (const m of mails().filter((x) => /messages\/stop/.test(x.text)))
    for (const [address] of m.text.matchAll(/[\w.+-]+@[\w-]+\.[\w.]+/g)) assert.ok(own.has(address), `${address} in a mail to ${m.to}`);
});
