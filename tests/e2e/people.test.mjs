// People for staff: the list and its filters, one person, changes to many with undo, invitations, rights on
// one series, exports.
import { before, test as nodeTest } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { row, rows, run, value } from './lib/db.mjs';
import { sleep, unique, until } from './lib/env.mjs';
import { Client, decode, findForms, links, text } from './lib/http.mjs';
import { mailTo, mails } from './lib/mail.mjs';
import { newMember, newSignedIn, signInAs, signedIn } from './lib/people.mjs';
import { killOne } from './lib/processes.mjs';

const test = (name, f) => nodeTest(name, { timeout: 120000 }, f);
let admin, boss;
before(async () => {
  boss = await newSignedIn({ roles: 'administrator', name: 'Boss Person' });
  admin = boss.client;
});

const flash = (page) => text(/<p class="note good" role="status">[\s\S]*?<\/p>/.exec(page.text)?.[0] ?? '');
const main = (page) => page.text.slice(page.text.indexOf('<main'), page.text.indexOf('</main>'));
const tableOf = (page) => /<table[\s\S]*?<\/table>/.exec(main(page))?.[0] ?? '';
const idsIn = (page) => [...tableOf(page).matchAll(/name="id" value="(\d+)"/g)].map((m) => Number(m[1]));
const nextOf = (page) => decode(/<a href="([^"]*)" rel="next"/.exec(page.text)?.[1] ?? '');
const prevOf = (page) => decode(/<a href="([^"]*)" rel="prev"/.exec(page.text)?.[1] ?? '');
const lastAudit = (action, id) => row('SELECT * FROM audit WHERE action = ? AND object_id = ? ORDER BY id DESC LIMIT 1', action, id);
// People of a group of this test's own, told by their organisation.
async function group(n, more = {}) {
  const house = unique('House ');
  const people = [];
  for (let i = 0; i < n; i++) people.push(await newMember({ name: `Person ${String(i).padStart(3, '0')} ${house}`, ...more }));
  run('UPDATE member SET organisation = ? WHERE id IN (?)', house, 0);
  run(`UPDATE member SET organisation = ? WHERE id IN (${people.map((p) => p.id).join(',')})`, house);
  return { house, people, ids: people.map((p) => p.id), query: `organisation=${encodeURIComponent(house)}` };
}
const states = (g) => g.ids.map((id) => value('SELECT state FROM member WHERE id = ?', id));

// ---- the list ----

