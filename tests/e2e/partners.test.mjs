// The partner finder: who fits, why, in which order; against the rule of partner.h, worked out here once more.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { Client, decode, text } from './lib/http.mjs';
import { run, value } from './lib/db.mjs';
import { unique } from './lib/env.mjs';
import { newSignedIn, signInAs } from './lib/people.mjs';
import { axe, closeBrowser, newPage } from './lib/browser.mjs';
import { belongs, directoryAnew, newOffer, newOrganisation } from './lib/organisations.mjs';

after(closeBrowser);

// What stands in the list: [{ id, why: [...], write }]
function found(page) {
  return page.text.split('<ul class="ledger">').slice(1).join('').split(/<li><p class="kind">/).slice(1).map((li) => ({
    id: Number(/\/organisations\/(\d+)-/.exec(li)?.[1]),
    why: [...(/<ul class="why small">([\s\S]*?)<\/ul>/.exec(li)?.[1] ?? '').matchAll(/<span>([\s\S]*?)<\/span>/g)].map((m) => decode(m[1])),
    write: /\/messages\/new\?to=(\d+)/.exec(li)?.[1],
  }));
}
const to = (page, rel) => decode(new RegExp(`href="([^"]*)" rel="${rel}"`).exec(page.text)?.[1] ?? '');
async function all(client, address) {
  const out = [];
  for (let at = address; at;) {
    const page = await client.get(at);
    assert.equal(page.status, 200, at);
    out.push(...found(page));
    at = to(page, 'next');
  }
  return out;
}

// Countries that no sample has a seat in: what others made is not in the way.
const [A, B, C] = ['TV', 'NR', 'KI'];
const clear = () => {
  run("UPDATE organisation SET state = 'hidden' WHERE country IN (?, ?, ?) OR id IN (SELECT organisation_id FROM organisation_route WHERE from_country IN (?, ?, ?))", A, B, C, A, B, C);
  run("DELETE FROM partner_side WHERE organisation_id IN (SELECT id FROM organisation WHERE state = 'hidden')");
};
before(clear);

test('the story: a municipal officer finds the twin municipality and the diaspora association, and writes to them', async () => {
  const email = 'ramesh-adhikari@example.org'; // of the sample; in the tests he can sign in
  run("UPDATE member m JOIN member s ON s.email = 'member@example.org' SET m.password_hash = s.password_hash, m.terms_version = s.terms_version, m.terms_at = s.terms_at WHERE m.email = ?", email);
  const c = await signInAs({ email });
  const page = await c.get('/en/partners');
  const list = found(page);
  const id = (name) => Number(value('SELECT id FROM organisation WHERE name = ?', name));
  assert.equal(list[0].id, id('Doha Twin Cities Office'));
  for (const why of ['Works on the route Nepal – Qatar, as you do', 'Based at the other end of your route: Qatar', 'Both are local authorities, one at each end', 'Both work in: English', 'Seeks what you offer: expertise'])
    assert.ok(list[0].why.includes(why), `${why} in ${list[0].why.join(' | ')}`);
  assert.ok(list.some((p) => p.id === id('Nepali Community Association of Doha')));
  assert.equal(list[0].write, value("SELECT id FROM member WHERE email = 'omar-al-sulaiti@example.org'"));
  assert.ok(!list.some((p) => p.id === id('Pokhara Lakeside Municipality')), 'a neighbour at one’s own end is no partner at the other');
  for (const l of ['fr', 'es']) assert.equal(found(await c.get(`/${l}/partners`))[0].id, list[0].id);
  assert.ok(!/@example\.org/.test(page.text));
});

// ---- the rule once more ----
const pick = (list, n, rand) => [...list].sort(() => rand() - 0.5).slice(0, n);
const themes = ['diaspora', 'skills', 'gender', 'children'], tongues = ['en', 'fr', 'ne'], whats = ['partnership', 'expertise', 'funding', 'exchange'];
const meet = (a, b) => !a.themes.length || !b.themes.length || a.themes.some((t) => b.themes.includes(t));
const isLocal = (o) => ['local-authority', 'la-network'].includes(o.type);

