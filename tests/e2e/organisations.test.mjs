// Organisations: proposed, accepted, joined, changed, left, merged; and who may do what with one.
import test, { after } from 'node:test';
import assert from 'node:assert/strict';
import { Client, findForms, links, text } from './lib/http.mjs';
import { row, rows, run, value } from './lib/db.mjs';
import { sleep, unique } from './lib/env.mjs';
import { mailTo, mails } from './lib/mail.mjs';
import { newSignedIn, signedIn } from './lib/people.mjs';
import { axe, closeBrowser, newPage } from './lib/browser.mjs';
import { killOne } from './lib/processes.mjs';
import { belongs, membership, newOffer, newOrganisation, wholeOf } from './lib/organisations.mjs';

after(closeBrowser);
const clients = new Map();
const staff = async (role) => clients.get(role) ?? clients.set(role, await newSignedIn({ roles: role, name: `A ${role}` })).get(role);
const name = (start = 'Ville de ') => unique(start);
const page = (o) => `/en/organisations/${o.id ?? o}`;
const see = async (c, o, lang = 'en') => {
  const a = await c.get(`/${lang}/organisations/${o.id ?? o}`);
  return a.status === 301 ? c.follow(a) : a;
};
const facts = (more) => ({ type: 'local-authority', about_lang: 'en', country: 'SN', ...more });
const propose = async (c, more) => c.submit(await c.get('/en/organisations/new'), facts(more), { action: '/organisations/new' });
const byName = (n) => row('SELECT * FROM organisation WHERE name = ?', n);

test('from a proposal to the page: duplicates are offered, a moderator decides, mails are in the language of the proposer', async () => {
  const m = await newSignedIn({ lang: 'fr' }), other = await newSignedIn(), moderator = (await staff('moderator')).client;
  const there = newOrganisation({ name: name('Commune de '), country: 'SN' });
  const typed = { name: there.name.toUpperCase().replace('COMMUNE DE', 'Commune, de:'), place: 'Kept Place', about: 'Kept text', themes: ['diaspora'], languages: ['fr'] };
  const same = await propose(m.client, typed);
  assert.equal(same.status, 422);
  assert.match(same.text, new RegExp(`/en/organisations/${there.id}/join`));
  for (const kept of ['Kept Place', 'Kept text', 'value="diaspora" checked']) assert.ok(same.text.includes(kept), kept);
  assert.equal(byName(typed.name), undefined);

  const done = await m.client.submit(same, { anyway: '1' }, { action: '/organisations/new' });
  assert.equal(done.status, 303);
  const o = byName(typed.name);
  assert.equal(o.state, 'proposed');
  assert.match((await m.client.follow(done)).text, /Only you and the moderators see this page until it is accepted/);
  for (const c of [new Client(), other.client]) assert.equal((await see(c, o)).status, 404);

  const queue = await moderator.get('/en/organisations/manage?state=proposed');
  assert.ok(queue.text.includes(`/organisations/manage/${o.id}"`));
  const mute = await moderator.post(`/en/organisations/manage/${o.id}/refuse`, { ...token(await moderator.get(`/en/organisations/manage/${o.id}`)), reason: '' });
  assert.equal(mute.status, 422);
  const taken = await moderator.submit(await moderator.get(`/en/organisations/manage/${o.id}`), { reason: 'Welcome to <b>us</b>' }, { action: '/accept' });
  assert.equal(taken.status, 303);
  assert.deepEqual(membership(o.id, m), { role: 'responsible', state: 'confirmed', shown: '1' });
  const mail = await mailTo(m.email, { subject: /annuaire/ });
  assert.match(mail.text, /Welcome to <b>us<\/b>/);
  assert.ok(mail.links.some((l) => l.endsWith(`/fr/organisations/${o.id}`)));
  assert.equal((await see(new Client(), o)).status, 200);
  assert.equal(value("SELECT COUNT(*) FROM directory_entry WHERE kind = 'organisation' AND object_id = ?", o.id), '2');
  const late = await moderator.post(`/en/organisations/manage/${o.id}/accept`, token(await moderator.get('/en/organisations/manage')));
  assert.match((await moderator.follow(late)).text, /decided on this proposal already/);
});

test('the form of a proposal begins with what the profile says; a web address needs no https:// in front', async () => {
  const m = await newSignedIn({ country: 'NP' }), house = name('Nagar of '), host = `${unique('n')}.example.org`;
  run('UPDATE member SET organisation = ? WHERE id = ?', house, m.id);
  const form = await m.client.get('/en/organisations/new');
  assert.ok(form.text.includes(`value="${house}"`));
  assert.match(form.text, /<option value="NP" selected>/);
  const done = await m.client.submit(form, { type: 'local-authority', about_lang: 'en', website: `WWW.${host}/Home` }, { action: '/organisations/new' });
  assert.equal(done.status, 303, done.text);
  assert.equal(byName(house).website, `https://www.${host}/Home`);
  assert.match((await m.client.get('/en/me')).text, /href="\/en\/organisations\?country=NP"/);

  belongs(newOrganisation({ name: name() }).id, m);
  assert.ok(!(await m.client.get('/en/organisations/new')).text.includes(`value="${house}"`), 'another one has another name');
});