test('the list is filtered by every filter, counted, ordered, and walked both ways', async () => {
  const g = await group(3);
  run('UPDATE member SET country = ?, lang = ?, signed_in_at = ? WHERE id = ?', 'CI', 'fr', '2020-02-03', g.ids[0]);
  run("UPDATE member SET state = 'suspended', created_at = '2019-05-06' WHERE id = ?", g.ids[1]);
  run("UPDATE member SET roles = 'moderator', signed_in_at = UTC_TIMESTAMP(6) WHERE id = ?", g.ids[2]);
  run("INSERT INTO mail (member_id, to_email, lang, kind, subject, body, state, next_at) VALUES (?, ?, 'en', 'test.people', 'x', 'x', 'failed', UTC_TIMESTAMP(6))", g.ids[1], g.people[1].email);
  const find = async (q) => idsIn(await admin.get(`/en/admin/people?${g.query}&${q}`)).sort((a, b) => a - b);
  const is = async (q, ...which) => assert.deepEqual(await find(q), which.map((i) => g.ids[i]), q);
  await is('', 0, 1, 2);
  await is('country=CI', 0);
  await is('lang=fr', 0);
  await is('state=suspended', 1);
  await is('role=moderator', 2);
  await is('from=2019-05-06&to=2019-05-06', 1);
  await is('to=2019-05-05');
  await is('away=2021-01-01', 0, 1);
  await is('unreached=1', 1);
  await is(`q=${encodeURIComponent(g.people[2].email)}`, 2);
  // Also by a further address, by the name of a house in it, and by a word in the middle; a whole address is one person's.
  const host = unique('town');
  run('INSERT INTO member_address (email, member_id, confirmed_at) VALUES (?, ?, UTC_TIMESTAMP(6)), (?, ?, UTC_TIMESTAMP(6))', `jona.${host}x@${host}.example.org`, g.ids[0], `ed@${host}.example.org`, g.ids[1]);
  await is(`q=jona.${host}`, 0);
  await is(`q=${host.toUpperCase()}x`, 0);
  await is(`q=@${host}.example.org`, 0, 1);
  await is(`q=ed@${host}.example.org`, 1);
  await is(`q=${g.ids[1]}`, 1);
  await is('sort=nonsense&state=nonsense&country=zz9', 0, 1, 2);
  const all = await admin.get(`/en/admin/people?${g.query}`);
  assert.match(text(main(all)), /3 people/);
  assert.match(all.text, /<details open>/, 'a filter that is set shows');
  const bad = await admin.get('/en/admin/people?from=31-31-31');
  assert.match(text(bad.text), /Enter a date such as/);
  assert.match(text((await admin.get(`/en/admin/people?q=${unique('nobody')}`)).text), /Nobody fits/);
  run("DELETE FROM mail WHERE kind = 'test.people'");

  const house = unique('Walk ');
  run(`INSERT INTO member (email, name, organisation, state, signed_in_at) SELECT CONCAT(?, seq, '@example.org'), CONCAT(IF(seq % 2, 'b', 'a'), seq), ?, 'active', IF(seq % 3, NULL, '2020-01-01' + INTERVAL seq DAY) FROM seq_1_to_120`, unique('w'), house);
  const expected = {
    newest: rows('SELECT id FROM member WHERE organisation = ? ORDER BY id DESC', house),
    name: rows('SELECT id FROM member WHERE organisation = ? ORDER BY name, id', house),
    'sign-in': rows('SELECT id FROM member WHERE organisation = ? ORDER BY signed_in_at, id', house),
  };
  for (const sort of Object.keys(expected)) {
    const ids = expected[sort].map((r) => Number(r.id));
    const seen = [];
    let page = await admin.get(`/en/admin/people?organisation=${encodeURIComponent(house)}&sort=${sort}`);
    for (; ; page = await admin.get(nextOf(page))) {
      seen.push(...idsIn(page));
      if (!nextOf(page)) break;
    }
    assert.deepEqual(seen, ids, sort);
    page = await admin.get(prevOf(page));
    assert.deepEqual(idsIn(page), ids.slice(50, 100), `${sort}, back`);
    page = await admin.get(prevOf(page));
    assert.deepEqual(idsIn(page), ids.slice(0, 50), `${sort}, back to the beginning`);
    assert.equal(prevOf(page), '');
  }
  run('DELETE FROM member WHERE organisation = ?', house);
});

test('the page of a person has everything, and asks before it does something', async () => {
  const name = `Facts ${unique('P')}`;
  const p = await newMember({ name }), twin = await newMember({ name: name.toUpperCase() });
  const other = await newSignedIn();
  run('UPDATE session SET member_id = ? WHERE member_id = ?', p.id, other.id);
  run("INSERT INTO mail (member_id, to_email, lang, kind, subject, body, state, next_at) VALUES (?, ?, 'en', 'test.people', 'A subject', 'x', 'sent', UTC_TIMESTAMP(6))", p.id, p.email);
  run("INSERT INTO mail (member_id, to_email, lang, kind, subject, body, state, error, next_at) VALUES (?, ?, 'en', 'test.people', 'Another', 'x', 'failed', '550 no such mailbox', UTC_TIMESTAMP(6))", p.id, p.email);
  const page = await admin.get(`/en/admin/people/${p.id}`);
  const words = text(main(page));
  for (const w of [p.email, 'Test House', 'Senegal', 'Signed in on 1 device', 'A subject', '550 no such mailbox', 'Rights on single things', String(p.id), twin.email]) assert.ok(words.includes(w), w);
  assert.ok(links(main(page)).includes(`/en/admin/people/${twin.id}`), 'somebody of the same name');
  assert.ok(links(main(await admin.get(`/en/admin/people/merge?goes=${p.id}`))).includes(`/en/admin/people/merge?goes=${p.id}&stays=${twin.id}`));
  const ask = await admin.get(links(main(page)).find((l) => l.endsWith('/ask/sessions')));
  assert.match(text(main(ask)), /Sign this person out everywhere\?/);
  assert.equal(value('SELECT COUNT(*) FROM session WHERE member_id = ?', p.id), '1', 'asking changes nothing');
  const done = await admin.submit(ask, {}, { action: '/sessions' });
  assert.match(flash(await admin.follow(done)), /Signed out of 1 device/);
  assert.equal((await admin.get(`/en/admin/people/${p.id}/ask/nonsense`)).status, 404);
  const audit = await admin.get(`/en/admin/audit?person=${boss.id}`);
  assert.match(text(tableOf(audit)), /Signed a person out everywhere/);
  assert.ok(!text(tableOf(await admin.get(`/en/admin/audit?person=${p.id}`))).includes('Signed a person out'), 'by another person, not by this one');
  run("DELETE FROM mail WHERE kind = 'test.people'");
});

