// Markup, words of templates, line ends and turned words in every field of people, organisations, messages and
// staff: on each page that shows them, in mails, tables, data for machines and one's own copy. hostile.test.mjs
// does the same for the library.
import test, { after } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client, findForms, text } from './lib/http.mjs';
import { newMember, newSignedIn } from './lib/people.mjs';
import { rows, value } from './lib/db.mjs';
import { unique, until } from './lib/env.mjs';
import { mails, mailTo } from './lib/mail.mjs';
import { file } from './lib/files.mjs';
import { closeBrowser, newPage } from './lib/browser.mjs';

const dir = mkdtempSync(path.join(os.tmpdir(), 'm4d-hostile-'));
after(async () => {
  await closeBrowser();
  rmSync(dir, { recursive: true, force: true });
});

const hook = unique('hook');
const turned = '\u202e\u2066\u2028';
const evil = `"'><svg/onload=${hook}()><img src=x onerror=${hook}()></script><script>${hook}()</script>{{7*7}}<?cs var:#7*7 ?>${turned}\r\nBcc: evil\r\n\r\n😀`;
const line = `'"><svg onload=${hook}()>${turned}😀\r\nBcc: evil`;
const short = `'"><svg onload=${hook}()>😀`;
const ok = (a) => {
  assert.equal(a.status, 303, `${a.method} ${a.path}: ${text(a.text).slice(0, 600)}`);
  return a;
};
const idOf = (a) => Number(/\/(\d+)/.exec(a.location)[1]);
const submit = async (m, at, fields, action) => ok(await m.client.submit(await m.client.get(at), fields, { action }));
// A form whose page is of no interest here.
async function post(m, at, fields = {}) {
  const token = findForms((await m.client.get('/en/me')).text).flatMap((f) => f.fields).find(([n]) => n === '_token')[1];
  return ok(await m.client.post(at, { _token: token, _key: randomBytes(16).toString('hex'), ...fields }));
}

const made = {};
test('it is taken as text, everywhere', { timeout: 60000 }, async () => {
  const [a, b] = [await newSignedIn({ name: short }), await newSignedIn({ name: short })];
  const admin = await newSignedIn({ roles: 'administrator', name: short }), mod = await newSignedIn({ roles: 'moderator', name: short });
  const all = Object.fromEntries(['listed', 'photo_seen', 'position_seen', 'organisation_seen', 'country_seen', 'place_seen', 'languages_seen', 'themes_seen', 'about_seen'].map((n) => [n, 'public']));
  for (const m of [a, b]) await submit(m, '/en/me/profile', { name: line, position: line, organisation: line, place: short, about: evil, ...all }, '/me/profile');
  const facts = { type: 'local-authority', about_lang: 'en', about: evil, place: short, anyway: '1' };
  const org = idOf(await submit(a, '/en/organisations/new', { ...facts, name: line, short_name: short, website: `https://x.example/%22%3E%3Csvg/onload=${hook}()%3E`, shown: '1' }, '/organisations/new'));
  const refused = idOf(await submit(b, '/en/organisations/new', { ...facts, name: `${line} 2` }, '/organisations/new'));
  await post(mod, `/en/organisations/manage/${org}/accept`, { reason: evil });
  await post(mod, `/en/organisations/manage/${refused}/refuse`, { reason: evil });
  for (const side of ['offers', 'seeks']) await submit(a, `/en/organisations/${org}/offers/new?side=${side}`, { side, what: 'expertise', text: evil, lang: 'en' }, '/offers/new');
  await post(b, `/en/organisations/${org}/join`, { shown: '1' });
  await post(a, `/en/organisations/${org}/people/${b.id}/approve`);
  const thread = idOf(await post(a, '/en/messages/new', { to: b.id, subject: line, body: evil, version: 0 }));
  await post(b, `/en/messages/${thread}`, { seen: 1, version: 0, body: evil });
  await post(b, '/en/messages/draft', { to: a.id, version: 0, subject: line, body: evil });
  await post(b, `/en/messages/${thread}/1/report`, { reason: 'fraud', note: evil });
  const report = value('SELECT MAX(id) FROM message_report WHERE thread_id = ?', thread);
  await post(mod, `/en/messages/reports/${report}/open`);
  await post(mod, `/en/messages/reports/${report}/decide`, { state: 'warned', why: evil });
  const invited = `${unique('i')}@example.org`;
  await submit(admin, '/en/admin/invitations/new', { people: `${short} <${invited}>` }, '/invitations/new');
  const cell = `"${short.replace(/"/g, '""')}"`;
  const table = `name,email,country,organisation\r\n${cell},${unique('p')}@example.org,SN,${cell}\r\n${cell},${cell},${cell},${cell}\r\n`;
  const brought = (await submit(admin, '/en/admin/imports', { csv: file('a.csv', Buffer.from(table), 'text/csv') }, '/imports')).location;
  const bulk = (await post(admin, '/en/admin/people/bulk', { do: 'suspend', reason: line, id: (await newMember({ name: short })).id })).location;
  await post(admin, `${bulk}/confirm`);
  await submit(b, '/en/me/data', {}, '/me/data');
  Object.assign(made, { a, b, admin, mod, org, refused, thread, report, invited, brought, bulk });
});