test('the countries of its routes and those chosen come first where an offer names countries', async () => {
  const boss = await newSignedIn(), o = newOrganisation({ routes: ['NP>QA'] });
  belongs(o.id, boss, { role: 'responsible' });
  const first = async (at) => [...(await boss.client.get(`${page(o)}/offers/${at}`)).text.split('name="countries"').slice(1).join('').split('<details>')[0].matchAll(/value="([A-Z]{2})"/g)].map((x) => x[1]);
  assert.deepEqual(await first('new'), ['NP', 'QA']);
  assert.deepEqual(await first(newOffer(o.id, { countries: ['IT'] })), ['IT', 'NP', 'QA']);
});

const token = (p) => ({ _token: /name="_token" value="([^"]+)"/.exec(p.text)[1] });

test('a refused proposal: its author learns why and sees it, nobody else does, and may not change it', async () => {
  const m = await newSignedIn({ lang: 'es' }), moderator = (await staff('moderator')).client;
  const n = name();
  await propose(m.client, { name: n });
  const o = byName(n);
  await moderator.submit(await moderator.get(`/en/organisations/manage/${o.id}`), { reason: 'It is a person' }, { action: '/accept', options: {} });
  assert.equal(byName(n).state, 'active');
  const second = name();
  await propose(m.client, { name: second });
  const p = byName(second);
  const form = await moderator.get(`/en/organisations/manage/${p.id}`);
  await moderator.post(`/en/organisations/manage/${p.id}/refuse`, { ...token(form), reason: 'It is a person' });
  assert.equal(byName(second).state, 'refused');
  assert.equal(membership(p.id, m), undefined);
  assert.match((await mailTo(m.email, { subject: /no ha sido aceptada/ })).text, /It is a person/);
  assert.equal((await see(m.client, p)).status, 200);
  assert.equal((await m.client.get(`${page(p)}/edit`)).status, 403);
  assert.equal((await see(new Client(), p)).status, 404);
});

test('a double click proposes once; an eleventh proposal of a day waits', async () => {
  const m = await newSignedIn();
  const form = await m.client.get('/en/organisations/new');
  const n = name();
  const sent = await Promise.all([1, 2, 3].map(() => m.client.submit(form, facts({ name: n, anyway: '1' }), { action: '/organisations/new' })));
  assert.deepEqual(sent.map((a) => a.status), [303, 303, 303]);
  assert.equal(new Set(sent.map((a) => a.location)).size, 1);
  assert.equal(value('SELECT COUNT(*) FROM organisation WHERE name = ?', n), '1');
  run('UPDATE rate SET n = 10 WHERE bucket = ?', `organisation:propose:${m.id}`);
  const full = await propose(m.client, { name: name(), about: 'Still here' });
  assert.equal(full.status, 422);
  assert.match(full.text, /Still here/);
});

test('what is typed into the form of facts is checked and kept', async () => {
  const m = await newSignedIn();
  for (const [field, bad, says] of [
    ['website', 'javascript:alert(1)', /Enter a web address such as/], ['website', 'https://user:secret@example.org/', /Enter a web address such as/], ['website', '//evil.example/', /Enter a web address such as/],
    ['name', '', /Enter its name/], ['type', 'emperor', /what kind of organisation/], ['country', 'ZZ', /country from the list/], ['country', 'É', /country from the list/],
    ['themes', ['diaspora', 'no-theme'], /values offered/], ['languages', 'xx', /values offered/], ['about_lang', 'de', /Choose a language/], ['about', 'x'.repeat(3001), /3,000 characters/]]) {
    const a = await propose(m.client, { name: name(), place: 'Kept Place', [field]: bad });
    assert.equal(a.status, 422, `${field}: ${bad}`);
    assert.match(text(a.text), says);
    assert.match(a.text, /value="Kept Place"/);
  }
});

test('joining: the responsible person gets a mail, decides, and the joiner is told; a second click changes nothing', async () => {
  const boss = await newSignedIn({ lang: 'es', name: 'Ana Jefa' }), m = await newSignedIn({ name: 'Bo Joiner' }), o = newOrganisation({ responsible: [boss] });
  const form = await m.client.get(`${page(o)}/join`);
  const sent = await Promise.all([1, 2, 3, 4].map(() => m.client.submit(form, { shown: '1' }, { action: '/join' })));
  assert.deepEqual([...new Set(sent.map((a) => a.status))], [303]);
  assert.deepEqual(membership(o.id, m), { role: 'member', state: 'asked', shown: '1' });
  assert.equal(value("SELECT COUNT(*) FROM mail WHERE kind = 'organisation.ask' AND to_email = ?", boss.email), '1');
  const asked = await mailTo(boss.email, { subject: /Bo Joiner pide unirse/ });
  assert.ok(asked.links.some((l) => l.endsWith(`/es/organisations/${o.id}/people`)));
  assert.ok(!asked.text.includes(m.email), 'the address of the joiner is nowhere');

  const list = await boss.client.get(`${page(o)}/people`);
  assert.ok(!list.text.includes(m.email));
  assert.match(text((await boss.client.get('/en/me')).text), /1 person asks to join/);
  const both = await Promise.all([1, 2].map(() => boss.client.submit(list, {}, { action: `/people/${m.id}/approve` })));
  assert.deepEqual(both.map((a) => a.status), [303, 303]);
  assert.equal(membership(o.id, m).state, 'confirmed');
  assert.equal(value("SELECT COUNT(*) FROM mail WHERE kind = 'organisation.approved' AND to_email = ?", m.email), '1');
  assert.match(text((await m.client.get('/en/me')).text), new RegExp(`${o.name} You belong to it`));
  assert.equal((await m.client.get(`${page(o)}/join`)).status, 303);
});