// ---- changes to many ----

const begin = async (g, fields, path = `/en/admin/people?${g.query}`) => admin.submit(await admin.get(path), fields, { action: '/people/bulk' });
async function preview(g, fields) {
  const done = await begin(g, fields);
  assert.equal(done.status, 303);
  assert.match(done.location, /\/bulk\/\d+$/, text(done.text));
  return admin.follow(done);
}
const bulkId = (page) => Number(/bulk\/(\d+)/.exec(page.path)[1]);
const settled = (id) => until('the change', () => ['done', 'undone'].includes(value('SELECT state FROM bulk_action WHERE id = ?', id)));

test('suspending ticked people: preview, change, undo but for those changed since', async () => {
  const g = await group(4);
  run("UPDATE member SET state = 'suspended' WHERE id = ?", g.ids[3]);
  const page = await preview(g, { id: [...g.ids, boss.id], do: 'suspend', reason: 'A test of many' });
  assert.deepEqual(states(g), ['active', 'active', 'active', 'suspended'], 'looking changes nothing');
  const words = text(main(page));
  for (const w of ['3 accounts will be changed', '2 stay as they are', 'This is you', 'It is so already', 'A test of many', g.people[0].email]) assert.ok(words.includes(w), w);
  const id = bulkId(page);
  const result = await admin.follow(await admin.submit(page, {}, { action: '/confirm' }));
  assert.match(text(main(result)), /3 accounts were changed/);
  assert.deepEqual(states(g), ['suspended', 'suspended', 'suspended', 'suspended']);
  assert.equal(lastAudit('member.suspend', g.ids[0]).member_id, String(boss.id));
  // A second yes does nothing more; one of them is restored and suspended by hand meanwhile.
  assert.match(flash(await admin.follow(await admin.submit(page, {}, { action: '/confirm' }))), /done already/);
  run("UPDATE member SET version = version + 1 WHERE id = ?", g.ids[1]);
  const undone = await admin.follow(await admin.submit(result, {}, { action: '/undo' }));
  assert.match(text(main(undone)), /2 changes were undone\. .*1 could not be put back/);
  assert.deepEqual(states(g), ['active', 'suspended', 'active', 'suspended']);
  assert.match(text(main(await admin.get(`/en/admin/people/bulk/${id}?outcome=kept`))), /Changed since then/);
  assert.ok(lastAudit('bulk.undo', id) && lastAudit('bulk.confirm', id));
  assert.match(text(main(await admin.get('/en/admin/people/bulk'))), /Suspend accounts/);
});

test('roles and languages for all that fit a filter, in the background when they are many', async () => {
  const g = await group(3);
  const house = g.house;
  run(`INSERT INTO member (email, name, organisation, state, confirmed_at) SELECT CONCAT(?, seq, '@example.org'), CONCAT('Many ', seq), ?, 'active', UTC_TIMESTAMP(6) FROM seq_1_to_150`, unique('b'), house);
  const page = await preview(g, { who: 'all', do: 'lang:es' });
  assert.match(text(main(page)), /153 accounts will be changed/);
  assert.equal((main(page).match(/class="badge half live"/g) ?? []).length, 100, 'a page of them');
  assert.ok(nextOf(page));
  const started = await admin.submit(page, {}, { action: '/confirm' });
  const during = await admin.follow(started);
  assert.ok(during.status === 200);
  await settled(bulkId(page));
  assert.equal(value("SELECT COUNT(*) FROM member WHERE organisation = ? AND lang = 'es'", house), '153');
  const after = await admin.get(`/en/admin/people/bulk/${bulkId(page)}`);
  await admin.submit(after, {}, { action: '/undo' });
  await settled(bulkId(page));
  await until('the undoing', () => value('SELECT state FROM bulk_action WHERE id = ?', bulkId(page)) === 'undone');
  assert.equal(value("SELECT COUNT(*) FROM member WHERE organisation = ? AND lang = 'es'", house), '0');

  const roles = await preview(g, { id: g.ids, do: 'role_add:editor' });
  await admin.submit(roles, {}, { action: '/confirm' });
  assert.deepEqual(g.ids.map((i) => value('SELECT roles FROM member WHERE id = ?', i)), ['editor', 'editor', 'editor']);
  await mailTo(g.people[0].email, { subject: /roles/i });
  run('DELETE FROM member WHERE organisation = ?', house);
});

