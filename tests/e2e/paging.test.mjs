// Lists in pages: from the first page on to the next ones and back again shows the same pages, whatever the order.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { decode } from './lib/html.mjs';
import { run, value } from './lib/db.mjs';
import { directoryAnew, newOrganisation } from './lib/organisations.mjs';
import { newSignedIn, signedIn } from './lib/people.mjs';

const n = 130, seq = `(SELECT seq AS n FROM seq_1_to_${n}) s`;
let admin, me, importId, pageId;

before(async () => {
  admin = await signedIn('admin');
  me = await newSignedIn();
  run(`INSERT INTO mail (member_id, to_email, lang, kind, subject, body, state, next_at) SELECT ?, 'paging@example.org', 'en', 'test.paging', CONCAT('Paging ', n), 'Hello', 'sent', UTC_TIMESTAMP(6) FROM ${seq}`, me.id);
  run(`INSERT INTO job (kind, payload, not_before, state, ended_at, tries, error) SELECT 'test.paging', '{}', UTC_TIMESTAMP(6), 'failed', UTC_TIMESTAMP(6), 5, CONCAT('cause ', n) FROM ${seq}`);
  run(`INSERT INTO member (email, name, country, lang, state, terms_version, terms_at) SELECT CONCAT('paging', n, '@example.org'), CONCAT('Zorro Paging ', n), 'SN', 'en', 'pending', 1, UTC_TIMESTAMP(6) FROM ${seq}`);
  run(`INSERT INTO resource (state, type_id, year, lang, licence, source, submitted_by, changed_at, created_at) SELECT 'proposed', (SELECT MIN(id) FROM term WHERE vocabulary = 'type'), IF(n MOD 5, 2000 + n MOD 7, NULL), 'en', 'CC0-1.0', 'test.paging', ?, UTC_TIMESTAMP(6) - INTERVAL n DIV 3 HOUR, UTC_TIMESTAMP(6) - INTERVAL n DIV 4 HOUR FROM ${seq}`, me.id);
  run("INSERT INTO resource_text (resource_id, lang, title, search_text) SELECT id, 'en', CONCAT('Paging ', id), 'paging' FROM resource WHERE source = 'test.paging'");
  run("INSERT INTO import (state, csv_sha256, csv_name, total, done) VALUES ('done', REPEAT('0', 64), 'paging.csv', ?, ?)", 3 * n, 3 * n);
  importId = value("SELECT MAX(id) FROM import WHERE csv_name = 'paging.csv'");
  run(`INSERT INTO import_row (import_id, line, title, outcome, taken) SELECT ?, 1 + seq, CONCAT('Paging ', seq), ELT(1 + seq MOD 2, 'new', 'same'), TRUE FROM seq_1_to_${3 * n}`, importId);
  pageId = value("SELECT id FROM page WHERE slug = 'about'");
  run(`INSERT INTO page_revision (page_id, lang, title, body, note) SELECT ?, 'es', (SELECT title FROM page_revision WHERE page_id = ? AND lang = 'es' ORDER BY id DESC LIMIT 1), (SELECT body FROM page_revision WHERE page_id = ? AND lang = 'es' ORDER BY id DESC LIMIT 1), CONCAT('test.paging ', n) FROM ${seq}`, pageId, pageId, pageId);
});

after(() => {
  run("DELETE FROM mail WHERE kind = 'test.paging'");
  run("DELETE FROM job WHERE kind = 'test.paging'");
  run("DELETE FROM resource WHERE source = 'test.paging'");
  run("DELETE FROM invitation WHERE member_id IN (SELECT id FROM member WHERE name LIKE 'Zorro Paging%')");
  run("DELETE FROM member WHERE name LIKE 'Zorro Paging%'");
  directoryAnew();
  run('DELETE FROM import WHERE id = ?', importId);
  run("DELETE FROM page_revision WHERE note LIKE 'test.paging %'");
});

// What one page lists: the rows of its last table, or the items of its list.
function items(html) {
  const main = html.slice(html.indexOf('<main'), html.indexOf('<nav class="pager"'));
  const table = main.lastIndexOf('<tbody>');
  return (table < 0 ? main.slice(main.indexOf('ledger')) : main.slice(table)).replace(/ (id|for|form)="[^"]*"|name="_\w+" value="[^"]*"/g, '');
}
const way = (html, rel) => decode(new RegExp(`<a href="([^"]*)" rel="${rel}"`).exec(html)?.[1] ?? '');