test('who is taken in, leaves or is removed: the directory says so at once', async () => {
  const boss = await newSignedIn(), a = await newSignedIn(), b = await newSignedIn(), o = newOrganisation({ responsible: [boss] });
  const listed = () => [a, b].map((m) => value("SELECT organisation_id FROM directory_entry WHERE kind = 'person' AND audience = 'members' AND object_id = ?", m.id));
  for (const m of [a, b]) {
    await m.client.submit(await m.client.get(`${page(o)}/join`), {}, { action: '/join' });
    await boss.client.submit(await boss.client.get(`${page(o)}/people`), {}, { action: `/people/${m.id}/approve` });
  }
  assert.deepEqual(listed(), [String(o.id), String(o.id)]);
  assert.equal((await a.client.submit(await a.client.get(`${page(o)}/leave`), {}, { action: '/leave' })).status, 303);
  assert.equal((await boss.client.submit(await boss.client.get(`${page(o)}/people/${b.id}/remove`), {}, { action: '/remove' })).status, 303);
  assert.deepEqual([membership(o.id, a), membership(o.id, b)], [undefined, undefined]);
  assert.deepEqual(listed(), [null, null]);
});

test('where nobody is responsible, moderators are asked; a request can be refused and withdrawn', async () => {
  const moderator = await staff('moderator'), m = await newSignedIn({ name: unique('Lone ') }), o = newOrganisation();
  await m.client.submit(await m.client.get(`${page(o)}/join`), {}, { action: '/join' });
  assert.ok(Number(value("SELECT COUNT(*) FROM mail WHERE kind = 'organisation.ask' AND subject LIKE ?", `${m.name}%`)) > 0);
  await moderator.client.submit(await moderator.client.get(`${page(o)}/people`), {}, { action: `/people/${m.id}/decline` });
  assert.equal(membership(o.id, m), undefined);
  await mailTo(m.email, { subject: /was not approved/ });
  await m.client.submit(await m.client.get(`${page(o)}/join`), {}, { action: '/join' });
  const back = await m.client.submit(await m.client.get(`${page(o)}/leave`), {}, { action: '/leave' });
  assert.match((await m.client.follow(back)).text, /Your request is withdrawn/);
  const late = await moderator.client.post(`${page(o)}/people/${m.id}/approve`, token(await moderator.client.get(`${page(o)}/people`)));
  assert.match((await moderator.client.follow(late)).text, /decided already, or the request was withdrawn/);
  assert.equal(membership(o.id, m), undefined);
});

test('handing over, stepping down, leaving last, being removed', async () => {
  const boss = await newSignedIn({ name: 'First Boss' }), m = await newSignedIn({ name: 'Next Boss' }), o = newOrganisation({ responsible: [boss], members: [m] });
  const people = () => boss.client.get(`${page(o)}/people`);
  const stuck = await boss.client.post(`${page(o)}/people/${boss.id}/role`, { ...token(await people()), role: 'member' });
  assert.match((await boss.client.follow(stuck)).text, /make another person responsible first/);
  assert.match((await boss.client.get(`${page(o)}/leave`)).text, /Nobody else is responsible/);
  await boss.client.post(`${page(o)}/people/${m.id}/role`, { ...token(await people()), role: 'responsible' });
  await mailTo(m.email, { subject: /You are responsible for/ });
  await boss.client.post(`${page(o)}/people/${boss.id}/role`, { ...token(await people()), role: 'member' });
  assert.deepEqual([membership(o.id, boss).role, membership(o.id, m).role], ['member', 'responsible']);
  assert.equal((await people()).status, 403);
  assert.equal((await boss.client.get(`${page(o)}/edit`)).status, 403);

  await m.client.submit(await m.client.get(`${page(o)}/people/${boss.id}/remove`), {}, { action: '/remove' });
  assert.equal(membership(o.id, boss), undefined);
  await mailTo(boss.email, { subject: /do not belong to/ });
  const before = Number(value("SELECT COUNT(*) FROM mail WHERE kind = 'organisation.alone' AND subject LIKE ?", `%${o.name}%`));
  await m.client.submit(await m.client.get(`${page(o)}/leave`), {}, { action: '/leave' });
  assert.ok(Number(value("SELECT COUNT(*) FROM mail WHERE kind = 'organisation.alone' AND subject LIKE ?", `%${o.name}%`)) > before);
  assert.equal(membership(o.id, m), undefined);
});

test('two responsible people who leave at once: the moderators are told, once', async () => {
  const a = await newSignedIn(), b = await newSignedIn(), o = newOrganisation({ responsible: [a, b] });
  const forms = await Promise.all([a, b].map((x) => x.client.get(`${page(o)}/leave`)));
  const done = await Promise.all([a, b].map((x, i) => x.client.submit(forms[i], {}, { action: '/leave' })));
  assert.deepEqual(done.map((x) => x.status), [303, 303]);
  const told = rows("SELECT to_email, COUNT(*) AS n FROM mail WHERE kind = 'organisation.alone' AND subject LIKE ? GROUP BY to_email", `%${o.name}%`);
  assert.ok(told.length > 0);
  assert.ok(told.every((t) => t.n === '1'), JSON.stringify(told));
});

