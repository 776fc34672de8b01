// From the name of an organisation to its page: people who are imported or invited belong to it, others are shown it,
// and two accounts that become one keep what each belonged to.
import { before, test as nodeTest } from 'node:test';
import assert from 'node:assert/strict';
import { row, rows, run, value } from './lib/db.mjs';
import { unique, until } from './lib/env.mjs';
import { Client, decode, links, text } from './lib/http.mjs';
import { file } from './lib/files.mjs';
import { mailTo } from './lib/mail.mjs';
import { newMember, newSignedIn, samplePassword, signInAs } from './lib/people.mjs';
import { belongs, membership, newOrganisation } from './lib/organisations.mjs';

const test = (name, f) => nodeTest(name, { timeout: 120000 }, f);
let admin, boss;
before(async () => {
  boss = await newSignedIn({ roles: 'administrator', name: 'Linking Boss' });
  admin = boss.client;
});
const main = (page) => decode(text(page.text.slice(page.text.indexOf('<main'), page.text.indexOf('</main>'))));
const byEmail = (e) => row('SELECT id, organisation, state FROM member WHERE email = ?', e);
const shownOf = (id) => row("SELECT organisation, organisation_id FROM directory_entry WHERE kind = 'person' AND audience = 'members' AND object_id = ?", id);

async function imported(lines) {
  const data = ['name,email,country,organisation', ...lines].join('\r\n');
  const done = await admin.submit(await admin.get('/en/admin/imports'), { csv: file('people.csv', Buffer.from(data), 'text/csv') }, { action: '/imports' });
  const id = Number(/imports\/(\d+)/.exec(done.location)[1]);
  await until('the dry run', () => value('SELECT state FROM import WHERE id = ?', id) === 'checked', 60000);
  const said = main(await admin.get(`/en/admin/imports/${id}`));
  await admin.submit(await admin.get(`/en/admin/imports/${id}`), { invite: null }, { action: '/confirm' });
  await until('the import', () => value('SELECT state FROM import WHERE id = ?', id) === 'done', 60000);
  return { id, said };
}
// Accepts the invitation of somebody who was imported.
async function accept(email, more = {}) {
  const mail = await mailTo(email);
  const c = new Client(), link = new URL(mail.links.find((l) => l.includes('/invitation?t=')));
  const done = await c.submit(await c.get(link.pathname + link.search), { name: 'Joined Person', password: samplePassword, listed: 'members', agreed: '1', lang: 'en', ...more }, { action: '/invitation' });
  assert.equal(done.status, 303, main(done).slice(0, 500));
  return signInAs({ email });
}

test('imported: one page of this name is joined, said row by row; none, several or one elsewhere stay as text', async () => {
  const k = unique('Lk'), at = (i) => `${k.toLowerCase()}-${i}@example.org`;
  const chief = await newSignedIn();
  const one = newOrganisation({ name: `Commune de Sébou ${k}`, country: 'SN', responsible: [chief] });
  const twins = ['SN', 'ML'].map((country) => newOrganisation({ name: `Ville Jumelle ${k}`, country }));
  const nowhere = newOrganisation({ name: `Nowhere Agency ${k}` });
  newOrganisation({ name: `Hidden ${k}`, state: 'hidden' });
  const { id, said } = await imported([
    `A,${at(1)},SN,"COMMUNE DE SEBOU, ${k}"`, `B,${at(2)},,Commune de Sébou ${k}`, `C,${at(3)},FR,Commune de Sébou ${k}`,
    `D,${at(4)},ML,Ville Jumelle ${k}`, `E,${at(5)},,Ville Jumelle ${k}`, `F,${at(6)},FR,Nowhere Agency ${k}`, `G,${at(7)},SN,Unknown ${k}`, `H,${at(8)},SN,Hidden ${k}`, `I,${at(9)},SN,`]);
  assert.equal((said.match(/Becomes a member of “Commune de Sébou/g) ?? []).length, 2, said);
  for (const w of [`“Commune de Sébou ${k}” has its seat in another country`, 'Becomes a member of “Ville Jumelle', 'Several organisations of this name have pages here', 'Becomes a member of “Nowhere Agency', 'No organisation of this name has a page here']) assert.ok(said.includes(w), `${w}\n${said}`);
  const of = (i) => rows('SELECT organisation_id, role, state, shown FROM organisation_member WHERE member_id = ?', byEmail(at(i)).id).map((r) => Object.values(r).map(String).join(' '));
  const confirmed = (o) => [`${o.id} member confirmed 0`];
  assert.deepEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].map(of), [confirmed(one), confirmed(one), [], confirmed(twins[1]), [], confirmed(nowhere), [], [], []]);
  assert.equal(byEmail(at(1)).organisation, `COMMUNE DE SEBOU, ${k}`, 'what was written stays');
  assert.equal(row("SELECT detail FROM audit WHERE action = 'organisation.link' AND object_id = ? ORDER BY id LIMIT 1", one.id).detail, `{"member":${byEmail(at(1)).id}}`);
  assert.equal(value("SELECT member_id FROM audit WHERE action = 'organisation.link' AND object_id = ? LIMIT 1", one.id), String(boss.id));

  // Who has not joined the network yet is seen by nobody but staff.
  const people = async () => main(await chief.client.get(`/en/organisations/${one.id}/people`));
  run("UPDATE member SET name = ? WHERE email = ?", `Imported ${k}`, at(1));
  assert.ok(!(await people()).includes(`Imported ${k}`));
  assert.match(main(await admin.get(`/en/admin/people/${byEmail(at(1)).id}`)), /Commune de Sébou/);
  const staffList = main(await admin.get(`/en/organisations/manage?q=${k}`));
  assert.match(staffList, new RegExp(`Commune de Sébou ${k}.*? 1 `), 'the count is of people who are here');
  run("INSERT INTO setting (name, value, changed_at) VALUES ('invitations_per_hour', '5000', UTC_TIMESTAMP(6)) ON DUPLICATE KEY UPDATE value = '5000'");
  await admin.submit(await admin.get(`/en/admin/imports/${id}`), {}, { action: '/invite' });
  run("UPDATE schedule SET next_run = UTC_TIMESTAMP(6) WHERE kind = 'invitations.send'");
  const c = await accept(at(1), { name: `Imported ${k}` });
  assert.ok((await people()).includes(`Imported ${k}`), 'and by the people responsible then');
  assert.deepEqual({ ...shownOf(byEmail(at(1)).id) }, { organisation: one.name, organisation_id: String(one.id) });
  assert.ok((await c.get('/en/me')).text.includes(`/organisations/${one.id}"`));
  assert.ok(!(await new Client().get(`/en/organisations/${one.id}-x`)).text.includes(`Imported ${k}`), 'not on its page before the person says so');
  run("DELETE FROM setting WHERE name = 'invitations_per_hour'");
});

