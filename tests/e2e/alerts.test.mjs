// Saved searches: kept from the list, told by mail each once, ended by the link of a mail without signing in.
import { after, test as nodeTest } from 'node:test';
import assert from 'node:assert/strict';
import { Client, findForms, links, text } from './lib/http.mjs';
import { newSignedIn, signedIn } from './lib/people.mjs';
import { row, rows, run, setting, value } from './lib/db.mjs';
import { unique, until } from './lib/env.mjs';
import { mailTo } from './lib/mail.mjs';
import { endWorkers, oneJob, startJob } from './lib/worker.mjs';

const test = (name, f) => nodeTest(name, { timeout: 120000 }, f);
after(() => {
  endWorkers();
  run("DELETE FROM job WHERE kind = 'test.alerts.send'");
  run("UPDATE saved_search SET every = 'off', next_run = NULL");
});

// ---- publications ----

const editor = signedIn('editor');

// Titles are no English words: pages in other languages show them as well.
// Published ten minutes ago, as far as the database knows: what is newer waits for the next run.
async function published(fields = {}) {
  const c = await editor;
  const title = fields.title_en ?? unique('Paloma ');
  const made = await c.submit(await c.get('/en/resources/manage/new'),
    { title_en: title, type: 'guide', lang: 'en', licence: 'CC-BY-4.0', themes: ['skills'], countries: ['SN'], publishers: 'Test Town', year: '2024', link: 'https://example.org/paper', ...fields });
  assert.equal(made.status, 303, text(made.text).slice(0, 500));
  const id = Number(/\/(\d+)/.exec(made.location)[1]);
  if (fields.draft) return { id, title };
  await c.submit(await c.get(`/en/resources/manage/${id}`), {}, { action: '/publish' });
  assert.equal(value('SELECT state FROM resource WHERE id = ?', id), 'published');
  older(id);
  return { id, title };
}
const older = (id) => run('UPDATE resource SET published_at = published_at - INTERVAL 10 MINUTE WHERE id = ?', id);

// ---- searches ----

async function keep(client, query, lang = 'en') {
  const done = await client.submit(await client.get(`/${lang}/resources?${query}`), {}, { action: '/resources/alerts' });
  assert.equal(done.status, 303, text(done.text).slice(0, 500));
  return done;
}
const ofMember = (id) => rows('SELECT *, next_run IS NOT NULL AS is_on FROM saved_search WHERE member_id = ? ORDER BY id', id);
const makeDue = (member) =>
  run("UPDATE saved_search SET told_until = LEAST(told_until, UTC_TIMESTAMP(6) - INTERVAL 1 DAY), next_run = UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE WHERE member_id = ? AND every <> 'off'", member);
// As if an hour had gone by: due again, and looking at what was published since.
const dueAgain = (member) => run("UPDATE saved_search SET next_run = UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE WHERE member_id = ? AND every <> 'off'", member);
const digests = (member) => rows("SELECT * FROM mail WHERE kind = 'alerts.digest' AND member_id = ? ORDER BY id", member);

// ---- keeping a search ----

test('strangers are led to sign in and back; members keep what they look at', async () => {
  const word = unique('heron');
  const stranger = await new Client().get(`/en/resources?q=${word}&country=SN`);
  assert.ok(!findForms(stranger.text).some((f) => f.action.includes('/alerts')));
  assert.ok(links(stranger.text).some((l) => l === `/en/sign-in?next=${encodeURIComponent(`/en/resources?q=${word}&country=SN`)}`));
  assert.ok(!(await new Client().get('/en/resources')).text.includes('be mailed when'), 'nothing is asked for');

  const m = await newSignedIn();
  assert.match((await m.client.get('/en/resources/alerts')).text, /You keep no search yet/);
  assert.ok(links((await m.client.get('/en/me')).text).includes('/en/resources/alerts'));
  assert.ok(!(await m.client.get('/en/resources')).text.includes('Mail me when'));

  const page = await m.client.get(`/en/resources?theme=skills&sort=title&q=${word}++x&country=SN&country=BF&nonsense=1&lang=fr`);
  const done = await m.client.submit(page, {}, { action: '/resources/alerts' });
  assert.equal(done.status, 303);
  assert.match(done.location, /\/en\/resources\/alerts$/);
  const shown = await m.client.follow(done);
  assert.match(text(shown.text), new RegExp(`“${word} x” · In French`));
  const query = `q=${word}%20x&lang=fr&theme=skills&country=BF&country=SN`;
  assert.deepEqual(ofMember(m.id).map((s) => [s.query, s.every, s.is_on]), [[query, 'daily', '1']]);
  assert.ok(links(shown.text).includes(`/en/resources?${query}`));

  const again = await m.client.get(`/en/resources?${query}&sort=used`);
  assert.match(again.text, /You are mailed when something new fits/);
  assert.equal((await m.client.submit(page, {}, { action: '/resources/alerts' })).status, 303, 'the same form again');
  assert.equal((await m.client.submit(await m.client.get('/en/resources?q=other'), { query: `country=SN&${query}` }, { action: '/resources/alerts' })).status, 303, 'the same search in another order');
  assert.equal(ofMember(m.id).length, 1);
});