test('rights: nobody but those responsible changes one, whatever the address', { timeout: 60000 }, async () => {
  const boss = await newSignedIn(), plain = await newSignedIn(), waiting = await newSignedIn(), elsewhere = await newSignedIn(), stranger = await newSignedIn(), victim = await newSignedIn();
  const o = newOrganisation({ responsible: [boss], members: [plain, victim], country: 'NP', routes: ['NP>QA'] });
  belongs(o.id, waiting, { state: 'asked' });
  const offer = newOffer(o.id);
  const theirs = newOrganisation({ responsible: [elsewhere] });
  const secret = newOrganisation({ state: 'proposed', createdBy: boss.id });
  const editor = (await staff('editor')).client;
  const gets = ['edit', 'routes', 'offers/new', `offers/${offer}`, `offers/${offer}/remove`, 'people', `people/${victim.id}/remove`];
  const posts = [['edit', facts({ name: 'Stolen', version: 1 })], ['routes', { version: 1, from: 'NP', to: 'GB' }], ['offers/new', { side: 'offers', what: 'funding', text: 'A lot of money for you', lang: 'en' }],
    [`offers/${offer}`, { side: 'offers', what: 'funding', text: 'A lot of money for you', lang: 'en', version: 1 }], [`offers/${offer}/remove`, {}], [`people/${waiting.id}/approve`, {}],
    [`people/${waiting.id}/decline`, {}], [`people/${victim.id}/remove`, {}], [`people/${plain.id}/role`, { role: 'responsible' }]];
  const before = wholeOf(o.id), quiet = wholeOf(secret.id);
  for (const [who, c] of Object.entries({ plain: plain.client, waiting: waiting.client, elsewhere: elsewhere.client, stranger: stranger.client, editor })) {
    const t = token(await c.get('/en/me'));
    for (const at of gets) assert.equal((await c.get(`${page(o)}/${at}`)).status, 403, `${who} ${at}`);
    for (const [at, body] of posts) {
      assert.equal((await c.post(`${page(o)}/${at}`, { ...t, ...body })).status, 403, `${who} POST ${at}`);
      assert.equal((await c.post(`${page(secret)}/${at}`, { ...t, ...body })).status, 404, `${who} POST ${at} of a proposal`);
    }
    assert.equal((await c.post(`${page(secret)}/join`, t)).status, 404);
    assert.equal((await c.post(`${page(secret)}/shown`, { ...t, shown: 1 })).status, 404);
  }
  for (const c of [stranger.client, elsewhere.client]) {
    const t = token(await c.get('/en/me'));
    assert.equal((await c.post(`${page(o)}/leave`, t)).status, 404);
    assert.equal((await c.post(`${page(o)}/shown`, { ...t, shown: 1 })).status, 404);
  }
  assert.equal(wholeOf(o.id), before);
  assert.equal(wholeOf(secret.id), quiet);
  /* The offer of the one under the address of one's own, and people of the one under one's own. */
  const t = token(await elsewhere.client.get('/en/me'));
  for (const at of [`offers/${offer}`, `offers/${offer}/remove`]) {
    assert.equal((await elsewhere.client.get(`${page(theirs)}/${at}`)).status, 404);
    assert.equal((await elsewhere.client.post(`${page(theirs)}/${at}`, { ...t, side: 'offers', what: 'funding', text: 'A lot of money for you', lang: 'en', version: 1 })).status, 404);
  }
  assert.equal((await elsewhere.client.get(`${page(theirs)}/people/${victim.id}/remove`)).status, 404);
  assert.equal((await elsewhere.client.post(`${page(theirs)}/people/${victim.id}/role`, { ...t, role: 'responsible' })).status, 404);
  assert.equal(wholeOf(o.id), before);
  /* Fields that no form has change nothing. */
  const done = await boss.client.submit(await boss.client.get(`${page(o)}/edit`), { name: o.name, state: 'hidden', sample: 1, merged_into: 1, created_by: 1, id: theirs.id }, { action: '/edit' });
  assert.equal(done.status, 303);
  assert.deepEqual({ ...row('SELECT state, sample, merged_into, created_by FROM organisation WHERE id = ?', o.id) }, { state: 'active', sample: '0', merged_into: null, created_by: null });
});

test('staff pages are staff’s: moderators decide, administrators hide and merge', async () => {
  const moderator = (await staff('moderator')).client, o = newOrganisation(), other = newOrganisation();
  const t = token(await moderator.get('/en/organisations/manage'));
  for (const at of ['hide', 'show', 'merge']) assert.equal((await moderator.post(`/en/organisations/manage/${o.id}/${at}`, { ...t, into: other.id })).status, 403, at);
  assert.equal((await moderator.get('/en/organisations/manage/export.csv')).status, 403);
  assert.equal((await moderator.get(`${page(o)}/edit`)).status, 403);
  assert.equal(byName(o.name).state, 'active');
  const admin = (await staff('administrator')).client;
  await admin.submit(await admin.get(`/en/organisations/manage/${o.id}`), {}, { action: '/hide' });
  assert.equal((await see(new Client(), o)).status, 404);
  assert.equal(value("SELECT COUNT(*) FROM directory_entry WHERE kind = 'organisation' AND object_id = ?", o.id), '0');
  await admin.submit(await admin.get(`/en/organisations/manage/${o.id}`), {}, { action: '/show' });
  assert.equal((await see(new Client(), o)).status, 200);
  const added = await propose(admin, { name: name('Added ') });
  assert.equal(added.status, 303);
  assert.equal((await new Client().get(added.location)).status, 200);
});