test('what is not understood changes nothing, and others cannot go on with a change', async () => {
  const g = await group(1);
  for (const fields of [{ do: 'suspend', reason: 'x' }, { id: g.ids, do: '' }, { id: g.ids, do: 'suspend' }, { id: g.ids, do: 'role_add:king' }, { id: g.ids, do: 'lang:xx' }, { id: ['x', '0', '-1'], do: 'restore' }]) {
    const done = await begin(g, fields);
    assert.equal(done.status, 303);
    assert.doesNotMatch(done.location, /bulk\/\d/, JSON.stringify(fields));
    assert.ok(flash(await admin.follow(done)).length > 10);
  }
  const page = await preview(g, { id: g.ids, do: 'suspend', reason: 'mine' });
  const second = await newSignedIn({ roles: 'administrator' });
  const theirs = await second.client.get(page.path);
  assert.ok(!findForms(main(theirs)).some((f) => f.action.endsWith('/confirm')));
  const token = findForms((await second.client.get('/en/admin/people/merge')).text).find((f) => f.method === 'POST').fields;
  await second.client.post(`${page.path}/confirm`, token);
  assert.deepEqual(states(g), ['active']);
  await second.client.post(`${page.path}/drop`, token);
  assert.equal(value('SELECT state FROM bulk_action WHERE id = ?', page.path.match(/bulk\/(\d+)/)[1]), 'checked', 'nor drop it');
  const dropped = await admin.submit(page, {}, { action: '/drop' });
  assert.match(flash(await admin.follow(dropped)), /Nothing was changed/);
  await admin.post(`${page.path}/confirm`, findForms(page.text).find((f) => f.action.endsWith('/confirm')).fields);
  assert.deepEqual(states(g), ['active'], 'dropped is dropped');
});

for (const [what, fields] of [['take the role from', { do: 'role_remove:administrator' }], ['suspend', { do: 'suspend', reason: 'At once' }]]) test(`two administrators never ${what} each other at once`, async () => {
  const others = rows("SELECT id, roles FROM member WHERE FIND_IN_SET('administrator', roles) AND state = 'active'");
  const a = await newSignedIn({ roles: 'administrator' }), b = await newSignedIn({ roles: 'administrator' });
  const [pa, pb] = await Promise.all([[a, b], [b, a]].map(async ([who, whom]) => {
    const page = await who.client.submit(await who.client.get(`/en/admin/people?q=${whom.id}`), { id: [whom.id], ...fields }, { action: '/people/bulk' });
    return who.client.follow(page);
  }));
  run("UPDATE member SET state = 'suspended' WHERE id IN (" + others.map((o) => o.id).join(',') + ')');
  try {
    await Promise.all([a.client.submit(pa, {}, { action: '/confirm' }), b.client.submit(pb, {}, { action: '/confirm' })]);
    assert.equal(value("SELECT COUNT(*) FROM member WHERE FIND_IN_SET('administrator', roles) AND state = 'active'"), '1');
  } finally {
    run("UPDATE member SET state = 'active' WHERE id IN (" + others.map((o) => o.id).join(',') + ')');
    run("UPDATE member SET roles = '', state = 'active' WHERE id IN (?, ?)", a.id, b.id);
  }
  admin = await signInAs(boss); // the session of a suspended account had ended
});