test('nothing that was typed turns the words around it, or adds a line', () => {
  for (const [table, columns] of [['member', ['name']], ['profile', ['position', 'place', 'about']], ['organisation', ['name', 'short_name', 'about']], ['offer', ['text']], ['message_thread', ['subject']], ['message', ['body']], ['message_draft', ['subject', 'body']]])
    for (const c of columns)
      for (const r of rows(`SELECT ${c} AS x FROM ${table} WHERE ${c} LIKE ?`, `%${hook}%`)) {
        assert.doesNotMatch(r.x, /[\u202a-\u202e\u2066-\u2069\u2028\r]/, `${table}.${c}`);
        if (!['about', 'text', 'body'].includes(c)) assert.doesNotMatch(r.x, /\n/, `${table}.${c}`);
      }
});

test('no mail has a line in its head that somebody typed', async () => {
  const { a, b, invited } = made;
  await mailTo(b.email, { subject: /The copy of your data/ });
  await mailTo(invited);
  const found = mails().filter((m) => [a.email, b.email, invited].some((e) => m.to.includes(e)));
  assert.ok(found.some((m) => m.subject.includes(hook)), 'a name is in a subject');
  for (const m of found) {
    const head = m.raw.replace(/\r\n/g, '\n').split('\n\n')[0];
    assert.doesNotMatch(head, /^bcc:/im, m.subject);
    assert.doesNotMatch(head, /[^\x20-\x7e\n\t]/, m.subject);
    assert.doesNotMatch(head, /text\/html/i, m.subject);
    assert.doesNotMatch(m.subject, /[\u202a-\u202e\u2028]/);
  }
});

test('tables and the copy of one’s data: no formula, no markup, whole', async () => {
  const { admin, b, brought } = made;
  await until('the dry run', () => value('SELECT state FROM import WHERE id = ?', /\d+/.exec(brought.replace('/en/', ''))[0]) !== 'checking');
  for (const where of ['/en/organisations/manage/export.csv', '/en/admin/audit.csv', '/en/members/statistics.csv', `${brought}/report.csv`]) {
    const t = await admin.client.get(where);
    assert.equal(t.status, 200, where);
    const cells = [...t.text.replace(/^\ufeff/, '').matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)].map((m) => m[1] ?? m[2]);
    assert.deepEqual(cells.filter((x) => /^[=+\-@\t\r]/.test(x)), [], where);
  }
  const zip = path.join(dir, 'copy.zip');
  writeFileSync(zip, (await b.client.get('/en/me/data/copy')).body);
  const page = execFileSync('unzip', ['-p', zip, 'index.html'], { maxBuffer: 1 << 26 }).toString();
  assert.ok(page.includes(hook));
  assert.doesNotMatch(page, new RegExp(`<(svg|img|script)[^>]*${hook}|<script`));
  assert.ok(JSON.stringify(JSON.parse(execFileSync('unzip', ['-p', zip, 'data.json'], { maxBuffer: 1 << 26 }))).includes(hook));
});