test('two people editing: the second sees both and keeps what was typed', async () => {
  const boss = await newSignedIn(), o = newOrganisation({ responsible: [boss] });
  const [one, two] = await Promise.all([1, 2].map(() => boss.client.get(`${page(o)}/edit`)));
  assert.equal((await boss.client.submit(one, { about: 'First text' }, { action: '/edit' })).status, 303);
  const late = await boss.client.submit(two, { about: 'Second text' }, { action: '/edit' });
  assert.equal(late.status, 422);
  assert.match(late.text, /<td[^>]*>First text<\/td><td[^>]*>Second text<\/td>/);
  assert.equal((await boss.client.submit(late, {}, { action: '/edit' })).status, 303);
  assert.equal(byName(o.name).about, 'Second text');

  const offer = newOffer(o.id, { text: 'The text of the beginning' });
  const at = `${page(o)}/offers/${offer}`;
  const [a, b] = await Promise.all([1, 2].map(() => boss.client.get(at)));
  assert.equal((await boss.client.submit(a, { text: 'The first text that was saved' }, { action: `/offers/${offer}` })).status, 303);
  const again = await boss.client.submit(b, { text: 'The second text, not saved yet' }, { action: `/offers/${offer}` });
  assert.equal(again.status, 422);
  assert.match(again.text, /The first text that was saved/);
  assert.match(again.text, /The second text, not saved yet/);
});

test('routes: rows can be added, what is half is told, what was chosen stays', async () => {
  const boss = await newSignedIn(), o = newOrganisation({ responsible: [boss], country: 'NP' });
  const form = await boss.client.get(`${page(o)}/routes`);
  const more = await boss.client.submit(form, { from: ['NP', ''], to: ['QA', ''] }, { action: '/routes', button: ['more', '1'] });
  assert.equal(more.status, 422);
  assert.equal([...more.text.matchAll(/name="from"/g)].length, 3);
  assert.equal([...more.text.matchAll(/value="(NP|QA)" selected/g)].length, 2);
  assert.doesNotMatch(more.text, /class="errs"/);
  const half = await boss.client.submit(more, { from: ['NP', 'NP', 'NP'], to: ['QA', '', 'NP'] }, { action: '/routes' });
  assert.equal(half.status, 422);
  assert.match(text(half.text), /both countries of this route, or neither/);
  assert.match(text(half.text), /two different countries/);
  assert.equal(value('SELECT COUNT(*) FROM organisation_route WHERE organisation_id = ?', o.id), '0');
  const bad = await boss.client.submit(half, { from: ['NP', 'ZZ'], to: ['QA', 'QA'] }, { action: '/routes' });
  assert.match(text(bad.text), /country from the list/);
  const done = await boss.client.submit(bad, { from: ['NP', 'IN', 'NP'], to: ['QA', 'NP', 'QA'] }, { action: '/routes' });
  assert.equal(done.status, 303);
  assert.deepEqual(rows('SELECT from_country AS f, to_country AS t, seat, local FROM organisation_route WHERE organisation_id = ? ORDER BY f', o.id), [{ f: 'IN', t: 'NP', seat: 'to', local: '1' }, { f: 'NP', t: 'QA', seat: 'from', local: '1' }]);
  const stale = await boss.client.submit(form, { from: ['NP'], to: ['GB'] }, { action: '/routes' });
  assert.equal(stale.status, 422);
  assert.match(stale.text, /value="GB" selected/);
  /* Another seat is another end of the same routes. */
  await boss.client.submit(await boss.client.get(`${page(o)}/edit`), { country: 'QA', type: 'cso' }, { action: '/edit' });
  assert.deepEqual(rows('SELECT seat, local FROM organisation_route WHERE organisation_id = ? ORDER BY from_country', o.id), [{ seat: 'else', local: '0' }, { seat: 'to', local: '0' }]);
});

test('offers and seeks: added once, changed, removed after asking; 20 at most', async () => {
  const boss = await newSignedIn(), o = newOrganisation({ responsible: [boss] });
  const form = await boss.client.get(`${page(o)}/offers/new?side=seeks`);
  assert.match(form.text, /value="seeks" checked/);
  const empty = await boss.client.submit(form, { text: '', themes: ['diaspora'], countries: ['NP'] }, { action: '/offers/new' });
  assert.equal(empty.status, 422);
  for (const kept of ['value="seeks" checked', 'value="diaspora" checked', 'value="NP" checked']) assert.ok(empty.text.includes(kept), kept);
  const body = { side: 'seeks', what: 'expertise', text: 'Somebody who knows <i>remittances</i>', themes: ['diaspora'], countries: ['NP'] };
  const sent = await Promise.all([1, 2].map(() => boss.client.submit(empty, body, { action: '/offers/new' })));
  assert.deepEqual(sent.map((a) => a.status), [303, 303]);
  assert.equal(value('SELECT COUNT(*) FROM offer WHERE organisation_id = ?', o.id), '1');
  const shown = await see(new Client(), o);
  assert.ok(shown.text.includes('Somebody who knows &lt;i&gt;remittances&lt;/i&gt;'));
  const id = value('SELECT id FROM offer WHERE organisation_id = ?', o.id);
  const ask = await boss.client.get(`${page(o)}/offers/${id}/remove`);
  assert.match(ask.text, /Somebody who knows/);
  assert.equal(value('SELECT COUNT(*) FROM offer WHERE organisation_id = ?', o.id), '1');
  await boss.client.submit(ask, {}, { action: '/remove' });
  assert.equal(value('SELECT COUNT(*) FROM offer WHERE organisation_id = ?', o.id), '0');
  for (let i = 0; i < 20; i++) newOffer(o.id);
  const full = await boss.client.submit(await boss.client.get(`${page(o)}/offers/new`), body, { action: '/offers/new' });
  assert.equal(full.status, 422);
  assert.match(full.text, /Somebody who knows/);
});

