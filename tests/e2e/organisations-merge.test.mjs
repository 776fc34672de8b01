// A merge of organisations is undone: both are as before, but for what changed meanwhile, and that is said first.
import { after, test as nodeTest } from 'node:test';
import assert from 'node:assert/strict';
import { Client, text } from './lib/http.mjs';
import { row, rows, run, value } from './lib/db.mjs';
import { unique } from './lib/env.mjs';
import { newSignedIn } from './lib/people.mjs';
import { closeBrowser, newPage } from './lib/browser.mjs';
import { oneJob } from './lib/worker.mjs';
import { belongs, membership, newOffer, newOrganisation } from './lib/organisations.mjs';

const test = (name, f) => nodeTest(name, { timeout: 120000 }, f);
after(closeBrowser);
const boss = await newSignedIn({ roles: 'administrator', name: 'Undo Boss' });
const admin = boss.client;
const at = (o, rest = '') => `/en/organisations/manage/${o.id}${rest}`;
const main = (page) => text(page.text.slice(page.text.indexOf('<main'), page.text.indexOf('</main>')));
const merge = async (o, into) => assert.equal((await admin.submit(await admin.get(at(o, `/merge?into=${into.id}`)), {}, { action: '/merge' })).status, 303);
const undo = async (o) => admin.submit(await admin.get(at(o, '/unmerge')), {}, { action: '/unmerge' });
// All of one but what counts changes.
const whole = (o) => ['SELECT name, state, merged_into, country, place FROM organisation WHERE id = ?', 'SELECT term_id FROM organisation_theme WHERE organisation_id = ? ORDER BY 1',
  'SELECT language FROM organisation_language WHERE organisation_id = ? ORDER BY 1', 'SELECT from_country, to_country, seat, local FROM organisation_route WHERE organisation_id = ? ORDER BY 1, 2',
  'SELECT member_id, role, state, shown, asked_at, confirmed_at FROM organisation_member WHERE organisation_id = ? ORDER BY 1', 'SELECT id, text FROM offer WHERE organisation_id = ? ORDER BY 1'].map((q) => rows(q, o.id));
const entries = (o) => rows("SELECT audience, name FROM directory_entry WHERE kind = 'organisation' AND object_id = ? ORDER BY 1", o.id);
const shownOf = (m) => row("SELECT organisation, organisation_id FROM directory_entry WHERE kind = 'person' AND audience = 'members' AND object_id = ?", m.id);

test('nothing changed since: both are as before, and so are the directory and the address', async () => {
  const [both, only, asks, chief] = await Promise.all([1, 2, 3, 4].map(() => newSignedIn()));
  const from = newOrganisation({ name: unique('From ') + ' Town', routes: ['NP>QA', 'NP>GB'], themes: ['diaspora', 'skills'], languages: ['ne', 'en'], members: [only], responsible: [both], country: 'NP', offers: [{}, { side: 'seeks' }] });
  const into = newOrganisation({ name: unique('Into ') + ' Town', routes: ['NP>QA'], themes: ['diaspora'], languages: ['en'], responsible: [chief], country: 'NP', offers: [{}] });
  belongs(into.id, both, { state: 'asked' });
  belongs(from.id, asks, { state: 'asked', shown: true });
  const older = newOrganisation({ name: unique('Older ') + ' Town' });
  await merge(older, from);
  const before = [whole(from), whole(into)];
  await merge(from, into);
  assert.equal(membership(into.id, both).role, 'responsible');
  assert.equal(value('SELECT merged_into FROM organisation WHERE id = ?', older.id), String(into.id));
  assert.equal(shownOf(only).organisation_id, String(into.id));

  const decide = await admin.get(at(from));
  assert.match(main(decide), /Merged on .* by Undo Boss\. It can be undone until/);
  assert.match(main(await admin.get(at(into))), new RegExp(`Merged into this one of late ${from.name}`));
  const look = await admin.get(at(from, '/unmerge'));
  assert.match(main(look), /3 people belong to it again.* 2 offers and requests go back/);
  assert.match(main(look), /Nothing has changed since the merge/);
  assert.equal(whole(from)[0][0].state, 'merged', 'a look changes nothing');
  const done = await Promise.all([1, 2].map(() => admin.submit(look, {}, { action: '/unmerge' })));
  assert.deepEqual(done.map((a) => a.status), [303, 303], 'two presses');
  assert.deepEqual([whole(from), whole(into)], before);
  assert.equal(value('SELECT merged_into FROM organisation WHERE id = ?', older.id), String(from.id));
  assert.equal(entries(from).length, 2);
  assert.equal(shownOf(only).organisation_id, String(from.id));
  const back = await new Client().get(`/en/organisations/${from.id}`);
  assert.match(back.location, new RegExp(`/organisations/${from.id}-`), 'its address is its own');
  assert.equal(value("SELECT COUNT(*) FROM audit WHERE action = 'organisation.unmerge' AND object_id = ?", from.id), '1');
  assert.equal(row("SELECT detail FROM audit WHERE action = 'organisation.unmerge' AND object_id = ?", from.id).detail, `{"from":${into.id}}`);
  assert.match(text((await admin.get('/en/admin/audit')).text), /Undid a merge of two organisations/);
  assert.equal((await undo(older)).status, 303, 'the one before can be undone then');
  assert.equal(whole(older)[0][0].state, 'active');
});