test('what cannot be kept is refused with a reason; there are thirty at most', async () => {
  const m = await newSignedIn();
  const page = await m.client.get('/en/resources?q=water');
  const add = (query) => m.client.submit(page, { query, _key: [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('') }, { action: '/resources/alerts' });
  for (const query of ['', 'sort=title', 'q=+%20', 'theme=%00', '%', `${Array.from({ length: 20 }, (_, i) => `theme=${'x'.repeat(50)}${i}&country=${'y'.repeat(50)}${i}`).join('&')}`]) {
    const bad = await add(query);
    assert.equal(bad.status, 422, query);
    assert.match(bad.text, /This search cannot be kept/);
  }
  for (let i = 0; i < 30; i++) {
    const q = `q=word${i}`;
    run("INSERT INTO saved_search (member_id, query, query_hash, lang, told_until) VALUES (?, ?, UNHEX(SHA2(?, 256)), 'en', UTC_TIMESTAMP(6))", m.id, q, q);
  }
  const full = await add('q=more');
  assert.equal(full.status, 422);
  assert.match(full.text, /You keep 30 searches/);
  assert.equal(ofMember(m.id).length, 30);
});

test('how often, none for now, delete; other people’s are not there', async () => {
  const m = await newSignedIn();
  const other = await newSignedIn();
  await keep(m.client, 'q=water');
  const [{ id }] = ofMember(m.id);
  const set = async (every) => m.client.submit(await m.client.get('/en/resources/alerts'), { every }, { action: `/alerts/${id}` });
  assert.equal((await set('weekly')).status, 303);
  assert.equal(ofMember(m.id)[0].every, 'weekly');
  assert.deepEqual(Object.values(row('SELECT WEEKDAY(next_run), HOUR(next_run), MINUTE(next_run), next_run > UTC_TIMESTAMP(6) FROM saved_search WHERE id = ?', id)), ['0', '6', '0', '1']);
  assert.equal((await set('hourly')).status, 422);
  assert.equal((await set('off')).status, 303);
  assert.equal(value('SELECT next_run FROM saved_search WHERE id = ?', id), null);

  await keep(other.client, 'q=other');
  const page = await other.client.get('/en/resources/alerts');
  const fields = findForms(page.text).find((f) => f.action.includes('/alerts/')).fields.filter(([n]) => n.startsWith('_'));
  for (const [action, more] of [[`/en/resources/alerts/${id}`, [['every', 'daily']]], [`/en/resources/alerts/${id}/delete`, []]])
    assert.equal((await other.client.post(action, [...fields, ...more])).status, 404, action);
  assert.equal((await other.client.get(`/en/resources/alerts/${id}/delete`)).status, 404);
  assert.ok(!page.text.includes('q=water'));
  assert.equal(ofMember(m.id)[0].every, 'off');

  const ask = await m.client.get(`/en/resources/alerts/${id}/delete`);
  assert.match(ask.text, /“water”/);
  assert.equal(ofMember(m.id).length, 1, 'asking deletes nothing');
  assert.equal((await m.client.submit(ask, {}, { action: '/delete' })).status, 303);
  assert.equal(ofMember(m.id).length, 0);
});

// ---- the mail ----

test('one mail about all searches, in the member’s language, each publication once', async () => {
  const m = await newSignedIn({ lang: 'fr', name: 'Élodie' });
  const word = unique('heron');
  const house = unique('Casa ');
  const first = await published({ title_en: `Alba ${word}`, publishers: house }); // makes the filter's value
  const publisher = value('SELECT value FROM resource_facet WHERE resource_id = ? AND facet = ?', first.id, 'publisher');
  await keep(m.client, `q=${word}`, 'fr');
  await keep(m.client, `publisher=${publisher}`, 'fr');
  const both = await published({ title_en: `Duo ${word}`, title_fr: `Les deux ${word}`, publishers: house });
  const byFilter = await published({ title_en: unique('Filtra '), publishers: house });
  const withdrawn = await published({ title_en: `Retro ${word}` });
  const draft = await published({ title_en: `Nota ${word}`, draft: true });
  const elsewhere = await published();
  const staff = await editor;
  await staff.submit(await staff.get(`/en/resources/manage/${withdrawn.id}/withdraw`), { reason: 'Only a test' }, { action: '/withdraw' });
  assert.equal(value('SELECT state FROM resource WHERE id = ?', withdrawn.id), 'withdrawn');
  run('UPDATE resource SET published_at = published_at - INTERVAL 2 DAY WHERE id = ?', first.id);

  makeDue(m.id);
  await oneJob('test.alerts.send');
  const mail = await mailTo(m.email);
  assert.equal(digests(m.id).length, 1);
  assert.match(mail.subject, /^2 nouvelles publications/);
  assert.equal(mail.headers['content-language'], 'fr');
  assert.match(mail.text, /^Bonjour Élodie,/);
  assert.match(mail.text, new RegExp(`^«\\s${word}\\s»$`, 'm'));
  assert.match(mail.text, new RegExp(`- Les deux ${word}\\n`));
  assert.match(mail.text, new RegExp(`- ${byFilter.title} \\[Anglais\\]\\n`));
  const site = setting('site_url');
  assert.ok(mail.links.every((l) => l.startsWith(site)), mail.links.join(' '));
  const named = mail.links.map((l) => /\/fr\/resources\/(\d+)$/.exec(l)?.[1]).filter(Boolean).map(Number);
  assert.deepEqual(named.sort(), [both.id, byFilter.id].sort());
  for (const no of [first, withdrawn, draft, elsewhere]) assert.ok(!mail.text.includes(no.title), no.title);
  assert.ok(mail.links.includes(`${site}/fr/resources?publisher=${publisher}`));
  assert.equal((await new Client().get(new URL(mail.links.find((l) => l.endsWith(`/${both.id}`))).pathname)).status, 301);

  makeDue(m.id); // even when it looks back again
  await oneJob('test.alerts.send');
  assert.equal(digests(m.id).length, 1, 'nothing new: no mail');
  const later = await published({ title_en: `Serena ${word}`, publishers: house });
  dueAgain(m.id);
  run('UPDATE saved_search SET told_until = told_until - INTERVAL 15 MINUTE WHERE member_id = ?', m.id);
  await oneJob('test.alerts.send');
  const next = await mailTo(m.email, { count: 2 });
  assert.match(next.subject, /^1 nouvelle publication/);
  assert.ok(next.text.includes(later.title) && !next.text.includes(both.title));
  const stored = digests(m.id)[1];
  assert.doesNotMatch(stored.body + stored.unsubscribe_url, /[?&]t=\w/, 'the secret is not kept once it is sent');
});

test('the link of a mail: opening it changes nothing, a mail program ends the mails without a cookie', async () => {
  const m = await newSignedIn({ lang: 'es' });
  const bystander = await newSignedIn();
  const word = unique('heron');
  await keep(m.client, `q=${word}`);
  await keep(m.client, 'q=water&country=SN');
  await keep(bystander.client, 'q=water');
  await published({ title_en: `Garza ${word}` });
  makeDue(m.id);
  await oneJob('test.alerts.send');
  const mail = await mailTo(m.email);
  const [, address] = /^<(\S+)>$/.exec(mail.headers['list-unsubscribe']);
  assert.equal(mail.headers['list-unsubscribe-post'], 'List-Unsubscribe=One-Click');
  assert.ok(address.startsWith(`${setting('site_url')}/es/resources/alerts/stop?t=`));
  assert.ok(mail.links.includes(address), 'it is in the text as well');
  const target = new URL(address).pathname + new URL(address).search;
  const on = () => ofMember(m.id).map((s) => s.is_on).join('');

  const asks = await new Client().get(target);
  assert.equal(asks.status, 200);
  assert.equal(asks.headers['referrer-policy'], 'no-referrer');
  assert.match(asks.text, /noindex/);
  await new Client().head(target);
  assert.equal(on(), '11');
  const cross = { origin: 'https://mail.example', 'sec-fetch-site': 'cross-site' };
  for (const bad of ['', '?t=', '?t=1', `?t=${m.id}-${'0'.repeat(64)}`, target.replace(/^[^?]*/, '').replace(/t=\d+/, `t=${bystander.id}`)]) {
    const no = await new Client().post(`/es/resources/alerts/stop${bad}`, { 'List-Unsubscribe': 'One-Click' });
    assert.equal(no.status, 404, bad);
  }
  assert.equal(on(), '11');

  const done = await new Client().post(target, { 'List-Unsubscribe': 'One-Click' }, { headers: cross });
  assert.equal(done.status, 200, 'no redirection');
  assert.equal(on(), '00');
  assert.equal(ofMember(bystander.id)[0].is_on, '1');
  assert.equal((await new Client().post(target, { 'List-Unsubscribe': 'One-Click' }, { multipart: true, headers: cross })).status, 200, 'again');

  // Turned on again by the button; what came meanwhile is not told.
  await published({ title_en: `Mora ${word}` });
  await m.client.submit(await m.client.get('/en/resources/alerts'), { every: 'daily' }, { action: `/alerts/${ofMember(m.id)[0].id}` });
  dueAgain(m.id);
  await oneJob('test.alerts.send');
  assert.equal(digests(m.id).length, 1);
  assert.equal((await new Client().submit(asks, {}, { action: '/alerts/stop' })).status, 200, 'the button of the page');
  assert.equal(on(), '00');
});

test('who may not sign in gets none', async () => {
  const m = await newSignedIn();
  const word = unique('heron');
  await keep(m.client, `q=${word}`);
  await published({ title_en: `Garza ${word}` });
  run("UPDATE member SET state = 'suspended' WHERE id = ?", m.id);
  makeDue(m.id);
  await oneJob('test.alerts.send');
  assert.equal(digests(m.id).length, 0);
  assert.equal(value('SELECT next_run > UTC_TIMESTAMP(6) FROM saved_search WHERE member_id = ?', m.id), '1');
});

test('several workers, some killed in the middle: each member one mail', async () => {
  const word = unique('heron');
  const host = `${unique('many')}.example.org`;
  run(`INSERT INTO member (email, password_hash, name, country, lang, state, terms_version, terms_at, confirmed_at)
    SELECT CONCAT('m', s.seq, '@', ?), password_hash, 'One of many', 'SN', 'en', 'active', terms_version, terms_at, confirmed_at
      FROM member, seq_1_to_80 s WHERE email = 'member@example.org'`, host);
  const theirs = `member_id IN (SELECT id FROM member WHERE email LIKE '%@${host}')`;
  const p = await published({ title_en: `Garza ${word}` });
  run(`INSERT INTO saved_search (member_id, query, query_hash, lang, told_until, next_run)
    SELECT id, ?, UNHEX(SHA2(?, 256)), 'en', UTC_TIMESTAMP(6) - INTERVAL 1 DAY, UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE FROM member WHERE email LIKE ?`,
  `q=${word}`, `q=${word}`, `%@${host}`);
  const written = () => Number(value(`SELECT COUNT(*) FROM mail WHERE kind = 'alerts.digest' AND ${theirs}`));
  for (const [i, w] of Array.from({ length: 3 }, () => startJob('test.alerts.send')).entries()) {
    await until('some mails to be written', () => written() > i * 10);
    w.kill('SIGKILL');
    await w.done;
  }
  await oneJob('test.alerts.send');
  assert.equal(written(), 80);
  assert.equal(value(`SELECT COUNT(DISTINCT member_id) FROM mail WHERE kind = 'alerts.digest' AND ${theirs}`), '80');
  assert.equal(value(`SELECT COUNT(*) FROM saved_search_told WHERE resource_id = ${p.id} AND ${theirs}`), '80');
  assert.equal(value(`SELECT COUNT(*) FROM saved_search WHERE ${theirs} AND next_run <= UTC_TIMESTAMP(6)`), '0');
  run(`UPDATE mail SET state = 'failed' WHERE state = 'queued' AND ${theirs}`);
});