test('a change of many goes on after its worker was killed, each person once', async () => {
  const house = unique('Kill ');
  run(`INSERT INTO member (email, name, organisation, state, confirmed_at) SELECT CONCAT(?, seq, '@example.org'), CONCAT('Kill ', seq), ?, 'active', UTC_TIMESTAMP(6) FROM seq_1_to_400`, unique('k'), house);
  const page = await preview({ query: `organisation=${encodeURIComponent(house)}` }, { who: 'all', do: 'suspend', reason: 'killed' });
  await admin.submit(page, {}, { action: '/confirm' });
  let killed = 0;
  while (value('SELECT state FROM bulk_action WHERE id = ?', bulkId(page)) === 'running' && killed < 3) {
    await sleep(150);
    if (killOne('worker')) killed++;
  }
  await until('the change', () => value('SELECT state FROM bulk_action WHERE id = ?', bulkId(page)) === 'done', 100000);
  assert.ok(killed > 0);
  assert.equal(value("SELECT COUNT(*) FROM member WHERE organisation = ? AND state = 'suspended' AND version = 2", house), '400');
  assert.equal(value("SELECT COUNT(*) FROM audit a JOIN member m ON m.id = a.object_id WHERE a.action = 'member.suspend' AND a.object_type = 'member' AND m.organisation = ?", house), '400');
  run('DELETE FROM member WHERE organisation = ?', house);
});

// ---- invitations ----

const inviteForm = () => admin.get('/en/admin/invitations/new');
const linkIn = (mail) => new URL(mail.links.find((l) => l.includes('/invitation?t='))).pathname + new URL(mail.links.find((l) => l.includes('/invitation?t='))).search;

test('an invited person joins with password and consent; the link works once', async () => {
  const email = `${unique('inv')}@example.org`, second = `${unique('inv')}@example.org`;
  const done = await admin.submit(await inviteForm(), { people: `Ana Silva <${email}>\n\nBob; ${second}`, lang: 'fr', roles: ['moderator'] });
  assert.equal(done.status, 303, text(done.text).slice(0, 600));
  assert.match(flash(await admin.follow(done)), /2 invitations go out/);
  const mail = await mailTo(email);
  assert.match(mail.subject, /invitation/i);
  const link = linkIn(mail);
  assert.match(link, /^\/fr\/invitation/);
  const c = new Client();
  const page = await c.get(link);
  assert.equal(page.status, 200);
  assert.ok(page.text.includes(email) && page.text.includes('value="Ana Silva"'));
  assert.match(page.headers['referrer-policy'] ?? '', /no-referrer/);
  assert.equal(value('SELECT state FROM member WHERE email = ?', email), 'pending', 'opening the link changes nothing');
  const bad = await c.submit(page, { password: 'short' });
  assert.equal(bad.status, 422);
  const noConsent = await c.submit(page, { password: 'a long pass phrase here' });
  assert.equal(noConsent.status, 422);
  const answers = await Promise.all([1, 2].map(() => c.submit(page, { password: 'a long pass phrase here', listed: 'members', agreed: '1', lang: 'es' })));
  assert.deepEqual(answers.map((a) => a.status).sort(), [303, 410], 'of two presses one counts');
  const m = row('SELECT * FROM member WHERE email = ?', email);
  assert.deepEqual([m.state, m.lang, m.roles, m.terms_version !== '0'], ['active', 'es', 'moderator', true]);
  assert.equal(value('SELECT COUNT(*) FROM consent WHERE member_id = ?', m.id), '1');
  assert.equal(value('SELECT state FROM invitation WHERE member_id = ?', m.id), 'accepted');
  assert.equal(value("SELECT COUNT(*) FROM directory_entry WHERE kind = 'person' AND audience = 'members' AND object_id = ?", m.id), '1', 'members find her at once');
  assert.equal((await c.get(link)).status, 410);
  await signInAs({ email, password: 'a long pass phrase here' });
  assert.ok(lastAudit('member.invite.accept', m.id));
  assert.ok(!/example\.org|Silva/.test(lastAudit('member.invite', m.id).detail ?? ''));
  const list = await admin.get('/en/admin/invitations?state=accepted');
  assert.ok(text(main(list)).includes(email) && !text(main(list)).includes(second));
});