test('what changed since is told first and is not put back', async () => {
  const [leaves, rises, hides, stays, joins, chief] = await Promise.all([1, 2, 3, 4, 5, 6].map(() => newSignedIn()));
  const from = newOrganisation({ name: unique('From ') + ' Town', themes: ['skills'], languages: ['ne'], routes: ['NP>GB'], members: [leaves, rises, stays] });
  const into = newOrganisation({ name: unique('Into ') + ' Town', responsible: [chief] });
  belongs(from.id, hides, { shown: true });
  const kept = newOffer(from.id), gone = newOffer(from.id);
  await merge(from, into);
  run('DELETE FROM organisation_member WHERE organisation_id = ? AND member_id = ?', into.id, leaves.id);
  run("UPDATE organisation_member SET role = 'responsible' WHERE organisation_id = ? AND member_id = ?", into.id, rises.id);
  run('UPDATE organisation_member SET shown = 0 WHERE organisation_id = ? AND member_id = ?', into.id, hides.id);
  run('DELETE FROM offer WHERE id = ?', gone);
  run("UPDATE offer SET text = 'Said better' WHERE id = ?", kept);
  belongs(into.id, joins);
  const newer = newOffer(into.id);
  assert.equal((await chief.client.submit(await chief.client.get(`/en/organisations/${into.id}/edit`), { place: 'Elsewhere' }, { action: '/edit' })).status, 303);
  const said = main(await admin.get(at(from, '/unmerge')));
  for (const line of [/3 people belong to it again/, /1 offer or request goes back/, /1 person has left the one that stays/, /The membership of 1 person was changed since/, /1 offer or request was removed since/,
    /The one that stays was changed since/, /1 person joined the one that stays after the merge/, /1 offer or request was added after the merge/]) assert.match(said, line);
  assert.equal((await undo(from)).status, 303);
  assert.equal(membership(from.id, leaves), undefined);
  assert.equal(membership(into.id, leaves), undefined);
  assert.deepEqual([membership(from.id, rises).role, membership(into.id, rises).role], ['member', 'responsible']);
  assert.deepEqual([membership(from.id, hides).shown, membership(into.id, hides)], ['0', undefined], 'who hid since stays hidden');
  assert.deepEqual([membership(from.id, stays).role, membership(into.id, stays)], ['member', undefined]);
  assert.deepEqual([membership(from.id, joins), membership(into.id, joins).role], [undefined, 'member']);
  assert.deepEqual(rows('SELECT id, text FROM offer WHERE organisation_id = ?', from.id), [{ id: String(kept), text: 'Said better' }]);
  assert.equal(value('SELECT organisation_id FROM offer WHERE id = ?', newer), String(into.id));
  assert.equal(value('SELECT place FROM organisation WHERE id = ?', into.id), 'Elsewhere');
  for (const [table, n] of [['organisation_theme', '1'], ['organisation_language', '1'], ['organisation_route', '1']])
    for (const o of [from, into]) assert.equal(value(`SELECT COUNT(*) FROM ${table} WHERE organisation_id = ?`, o.id), n, `${table} of both`);
});

