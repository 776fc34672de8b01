// Organisations, and what they offer and seek, out of tables: dry run, report, run, by page and by m4d-admin; and the
// way out and in again, with nothing lost.
import { after, before, test as nodeTest } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { binDir, conf, unique, until } from './lib/env.mjs';
import { decode, text } from './lib/http.mjs';
import { row, rows, run, value } from './lib/db.mjs';
import { file } from './lib/files.mjs';
import { newMember, newSignedIn } from './lib/people.mjs';
import { axe, closeBrowser, newPage } from './lib/browser.mjs';
import { belongs, membership, newOffer, newOrganisation } from './lib/organisations.mjs';

const test = (name, f) => nodeTest(name, { timeout: 200000 }, f);
let admin, boss;
after(closeBrowser);
before(async () => {
  boss = await newSignedIn({ roles: 'administrator', name: 'Table Boss' });
  admin = boss.client;
});
const at = '/en/organisations/manage/imports';
const main = (page) => page.text.slice(page.text.indexOf('<main'), page.text.indexOf('</main>'));
const quote = (x) => (/["\n,;\t]/.test(x ?? '') ? `"${x.replace(/"/g, '""')}"` : x ?? '');
const csv = (lines) => lines.map((l) => l.map(quote).join(',')).join('\r\n') + '\r\n';
const head = ['name', 'short_name', 'type', 'country', 'place', 'website', 'state', 'about_lang', 'about', 'themes', 'languages', 'routes', 'sample', 'source', 'responsible', 'members'];
const line = (o) => head.map((h) => o[h] ?? (h === 'type' ? 'local-authority' : ''));
const table = (...list) => csv([head, ...list.map(line)]);
const offerHead = ['organisation', 'country', 'side', 'what', 'lang', 'text', 'themes', 'countries'];
const state = (id) => value('SELECT state FROM import WHERE id = ?', id);
const outcomes = (id) => rows('SELECT line, outcome FROM import_row WHERE import_id = ? ORDER BY line', id).map((r) => `${r.line} ${r.outcome}`);
const byName = (n) => row('SELECT * FROM organisation WHERE name = ?', n);
const upload = async (data, kind = 'organisations') => admin.submit(await admin.get(at), { kind, csv: file('table.csv', Buffer.from(data), 'text/csv') }, { action: '/imports' });
async function checked(data, kind) {
  const done = await upload(data, kind);
  assert.equal(done.status, 303, text(done.text).slice(0, 800));
  const id = Number(/imports\/(\d+)/.exec(done.location)[1]);
  await until('the dry run', () => state(id) !== 'checking', 60000);
  assert.equal(state(id), 'checked');
  return id;
}
async function imported(id) {
  assert.equal((await admin.submit(await admin.get(`${at}/${id}`), {}, { action: '/confirm' })).status, 303);
  await until('the import', () => state(id) === 'done', 60000);
}
const report = async (id, lang = 'en') => decode(text(main(await admin.get(`${at}/${id}`.replace('/en/', `/${lang}/`)))));
// What is known of one, but for its number and what counts changes.
const whole = (n, country = null) => {
  const o = row('SELECT id, name, short_name, type_id, country, place, website, host, state, about_lang, about, sample, source FROM organisation WHERE name = ? AND country <=> ?', n, country);
  const of = (q) => rows(q, o.id);
  return JSON.stringify([{ ...o, id: 0 }, of('SELECT term_id FROM organisation_theme WHERE organisation_id = ? ORDER BY 1'), of('SELECT language FROM organisation_language WHERE organisation_id = ? ORDER BY 1'),
    of('SELECT from_country, to_country, seat, local FROM organisation_route WHERE organisation_id = ? ORDER BY 1, 2'),
    of("SELECT side, what, lang, text, (SELECT GROUP_CONCAT(term_id ORDER BY term_id) FROM offer_theme x WHERE x.offer_id = offer.id) AS t, (SELECT GROUP_CONCAT(country ORDER BY country) FROM offer_country x WHERE x.offer_id = offer.id) AS c FROM offer WHERE organisation_id = ? ORDER BY text")]);
};

test('dry run, report row by row, then the import; again, nothing changes', async () => {
  const k = unique('Town'), chief = await newMember(), clerk = await newMember();
  run('INSERT IGNORE INTO member_address (email, member_id, confirmed_at) VALUES (?, ?, UTC_TIMESTAMP(6)), (?, ?, UTC_TIMESTAMP(6))', chief.email, chief.id, clerk.email, clerk.id);
  const there = newOrganisation({ name: `Commune de Sébou ${k}`, country: 'SN' }); newOrganisation({ name: `Office ${k}`, country: 'MA', website: `https://${k.toLowerCase()}.example/` });
  const data = table(
    { name: `Ville de Première ${k}`, short_name: 'VP', type: value("SELECT label_en FROM term WHERE vocabulary = 'organisation' AND code = 'local-authority'"), country: 'Sénégal', place: 'Kayes', website: `www.${k}.example/x`, about_lang: 'fr', about: 'Une ligne\nune autre', themes: 'diaspora; skills', languages: 'French; wo', routes: 'SN>FR; Senegal > Spain', source: 'a register', responsible: chief.email, members: `${clerk.email}; nobody-${k}@example.org` },
    { name: `COMMUNE DE SEBOU, ${k}`, country: 'SN' },
    { name: `Ville de premiere: ${k}`, country: 'Senegal' },
    { name: `Sister of the office ${k}`, country: 'MA', website: `https://www.${k.toLowerCase()}.example/other` },
    { name: `Wrong ${k}`, type: 'castle', country: 'Sengal', website: 'example dot org', state: 'merged', about_lang: 'klingon', themes: 'nothing', languages: 'Elvish', routes: 'SN>SN; ML; XX>SN', sample: 'perhaps', responsible: 'nobody at example' },
    { name: '', type: '', place: 'Nowhere' },
    { name: `Hidden ${k}`, state: 'hidden', country: 'ML' },
    { name: `Proposed ${k}`, state: 'proposed', country: 'ML' },
  );
  const id = await checked(data);
  assert.deepEqual(outcomes(id), ['2 new', '4 same', '5 fault', '6 new', '7 fault', '8 fault', '9 new', '10 new'], await report(id));
  assert.ok((await admin.get(`${at}/${id}`)).text.includes(`/organisations/manage/${there.id}"`), 'what is here already can be looked at');
  assert.equal(byName(`Hidden ${k}`), undefined, 'a dry run changes nothing');
  const said = await report(id);
  for (const w of ['members Address 2 in this field has no account here', 'belong to it at once', 'name It is here already; nothing changes', 'The same organisation stands in line 2', `It may be the same as one that is here: Office ${k}`,
    'There is no kind of organisation “castle”', 'There is no country “Sengal”', 'Did you mean Senegal?', '“example dot org” is not a web address', '“merged” cannot be imported as a state', '“klingon” is not a language of this site', 'There is no term “nothing”', '“Elvish” is not a language',
    '“SN>SN” is not a route', '“ML” is not a route', 'There is no country “XX”', '“perhaps” cannot stand here', '“nobody at example” is not an e-mail address', 'The name is missing', 'The kind of organisation is missing', '3 rows cannot be taken']) assert.ok(said.includes(w), `${w}\n${said}`);
  assert.ok(!said.includes(`nobody-${k}`), 'addresses stay out of the report');
  assert.match(await report(id, 'fr'), /Vouliez-vous dire Sénégal|Sénégal/);
  assert.match((await admin.get(`${at}/${id}/report.csv?outcome=fault`)).text, /castle/);

  await imported(id);
  const made = byName(`Ville de Première ${k}`);
  assert.deepEqual([made.short_name, made.country, made.place, made.state, made.about, made.about_lang, made.source, made.website, made.created_by], ['VP', 'SN', 'Kayes', 'active', 'Une ligne\nune autre', 'fr', 'a register', `https://www.${k.toLowerCase()}.example/x`, null]);
  assert.deepEqual(rows('SELECT from_country, to_country, seat FROM organisation_route WHERE organisation_id = ? ORDER BY 2', made.id).map((r) => Object.values(r).join('')), ['SNESfrom', 'SNFRfrom']);
  assert.deepEqual([membership(made.id, chief), membership(made.id, clerk)], [{ role: 'responsible', state: 'confirmed', shown: '0' }, { role: 'member', state: 'confirmed', shown: '0' }]);
  assert.equal(value("SELECT COUNT(*) FROM directory_entry WHERE kind = 'organisation' AND object_id = ?", made.id), '2', 'found at once');
  assert.deepEqual([byName(`Hidden ${k}`).state, byName(`Proposed ${k}`).state], ['hidden', 'proposed']);
  assert.deepEqual({ ...row('SELECT id, name FROM organisation WHERE id = ?', there.id) }, { id: String(there.id), name: there.name });
  assert.equal(row("SELECT detail FROM audit WHERE action = 'organisation.add' AND object_id = ?", made.id).detail, `{"import":${id}}`);
  assert.equal(value("SELECT member_id FROM audit WHERE action = 'organisation.add' AND object_id = ?", made.id), String(boss.id));
  assert.equal(value('SELECT csv_sha256 FROM import WHERE id = ?', id), '', 'the table is let go of');
  assert.ok((await admin.get(`${at}/${id}`)).text.includes(`/organisations/manage/${made.id}"`));
  assert.match(text((await admin.get('/en/admin/audit')).text), /Import of organisations/);
  assert.deepEqual(outcomes(await checked(data)).filter((o) => o.endsWith('new')), []);
});

test('what they offer and seek: by name and country, each once, never more than there can be', async () => {
  const k = unique('Offer'), a = newOrganisation({ name: `Ville ${k}`, country: 'SN' }), b = newOrganisation({ name: `Ville ${k}`, country: 'ML' });
  const full = newOrganisation({ name: `Full ${k}` });
  for (let i = 0; i < 20; i++) newOffer(full.id);
  const one = { organisation: `ville, ${k}`, country: 'Senegal', side: 'seeks', what: 'funding', lang: 'French', text: 'Un cofinancement pour un fonds', themes: 'diaspora', countries: 'France; ES' };
  const data = csv([offerHead, ...[one, one, { ...one, country: '' }, { ...one, organisation: `None ${k}` }, { ...one, side: 'wants', what: 'gold', text: 'short', countries: 'Atlantis' }, { ...one, organisation: `Full ${k}`, country: '' }].map((o) => offerHead.map((h) => o[h]))]);
  const id = await checked(data, 'offers');
  assert.deepEqual(outcomes(id), ['2 new', '3 new', '4 fault', '5 fault', '6 fault', '7 fault']);
  const said = await report(id);
  for (const w of ['More than one organisation is called', 'There is no organisation', '“wants” is neither offers nor seeks', '“gold” is none of', 'The text is too short', 'There is no country “Atlantis”', 'The organisation has 20 entries already']) assert.ok(said.includes(w), `${w}\n${said}`);
  await imported(id);
  assert.deepEqual(outcomes(id).slice(0, 2), ['2 new', '3 same'], 'the second one is the same');
  assert.deepEqual(rows('SELECT side, what, lang, text FROM offer WHERE organisation_id = ?', a.id).map((r) => Object.values(r)), [['seeks', 'funding', 'fr', 'Un cofinancement pour un fonds']]);
  assert.equal(value('SELECT COUNT(*) FROM offer WHERE organisation_id = ?', b.id), '0');
  assert.ok((await admin.get(`/en/organisations?q=${k}&seeks=funding`)).text.includes(`/organisations/${a.id}-`), 'found by it');
});

test('out and in again: nothing is lost, and the workbook holds the same', async () => {
  const k = unique('Round');
  const a = newOrganisation({ name: `=Sum (${k}) “quoted”, "twice"; and more`, country: 'NP', place: "'+Lalitpur", website: 'https://example.org/?a=1,2;3', routes: ['NP>QA', 'NP>GB'], themes: ['skills', 'diaspora'], languages: ['ne', 'en'],
    offers: [{ themes: ['diaspora', 'skills'], countries: ['QA', 'GB'] }, { side: 'seeks', what: 'exchange' }] });
  const b = newOrganisation({ name: `Ville ${k}`, state: 'hidden', country: 'SN' }), c = newOrganisation({ name: `Ville ${k}`, state: 'proposed' }), gone = newOrganisation({ name: `Gone ${k}`, state: 'refused' });
  run("UPDATE organisation SET short_name = '@LK', about = 'First line\n-second, \"line\";\n\nthird', about_lang = 'es', sample = 1, source = ''',x' WHERE id = ?", a.id);
  run('UPDATE organisation SET words_key = ? WHERE id = ?', `Sum ${k} “quoted” twice and more`, a.id);
  const others = [[`=Sum (${k}) “quoted”, "twice"; and more`, 'NP'], [`Ville ${k}`, 'SN'], [`Ville ${k}`, null]], before = others.map((o) => whole(...o));
  const get = async (what) => (await admin.get(`/en/organisations/manage/${what}.csv?q=${k}`)).text;
  const [orgs, offers] = [await get('export'), await get('offers')];
  assert.ok(!orgs.includes(`Gone ${k}`), 'refused ones are left out');
  assert.ok((await admin.get(`/en/organisations/manage/export.csv?q=${k}&state=refused`)).text.includes(`Gone ${k}`));
  const book = await admin.get(`/en/organisations/manage/export.xlsx?q=${k}`);
  assert.equal(book.headers['content-type'], 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
  const dir = mkdtempSync(path.join(os.tmpdir(), 'm4d-xlsx-'));
  writeFileSync(path.join(dir, 'x.xlsx'), book.bytes ?? book.body);
  const sheet = execFileSync('unzip', ['-p', path.join(dir, 'x.xlsx'), 'xl/worksheets/sheet1.xml']).toString();
  assert.ok(sheet.includes(k) && !sheet.includes('<f>'), 'no formula in it');
  assert.equal((sheet.match(/<row /g) ?? []).length, 4);
  rmSync(dir, { recursive: true });
  const same = await checked(orgs);
  assert.deepEqual(outcomes(same).map((o) => o.split(' ')[1]), ['same', 'same', 'same'], `here nothing changes\n${await report(same)}`);
  assert.deepEqual(outcomes(await checked(offers, 'offers')).map((o) => o.split(' ')[1]), ['same', 'same']);
  for (const o of [a, b, c, gone]) run('DELETE FROM organisation WHERE id = ?', o.id);
  await imported(await checked(orgs));
  await imported(await checked(offers, 'offers'));
  assert.deepEqual(others.map((o) => whole(...o)), before);
});

test('m4d-admin goes the same way', () => {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'm4d-orgs-')), k = unique('Tool');
  const tool = (...args) => spawnSync(path.join(binDir, 'm4d-admin'), ['organisations', ...args], { encoding: 'utf8', env: { ...process.env, M4D_CONF: conf } });
  writeFileSync(path.join(dir, 'o.csv'), table({ name: `Ville ${k}`, country: 'SN', themes: 'diaspora' }));
  writeFileSync(path.join(dir, 'f.csv'), csv([offerHead, [`Ville ${k}`, 'SN', 'offers', 'expertise', 'en', 'Something that is offered', '', '']]));
  writeFileSync(path.join(dir, 'bad.csv'), table({ name: `Bad ${k}`, country: 'Atlantis' }, { name: `Good ${k}` }));
  const first = tool(path.join(dir, 'o.csv'), path.join(dir, 'f.csv'));
  assert.deepEqual([first.status, first.stdout], [0, 'new 1\nnew 1\n'], first.stderr);
  assert.deepEqual(tool(path.join(dir, 'o.csv'), path.join(dir, 'f.csv')).stdout, 'same 1\nsame 1\n');
  const bad = tool(path.join(dir, 'bad.csv'));
  assert.deepEqual([bad.status, /line 2: country: There is no country “Atlantis”/.test(bad.stdout)], [1, true], bad.stdout);
  assert.equal(byName(`Good ${k}`).state, 'active', 'the others are in');
  assert.equal(value('SELECT COUNT(*) FROM offer WHERE organisation_id = ?', byName(`Ville ${k}`).id), '1');
  rmSync(dir, { recursive: true });
});

test('what cannot be read is refused with a reason; only administrators; another kind is not here', async () => {
  for (const [what, data] of Object.entries({ nothing: '', heading: 'name,type\r\n', 'no type': csv([['name'], ['A town']]), unknown: csv([['name', 'type', 'shoe size'], ['A town', 'un', '42']]) })) {
    const done = await upload(data);
    assert.equal(done.status, 422, what);
    assert.match(text(main(done)), /thing to fix/, what);
  }
  const kept = await upload(csv([['organisation'], ['A town']]), 'offers');
  assert.equal(kept.status, 422);
  assert.match(main(kept), /value="offers" checked/, 'what was chosen stays');
  const moderator = (await newSignedIn({ roles: 'moderator' })).client;
  for (const p of [at, '/en/organisations/manage/export.xlsx', '/en/organisations/manage/offers.csv']) assert.equal((await moderator.get(p)).status, 403, p);
  assert.ok(!(await moderator.get('/en/organisations/manage')).text.includes('/manage/imports'));
  const id = await checked((await admin.get(`${at}/template.csv`)).text.replaceAll('Example', unique('Tpl')));
  assert.deepEqual(outcomes(id), ['2 new'], `the template itself can be imported\n${await report(id)}`);
  for (const p of [`/en/admin/imports/${id}`, `/en/resources/import/${id}`]) assert.equal((await admin.get(p)).status, 404, p);
  const people = row("SELECT id FROM import WHERE kind = 'people' LIMIT 1");
  if (people) assert.equal((await admin.get(`${at}/${people.id}`)).status, 404);
  await admin.submit(await admin.get(`${at}/${id}`), {}, { action: '/cancel' });
  assert.deepEqual([state(id), value('SELECT csv_sha256 FROM import WHERE id = ?', id)], ['cancelled', '']);
  const offers = await checked((await admin.get(`${at}/offers-template.csv`)).text, 'offers');
  assert.match(await report(offers), /There is no organisation “Municipality of Example”/);
});

test('without JavaScript, on a phone, in three languages, light and dark', async () => {
  const id = await checked(table({ name: `Une très longue commune dont le nom ne finit pas ${unique('Phone')}`, country: 'Sengal', website: 'nothing' }, { name: unique('Short ') }));
  const plain = await newPage({ width: 320, as: admin, javaScriptEnabled: false, reducedMotion: 'reduce' }), dark = await newPage({ width: 390, dark: true, as: admin });
  for (const lang of ['en', 'fr', 'es']) for (const p of [at, `${at}/${id}`, '/en/organisations/manage']) {
    await plain.goto(p.replace('/en/', `/${lang}/`));
    assert.ok(await plain.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `${p} in ${lang} at 320`);
  }
  for (const p of [at, `${at}/${id}`]) {
    await dark.goto(p);
    assert.deepEqual(await axe(dark), [], p);
  }
  await plain.goto(`${at}/${id}`);
  await plain.getByRole('button', { name: 'Import now' }).click();
  await until('the import', () => state(id) === 'done', 60000);
});