async function walk(client, start, rel, most) {
  const seen = [];
  for (let next = start; next && seen.length < most; next = way(seen.at(-1).html, rel)) {
    const page = await client.get(next);
    assert.equal(page.status, 200, next);
    seen.push({ address: next, html: page.text });
  }
  return seen;
}

async function bothWays(client, start) {
  const there = await walk(client, start, 'next', 4);
  assert.ok(there.length >= 3, `${start}: ${there.length} pages`);
  const back = await walk(client, there.at(-1).address, 'prev', 10);
  assert.deepEqual(back.reverse().map((p) => items(p.html)), there.map((p) => items(p.html)), `${start}: back again`);
  assert.equal(way(there[0].html, 'prev'), '', `${start}: nothing before the first page`);
  const first = /<a href="([^"]*)">First page<\/a>/.exec(there[1].html);
  assert.equal(items((await client.get(decode(first[1]))).text), items(there[0].html), `${start}: the first page`);
}

for (const [what, address] of [['mails', '/en/admin/mails?kind=test.paging'], ['failed jobs', '/en/admin/jobs'], ['people', '/en/admin/people?q=Zorro'], ['everybody', '/en/admin/people'],
  ['the queue', '/en/resources/moderate'], ['by change', '/en/resources/manage?state=proposed'], ['by year', '/en/resources/manage?sort=year&state=proposed'], ['by downloads', '/en/resources/manage?sort=downloads&state=proposed']])
  test(`${what}: there and back`, () => bothWays(admin, address));

test('conversations, all of them, unread ones, by a name; reports: there and back', async () => {
  const other = await newSignedIn({ name: 'Yara Paging' });
  run(`INSERT INTO message_thread (subject, started_by, messages) SELECT CONCAT('Paging ', n), ?, 1 FROM ${seq}`, other.id);
  run('INSERT INTO message_party (member_id, thread_id, other_id, unread, last_at) SELECT ?, id, ?, id MOD 10 < 8, UTC_TIMESTAMP(6) - INTERVAL id DIV 3 HOUR FROM message_thread WHERE started_by = ?', me.id, other.id, other.id);
  run("INSERT INTO message (thread_id, n, sender_id, sent_at, body) SELECT id, 1, ?, UTC_TIMESTAMP(6), 'x' FROM message_thread WHERE started_by = ?", other.id, other.id);
  for (const more of ['', '?in=unread', '?q=yara', '?in=unread&q=yara']) await bothWays(me.client, `/en/messages${more}`);
  for (const [state, more] of [['open', ''], ['dismissed', '?in=decided']]) {
    run("INSERT INTO message_report (thread_id, n, reporter_id, reason, note, state) SELECT id, 1, ?, 'other', '', ? FROM message_thread WHERE started_by = ? ON DUPLICATE KEY UPDATE state = VALUES(state)", me.id, state, other.id);
    await bothWays(admin, `/en/messages/reports${more}`);
  }
  run('DELETE FROM message_thread WHERE started_by = ?', other.id);
});

test('the audit log: there and back', async () => {
  for (let i = Number(value('SELECT COUNT(*) FROM audit')); i < 210; i++) await signedIn('member');
  await bothWays(admin, '/en/admin/audit');
});

test('a report of an import, all rows and those of one kind: there and back', async () => {
  await bothWays(admin, `/en/resources/import/${importId}`);
  await bothWays(admin, `/en/resources/import/${importId}?outcome=same`);
});

test('earlier texts of a page: there and back', () => bothWays(admin, `/en/pages/${pageId}/history?in=es`));

test('one’s own mails and proposals: there and back', async () => {
  await bothWays(me.client, '/en/me/mails');
  await bothWays(me.client, '/en/resources/mine');
});

const zorros = "FROM member WHERE name LIKE 'Zorro Paging%'";

test('invitations, all and by state: there and back', async () => {
  run(`INSERT INTO invitation (member_id, state, invited_by, sends, sent_at, expires_at) SELECT id, 'sent', ?, 1, UTC_TIMESTAMP(6) - INTERVAL 2 DAY, UTC_TIMESTAMP(6) + INTERVAL 9 DAY ${zorros}`, me.id);
  await bothWays(admin, '/en/admin/invitations');
  await bothWays(admin, '/en/admin/invitations?state=sent');
  for (const [set, state] of [["expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 DAY", 'expired'], ["state = 'withdrawn'", 'withdrawn']]) {
    run(`UPDATE invitation SET ${set} WHERE invited_by = ? AND member_id IN (SELECT id ${zorros})`, me.id);
    await bothWays(admin, `/en/admin/invitations?state=${state}`);
  }
});