test('the later merge comes first, a hidden one is hidden again, and after 30 days there is no way back', async () => {
  const [a, b, c] = [1, 2, 3].map(() => newOrganisation({ name: unique('Chain ') + ' Town' }));
  const m = await newSignedIn();
  belongs(b.id, m);
  run("UPDATE organisation SET state = 'hidden' WHERE id = ?", b.id);
  await merge(a, c);
  await merge(b, c);
  assert.equal(shownOf(m).organisation_id, String(c.id));
  const first = await admin.get(at(a, '/unmerge'));
  assert.match(main(first), new RegExp(`A later merge has to be undone first: ${b.name}`));
  assert.ok(!first.text.includes('<button class="btn">'), 'no button');
  const token = /name="_token" value="([^"]+)"/.exec((await admin.get(at(b, '/unmerge'))).text)[1];
  const forced = await admin.post(at(a, '/unmerge'), { _token: token });
  assert.deepEqual([forced.status, value('SELECT state FROM organisation WHERE id = ?', a.id)], [303, 'merged']);
  assert.equal((await undo(b)).status, 303);
  assert.equal(value('SELECT state FROM organisation WHERE id = ?', b.id), 'hidden');
  assert.equal(shownOf(m).organisation_id, null, 'its people are not shown under the other one any more');
  run('UPDATE organisation_merge SET merged_at = UTC_TIMESTAMP(6) - INTERVAL 31 DAY WHERE organisation_id = ?', a.id);
  assert.equal((await admin.get(at(a, '/unmerge'))).status, 404);
  assert.ok(!(await admin.get(at(a))).text.includes('/unmerge'));
  await admin.post(at(a, '/unmerge'), { _token: token });
  assert.equal(value('SELECT state FROM organisation WHERE id = ?', a.id), 'merged');
  const d = newOrganisation();
  await merge(d, c);
  await oneJob('test.sweep');
  assert.deepEqual(rows('SELECT organisation_id FROM organisation_merge WHERE into_id = ?', c.id).map((r) => r.organisation_id), [String(d.id)], 'what was kept goes after 30 days');
});

test('a proposal that was merged by mistake waits for a decision again, by the keyboard and without JavaScript', async () => {
  const author = await newSignedIn(), o = newOrganisation({ name: unique('Proposal ') + ' Town', state: 'proposed', createdBy: author.id }), into = newOrganisation();
  belongs(o.id, author, { role: 'responsible', state: 'asked' });
  await merge(o, into);
  assert.deepEqual({ ...membership(into.id, author) }, { role: 'member', state: 'asked', shown: '0' });
  const page = await newPage({ width: 320, as: admin, javaScriptEnabled: false });
  await page.goto(at(o));
  await page.getByRole('link', { name: 'Undo the merge …' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/unmerge/);
  assert.match(await page.locator('main').innerText(), /It is a proposal again/);
  await page.getByRole('button', { name: 'Undo the merge' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL((u) => !/unmerge/.test(u));
  assert.match(await page.locator('main').innerText(), /The two are apart again/);
  assert.deepEqual([row('SELECT state FROM organisation WHERE id = ?', o.id).state, { ...membership(o.id, author) }, membership(into.id, author)], ['proposed', { role: 'responsible', state: 'asked', shown: '0' }, undefined]);
});

test('nobody but administrators, and nobody by a link or without a token', async () => {
  const moderator = (await newSignedIn({ roles: 'moderator' })).client, m = await newSignedIn();
  const from = newOrganisation({ name: unique('Rights ') + ' Town', responsible: [m] }), into = newOrganisation();
  await merge(from, into);
  assert.equal((await moderator.get(at(from, '/unmerge'))).status, 403);
  assert.ok(!(await moderator.get(at(from))).text.includes('/unmerge'));
  assert.equal((await m.client.get(at(from, '/unmerge'))).status, 403);
  assert.equal((await admin.post(at(from, '/unmerge'), {})).status, 403);
  assert.equal(value('SELECT state FROM organisation WHERE id = ?', from.id), 'merged');
});