function score(mine, other) {
  const best = Math.max(0, ...mine.routes.map((r) => part(mine, other, r)));
  if (!best) return 0;
  const further = mine.routes.filter((r) => other.routes.includes(r) && part(mine, other, r)).length - (other.routes.includes(mine.routes.find((r) => part(mine, other, r) === best)) ? 1 : 0);
  const common = (a, b) => a.filter((x) => b.includes(x)).length;
  const gives = (giver, seeker) => giver.offers.some((o) => o.side === 'offers' && (!o.countries.length || !seeker.country || o.countries.includes(seeker.country)) &&
    seeker.offers.some((s) => s.side === 'seeks' && s.what === o.what && meet(o, s)));
  const also = ['partnership', 'exchange'].some((w) => mine.offers.some((a) => a.side === 'seeks' && a.what === w && other.offers.some((b) => b.side === 'seeks' && b.what === w && meet(a, b))));
  return best + 5 * Math.min(2, further) + 6 * Math.min(3, common(mine.themes, other.themes)) + (common(mine.languages, other.languages) ? 8 : 0) +
    (gives(mine, other) ? 12 : 0) + (gives(other, mine) ? 12 : 0) + (also ? 6 : 0);
}
function part(mine, other, r) {
  const [from, to] = r.split('>'), ends = [from, to];
  const has = other.routes.includes(r), there = ends.find((e) => other.country === e && mine.country !== e);
  const neighbour = other.country && other.country === mine.country && ends.includes(mine.country);
  if (!there && (!has || neighbour)) return 0;
  return (has ? 40 : 0) + (there ? 25 : 0) + (there && isLocal(mine) && isLocal(other) && ends.includes(mine.country) ? 15 : 0);
}