test('people are on the page as they chose: nothing of who is hidden, for whom it is hidden', async () => {
  const boss = await newSignedIn({ name: 'Boss Person' }), o = newOrganisation({ responsible: [boss] });
  const person = async (settings, shown) => {
    const p = await newSignedIn({ name: unique('Zq') });
    run(`INSERT INTO profile (member_id, position, about, listed, position_seen, organisation_seen) VALUES (?, ?, ?, ?, ?, ?)`, p.id, `pos${p.name}`, `about${p.name}`, settings.listed ?? 'members', settings.position ?? 'members', settings.organisation ?? 'members');
    belongs(o.id, p, { state: 'asked', shown });
    await boss.client.submit(await boss.client.get(`${page(o)}/people`), {}, { action: `/people/${p.id}/approve` });
    return p;
  };
  const open = await person({ listed: 'public', position: 'public', organisation: 'public' }, true);
  const members = await person({}, true);
  const quiet = await person({ listed: 'public', position: 'public', organisation: 'public' }, false);
  const hidden = await person({ listed: 'me' }, true);
  const noOrg = await person({ listed: 'public', organisation: 'me' }, true);
  const noPosition = await person({ listed: 'public', position: 'me', organisation: 'public' }, true);
  const viewer = await newSignedIn();
  const [out, inside] = [(await see(new Client(), o)).text, (await see(viewer.client, o)).text];
  const has = (t, p) => [t.includes(`>${p.name}<`), t.includes(`pos${p.name}`)];
  assert.deepEqual([open, members, quiet, hidden, noOrg, noPosition].map((p) => has(out, p)), [[true, true], [false, false], [false, false], [false, false], [false, false], [true, false]]);
  assert.deepEqual([open, members, quiet, hidden, noOrg, noPosition].map((p) => has(inside, p)), [[true, true], [true, true], [false, false], [false, false], [false, false], [true, false]]);
  for (const t of [out, inside]) for (const p of [quiet, hidden, noOrg]) assert.ok(!t.includes(p.name.slice(1)), 'nowhere in the source either');
  for (const t of [out, inside]) assert.ok(!/@example\.org/.test(t), 'no address of anybody');
  assert.equal((await open.client.submit(await see(open.client, o), {}, { action: '/shown' })).status, 303);
  assert.deepEqual(has((await see(new Client(), o)).text, open), [false, false]);
});

test('the page: safe links, data for machines, one address, and one that is merged leads on', async () => {
  const evil = `"><script>x()</script> ${unique('Org')}`;
  const o = newOrganisation({ name: evil, country: 'IT', website: 'https://example.org/?a="b"' });
  run('UPDATE organisation SET about = ?, website = ? WHERE id = ?', '</script><script>alert(1)</script>', 'javascript:alert(1)', o.id);
  const bad = await see(new Client(), o);
  assert.ok(!bad.text.includes('javascript:'));
  assert.equal([...bad.text.matchAll(/<script/g)].length, 2); // ours, and the data
  const data = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(bad.text)[1]);
  assert.equal(data.name, evil);
  assert.equal(data.description, '</script><script>alert(1)</script>');
  run('UPDATE organisation SET website = ? WHERE id = ?', 'https://example.org/x?a=1&b=2', o.id);
  assert.match((await see(new Client(), o)).text, /rel="nofollow ugc noopener" href="https:\/\/example\.org\/x\?a=1&amp;b=2"/);
  // Its name is a name in the title and where one is, here and further down.
  assert.match(bad.text, /<title translate="no">&quot;&gt;/);
  assert.match(bad.text, /<li aria-current="page" translate="no">&quot;&gt;/);
  assert.match((await (await staff('administrator')).client.get(`${page(o)}/edit`)).text, /<li><a href="[^"]*" translate="no">&quot;&gt;/);
  const moved = await new Client().get(`/es/organisations/${o.id}-something-else`);
  assert.equal(moved.status, 301);
  assert.equal((await new Client().get('/en/organisations/999999999')).status, 404);
});