test('it runs on no page, for nobody', { timeout: 120000 }, async () => {
  const { a, b, admin, mod, org, refused, thread, report, brought, bulk } = made;
  const q = encodeURIComponent(evil), person = (await new Client().get(`/en/members/${a.id}`)).location, offer = value('SELECT MAX(id) FROM offer WHERE organisation_id = ?', org);
  const o = `/en/organisations/${org}`;
  const visits = [
    [new Client(), [person, `/fr/members/${a.id}`, o, `/en/members?q=${hook}`, `/en/organisations?q=${hook}`, '/en/members/map', '/en/partners', `/en/members?q=${q}&country=${q}&after=${q}`, `/en/partners?organisation=${org}&from=${q}&theme=${q}`, `/en/search?q=${hook}`, `/en/messages/stop?t=${q}`, `/en/me/still?t=${q}`, `/en/invitation?t=${q}`, `/en/me/addresses/confirm?t=${q}`]],
    [a.client, ['/en/me', '/en/me/profile', '/en/me/profile/preview', '/en/messages', `/en/messages/${thread}`, `/en/messages/new?to=${b.id}`, o, `${o}/edit`, `${o}/routes`, `${o}/people`, `${o}/leave`, `${o}/people/${b.id}/remove`, `${o}/offers/${offer}`, `${o}/offers/${offer}/remove`, '/en/me/data', '/en/me/delete', '/en/me/mails']],
    [b.client, [person, '/en/messages/drafts', `/en/messages/${thread}`, `/en/messages/${thread}/1/report`, `/en/messages/blocks/${a.id}`, `/en/messages/${thread}/delete`, ...rows('SELECT id FROM mail WHERE member_id = ?', b.id).map((r) => `/en/me/mails/${r.id}`)]],
    [mod.client, ['/en/messages/reports?in=decided', `/en/messages/reports/${report}`, `/en/organisations/manage?q=${hook}`, `/en/organisations/manage/${org}`, `/en/organisations/manage/${refused}`]],
    [admin.client, [`/en/admin/people?q=${hook}`, `/en/admin/people/${a.id}`, bulk, brought, '/en/admin/people/bulk', '/en/admin/imports', '/en/admin/invitations', '/en/admin/audit', '/en/admin/mails', `/en/admin/people/merge?stays=${a.id}&goes=${b.id}`, `/en/admin/people/${a.id}/erase`, `/en/admin/people/${a.id}/suspend`, '/en/admin/operations']],
  ];
  const marked = () =>
    [...document.querySelectorAll('*')]
      .filter((x) => [...x.attributes].some((y) => /^on/.test(y.name)) || (x.localName === 'script' && !x.src && x.type !== 'application/ld+json') || /^\s*(javascript|data):/i.test(x.getAttribute('href') ?? ''))
      .map((x) => x.outerHTML.slice(0, 100));
  const machines = () => [...document.querySelectorAll('script[type="application/ld+json"]')].map((x) => x.textContent);
  let seen = 0;
  for (const [client, list] of visits) {
    const page = await newPage({ as: client });
    const told = [];
    await page.exposeFunction(hook, () => told.push('a script ran'));
    page.on('console', (x) => /Content Security Policy/i.test(x.text()) && told.push(x.text()));
    for (const where of list) {
      const answer = await page.goto(where, { waitUntil: 'load' });
      assert.ok(answer.status() < 500, `${where}: ${answer.status()}`);
      assert.deepEqual([...(await page.evaluate(marked)), ...told], [], where);
      for (const j of await page.evaluate(machines)) assert.ok(JSON.parse(j), where);
      seen += (await page.evaluate(() => document.body.innerText)).includes(hook) ? 1 : 0;
    }
    await page.context().close();
  }
  assert.ok(seen > 35, `it was shown as text on ${seen} pages`);
});