test('who fits, and in which order, is what the rule says', { timeout: 60000 }, async () => {
  let seed = 20261126;
  const rand = () => ((seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648);
  const make = () => {
    const o = {
      type: pick(['local-authority', 'la-network', 'cso', 'diaspora'], 1, rand)[0], country: pick([A, B, C, null], 1, rand)[0], routes: pick([`${A}>${B}`, `${A}>${C}`, `${B}>${C}`], Math.floor(rand() * 3), rand),
      themes: pick(themes, Math.floor(rand() * 4), rand), languages: pick(tongues, Math.floor(rand() * 3), rand),
      offers: Array.from({ length: Math.floor(rand() * 4) }, () => ({ side: rand() < 0.5 ? 'offers' : 'seeks', what: pick(whats, 1, rand)[0], themes: pick(themes, Math.floor(rand() * 2), rand), countries: rand() < 0.3 ? pick([A, B, C], 1, rand) : [] })),
    };
    return { ...o, ...newOrganisation(o) };
  };
  const others = Array.from({ length: 32 }, make);
  const m = await newSignedIn();
  directoryAnew();
  for (const own of others.filter((o) => o.routes.length).slice(0, 6)) {
    belongs(own.id, m);
    const got = await all(m.client, `/en/partners?organisation=${own.id}`);
    const want = others.filter((o) => o.id !== own.id).map((o) => ({ id: o.id, points: score(own, o) })).filter((o) => o.points).sort((x, y) => y.points - x.points || x.id - y.id);
    assert.deepEqual(got.map((p) => p.id), want.map((p) => p.id), `for ${JSON.stringify(own)}`);
    for (const p of got) {
      const o = others.find((x) => x.id === p.id);
      assert.equal(p.why.filter((w) => /^Works on the route/.test(w)).length > 0, own.routes.some((r) => o.routes.includes(r) && part(own, o, r)) && part(own, o, bestRoute(own, o)) >= 40);
      assert.equal(p.why.some((w) => /^Both work on: /.test(w)), own.themes.some((t) => o.themes.includes(t)));
      assert.equal(p.why.some((w) => /^Both work in: /.test(w)), own.languages.some((t) => o.languages.includes(t)));
    }
  }
  /* By hand it is both ends, without a word of “you”. */
  const hand = await all(new Client(), `/en/partners?from=${A}&to=${B}`);
  const side = { id: 0, type: 'none', country: null, routes: [`${A}>${B}`], themes: [], languages: [], offers: [] };
  assert.deepEqual(hand.map((p) => p.id), others.map((o) => ({ id: o.id, points: score(side, o) })).filter((o) => o.points).sort((x, y) => y.points - x.points || x.id - y.id).map((p) => p.id));
  assert.ok(hand.every((p) => p.why.length && !p.why.some((w) => /\byou/i.test(w))));
  for (const [filter, test_] of [['theme=diaspora', (o) => o.themes.includes('diaspora')], ['language=fr', (o) => o.languages.includes('fr')],
    ['offers=funding', (o) => o.offers.some((f) => f.side === 'offers' && f.what === 'funding')], ['seeks=expertise', (o) => o.offers.some((f) => f.side === 'seeks' && f.what === 'expertise')]]) {
    const got = (await all(new Client(), `/en/partners?from=${A}&to=${B}&${filter}`)).map((p) => p.id).sort((x, y) => x - y);
    assert.deepEqual(got, others.filter((o) => score(side, o) && test_(o)).map((o) => o.id).sort((x, y) => x - y), filter);
  }
});
const bestRoute = (mine, other) => mine.routes.reduce((b, r) => (part(mine, other, r) > part(mine, other, b) ? r : b), mine.routes[0]);

test('only what is listed is found; pages go on and back', async () => {
  clear();
  const made = Array.from({ length: 43 }, () => newOrganisation({ country: B, routes: [`${A}>${B}`] }));
  for (const state of ['proposed', 'hidden', 'merged', 'refused']) newOrganisation({ country: B, routes: [`${A}>${B}`], state });
  directoryAnew();
  const address = `/en/partners?from=${A}&to=${B}`;
  const list = await all(new Client(), address);
  assert.deepEqual(list.map((p) => p.id), made.map((o) => o.id));
  const first = await new Client().get(address);
  assert.match(text(first.text), /43 organisations fit/);
  const second = await new Client().get(to(first, 'next'));
  const back = await new Client().get(to(second, 'prev'));
  assert.deepEqual(found(back).map((p) => p.id), found(first).map((p) => p.id));
});

test('each change of an organisation is found in the same moment', async () => {
  clear();
  const boss = await newSignedIn(), admin = await newSignedIn({ roles: 'administrator' }), o = newOrganisation({ type: 'cso', responsible: [boss] });
  const at = `/en/organisations/${o.id}`, manage = `/en/organisations/manage/${o.id}`;
  const whys = async (more = '') => found(await new Client().get(`/en/partners?from=${A}&to=${B}${more}`)).find((p) => p.id === o.id)?.why.join(' | ') ?? 'not found';
  const change = async (c, address, fields, action) => {
    const a = await c.submit(await c.get(address), fields, { action });
    assert.equal(a.status, 303, `${address}: ${a.text.slice(0, 300)}`);
    return a;
  };
  assert.equal(await whys(), 'not found');
  await change(boss.client, `${at}/routes`, { from: [A], to: [B] }, '/routes');
  assert.match(await whys(), /^Works on the route/);
  await change(boss.client, `${at}/edit`, { country: B, themes: ['skills'], languages: ['fr'] }, '/edit');
  assert.match(await whys('&theme=skills&language=fr'), /Based at one end of the route/);
  assert.equal(await whys('&theme=gender'), 'not found');
  const offer = { side: 'offers', what: 'funding', text: 'A small fund for returning nurses', themes: ['skills'], countries: [A] };
  await change(boss.client, `${at}/offers/new`, offer, '/offers/new');
  assert.match(await whys('&offers=funding'), /Offers: funding/);
  const id = value('SELECT MAX(id) FROM offer WHERE organisation_id = ?', o.id);
  await change(boss.client, `${at}/offers/${id}`, { ...offer, side: 'seeks' }, `/offers/${id}`);
  assert.equal(await whys('&offers=funding'), 'not found');
  assert.match(await whys('&seeks=funding'), /Seeks: funding/);
  await change(boss.client, `${at}/offers/${id}/remove`, {}, '/remove');
  assert.equal(await whys('&seeks=funding'), 'not found');
  await change(admin.client, manage, {}, '/hide');
  assert.equal(await whys(), 'not found');
  await change(admin.client, manage, {}, '/show');
  assert.match(await whys(), /Works on the route/);
});

test('a theme that becomes another one does so in what is offered, too', async () => {
  const admin = await newSignedIn({ roles: 'administrator,editor' }), code = unique('theme-').toLowerCase(), o = newOrganisation();
  run("INSERT INTO term (vocabulary, code, label_en, label_fr, label_es) VALUES ('theme', ?, 'Nurses', 'Infirmières', 'Enfermeras')", code);
  newOffer(o.id, { side: 'seeks', what: 'funding', themes: [code] });
  const id = value("SELECT id FROM term WHERE vocabulary = 'theme' AND code = ?", code), into = value("SELECT id FROM term WHERE vocabulary = 'theme' AND code = 'skills'");
  const done = await admin.client.submit(await admin.client.get(`/en/resources/terms/${id}/merge`), { into }, { action: '/merge' });
  assert.equal(done.status, 303);
  assert.match(value('SELECT codes FROM partner_side WHERE organisation_id = ?', o.id), / seeks:funding\/skills\/ /);
});

test('writing: to a responsible person who is there for members, else it says so; strangers sign in first', async () => {
  clear();
  const boss = await newSignedIn(), o = newOrganisation({ country: B, routes: [`${A}>${B}`], responsible: [] }), m = await newSignedIn();
  belongs(o.id, boss, { role: 'responsible', shown: true });
  directoryAnew();
  const address = `/en/partners?from=${A}&to=${B}`;
  const write = async (c) => found(await c.get(address))[0].write;
  const save = async (fields) => {
    const a = await boss.client.submit(await boss.client.get('/en/me/profile'), fields, { action: '/me/profile' });
    assert.equal(a.status, 303, a.text.slice(0, 500));
  };
  await save({ listed: 'members', organisation_seen: 'members' });
  assert.equal(await write(m.client), String(boss.id));
  assert.equal(await write(new Client()), undefined);
  assert.match((await new Client().get(address)).text, /sign-in\?next=[^"]*partners/);
  assert.equal(await write(boss.client), undefined, 'not to oneself');
  await save({ listed: 'members', organisation_seen: 'me' });
  assert.equal(await write(m.client), undefined);
  await save({ listed: 'me', organisation_seen: 'members' });
  assert.equal(await write(m.client), undefined);
  assert.match(text((await m.client.get(address)).text), /No contact on this site yet/);
  await save({ listed: 'public', organisation_seen: 'members' });
  assert.equal(await write(m.client), String(boss.id));
  await boss.client.submit(await boss.client.get(`/en/organisations/${o.id}`).then((a) => boss.client.follow(a)), {}, { action: '/shown' });
  assert.equal(await write(m.client), undefined);
});

test('whose partners: one’s own organisations and no others; what is not there yet is said', async () => {
  const m = await newSignedIn(), other = await newSignedIn();
  const bare = newOrganisation({ responsible: [m] }), full = newOrganisation({ members: [m], country: A, routes: [`${A}>${B}`] }), theirs = newOrganisation({ responsible: [other], country: A, routes: [`${A}>${B}`] });
  const waiting = newOrganisation({ country: A, routes: [`${A}>${B}`] });
  belongs(waiting.id, m, { state: 'asked' });
  directoryAnew();
  for (const o of [theirs, waiting]) assert.equal((await m.client.get(`/en/partners?organisation=${o.id}`)).status, 404);
  assert.equal((await new Client().get(`/en/partners?organisation=${full.id}`)).status, 200, 'for a stranger it is no question: a route by hand');
  const empty = await m.client.get(`/en/partners?organisation=${bare.id}`);
  assert.match(empty.text, new RegExp(`/organisations/${bare.id}/routes"`));
  const told = await m.client.get(`/en/partners?organisation=${full.id}`);
  assert.match(text(told.text), /Still open: Themes it works on Languages it works in What you offer or seek/);
  assert.ok(!told.text.includes(`/organisations/${full.id}/edit`), 'who is not responsible is not sent to the form');
  for (const [q, says] of [['', /Choose the two countries of a route/], [`?from=${A}`, /Choose both countries of the route/], [`?from=${A}&to=${A}`, /Choose both countries/], ['?from=GL&to=AQ', /Nobody is here yet at the other end/],
    ['?from=GL&to=AQ&theme=skills', /Nobody fits all of that/], ['?from=%F0%9F&to=zz&theme=%27&language=%00&after=x&organisation=x', /Choose the two countries/]]) {
    const a = await new Client().get(`/en/partners${q}`);
    assert.ok(a.status === 200 ? says.test(text(a.text)) : a.status === 400, `${q}: ${a.status}`);
  }
  const p = await newPage({ width: 320, as: m.client });
  await p.goto(`/en/partners?organisation=${full.id}`);
  assert.deepEqual(await axe(p), []);
  assert.ok(await p.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
});
