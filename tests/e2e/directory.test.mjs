// The directory: who is found by which words and filters, for whom; counts, pages of a list, the map, figures.
import test, { after } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { Client, decode, findForms, links, text } from './lib/http.mjs';
import { axe, closeBrowser, newPage } from './lib/browser.mjs';
import { mailTo } from './lib/mail.mjs';
import { conversationFor } from './lib/messages.mjs';
import { belongs, newOrganisation } from './lib/organisations.mjs';
import { newMember, newSignedIn, signedIn, signInAs } from './lib/people.mjs';
import { quote, rows, run, value } from './lib/db.mjs';
import { binDir, conf, unique } from './lib/env.mjs';

after(closeBrowser);

const ok = (a) => assert.equal(a.status, 303, `${a.status} ${text(a.text).slice(0, 600)}`);
const tool = (command) => execFileSync(path.join(binDir, 'm4d-admin'), [command], { encoding: 'utf8', env: { ...process.env, M4D_CONF: conf } });
const save = async (m, changes) => m.client.submit(await m.client.get('/en/me/profile'), changes, { action: '/me/profile' });
const theme = (code) => value("SELECT id FROM term WHERE vocabulary = 'theme' AND code = ?", code);
const encode = (o) => new URLSearchParams(Object.entries(o).filter(([, v]) => v != null)).toString();
const page = async (client, query = {}, where = '/en/members') => {
  const q = encode(query), a = await client.get(q ? `${where}?${q}` : where);
  assert.equal(a.status, 200, `${where}?${q}: ${a.status} ${text(a.text).slice(0, 300)}`);
  return a;
};
const found = (a) => [...a.text.matchAll(/<h3><a href="\/\w\w\/(?:members|organisations)\/(\d+)-[^"]*"/g)].map((m) => Number(m[1]));
const total = (a) => text(/<h2 id="count"[^>]*>(.*?)<\/h2>/s.exec(a.text)[1]);
const next = (a, rel = 'next') => decode(new RegExp(`<a href="([^"]*)" rel="${rel}"`).exec(a.text)?.[1] ?? '') || null;
// The filters of a page: { country: { SN: 3 } }, by what each address has that the page's own has not.
const facets = (a, own = {}) => {
  const out = {};
  for (const [, href, n] of a.text.matchAll(/<a class="pick" href="([^"]*)" rel="nofollow"[^>]*><span>[^<]*<\/span>(?:<span>([^<]*)<\/span>)?<\/a>/g))
    for (const [f, v] of new URL(decode(href), 'http://x').searchParams) if (own[f] !== v) (out[f] ??= {})[v] = n === undefined ? null : Number(n.replace(/\D/g, ''));
  return out;
};
// A reader who has not read anything yet: how much one may read is limited.
const reader = async () => (await newSignedIn({ name: unique('Reader ') })).client;

// People made in the database, brought into the directory by the command that makes it anew.
async function people(list) {
  const made = list.map((p) => ({ ...p, email: `${unique('m')}@example.org` }));
  const id = (p) => `(SELECT id FROM member WHERE email = ${quote(p.email)})`;
  run(made.flatMap((p) => [
    `INSERT INTO member (email, name, country, organisation, state, confirmed_at) VALUES (${[p.email, p.name, p.country, p.organisation, p.state ?? 'active'].map(quote)}, UTC_TIMESTAMP(6))`,
    `INSERT INTO profile (member_id, position, place, listed, position_seen, organisation_seen, country_seen, place_seen, languages_seen, themes_seen)
     VALUES (${id(p)}, ${[p.position, p.place, p.listed ?? 'members', ...['position', 'organisation', 'country', 'place', 'languages', 'themes'].map((f) => p.seen?.[f] ?? p.seen ?? 'members')].map(quote)})`,
    ...(p.languages ?? []).map((l) => `INSERT INTO profile_language (member_id, language) VALUES (${id(p)}, ${quote(l)})`),
    ...(p.themes ?? []).map((t) => `INSERT INTO profile_theme (member_id, term_id) SELECT ${id(p)}, id FROM term WHERE vocabulary = 'theme' AND code = ${quote(t)}`),
  ]).join(';\n'));
  const ids = new Map(rows(`SELECT id, email FROM member WHERE email IN (${made.map((p) => quote(p.email))})`).map((r) => [r.email, Number(r.id)]));
  for (const p of made) p.id = ids.get(p.email);
  tool('directory-rebuild');
  return made;
}

// ---- found at once ----

test('who may find one is asked when one joins, with nothing chosen beforehand, and is so from the first moment', async () => {
  const mine = await reader(), stranger = new Client(), form = await new Client().get('/en/join');
  assert.ok(form.text.includes('name="listed" value="me"') && !/name="listed"[^>]* checked/.test(form.text));
  for (const [listed, members, strangers] of [['public', true, true], ['members', true, false], ['me', false, false]]) {
    const c = new Client(), email = `${unique('d')}@example.org`, name = `Odile ${unique('Asked')}`;
    ok(await c.submit(await c.get('/en/join'), { name, email, password: 'seven small boats go home', country: 'ML', organisation: '', lang: 'en', listed, agreed: '1' }));
    const link = new URL((await mailTo(email)).links.find((l) => l.includes('/confirm')));
    ok(await c.submit(await c.get(link.pathname + link.search), {}, { action: '/confirm' }));
    const id = Number(value('SELECT id FROM member WHERE email = ?', email));
    assert.deepEqual(found(await page(mine, { q: name })), members ? [id] : [], listed);
    assert.deepEqual(found(await page(stranger, { q: name })), strangers ? [id] : [], listed);
  }
});

test('who has just confirmed the address is found by the very next request, and who is suspended is not', async () => {
  const c = new Client(), mine = await reader(), email = `${unique('d')}@example.org`, name = `Zoë ${unique('Fresh')}`;
  const joined = await c.submit(await c.get('/en/join'), { name, email, password: 'seven small boats go home', country: 'ML', organisation: 'Commune de Kayes', lang: 'en', listed: 'members', agreed: '1' });
  ok(joined);
  assert.deepEqual(found(await page(mine, { q: name })), [], 'not before the address is confirmed');
  const link = (await mailTo(email)).links.find((l) => l.includes('/confirm'));
  const before = value("SELECT n FROM stamp WHERE area = 'directory'");
  ok(await c.submit(await c.get(new URL(link).pathname + new URL(link).search), {}, { action: '/confirm' }));
  const id = Number(value('SELECT id FROM member WHERE email = ?', email));
  assert.deepEqual(found(await page(mine, { q: name })), [id]);
  assert.deepEqual(found(await page(mine, { q: name, country: 'ML' })), [id]);
  assert.notEqual(value("SELECT n FROM stamp WHERE area = 'directory'"), before);
  assert.deepEqual(found(await page(new Client(), { q: name })), [], 'strangers see nobody who has not said so');

  const admin = await signedIn('admin');
  ok(await admin.submit(await admin.get(`/en/admin/people/${id}/suspend`), { reason: 'For a test' }, { action: '/suspend' }));
  assert.deepEqual(found(await page(mine, { q: name })), []);
  ok(await admin.submit(await admin.get(`/en/admin/people/${id}/ask/restore`), {}, { action: '/restore' }));
  assert.deepEqual(found(await page(mine, { q: name })), [id]);
});

// ---- words ----

test('words are found by their beginning, whatever their case and accents, all of them, in any field that is seen', async () => {
  const tag = unique('w');
  const [noel, jean] = await people([
    { name: `Noël Ndèye ${tag}`, position: 'Chargée de planification', organisation: 'Université du Sénégal', place: 'Thiès', country: 'EC', languages: ['wo'], themes: ['diaspora'] },
    { name: `Jean-Pierre Straße ${tag}`, country: 'SN', place: '100%_x', languages: ['ff'] },
  ]);
  const c = await reader();
  for (const q of ['noel', 'NOËL', 'Noël nde', 'ndeye', 'planif', 'universite', 'thies', 'THIÈS', 'ecuador', 'équateur', 'wolof', 'diaspora', 'engagement', 'mobilisation', 'sénégal thies wolof'])
    assert.deepEqual(found(await page(c, { q: `${q} ${tag}` })), [noel.id], q);
  assert.deepEqual(found(await page(c, { q: `sénég ${tag}` })).sort(), [jean.id, noel.id].sort(), 'by the organisation or by the country');
  for (const q of ['pierre', 'strasse', 'straße', 'jean-pierre', '100', '100% x', 'x']) assert.deepEqual(found(await page(c, { q: `${q} ${tag}` })), [jean.id], q);
  for (const q of ['oël', 'tag%', 'zzz', 'noel zzz', 'noel pierre', 'ecuador wolof pierre']) assert.deepEqual(found(await page(c, { q: `${q} ${tag}` })), [], q);
  assert.deepEqual(found(await page(c, { q: `fula ${tag}` })), [jean.id]);
  assert.match(total(await page(c, { q: `noel ${tag}` })), /^1 person$/);
  const fr = await page(c, { q: `équateur ${tag}` }, '/fr/members');
  assert.deepEqual(found(fr), [noel.id]);
  assert.match(text(fr.text), /Thiès, Équateur/);
});

test('who is found by name, country and language at once stands in the list once', async () => {
  const c = await reader();
  await people([{ name: `Kazakhina ${unique('w')}`, country: 'KZ', languages: ['kk'] }, { name: `Bo ${unique('w')}`, country: 'KZ', languages: ['kk'] }, { name: `Cy ${unique('w')}`, languages: ['kk'] }]);
  const list = found(await page(c, { q: 'kazakh' }));
  assert.ok(list.length >= 3);
  assert.deepEqual(list, [...new Set(list)]);
});

test('hostile words are plain text', async () => {
  const c = await reader();
  for (const q of ['%', '_', '*', "' OR 1=1 --", '\\', '"><script>alert(1)</script>', '😀', '%%%', '()', 'a%', 'x'.repeat(200), 'Δ', 'a b c d e f g h i j k l']) {
    const a = await page(c, { q });
    assert.ok(!a.text.includes('<script>alert'), q);
    if (!/[\p{L}\p{N}]/u.test(q)) assert.deepEqual(found(a), [], q);
  }
  for (const [n, v] of [['country', "SN' OR 1"], ['country', 'É'], ['theme', '%'], ['after', 'x'], ['after', '9.9.9.9.9'], ['after', '1.99999.5.x.y'], ['before', '0.0.-5..'], ['before', '7.0.5.%.%'], ['after', '0.0.99999999999999999999..x']])
    await page(c, { [n]: v });
  assert.deepEqual(found(await page(c, { country: 'ZZ' })), []);
});

// ---- filters and counts ----

const seed = Number(process.env.SEED || Math.floor(Math.random() * 1e6));
let state = seed;
const roll = (n) => {
  state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
  return (state >> 8) % n;
};
const pick = (list) => list[roll(list.length)];
const some = (list) => list.filter(() => roll(3) === 0);
const seens = ['public', 'members', 'me'];
const random = (tag) => ({
  name: `${pick(['Amina', 'Noël', 'Lucía', 'Émile'])} ${tag} ${pick(['Diallo', 'Reyes', 'Gurung'])}`, country: pick(['SN', 'NP', 'EC', null]), organisation: pick(['Ville', null]), place: pick(['Kayes', 'Loja', null]),
  languages: some(['fr', 'wo', 'ne']), themes: some(['diaspora', 'skills', 'gender']), listed: pick(['public', 'members', 'members', 'me']), state: pick(['active', 'active', 'active', 'suspended', 'pending']),
  seen: Object.fromEntries(['position', 'organisation', 'country', 'place', 'languages', 'themes'].map((f) => [f, pick(seens)])),
});
// What an audience may see of somebody, told from the profile alone.
const sees = (p, audience) => {
  const may = (x) => x === 'public' || (audience === 'members' && x === 'members');
  if (p.state !== 'active' || !may(p.listed)) return null;
  return { country: may(p.seen.country) && p.country ? [p.country] : [], language: may(p.seen.languages) ? p.languages : [], theme: may(p.seen.themes) ? p.themes : [] };
};
const fits = (p, audience, filter) => {
  const s = sees(p, audience);
  return s && Object.entries(filter).every(([f, v]) => s[f].includes(v));
};

test(`filters and their counts are those of a count over all profiles (SEED=${seed})`, async () => {
  const tag = unique('r');
  const made = await people(Array.from({ length: 60 }, () => random(tag)));
  const values = { country: ['SN', 'NP', 'EC'], language: ['fr', 'wo', 'ne'], theme: ['diaspora', 'skills', 'gender'] };
  for (const [audience, client] of [['members', await reader()], ['public', new Client()]]) {
    const with_ = (filter) => made.filter((p) => fits(p, audience, filter)).map((p) => p.id).sort();
    for (const filter of [{}, { country: 'SN' }, { language: 'wo' }, { country: 'NP', theme: 'skills' }, { country: 'EC', language: 'fr', theme: 'gender' }]) {
      const ids = [];
      for (let a = await page(client, { q: tag, ...filter }), first = true; a; first = false) {
        if (first) {
          assert.match(total(a), new RegExp(`^${with_(filter).length} pe`), `${audience} ${JSON.stringify(filter)}`);
          for (const [f, list] of Object.entries(values))
            for (const v of list)
              if (!filter[f]) assert.equal(facets(a, { q: tag, ...filter })[f]?.[v] ?? 0, with_({ ...filter, [f]: v }).length, `${audience} ${JSON.stringify(filter)} ${f} ${v}`);
        }
        ids.push(...found(a));
        a = next(a) && (await client.get(next(a)));
      }
      assert.deepEqual(ids.sort(), with_(filter), `${audience} ${JSON.stringify(filter)}`);
    }
    // Without words the counts are kept ones: they are those of the rows that the table has.
    for (const filter of [{}, { country: 'SN' }, { country: 'SN', theme: 'skills' }]) {
      const a = await page(client, filter), where = Object.entries(filter).map(([f, v]) => ` AND object_id IN (SELECT object_id FROM directory_facet WHERE kind = 'person' AND audience = '${audience}' AND facet = '${f}' AND value = '${v}')`);
      const n = Number(value(`SELECT COUNT(*) FROM directory_entry WHERE kind = 'person' AND audience = '${audience}'${where.join('')}`));
      assert.match(total(a).replace(/,/g, ''), new RegExp(`^${n} (person|people)$`));
      for (const [f, list] of Object.entries(values))
        for (const v of list) {
          const others = Object.entries(filter).filter(([x]) => x !== f);
          if (others.length > 1) continue;
          const want = Number(value(`SELECT COUNT(*) FROM directory_facet WHERE kind = 'person' AND audience = '${audience}' AND facet = '${f}' AND value = '${v}'${Object.entries(filter).map(([x], i) => (x === f ? '' : where[i])).join('')}`));
          assert.equal(facets(a, filter)[f]?.[v] ?? (filter[f] === v ? want : 0), want, `${audience} ${JSON.stringify(filter)} ${f} ${v}`);
        }
    }
  }
  assert.match(tool('check'), /ok\s+the counts of the directory are right/);
});

test('counts stay exact while many change at once, are suspended and come back', async () => {
  const all = await Promise.all(Array.from({ length: 5 }, () => newSignedIn({ name: `Busy ${unique('b')}` })));
  const admin = await signedIn('admin');
  const busy = all.map(async (m, i) => {
    for (let k = 0; k < 8; k++) {
      const a = await save(m, { country: pick(['SN', 'NP', 'EC', '']), listed: pick(seens), country_seen: pick(seens), languages: some(['fr', 'wo', 'ne']), themes: some(['diaspora', 'skills']).map(theme), place: `Place ${i} ${k}` });
      assert.ok(a.status === 303, `${a.status} ${text(a.text).slice(0, 400)}`);
    }
  });
  const others = await people(Array.from({ length: 4 }, () => ({ name: `Off ${unique('o')}`, country: 'SN', themes: ['diaspora'] })));
  const off = others.map(async (m) => {
    ok(await admin.submit(await admin.get(`/en/admin/people/${m.id}/suspend`), { reason: 'For a test' }, { action: '/suspend' }));
    ok(await admin.submit(await admin.get(`/en/admin/people/${m.id}/ask/restore`), {}, { action: '/restore' }));
    ok(await admin.submit(await admin.get(`/en/admin/people/${m.id}/suspend`), { reason: 'For a test' }, { action: '/suspend' }));
  });
  await Promise.all([...busy, ...off]);
  assert.match(tool('check'), /ok\s+the counts of the directory are right/);
  for (const m of others) assert.equal(value("SELECT COUNT(*) FROM directory_entry WHERE kind = 'person' AND object_id = ?", m.id), '0');
  run("UPDATE directory_count SET n = n + 1 WHERE kind = 'person' AND audience = 'members' AND facet = 'country' AND facet2 = '' LIMIT 1");
  assert.throws(() => tool('check'), 'a count that is wrong is noticed');
  tool('directory-rebuild');
  assert.match(tool('check'), /ok\s+the counts of the directory are right/);
});

// ---- pages ----

test('paging walks everybody exactly once, there and back, also while somebody is added', async () => {
  const tag = unique('p'), names = ['Ann', 'ann', 'Änn', 'Bea', 'Bea', 'Céline', 'Zoe'];
  const made = await people(Array.from({ length: 65 }, (_, i) => ({ name: `${names[i % names.length]} ${tag}`, country: i % 2 ? 'SN' : 'NP', themes: i % 3 ? ['diaspora'] : [] })));
  const c = await reader();
  for (const query of [{ q: tag }, { q: `${tag} senegal` }, { q: tag, country: 'NP' }, { q: tag, country: 'SN', theme: 'diaspora' }]) {
    const want = made.filter((p) => (!/senegal|SN/.test(Object.values(query).join(' ')) || p.country === 'SN') && (query.country !== 'NP' || p.country === 'NP') && (!query.theme || p.themes.length)).map((p) => p.id).sort();
    const there = [], back = [];
    let a = await page(c, query), last;
    for (; a; a = next(a) && (await c.get(next(a)))) {
      there.push(...found(a));
      last = a;
      if (there.length === 20 && query.q === tag && !query.country) await people([{ name: `Bea ${tag}`, country: 'SN' }]);
    }
    const added = query.q === tag && !query.country ? rows('SELECT id FROM member WHERE name = ? ORDER BY id DESC LIMIT 1', `Bea ${tag}`).map((r) => Number(r.id)) : [];
    assert.deepEqual(there.filter((id) => !added.includes(id)).sort(), want, JSON.stringify(query));
    assert.equal(new Set(there).size, there.length, 'nobody twice');
    for (a = last; a; a = next(a, 'prev') && (await c.get(next(a, 'prev')))) back.unshift(...found(a));
    assert.deepEqual(back.filter((id) => want.includes(id)), there.filter((id) => want.includes(id)), 'the same order on the way back');
    if (added.length) made.push({ id: added[0], country: 'SN', themes: [] });
  }
});

test('a list of all goes by name and counts everybody', async () => {
  const c = await reader(), seen = [];
  for (let a = await page(c); a; a = next(a) && seen.length < 200 ? await c.get(next(a)) : null) seen.push(...found(a));
  const want = rows("SELECT object_id FROM directory_entry WHERE kind = 'person' AND audience = 'members' ORDER BY name, object_id LIMIT 200").map((r) => Number(r.object_id));
  assert.deepEqual(seen.slice(0, 200), want);
  assert.equal(next(await page(c), 'prev'), null);
});

test('of many that a search finds so many are sure, as people say it', async () => {
  const tag = unique('crowd'), c = await reader();
  await people(Array.from({ length: 157 }, (_, i) => ({ name: `Crowd ${tag} ${i}` })));
  const n = /^More than (1[1-5]0) people$/.exec(total(await page(c, { q: `crowd ${tag}` })));
  assert.ok(n, total(await page(c, { q: `crowd ${tag}` })));
  assert.match(total(await page(c, { q: tag })), /^157 people$/, 'what begins with one word is counted');
});

test('a theme that staff rename is found by its new name at once', async () => {
  const code = unique('theme'), [before, after] = [unique('Oldname'), unique('Newname')], c = await reader();
  run("INSERT INTO term (vocabulary, code, position, label_en, label_fr, label_es) VALUES ('theme', ?, 9000, ?, ?, ?)", code, before, before, before);
  const [m] = await people([{ name: `Renamed ${unique('t')}`, themes: [code] }]);
  const all = (q) => Promise.all(Array.from({ length: 12 }, async () => found(await page(c, { q })))); // every process has the names
  for (const list of await all(before)) assert.deepEqual(list, [m.id]);
  const editor = await signedIn('editor'), at = `/en/resources/terms/${theme(code)}`;
  ok(await editor.submit(await editor.get(at), { label_en: after, label_fr: after, label_es: after }, { action: at }));
  for (const list of await all(after)) assert.deepEqual(list, [m.id]);
  for (const list of await all(before)) assert.deepEqual(list, []);
});

test('so much an hour of it may be read, not more', async () => {
  const m = await newSignedIn(), stranger = new Client(), net = randomBytes(8);
  // An organisation that shows people counts as a page of people; one that shows nobody does not.
  const somebody = await newMember({ name: unique('Shown ') }), open = newOrganisation(), quiet = newOrganisation();
  belongs(open.id, somebody, { shown: true });
  run("INSERT INTO profile (member_id, listed, organisation_seen) VALUES (?, 'public', 'public')", somebody.id);
  tool('directory-rebuild');
  const pageOf = async (client, o) => client.follow(await client.get(`/en/organisations/${o.id}`));
  // Of IPv6 a household or a server has a whole network: all of it is one address.
  const six = new Client({ ip: `${net.toString('hex').match(/.{4}/g).join(':')}:${randomBytes(8).toString('hex').match(/.{4}/g).join(':')}` });
  for (const [client, bucket] of [[m.client, `directory:member:${m.id}`], [stranger, `directory:ip:${stranger.ip}`], [six, `directory:ip:${net.toString('hex')}`]]) {
    await page(client, { q: unique('x') });
    assert.equal(value('SELECT n FROM rate WHERE bucket = ?', bucket), '1');
    await page(client);
    assert.equal(value('SELECT n FROM rate WHERE bucket = ?', bucket), '1', 'the first page is free');
    assert.ok((await pageOf(client, open)).text.includes(somebody.name));
    assert.equal((await pageOf(client, quiet)).status, 200);
    assert.equal(value('SELECT n FROM rate WHERE bucket = ?', bucket), '2', 'people on the page of an organisation');
    run('UPDATE rate SET n = 239 WHERE bucket = ?', bucket);
    await page(client, { q: unique('x') });
    assert.equal((await client.get(`/en/members?q=${unique('x')}`)).status, 429);
    assert.equal((await client.get(`/en/organisations?q=${unique('x')}`)).status, 429);
    // Nor is there a way around the pages of people: whatever else says the name of a number is counted as well.
    const who = await newMember({ name: unique('Nobody else ') });
    assert.equal((await client.get(`/en/members/${who.id}`)).status, 429);
    const full = await pageOf(client, open);
    assert.ok(full.status === 429 && !full.text.includes(somebody.name));
    assert.equal((await pageOf(client, quiet)).status, 200);
    await page(client);
    if (client !== m.client) continue;
    const own = findForms((await client.get('/en/messages/settings')).text).flatMap((f) => f.fields).filter(([n]) => n.startsWith('_'));
    for (const where of [`/en/messages/new?to=${who.id}`, `/en/messages/blocks/${who.id}`]) assert.equal((await client.get(where)).status, 429, where);
    for (const [where, fields] of [['/en/messages/new', [['to', who.id], ['version', 0]]], ['/en/messages/draft', [['to', who.id], ['version', 0], ['body', 'x']]], [`/en/messages/blocks/${who.id}`, []]]) {
      const a = await client.post(where, [...own, ...fields]);
      assert.equal(a.status, 429, where);
      assert.ok(!a.text.includes(who.name), where);
    }
    assert.equal(value('SELECT (SELECT COUNT(*) FROM message_draft WHERE member_id = ?) + (SELECT COUNT(*) FROM message_block WHERE member_id = ?)', m.id, m.id), '0');
    // Who has written to one can always be blocked.
    const { other } = await conversationFor(m.id);
    assert.equal((await client.get(`/en/messages/blocks/${other.id}`)).status, 200);
    assert.equal((await client.post(`/en/messages/blocks/${other.id}`, own)).status, 303);
  }
});

// ---- nothing hidden leaks ----

test('a word in a hidden field is nowhere: not in lists, searches, counts, map or figures', async () => {
  const m = await newSignedIn({ name: `Hidden ${unique('Name')}`, country: 'BT' });
  const w = { position: unique('posword'), organisation: unique('orgword'), place: unique('placeword') };
  ok(await save(m, { ...w, languages: ['qug'], themes: [theme('environment')] }));
  const stranger = new Client(), member = await reader();
  const pages = async (client) => {
    const out = [];
    for (const a of ['/en/members', '/en/members/map', '/en/members/map?sort=name', '/en/members/statistics', '/en/members/statistics.csv', `/en/members?q=${encodeURIComponent(m.name)}`, '/en/members?country=BT', '/en/members?language=qug', '/en/members?q=bhutan', '/en/members?q=kichwa', ...Object.values(w).map((x) => `/en/members?q=${x}`)])
      out.push([a, await client.get(a)]);
    return out;
  };
  const parts = ['position', 'organisation', 'country', 'place', 'languages', 'themes'];
  const rank = { public: 0, members: 1, me: 2 };
  for (const [listed, seen] of [['public', 'members'], ['members', 'members'], ['public', 'me'], ['me', 'public'], ['public', 'public']]) {
    ok(await save(m, { listed, ...Object.fromEntries(parts.map((p) => [`${p}_seen`, seen])) }));
    for (const [client, who, level] of [[stranger, 'stranger', 0], [member, 'member', 1]]) {
      const may = rank[listed] <= level && rank[seen] <= level;
      for (const [address, a] of await pages(client)) {
        assert.equal(a.status, 200, address);
        const what = `${who}, listed ${listed}, parts ${seen}: ${address}`, id = `/members/${m.id}-`;
        for (const x of Object.values(w)) {
          const shown = a.text.replaceAll(`“${x}”`, '').replaceAll(`value="${x}"`, '').replace(/href="[^"]*"|content="[^"]*"|<title>.*?<\/title>/g, '');
          if (shown.includes(x)) assert.ok(may, what);
        }
        if (/q=\w*word|country=BT|language=qug|bhutan|kichwa/.test(address)) assert.equal(a.text.includes(id), may, what);
        if (/q=Hidden/.test(address)) assert.equal(a.text.includes(id), rank[listed] <= level, what);
        if (/map/.test(address) && value("SELECT COUNT(*) FROM member WHERE country = 'BT'") === '1') assert.equal(a.text.includes('Bhutan'), may, what);
        assert.ok(!a.text.includes(m.email), what);
      }
      if (value("SELECT COUNT(*) FROM profile_language WHERE language = 'qug'") === '1') assert.equal('qug' in (facets(await page(client)).language ?? {}), may, `${who} ${listed} ${seen}`);
    }
  }
});

test('strangers are told that members see more people, and how many', async () => {
  const a = await page(new Client()), n = Number(value("SELECT n FROM directory_count WHERE kind = 'person' AND audience = 'members' AND facet2 = '' AND facet = ''"));
  assert.match(text(a.text).replace(/,/g, ''), new RegExp(`Members see ${n} (person|people) here`));
  assert.ok(!/Members see/.test((await page(await reader())).text));
});

// ---- organisations ----

test('organisations are listed, found by what they offer, and give their name and kind to their people', async () => {
  const tag = unique('org'), m = await newSignedIn({ name: `Works ${tag}x` });
  run(`INSERT INTO organisation (name, short_name, type_id, country, place, state) SELECT ?, ?, id, 'NP', 'Dhangadhi', 'active' FROM term WHERE vocabulary = 'organisation' AND code = 'diaspora'`, `Réseau ${tag}`, `RX${tag}`);
  const id = Number(value('SELECT id FROM organisation WHERE name = ?', `Réseau ${tag}`));
  run("INSERT INTO offer (organisation_id, side, what, text) VALUES (?, 'offers', 'funding', 'Some')", id);
  run("INSERT INTO organisation_member (organisation_id, member_id, state, confirmed_at) VALUES (?, ?, 'confirmed', UTC_TIMESTAMP(6))", id, m.id);
  tool('directory-rebuild');
  const c = await reader();
  for (const query of [{ q: `reseau ${tag}` }, { q: `rx${tag}` }, { q: tag, offers: 'funding' }, { q: `dhanga nepal ${tag}` }, { q: tag, type: 'diaspora', country: 'NP' }]) {
    assert.deepEqual(found(await page(c, query, '/en/organisations')), [id], JSON.stringify(query));
    assert.deepEqual(found(await page(new Client(), query, '/en/organisations')), [id], 'for everyone');
  }
  assert.deepEqual(found(await page(c, { q: tag, seeks: 'funding' }, '/en/organisations')), []);
  for (const query of [{ q: `Réseau ${tag}` }, { q: `${tag}x`, type: 'diaspora' }]) {
    const a = await page(c, query);
    assert.deepEqual(found(a), [m.id], JSON.stringify(query));
    assert.ok(a.text.includes(`/en/organisations/${id}-`));
  }
  run("UPDATE organisation SET state = 'hidden' WHERE id = ?", id);
  tool('directory-rebuild');
  assert.deepEqual(found(await page(c, { q: tag }, '/en/organisations')), []);
  assert.deepEqual(found(await page(c, { q: `${tag}x`, type: 'diaspora' })), []);
});

test('of several organisations a person has the first that confirmed her, never one that she has only asked', async () => {
  const m = await newSignedIn({ name: `Several ${unique('o')}` }), c = await reader();
  const [asked, second, first, hidden] = ['Asked', 'Second', 'First', 'Hidden'].map((name) => newOrganisation({ name: `${name} ${unique('org')}`, state: name === 'Hidden' ? 'hidden' : 'active' }));
  const row = async () => {
    tool('directory-rebuild');
    return (await page(c, { q: m.name })).text;
  };
  belongs(asked.id, m, { state: 'asked' });
  assert.match(await row(), /Test House/, 'what she typed');
  for (const o of [second, first, hidden]) belongs(o.id, m);
  for (const [o, at] of [[second, '2026-02-02'], [first, '2026-01-02'], [hidden, '2025-12-02']]) run('UPDATE organisation_member SET confirmed_at = ? WHERE organisation_id = ?', at, o.id);
  const t = await row();
  assert.ok(t.includes(first.name));
  for (const o of [asked, second, hidden]) assert.ok(!t.includes(o.name), o.name);
});

test('people and organisations that are samples say so in the lists', async () => {
  const m = await newSignedIn({ name: `Sample ${unique('o')}` }), o = newOrganisation();
  run('UPDATE organisation SET sample = TRUE WHERE id = ?', o.id);
  const tag = async (kind, name) => /<span class="tag">Sample</.test((await page(m.client, { q: name }, `/en/${kind}`)).text);
  tool('directory-rebuild');
  assert.deepEqual([await tag('members', m.name), await tag('organisations', o.name)], [true, true]);
  run("UPDATE member SET email = CONCAT(id, '@people.example.net') WHERE id = ?", m.id);
  run('UPDATE organisation SET sample = FALSE WHERE id = ?', o.id);
  tool('directory-rebuild');
  assert.deepEqual([await tag('members', m.name), await tag('organisations', o.name)], [false, false]);
});

// ---- map and figures ----

test('the map has a circle and a row for each country, and both say the same', async () => {
  const c = await reader();
  for (const kind of ['person', 'organisation']) {
    const want = rows("SELECT value, n FROM directory_count WHERE kind = ? AND audience = 'members' AND facet2 = '' AND facet = 'country' AND n > 0", kind);
    const a = await page(c, kind === 'person' ? {} : { kind: 'organisations' }, '/en/members/map');
    const listed = Object.fromEntries([...a.text.matchAll(/<th scope="row"><a href="[^"]*country=(\w\w)">[^<]*<\/a><\/th><td class="num">([^<]*)</g)].map((m) => [m[1], m[2].replace(/\D/g, '')]));
    assert.deepEqual(listed, Object.fromEntries(want.map((r) => [r.value, r.n])));
    const circles = [...a.text.matchAll(/<a href="[^"]*country=(\w\w)" tabindex="-1" aria-label="[^"]*"><circle cx="(\d+)" cy="(\d+)" r="(\d+)"><title>([^<]*)</g)];
    assert.equal(circles.length, want.length);
    for (const [, code, x, y, r, title] of circles) {
      assert.ok(x > 0 && x < 1000 && y >= 0 && y < 435 && r >= 3, code);
      assert.equal(title.replace(/.*: /, '').replace(/\D/g, ''), listed[code]);
    }
  }
  const names = async (q) => [...(await page(c, q, '/en/members/map')).text.matchAll(/<th scope="row"><a[^>]*>([^<]*)/g)].map((m) => decode(m[1]));
  const named = await names({ sort: 'name' });
  assert.deepEqual(named, [...named].sort((x, y) => x.localeCompare(y, 'en')));
  const land = await c.get(/<use class="land" href="([^"#]*)/.exec((await page(c, {}, '/en/members/map')).text)[1]);
  assert.equal(land.status, 200);
  assert.match(land.text, /id="land"/);
});

test('figures show no number under five, and the table for spreadsheets has the same', async () => {
  const [one, two, three, five] = rows("SELECT code FROM country WHERE code NOT IN (SELECT value FROM directory_count WHERE kind = 'person' AND audience = 'members' AND facet2 = '' AND facet = 'country' AND n > 0) ORDER BY code DESC LIMIT 4").map((r) => r.code);
  await people([one, two, two, three, three, three, five, five, five, five, five].map((country, i) => ({ name: `Few ${unique('f')} ${i}`, country })));
  const a = await page(new Client(), {}, '/en/members/statistics');
  const csv = await new Client().get('/en/members/statistics.csv');
  assert.equal(csv.headers['content-type'], 'text/csv; charset=utf-8; header=present');
  const lines = csv.text.trim().split('\r\n').slice(1).map((l) => /^(\w+),("[^"]*"|[^,]*),("(?:[^"]|"")*"|[^,]*),(\d*)$/.exec(l).slice(1));
  const country = lines.filter((l) => l[0] === 'country');
  const have = Object.fromEntries(rows("SELECT value, n FROM directory_count WHERE kind = 'person' AND audience = 'members' AND facet2 = '' AND facet = 'country' AND n > 0").map((r) => [r.value, Number(r.n)]));
  assert.deepEqual([one, two, three, five].map((code) => have[code]), [1, 2, 3, 5]);
  const named = country.filter((l) => l[1]);
  for (const [, code, , n] of named) {
    assert.ok(Number(n) >= 5, code);
    assert.equal(Number(n), have[code]);
  }
  for (const code of [one, two, three, five]) assert.ok(!named.some((l) => l[1] === code), `${code}: small, or the next larger one`);
  assert.equal(country.reduce((sum, l) => sum + Number(l[3]), 0), Number(lines.at(-1)[3]), 'the rest is told as one number');
  for (const [, t] of a.text.matchAll(/<td class="num">([\d,]+)<\/td>/g)) assert.ok(Number(t.replace(/,/g, '')) >= 5, t);
  assert.equal(lines.at(-1)[0], 'total');
});

// ---- for everybody ----

test('the pages hold at 320 px, in the dark, with axe, and need no script', async () => {
  await people([{ name: `Público ${unique('v')}`, country: 'SN', place: 'Ziguinchor', position: 'Directora de planificación territorial y cooperación descentralizada', organisation: 'Asociación de municipios de la cuenca alta', listed: 'public', seen: 'public', languages: ['fr'], themes: ['diaspora'] }]);
  const as = await signInAs(await newMember({ name: unique('Reader ') }));
  for (const [width, dark, lang] of [[320, false, 'es'], [1280, true, 'fr']]) {
    const p = await newPage({ width, dark, lang, as, javaScriptEnabled: true });
    for (const address of [`/${lang}/members`, `/${lang}/members?q=senegal&theme=diaspora`, `/${lang}/members?q=nobodyatall`, `/${lang}/organisations`, `/${lang}/members/map`, `/${lang}/members/statistics`]) {
      await p.goto(address);
      assert.equal(await p.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth), false, `${address} at ${width}`);
      assert.deepEqual(await axe(p), [], `${address} at ${width}`);
    }
    await p.context().close();
  }
  const c = new Client(), first = await page(c);
  assert.ok(links(first.text).some((l) => /members\?country=SN/.test(l)), 'filters are links');
  assert.match((await page(c)).text, /<form class="flow" role="search" action="\/en\/members"/);
});