test('an invitation is sent again, withdrawn, declined, and expires', async () => {
  const [a, b, d] = [1, 2, 3].map(() => `${unique('inv')}@example.org`);
  await admin.submit(await inviteForm(), { people: [a, b, d].map((e) => `Some Body, ${e}`).join('\n'), lang: 'en' });
  const first = linkIn(await mailTo(a));
  const id = value('SELECT id FROM member WHERE email = ?', a);
  const inList = async () => text(tableOf(await admin.get(`/en/admin/people?q=${encodeURIComponent(a)}`)));
  assert.match(await inList(), / Invited /);
  const ask = await admin.get(`/en/admin/people/${id}/ask/resend`);
  await admin.submit(ask, {}, { action: '/resend' });
  const again = linkIn(await mailTo(a, { count: 2 }));
  const c = new Client();
  assert.equal((await c.get(first)).status, 404, 'the link before works no longer');
  assert.equal((await c.get(again)).status, 200);
  run('UPDATE invitation SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE member_id = ?', id);
  assert.equal((await c.get(again)).status, 410);
  assert.match(await inList(), /Invitation expired/);
  assert.ok(text(main(await admin.get('/en/admin/invitations?state=expired'))).includes(a));
  run("UPDATE member SET state = 'suspended' WHERE id = ?", id);
  assert.equal((await c.get(again)).status, 404, 'nothing is told of who is suspended');

  const idB = value('SELECT id FROM member WHERE email = ?', b);
  const withdraw = await admin.get(`/en/admin/people/${idB}/withdraw`);
  assert.match(text(main(withdraw)), /cannot be undone/);
  await admin.submit(withdraw, {}, { action: '/withdraw' });
  assert.equal(value('SELECT COUNT(*) FROM member WHERE email = ?', b), '0');
  assert.equal(value('SELECT COUNT(*) FROM mail WHERE to_email = ?', b), '0', 'its mails are gone too');
  assert.equal(value("SELECT COUNT(*) FROM invitation WHERE member_id IS NULL AND state = 'withdrawn'") > '0', true);

  const page = await c.get(linkIn(await mailTo(d)));
  assert.equal((await c.submit(page, {}, { action: '/decline' })).location, '/en/invitation/declined');
  assert.equal(value('SELECT COUNT(*) FROM member WHERE email = ?', d), '0');
  for (const t of ['', 'x', 'A'.repeat(43)]) assert.equal((await c.get(`/en/invitation?t=${t}`)).status, 404);
});

test('who never answers an invitation is forgotten 60 days after its end', async () => {
  const [old, newer] = [1, 2].map(() => `${unique('inv')}@example.org`);
  await admin.submit(await inviteForm(), { people: [old, newer].map((e) => `Some Body, ${e}`).join('\n'), lang: 'en' });
  const ended = (email, days) => run('UPDATE invitation SET expires_at = UTC_TIMESTAMP(6) - INTERVAL ? DAY WHERE member_id = (SELECT id FROM member WHERE email = ?)', days, email);
  ended(old, 61);
  ended(newer, 59);
  run("INSERT INTO job (kind, payload, not_before, state) VALUES ('sweep', '{}', UTC_TIMESTAMP(6), 'waiting')");
  const job = value("SELECT MAX(id) FROM job WHERE kind = 'sweep'");
  await until('the clean-up', () => value('SELECT state FROM job WHERE id = ?', job) === 'done');
  assert.deepEqual([old, newer].map((e) => value('SELECT COUNT(*) FROM member WHERE email = ?', e)), ['0', '1']);
  assert.equal(value('SELECT COUNT(*) FROM mail WHERE to_email = ?', old), '0');
});

test('staff is told of addresses that are known, strangers are not', async () => {
  const p = await newMember();
  const fresh = `${unique('inv')}@example.org`;
  const page = await admin.submit(await inviteForm(), { people: `New One <${fresh}>\nOld One <${p.email}>\nnonsense\n`, lang: 'en' });
  assert.equal(page.status, 422);
  assert.match(text(main(page)), /Line 3 is not understood/);
  const known = await admin.submit(await inviteForm(), { people: `New One <${fresh}>\nOld One <${p.email}>`, lang: 'en' });
  assert.equal(known.status, 422);
  assert.ok(text(main(known)).includes(`${p.email} has an account already`));
  assert.ok(known.text.includes('New One'), 'what was typed stays');
  assert.equal(value('SELECT COUNT(*) FROM member WHERE email = ?', fresh), '0', 'all or nobody');
  // Somebody else signs up with an invited address: the same answer as ever, and the invitation comes again.
  await admin.submit(await inviteForm(), { people: `New One <${fresh}>`, lang: 'en' });
  await mailTo(fresh);
  const c = new Client();
  const resend = await c.submit(await c.get('/en/confirm/resend'), { email: fresh });
  const unknown = await c.submit(await c.get('/en/confirm/resend'), { email: `${unique('no')}@example.org` });
  assert.deepEqual([resend.status, resend.location], [unknown.status, unknown.location]);
  await mailTo(fresh, { count: 2, subject: /invitation/i });
});