test('invited in a form: those invited together belong to the organisation', async () => {
  const k = unique('Iv'), o = newOrganisation({ name: `Région ${k}` });
  const invite = async (email, organisation) => {
    const done = await admin.submit(await admin.get('/en/admin/invitations/new'), { people: `Invited Person <${email}>`, organisation, lang: 'en' }, { action: '/invitations/new' });
    assert.equal(done.status, 303, main(done));
    return flash(await admin.follow(done));
  };
  const [first, second, third] = [1, 2, 3].map((i) => `${k.toLowerCase()}-${i}@example.org`);
  const flash = (done) => decode(text(/<[^>]*role="status"[\s\S]*?<\/(p|div)>/.exec(done.text)?.[0] ?? ''));
  assert.match(await invite(first, `region: ${k}`), new RegExp(`Who joins belongs to Région ${k}`));
  assert.deepEqual({ ...membership(o.id, byEmail(first)) }, { role: 'member', state: 'confirmed', shown: '0' });
  assert.equal(byEmail(first).organisation, `region: ${k}`);
  assert.match(await invite(second, `Other ${k}`), /No organisation of this name has a page here/);
  assert.equal(value('SELECT COUNT(*) FROM organisation_member WHERE member_id = ?', byEmail(second).id), '0');
  assert.ok(!/organisation/.test(await invite(third, '')));
  assert.equal(byEmail(third).organisation, null);
  const c = await accept(first);
  assert.match(main(await c.get('/en/me')), new RegExp(`My organisations Région ${k}`));
});

test('who has named an organisation is shown its page, or how to make one; nobody becomes a member by a word', async () => {
  const k = unique('Nm'), o = newOrganisation({ name: `Ville d’Été ${k}`, country: 'SN' });
  const m = await newSignedIn({ country: 'SN' });
  const say = async (organisation) => {
    run('UPDATE member SET organisation = ? WHERE id = ?', organisation, m.id);
    return m.client.get('/en/me');
  };
  const found = await say(`ville d’ete ${k}`);
  assert.match(main(found), new RegExp(`has a page here: Ville d’Été ${k} Ask to join it`));
  assert.ok(links(found.text).some((l) => l.endsWith(`/organisations/${o.id}/join`)));
  assert.equal(membership(o.id, m), undefined);
  const none = await say(`Ville & Co "${k}"`);
  assert.match(main(none), /No page here has the name of your organisation/);
  assert.ok((await m.client.get('/en/organisations/new')).text.includes(`value="Ville &amp; Co &quot;${k}&quot;"`), 'the form knows the name');
  newOrganisation({ name: `Ville d’Été ${k}`, country: 'SN' });
  const several = await say(`Ville d’Été ${k}`);
  assert.ok(!main(several).includes('Ask to join it'));
  assert.ok(links(several.text).some((l) => l.includes('/organisations?q=Ville')), 'both are found');
  belongs(o.id, m, { state: 'asked' });
  assert.ok(!(await m.client.get('/en/me')).text.includes(`/${o.id}/join`), 'asked already');
});

test('two accounts become one: it belongs to all that either belonged to, also one who was imported', async () => {
  const k = unique('Mg'), email = `${k.toLowerCase()}@example.org`;
  const [both, fromOne, fromOther] = [1, 2, 3].map((i) => newOrganisation({ name: `Org ${i} ${k}` }));
  const stays = await newMember({ name: `Stays ${k}` }), twin = await newMember({ name: `Twin ${k}` });
  belongs(both.id, stays);
  belongs(fromOne.id, stays);
  belongs(both.id, twin, { role: 'responsible', shown: true });
  belongs(fromOther.id, twin, { state: 'asked' });
  const linked = newOrganisation({ name: `Linked ${k}` });
  await imported([`Pending,${email},,Linked ${k}`]);
  for (const goes of [twin.id, byEmail(email).id]) {
    const page = await admin.get(`/en/admin/people/merge?stays=${stays.id}&goes=${goes}`);
    assert.equal((await admin.submit(page, {})).status, 303);
  }
  assert.deepEqual(rows('SELECT organisation_id, role, state FROM organisation_member WHERE member_id = ? ORDER BY organisation_id', stays.id).map((r) => Object.values(r).map(String).join(' ')),
    [`${both.id} responsible confirmed`, `${fromOne.id} member confirmed`, `${fromOther.id} member asked`, `${linked.id} member confirmed`]);
  assert.equal(shownOf(stays.id).organisation_id, String(both.id));
});
