// Two accounts become one: preview, what moves, what is refused, and that no table is forgotten.
import { before, test as nodeTest } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { row, rows, run, value } from './lib/db.mjs';
import { root, unique } from './lib/env.mjs';
import { Client, findForms, text } from './lib/http.mjs';
import { mailTo } from './lib/mail.mjs';
import { conversationFor } from './lib/messages.mjs';
import { newMember, newSignedIn, signInAs } from './lib/people.mjs';
import { killOne } from './lib/processes.mjs';

const test = (name, f) => nodeTest(name, { timeout: 120000 }, f);
let admin, boss;
before(async () => {
  boss = await newSignedIn({ roles: 'administrator', name: 'Merge Boss' });
  admin = boss.client;
});
const main = (page) => page.text.slice(page.text.indexOf('<main'), page.text.indexOf('</main>'));
const look = (a, b) => admin.get(`/en/admin/people/merge?stays=${encodeURIComponent(a)}&goes=${encodeURIComponent(b)}`);
const claim = (m) => run('INSERT IGNORE INTO member_address (email, member_id, confirmed_at) VALUES (?, ?, UTC_TIMESTAMP(6))', m.email, m.id);

// Every column that refers to a member, by its foreign key or by its name.
test('every table that refers to a member is in the written list', () => {
  const source = readFileSync(path.join(root, 'cgi-bin/model/member_merge_sql.c'), 'utf8');
  const listed = new Set([...source.matchAll(/X\((\w+), (\w+)/g)].map((m) => `${m[1]}.${m[2]}`));
  const there = rows(`SELECT TABLE_NAME AS t, COLUMN_NAME AS c FROM information_schema.KEY_COLUMN_USAGE WHERE TABLE_SCHEMA = DATABASE() AND REFERENCED_TABLE_NAME = 'member'
    UNION SELECT TABLE_NAME, COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()
      AND (COLUMN_NAME IN ('member_id', 'sender_id', 'from_id', 'to_id', 'author_id', 'person_id', 'about_id', 'other_id', 'low_id', 'high_id') OR COLUMN_NAME LIKE '%\\_by') AND DATA_TYPE = 'bigint'`)
    .map((r) => `${r.t}.${r.c}`).filter((x) => !['resource_relation.other_id'].includes(x));
  assert.deepEqual(there.filter((x) => !listed.has(x)), [], 'write them into MOVED, ENDED or KEPT of member_merge_sql.c');
  const columns = new Set(rows('SELECT CONCAT(TABLE_NAME, ".", COLUMN_NAME) AS x FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()').map((r) => r.x));
  assert.deepEqual([...listed].filter((x) => !columns.has(x)), [], 'no longer in the schema');
});

test('a preview, then a merge that moves everything', async () => {
  const stays = await newMember({ name: 'Stays Person' }), goes = await newMember({ name: 'Goes Person', country: 'IT', lang: 'fr', roles: 'moderator' });
  claim(stays);
  claim(goes);
  const goer = await signInAs(goes);
  const term = value("SELECT id FROM term WHERE vocabulary = 'theme' ORDER BY id LIMIT 1"), type = value("SELECT id FROM term WHERE vocabulary = 'organisation' ORDER BY id LIMIT 1");
  run("INSERT INTO organisation (name, type_id, state, created_by) VALUES (?, ?, 'active', ?), (?, ?, 'active', NULL)", unique('Org '), type, goes.id, unique('Both '), type);
  const [only, both] = rows('SELECT id FROM organisation ORDER BY id DESC LIMIT 2').map((r) => r.id).reverse();
  run("INSERT INTO organisation_member (organisation_id, member_id, role, state) VALUES (?, ?, 'responsible', 'confirmed'), (?, ?, 'responsible', 'confirmed'), (?, ?, 'member', 'asked')", only, goes.id, both, goes.id, both, stays.id);
  run('INSERT INTO profile (member_id, position, place) VALUES (?, ?, ?), (?, ?, NULL)', goes.id, 'Mayor', 'Turin', stays.id, 'Clerk');
  run('INSERT INTO profile_theme (member_id, term_id) VALUES (?, ?), (?, ?)', goes.id, term, stays.id, term);
  run("INSERT INTO mail (member_id, to_email, lang, kind, subject, body, state, next_at) VALUES (?, ?, 'en', 'check.merge', 'Old mail', 'x', 'sent', UTC_TIMESTAMP(6))", goes.id, goes.email);
  const made = await goer.submit(await goer.get('/en/resources/propose'), { title_en: unique('Merged '), type: 'guide', lang: 'en', licence: 'CC0-1.0', link: 'https://example.org/' });
  assert.equal(made.status, 303);

  assert.equal((await look('', '')).status, 200);
  assert.match(text(main(await look('nobody@example.org', goes.id))), /Nobody has this address or number/);
  const page = await look(stays.email, `#${goes.id}`);
  const words = text(main(page));
  for (const w of ['Publications proposed: 1', 'Organisations: 2', 'E-mail addresses: 1', 'Both belong to 1 same organisation', 'cannot be undone', 'Mayor', 'Clerk', 'Goes Person']) assert.ok(words.includes(w), `${w}\n${words}`);
  assert.equal(value('SELECT COUNT(*) FROM member WHERE id = ?', goes.id), '1', 'looking changes nothing');

  const fields = { name: 'stays', country: 'goes', position: 'goes', place: 'goes' };
  const answers = await Promise.all([1, 2].map(() => admin.submit(page, fields)));
  for (const a of answers) assert.equal(a.status, 303, text(a.text).slice(0, 800));
  const m = row('SELECT * FROM member WHERE id = ?', stays.id);
  assert.deepEqual([m.name, m.country, m.lang, m.roles], ['Stays Person', 'IT', 'en', '']);
  assert.deepEqual(row('SELECT position, place FROM profile WHERE member_id = ?', stays.id), { position: 'Mayor', place: 'Turin' });
  assert.equal(value('SELECT COUNT(*) FROM member WHERE id = ?', goes.id), '0');
  assert.deepEqual(rows('SELECT organisation_id, role, state FROM organisation_member WHERE member_id = ? ORDER BY organisation_id', stays.id),
    [only, both].map((o) => ({ organisation_id: o, role: 'responsible', state: 'confirmed' })));
  assert.equal(value('SELECT created_by FROM organisation WHERE id = ?', only), String(stays.id));
  assert.equal(value('SELECT COUNT(*) FROM resource WHERE submitted_by = ?', stays.id), '1');
  assert.equal(value("SELECT COUNT(*) FROM mail WHERE member_id = ? AND kind = 'check.merge'", stays.id), '1');
  assert.deepEqual(rows('SELECT email FROM member_address WHERE member_id = ? ORDER BY id', stays.id).map((r) => r.email), [stays.email, goes.email]);
  const old = await admin.get(`/en/admin/people/${goes.id}`);
  assert.deepEqual([old.status, old.location], [301, `/en/admin/people/${stays.id}`]);
  assert.ok(text(main(await admin.get(`/en/admin/people/${stays.id}`))).includes(String(goes.id)), 'the old number stands there');
  const moved = await (await newSignedIn()).client.get(`/en/members/${goes.id}-old-name`);
  assert.equal(moved.status, 301);
  assert.match(moved.location, new RegExp(`/en/members/${stays.id}-stays-person`));
  assert.equal((await new Client().get(`/en/members/${goes.id}`)).status, 404, 'members alone may know of this person');
  assert.equal((await goer.get('/en/me')).status, 303, 'signed out');
  assert.equal(row("SELECT detail FROM audit WHERE action = 'member.merge' AND object_id = ?", stays.id).detail, `{"from":${goes.id}}`);
  assert.equal(value("SELECT COUNT(*) FROM audit WHERE action = 'member.merge' AND object_id = ?", stays.id), '1', 'two presses, one merge');
  assert.match((await mailTo(goes.email, { subject: /one now/ })).text, new RegExp(stays.email));
  await mailTo(stays.email, { subject: /one now/ });
  await signInAs({ email: goes.email }); // the other address signs in to the account that stays
  assert.match(text(/<table[\s\S]*<\/table>/.exec((await admin.get(`/en/admin/audit?person=${stays.id}`)).text)[0]), /Proposed a publication/, 'deeds under the old number are found');
});

test('conversations of both, those of the two with each other, the photo, the directory', async () => {
  const [stays, goes] = [await newSignedIn({ name: 'Stays Person' }), await newSignedIn({ name: 'Goes Person' })];
  for (const [m, about] of [[stays, 'Stays longer'], [goes, 'Goes away']])
    assert.equal((await m.client.submit(await m.client.get('/en/me/profile'), { about, position: `${m.name} position` }, { action: '/me/profile' })).status, 303);
  run('UPDATE profile SET photo_sha256 = ?, photo_small_sha256 = ? WHERE member_id = ?', 'a'.repeat(64), 'b'.repeat(64), goes.id);
  for (const m of [stays, goes]) await conversationFor(m.id);
  run("INSERT INTO message_thread (subject, started_by, messages) VALUES ('Between the two', ?, 1)", stays.id);
  const own = value('SELECT MAX(id) FROM message_thread WHERE started_by = ?', stays.id);
  run("INSERT INTO message (thread_id, n, sender_id, sent_at, body) VALUES (?, 1, ?, UTC_TIMESTAMP(6), 'Hello')", own, stays.id);
  for (const [m, other] of [[stays, goes], [goes, stays]]) {
    run('INSERT INTO message_party (member_id, thread_id, other_id, last_at, unread) VALUES (?, ?, ?, UTC_TIMESTAMP(6), FALSE)', m.id, own, other.id);
    run("INSERT INTO message_draft (member_id, to_id, thread_id, body, form_key, saved_at) VALUES (?, ?, 0, 'To the other', 'k', UTC_TIMESTAMP(6))", m.id, other.id);
    run('INSERT INTO message_block (member_id, blocked_id) VALUES (?, ?)', m.id, other.id);
  }
  const entries = (m) => rows("SELECT position FROM directory_entry WHERE kind = 'person' AND audience = 'members' AND object_id = ?", m.id).map((e) => e.position);
  assert.deepEqual([entries(stays), entries(goes)], [['Stays Person position'], ['Goes Person position']]);

  assert.equal((await admin.submit(await look(stays.id, goes.id), { position: 'goes', photo: 'goes', about: 'stays' })).status, 303);
  assert.deepEqual([entries(stays), entries(goes)], [['Goes Person position'], []]);
  assert.deepEqual(row('SELECT position, about, photo_sha256, photo_small_sha256 FROM profile WHERE member_id = ?', stays.id),
    { position: 'Goes Person position', about: 'Stays longer', photo_sha256: 'a'.repeat(64), photo_small_sha256: 'b'.repeat(64) });
  assert.equal(value('SELECT unread FROM message_member WHERE member_id = ?', stays.id), '2');
  assert.equal(value('SELECT COUNT(*) FROM message_party WHERE member_id = ? AND other_id IS NOT NULL', stays.id), '2');
  assert.deepEqual(rows('SELECT other_id FROM message_party WHERE member_id = ? AND thread_id = ?', stays.id, own), [{ other_id: null }]);
  assert.equal(value('SELECT COUNT(*) FROM message_draft WHERE member_id = ?', stays.id), '4', 'those to others');
  assert.equal(value('SELECT COUNT(*) FROM message_draft WHERE to_id = ?', stays.id), '0');
  assert.equal(value('SELECT COUNT(*) FROM message_block WHERE blocked_id = ?', stays.id), '0');
  assert.equal(value('SELECT COUNT(*) FROM message_block WHERE member_id = ?', stays.id), '2', 'those of others');
  assert.equal((await stays.client.get('/en/messages')).status, 200);
});

test('what must not be merged is refused, and a change in between is noticed', async () => {
  const a = await newMember(), b = await newMember();
  const say = async (x, y) => text(main(await look(x, y)));
  assert.match(await say(a.id, a.id), /same account/);
  assert.match(await say(a.id, boss.id), /Your own account cannot go/);
  run("UPDATE member SET state = 'suspended' WHERE id = ?", b.id);
  assert.match(await say(a.id, b.id), /is suspended/);
  assert.match(await say(b.id, a.id), /must be active/);
  run("UPDATE member SET state = 'active' WHERE id = ?", b.id);
  const page = await look(a.id, b.id);
  run('UPDATE member SET version = version + 1 WHERE id = ?', b.id);
  const stale = await admin.submit(page, {});
  assert.equal(stale.status, 422);
  assert.match(text(main(stale)), /changed in the meantime/);
  assert.equal(value('SELECT COUNT(*) FROM member WHERE id IN (?, ?)', a.id, b.id), '2');
  assert.equal((await admin.submit(stale, {})).status, 303, 'the second look counts');
});

test('killed in the middle, a merge is done or not begun', async () => {
  for (let i = 0; i < 4; i++) {
    const a = await newMember(), b = await newMember();
    claim(a);
    claim(b);
    run('INSERT INTO profile (member_id) VALUES (?)', b.id);
    const page = await look(a.id, b.id);
    const answer = admin.submit(page, {}).catch(() => null);
    setTimeout(() => killOne('admin'), 2 + i * 4);
    await answer;
    const gone = value('SELECT COUNT(*) FROM member WHERE id = ?', b.id) === '0';
    assert.equal(value('SELECT COUNT(*) FROM member_redirect WHERE old_id = ?', b.id), gone ? '1' : '0');
    assert.equal(value('SELECT COUNT(*) FROM member_address WHERE member_id = ?', a.id), gone ? '2' : '1');
    assert.equal(value("SELECT COUNT(*) FROM audit WHERE action = 'member.merge' AND object_id = ?", a.id), gone ? '1' : '0');
  }
});