test('merging: seen before it is done, all that belongs to it moves, its address leads on', async () => {
  const admin = (await staff('administrator')).client;
  const both = await newSignedIn(), only = await newSignedIn(), boss = await newSignedIn();
  const from = newOrganisation({ routes: ['NP>QA', 'NP>GB'], themes: ['diaspora', 'skills'], languages: ['ne'], members: [only], responsible: [both], country: 'NP', offers: [{}, { side: 'seeks' }] });
  const into = newOrganisation({ routes: ['NP>QA'], themes: ['diaspora'], languages: ['en'], members: [both], responsible: [boss], country: 'NP' });
  const older = newOrganisation({ state: 'merged' });
  run('UPDATE organisation SET merged_into = ? WHERE id = ?', from.id, older.id);
  const none = await admin.get(`/en/organisations/manage/${from.id}/merge?into=999999999`);
  assert.equal(none.status, 422);
  assert.equal((await admin.get(`/en/organisations/manage/${from.id}/merge?into=${from.id}`)).status, 422);
  const look = await admin.get(`/en/organisations/manage/${from.id}/merge?into=${into.id}`);
  assert.match(text(look.text), /People 2 Offers and seeks 2 Routes 2/);
  assert.match(text(look.text), /1 of them belongs to both/);
  assert.match(text(look.text), new RegExp(`Name ${into.name} ${from.name}`));
  assert.equal(byName(from.name).state, 'active');
  const done = await Promise.all([1, 2].map(() => admin.submit(look, {}, { action: '/merge', index: undefined })));
  assert.deepEqual(done.map((a) => a.status), [303, 303]);
  assert.deepEqual([membership(into.id, both).role, membership(into.id, only).role, membership(into.id, boss).role], ['responsible', 'member', 'responsible']);
  assert.deepEqual(rows('SELECT from_country, to_country, seat FROM organisation_route WHERE organisation_id = ? ORDER BY to_country', into.id).map((r) => `${r.from_country}${r.to_country}${r.seat}`), ['NPGBfrom', 'NPQAfrom']);
  assert.equal(value('SELECT COUNT(*) FROM offer WHERE organisation_id = ?', into.id), '2');
  assert.equal(value('SELECT COUNT(*) FROM organisation_theme WHERE organisation_id = ?', into.id), '2');
  for (const t of ['organisation_member', 'organisation_route', 'organisation_theme', 'organisation_language', 'offer']) assert.equal(value(`SELECT COUNT(*) FROM ${t} WHERE organisation_id = ?`, from.id), '0', t);
  for (const o of [from, older]) {
    const led = await new Client().get(page(o));
    assert.equal(led.status, 301);
    assert.match(led.location, new RegExp(`/organisations/${into.id}-`));
  }
  assert.equal(row("SELECT detail FROM audit WHERE action = 'organisation.merge' AND object_id = ?", from.id).detail, `{"into":${into.id}}`);
});

test('a proposal that is merged makes nobody responsible', async () => {
  const admin = (await staff('administrator')).client, m = await newSignedIn(), into = newOrganisation(), n = name();
  await propose(m.client, { name: n });
  const o = byName(n);
  await admin.submit(await admin.get(`/en/organisations/manage/${o.id}/merge?into=${into.id}`), {}, { action: '/merge' });
  assert.deepEqual([membership(into.id, m).role, membership(into.id, m).state], ['member', 'asked']);
});

test('the table for spreadsheets runs nothing', async () => {
  const admin = (await staff('administrator')).client;
  const o = newOrganisation({ name: `=HYPERLINK("x") ${unique('Org')}`, routes: ['NP>QA'], languages: ['en'], themes: ['skills'] });
  const csv = (await admin.get('/en/organisations/manage/export.csv'));
  assert.match(csv.headers['content-type'], /text\/csv/);
  const line = csv.text.split('\r\n').find((l) => l.startsWith(`${o.id},`));
  assert.ok(line.startsWith(`${o.id},"'=HYPERLINK(""x"")`), line);
  assert.match(line, /skills,en,NP>QA/);
  assert.ok(!/@example\.org/.test(csv.text));
});

test('staff find by words, by beginnings and by state', async () => {
  const moderator = (await staff('moderator')).client, word = unique('Qx');
  const a = newOrganisation({ name: `Ville de ${word}` }), b = newOrganisation({ name: `${word} Senat 100%`, state: 'hidden' });
  const found = async (q) => links((await moderator.get(`/en/organisations/manage?${q}`)).text).filter((l) => /manage\/\d+$/.test(l)).map((l) => Number(/\d+$/.exec(l)[0]));
  assert.deepEqual(await found(`q=${word.toLowerCase()}`), [b.id, a.id]);
  assert.deepEqual(await found(`q=${word}&state=hidden`), [b.id]);
  assert.deepEqual(await found('q=%25'), [], 'a sign of patterns stands for itself');
  // Where somebody waits to join, which nobody may be there to decide on.
  assert.deepEqual(await found(`q=${word}&state=asked`), []);
  for (const o of [a, b, newOrganisation({ name: `${word} Proposed`, state: 'proposed' })]) belongs(o.id, await newSignedIn(), { state: 'asked' });
  assert.deepEqual(await found(`q=${word}&state=asked`), [a.id], 'those of a proposal wait for the proposal');
  assert.ok(!links((await moderator.get(`/en/organisations/manage?q=${word}`)).text).some((l) => /people$/.test(l) && !l.includes(`/${a.id}/`)));
  assert.ok(links((await moderator.get(`/en/organisations/manage?q=${word}&state=asked`)).text).includes(`/en/organisations/${a.id}/people`));
  assert.ok(links((await moderator.get('/en/admin')).text).includes('/en/organisations/manage?state=asked'));
  assert.equal((await moderator.get(`/en/organisations/${a.id}/people`)).status, 200);
});