// ---- rights on one series ----

test('an editor of one series edits that series and nothing else, from the next request on', async () => {
  const mine = unique('s'), other = unique('s');
  for (const s of [mine, other]) run('INSERT INTO series (code, title_en) VALUES (?, ?)', s, `Series ${s}`);
  const seriesId = value('SELECT id FROM series WHERE code = ?', mine);
  const p = await newSignedIn({ name: 'Series Person' });
  assert.equal((await p.client.get('/en/resources/manage')).status, 403);
  const page = await admin.get(`/en/admin/people/${p.id}`);
  await admin.submit(page, { series: seriesId }, { action: '/rights' });
  assert.ok(lastAudit('member.role.grant', p.id));
  const gone = await newMember(), goneAt = await admin.get(`/en/admin/people/${gone.id}`);
  run("UPDATE member SET state = 'suspended' WHERE id = ?", gone.id);
  await admin.submit(goneAt, { series: seriesId }, { action: '/rights' });
  assert.equal(value('SELECT COUNT(*) FROM object_role WHERE member_id = ?', gone.id), '0', 'only active members');
  assert.match(text(main(await admin.get(`/en/admin/people/${p.id}`))), new RegExp(`Editor of the series “Series ${mine}”`));
  assert.ok(idsIn(await admin.get(`/en/admin/people?q=${p.id}&role=objects`)).includes(p.id));

  const fields = (series) => ({ title_en: unique('Of a series '), type: 'guide', lang: 'en', licence: 'CC0-1.0', link: 'https://example.org/', series });
  const form = await p.client.get('/en/resources/manage/new');
  assert.equal(form.status, 200);
  assert.ok(form.text.includes(`value="${mine}"`) && !form.text.includes(`value="${other}"`), 'only the own series can be chosen');
  assert.equal((await p.client.submit(form, fields(other))).status, 422);
  assert.equal((await p.client.submit(form, fields(''))).status, 422);
  const made = await p.client.submit(form, fields(mine));
  assert.equal(made.status, 303);
  const id = Number(/manage\/(\d+)/.exec(made.location)[1]);
  const edit = await p.client.get(`/en/resources/manage/${id}`);
  assert.equal((await p.client.submit(edit, { series: other }, { action: `/manage/${id}` })).status, 422, 'it cannot be moved out');
  assert.equal((await p.client.submit(edit, {}, { action: '/publish' })).status, 303);
  assert.equal(value('SELECT state FROM resource WHERE id = ?', id), 'published');

  const editor = await signedIn('editor');
  const foreign = await editor.submit(await editor.get('/en/resources/manage/new'), fields(other));
  const fid = Number(/manage\/(\d+)/.exec(foreign.location)[1]);
  assert.equal((await p.client.get(`/en/resources/manage/${fid}`)).status, 404);
  const token = findForms(edit.text).find((f) => f.method === 'POST').fields.filter(([n]) => n === '_token');
  for (const what of ['publish', 'edition', 'delete', 'relate']) {
    const a = await p.client.post(`/en/resources/manage/${fid}/${what}`, [...token, ['other', String(id)]]);
    assert.ok([403, 404].includes(a.status), `${what}: ${a.status}`);
  }
  assert.equal(value('SELECT state FROM resource WHERE id = ?', fid), 'draft');
  for (const l of ['/en/resources/terms', '/en/resources/import', '/en/resources/moderate', '/en/admin', `/en/resources/series/${seriesId}`])
    assert.equal((await p.client.get(l)).status, 403, l);
  const list = await p.client.get('/en/resources/manage');
  assert.ok(list.text.includes(`/manage/${id}"`) && !list.text.includes(`/manage/${fid}"`));

  const at = await admin.get(`/en/resources/series/${seriesId}`);
  assert.ok(text(main(at)).includes('Series Person'));
  await admin.submit(at, {}, { action: `/editors/${p.id}/end` });
  assert.equal((await p.client.get(`/en/resources/manage/${id}`)).status, 403, 'taken away at once');
  assert.ok(lastAudit('member.role.withdraw', p.id));
  await admin.submit(await admin.get(`/en/resources/series/${seriesId}`), { person: p.email }, { action: '/editors' });
  assert.equal((await p.client.get(`/en/resources/manage/${id}`)).status, 200);
  run("UPDATE member SET state = 'suspended' WHERE id = ?", p.id);
});