test('changes to many accounts, and the people of one, all and by outcome: there and back', async () => {
  run("INSERT INTO member (email, name, country, lang) SELECT CONCAT('zora', seq, '@example.org'), CONCAT('Zora Paging ', seq), 'SN', 'en' FROM seq_1_to_250");
  run(`INSERT INTO bulk_action (member_id, action, value, state, total) SELECT ?, 'lang', 'fr', 'done', n FROM ${seq}`, me.id);
  const id = value('SELECT MAX(id) FROM bulk_action WHERE member_id = ?', me.id);
  run(`INSERT INTO bulk_row (bulk_id, member_id, outcome, was) SELECT ?, id, 'done', 'en' FROM member WHERE name LIKE 'Zora Paging%'`, id);
  await bothWays(admin, '/en/admin/people/bulk');
  await bothWays(admin, `/en/admin/people/bulk/${id}`);
  await bothWays(admin, `/en/admin/people/bulk/${id}?outcome=done`);
  run('DELETE FROM bulk_action WHERE member_id = ?', me.id);
  run("DELETE FROM member WHERE name LIKE 'Zora Paging%'");
});

test('imports so far, of people and of the library: there and back', async () => {
  for (const [kind, list] of [['people', 'admin/imports'], ['library', 'resources/import']])
    run(`INSERT INTO import (kind, state, csv_sha256, csv_name, total, done) SELECT ?, 'cancelled', REPEAT('0', 64), CONCAT('paging-', n, '.csv'), 1, 0 FROM ${seq}`, kind),
    await bothWays(admin, `/en/${list}`);
  run("DELETE FROM import WHERE csv_name LIKE 'paging-%'");
});

// Three are responsible, and some names are alike: the number of the person decides then.
test('the people of an organisation, on its page and for those responsible: there and back', async () => {
  const { id, name } = newOrganisation({ name: 'Paging House', responsible: [me] });
  run(`INSERT INTO organisation_member (organisation_id, member_id, role, state, shown, confirmed_at) SELECT ?, id, IF(name LIKE '%7', 'responsible', 'member'), 'confirmed', TRUE, UTC_TIMESTAMP(6) ${zorros}`, id);
  run(`UPDATE member SET name = 'Zorro Paging' WHERE name LIKE 'Zorro Paging 5_'`);
  run("UPDATE member SET state = 'active' WHERE name LIKE 'Zorro Paging%'");
  directoryAnew();
  const page = (await me.client.get(`/en/organisations/${id}`)).headers.location;
  await bothWays(me.client, page);
  await bothWays(me.client, `/en/organisations/${id}/people`);
  const there = await walk(me.client, page, 'next', 20);
  assert.equal(there.length, Math.ceil(n / 24));
  const faces = there.flatMap((p) => [...items(p.html).matchAll(/class="cover" href="\/en\/members\/(\d+)-/g)].map((m) => m[1]));
  assert.equal(new Set(faces).size, n, `${name}: each once`);
  assert.ok(items(there[0].html).includes('responsible for this page') && !items(there.at(-1).html).includes('responsible for this page'), 'those responsible come first');
  const gone = await me.client.get(`${page}?after=0_${faces[5]}`);
  assert.equal(gone.status, 200);
  run("UPDATE member SET state = 'pending' WHERE id = ?", faces[5]);
  directoryAnew();
  assert.equal((await me.client.get(`${page}?after=0_${faces[5]}`)).headers.location, page, 'from the beginning when that person has gone');
  run('DELETE FROM organisation WHERE id = ?', id);
});

test('a place that leads to less than a page before it shows the first page', async () => {
  const first = await admin.get('/en/admin/mails?kind=test.paging');
  const id = value("SELECT id FROM mail WHERE kind = 'test.paging' ORDER BY id DESC LIMIT 1 OFFSET 5");
  assert.equal(items((await admin.get(`/en/admin/mails?kind=test.paging&before=0_${id}`)).text), items(first.text));
});