test('proposals and requests while processes die: what was told is there, once', { timeout: 60000 }, async () => {
  const m = await newSignedIn(), boss = await newSignedIn(), o = newOrganisation({ responsible: [boss] });
  run('DELETE FROM rate WHERE bucket = ?', `organisation:propose:${m.id}`);
  let over = false, killed = 0;
  const killer = (async () => {
    while (!over && killed < 4) {
      await sleep(40 + Math.random() * 80);
      if (killOne('network')) killed++;
      await sleep(150);
    }
  })();
  const again = async (f) => {
    for (let i = 0; i < 40; i++) {
      const a = await f().catch(() => ({ status: 0 }));
      if (a.status && a.status < 500) return a;
      await sleep(100);
    }
    throw new Error('never answered');
  };
  const names = [];
  for (let i = 0; i < 8; i++) {
    const form = await again(() => m.client.get('/en/organisations/new'));
    const n = name(`Kill${i} `);
    const done = await again(() => m.client.submit(form, facts({ name: n, anyway: '1' }), { action: '/organisations/new' }));
    if (done.status === 303) names.push(n);
  }
  const join = await again(() => m.client.get(`${page(o)}/join`));
  assert.equal((await again(() => m.client.submit(join, {}, { action: '/join' }))).status, 303);
  over = true;
  await killer;
  assert.ok(names.length > 0);
  for (const n of names) {
    assert.equal(value('SELECT COUNT(*) FROM organisation WHERE name = ?', n), '1');
    assert.equal(membership(byName(n).id, m).state, 'asked');
  }
  assert.equal(value("SELECT COUNT(*) FROM mail WHERE kind = 'organisation.ask' AND to_email = ?", boss.email), '1');
});

test('one that is merged into one that staff hide later: its address leads nowhere', async () => {
  const into = newOrganisation({ name: unique('Hidden since ') }), gone = newOrganisation({ state: 'merged' });
  run('UPDATE organisation SET merged_into = ? WHERE id = ?', into.id, gone.id);
  const c = new Client();
  for (const where of [`/en/organisations/${gone.id}`, `/en/organisations/${gone.id}-x`]) assert.match((await c.get(where)).location, new RegExp(`/${into.id}-hidden-since`));
  run("UPDATE organisation SET state = 'hidden' WHERE id = ?", into.id);
  for (const where of [`/en/organisations/${gone.id}`, `/en/organisations/${gone.id}-x`]) {
    const a = await c.get(where);
    assert.equal(a.status, 404, where);
    assert.equal(a.location, undefined);
  }
});

test('one that is merged: no word of it where one asks to join, whatever is sent', async () => {
  const m = await newSignedIn(), kept = newOrganisation(), gone = newOrganisation({ state: 'merged', name: unique('Never shown ') });
  run('UPDATE organisation SET merged_into = ? WHERE id = ?', kept.id, gone.id);
  const form = await m.client.get(`/en/organisations/${kept.id}/join`);
  const key = findForms(form.text).find((f) => f.action.endsWith('/join')).fields.filter(([n]) => n.startsWith('_'));
  for (const shown of ['1', 'yes', 'x'.repeat(5000)]) {
    const a = await m.client.post(`/en/organisations/${gone.id}/join`, [...key, ['shown', shown]]);
    assert.equal(a.status, 404);
    assert.ok(!a.text.includes(gone.name));
  }
  assert.equal((await m.client.post(`/en/organisations/${kept.id}/join`, [...key, ['shown', 'yes']])).status, 422, 'a box says 1 or nothing');
  const mod = await newSignedIn({ roles: 'moderator' }), hidden = newOrganisation({ state: 'hidden' });
  const mods = findForms((await mod.client.get(`/en/organisations/${kept.id}/join`)).text).find((f) => f.action.endsWith('/join')).fields;
  assert.equal((await mod.client.post(`/en/organisations/${hidden.id}/join`, mods)).status, 404, 'those who see one that is hidden do not join it either');
  assert.equal(membership(hidden.id, mod), undefined);
  assert.equal(membership(kept.id, m), undefined);
});

test('without JavaScript, on a phone, light and dark: no obstacle and no sideways scroll', { timeout: 60000 }, async () => {
  const boss = await newSignedIn(), m = await newSignedIn(), o = newOrganisation({ responsible: [boss], name: `Communauté d’agglomération ${unique('Org')}`, country: 'SN', routes: ['SN>FR', 'SN>ES'], themes: ['diaspora'], languages: ['fr'], offers: [{}, { side: 'seeks' }] });
  belongs(o.id, m, { state: 'asked' });
  const plain = await newPage({ width: 320, as: boss.client, javaScriptEnabled: false, reducedMotion: 'reduce' });
  const dark = await newPage({ width: 390, dark: true, as: boss.client });
  for (const at of [page(o), `${page(o)}/routes`, `${page(o)}/people`, `${page(o)}/offers/new`]) {
    await plain.goto(at);
    assert.ok(await plain.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `${at} at 320`);
  }
  for (const at of [`${page(o)}/routes`, `${page(o)}/people`]) {
    await dark.goto(at);
    assert.deepEqual(await axe(dark), [], at);
  }
  await plain.goto(`${page(o)}/people`);
  await plain.getByRole('button', { name: /^Approve/ }).click();
  assert.match(await plain.locator('main').innerText(), /Approved/);
  assert.equal(membership(o.id, m).state, 'confirmed');
});