// ---- exports ----

const dir = mkdtempSync(path.join(os.tmpdir(), 'm4d-export-'));
process.on('exit', () => rmSync(dir, { recursive: true, force: true }));

async function exported(query, format, columns) {
  const page = await admin.get(`/en/admin/people/export?${query}`);
  const done = await admin.submit(page, { format, columns }, { action: '/export' });
  assert.equal(done.status, 303, text(done.text).slice(0, 500));
  return admin.follow(done);
}

test('the filtered list is exported as CSV and as a workbook, without formulas, and noted', async () => {
  const g = await group(2);
  run('UPDATE member SET name = ? WHERE id = ?', '=HYPERLINK("http://evil.example","Zoë, “x”")', g.ids[0]);
  const csv = await exported(g.query, 'csv', ['number', 'name', 'email', 'country']);
  assert.match(csv.headers['content-disposition'], /attachment/);
  const lines = csv.text.replace(/^\ufeff/, '').split('\r\n');
  assert.equal(lines[0], 'Number,Name,E-mail address,Country');
  assert.equal(lines.length, 4);
  assert.ok(csv.text.includes(`"'=HYPERLINK(""http://evil.example"",""Zoë, “x”"")"`), csv.text);
  assert.ok(csv.text.includes('Senegal'));
  const detail = lastAudit('people.export', 0).detail;
  assert.ok(/"people":2/.test(detail) && !detail.includes(g.house));

  const book = await exported(g.query, 'xlsx', ['name', 'email']);
  assert.match(book.headers['content-type'], /spreadsheetml/);
  const file = path.join(dir, 'people.xlsx');
  writeFileSync(file, book.body ?? Buffer.from(book.text, 'latin1'));
  execFileSync('unzip', ['-q', '-o', file, '-d', path.join(dir, 'x')]);
  const sheet = readFileSync(path.join(dir, 'x/xl/worksheets/sheet1.xml'), 'utf8');
  execFileSync('xmllint', ['--noout', path.join(dir, 'x/xl/worksheets/sheet1.xml'), path.join(dir, 'x/xl/workbook.xml')]);
  assert.ok(!/<f>/.test(sheet), 'no formulas');
  assert.ok(decode(sheet).includes('=HYPERLINK("http://evil.example","Zoë, “x”")'));
  assert.equal((sheet.match(/<row /g) ?? []).length, 3);

  const second = await newSignedIn({ roles: 'administrator' });
  assert.equal((await second.client.get(book.path)).status, 404, 'only for who asked');
  const none = await admin.submit(await admin.get('/en/admin/people/export'), { columns: null, format: 'csv' }, { action: '/export' });
  assert.equal(none.status, 422);
});

// ---- rights, languages ----

test('only administrators, in three languages, and no page is wider than a small screen needs', async () => {
  const pages = ['/admin/people', '/admin/people/export', '/admin/people/bulk', '/admin/people/merge', '/admin/invitations', '/admin/invitations/new', '/admin/imports', '/admin/operations'];
  for (const role of ['', 'editor', 'moderator']) {
    const { client } = await newSignedIn({ roles: role });
    for (const p of [...pages, `/admin/people/${boss.id}`, '/admin/operations.json']) assert.equal((await client.get(`/en${p}`)).status, 403, `${role} ${p}`);
  }
  for (const lang of ['fr', 'es'])
    for (const p of pages) {
      const page = await admin.get(`/${lang}${p}`);
      assert.equal(page.status, 200, `${lang}${p}`);
      assert.doesNotMatch(text(main(page)), /Invite people|All people|What needs somebody|See what will change/, `${lang}${p}`);
    }
});
