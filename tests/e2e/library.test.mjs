// The public side of the library: list, search, filters, one publication, files, figures, feed.
import test from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client, decode, findForms, text } from './lib/http.mjs';
import { newSignedIn, signedIn } from './lib/people.mjs';
import { quote, row, rows, run, setting, value } from './lib/db.mjs';
import { unique, until } from './lib/env.mjs';

const browser = { headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0' } };
const visitor = () => new Client(browser);
const sha = (data) => createHash('sha256').update(data).digest('hex');
const fresh = () => `_=${unique()}`; // past the copies that nginx keeps for a minute
const bump = () => run("UPDATE stamp SET n = n + 1 WHERE area = 'library'");

// A file in the store, as if it had been uploaded.
function stored(data) {
  const hash = sha(data);
  const folder = path.join(setting('files_dir'), hash.slice(0, 2), hash.slice(2, 4));
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  writeFileSync(path.join(folder, hash), data, { mode: 0o644 });
  return hash;
}

// A publication as the staff's model leaves it, written in one go. texts: { en: ['Title', 'Summary'] }; the words
// go into the index as they are.
function publish({ state = 'published', type = 'guide', year = 2016, lang = 'en', licence = 'CC-BY-4.0', texts, facets = {}, files = [], downloads = 0, newer = null, by = null, note = null } = {}) {
  const listed = state === 'published' && newer === null;
  const smallest = files.length ? Math.min(...files.map((f) => f.data.length)) : null;
  const sql = [];
  const add = (text, ...args) => sql.push(text.replace(/\?/g, () => quote(args.shift())));
  add(`INSERT INTO resource (state, type_id, year, lang, licence, newer_id, submitted_by, decision_note, published_at, changed_at, downloads, smallest_file)
       VALUES (?, (SELECT id FROM term WHERE vocabulary = 'type' AND code = ?), ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), ?, ?)`,
    state, type, year, lang, licence, newer, by, note, downloads, smallest);
  add('SET @id = LAST_INSERT_ID()');
  for (const [l, [title, summary]] of Object.entries(texts))
    add('INSERT INTO resource_text (resource_id, lang, title, summary, search_text) VALUES (@id, ?, ?, ?, ?)', l, title, summary, `${title} ${summary}`.toLowerCase());
  const all = { type: [type], lang: files.length ? [...new Set(files.map((f) => f.lang))] : [lang], ...(year && { year: [String(year)] }), ...facets };
  for (const [facet, values] of Object.entries(all))
    for (const v of values) {
      add('INSERT INTO resource_facet (facet, value, resource_id, listed) VALUES (?, ?, @id, ?)', facet, v, listed);
      if (listed) add('INSERT INTO facet_count (facet, value, n) VALUES (?, ?, 1) ON DUPLICATE KEY UPDATE n = n + 1', facet, v);
      if (listed) add(`INSERT INTO facet_set (facet, value, block, bits) VALUES (?, ?, @id DIV 4096, INSERT(REPEAT(CHAR(0), 512), @id MOD 4096 DIV 8 + 1, 1, CHAR(1 << @id MOD 8)))
        ON DUPLICATE KEY UPDATE bits = INSERT(bits, @id MOD 4096 DIV 8 + 1, 1, CHAR(ASCII(SUBSTR(bits, @id MOD 4096 DIV 8 + 1, 1)) | 1 << @id MOD 8))`, facet, v);
    }
  if (listed) add("INSERT INTO facet_count (facet, value, n) SELECT 'all', COALESCE(MAX(value), ''), 1 FROM facet_count WHERE facet = 'all' ON DUPLICATE KEY UPDATE n = facet_count.n + 1");
  files.forEach((f, i) => {
    add(`INSERT INTO resource_file (resource_id, lang, label, sha256, name, mime, size, pages, short_edition, text_state, scan_state, position, removed_at)
         VALUES (@id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      f.lang, f.label ?? null, stored(f.data), f.name, f.mime ?? 'application/pdf', f.data.length, f.pages?.length ?? null, f.short ?? false, f.pages ? 'done' : 'none', f.scan ?? 'off', i, f.removed ? '2026-01-01 00:00:00' : null);
    add(`SET @f${i} = LAST_INSERT_ID()`);
    (f.pages ?? []).forEach((p, k) => add(`INSERT INTO file_page (file_id, page, resource_id, text, search_text) VALUES (@f${i}, ?, @id, ?, ?)`, k + 1, p, p.toLowerCase()));
  });
  add("UPDATE stamp SET n = n + 1 WHERE area = 'library'");
  add(`SELECT @id AS id${files.map((f, i) => `, @f${i} AS f${i}`).join('')}`);
  const made = row(`START TRANSACTION;\n${sql.slice(0, -1).join(';\n')};\nCOMMIT;\n${sql.at(-1)}`);
  return { id: Number(made.id), files: files.map((f, i) => ({ ...f, id: Number(made[`f${i}`]), url: `/files/${made[`f${i}`]}/${encodeURIComponent(f.name)}`, sha256: sha(f.data) })) };
}

const letters = (s) => s.replace(/[0-9]/g, (d) => 'bcdfghjklm'[d]); // a word that no stemmer shortens
const word = () => `q${letters(unique(''))}x`;
const pdf = (n, seed = 'a') => Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(n, seed + unique())]);
const titles = (html) => [...html.matchAll(/<h3[^>]*><a[^>]*>([^<]*)<\/a><\/h3>/g)].map((m) => decode(m[1]));
// Which language a heading says it is in: of the link inside it, else of the heading itself.
const langOf = (html, title) => {
  const m = new RegExp(`<h3([^>]*)><a([^>]*)>${title}<`).exec(html);
  return /\blang="(\w+)"/.exec(m[2])?.[1] ?? /\blang="(\w+)"/.exec(m[1])?.[1];
};
const heading = (html) => text(/<h2 id="count"[^>]*>([\s\S]*?)<\/h2>/.exec(html)[1]);
const number = (s) => Number(s.replace(/[^\d]/g, ''));

// { 'theme=gender': 4 } of every value with its box.
function counts(html) {
  const out = {};
  for (const m of html.matchAll(/name="(\w+)" value="([^"]*)"( checked)?><span>[^<]*<\/span><span>([^<]*)<\/span>/g)) out[`${m[1]}=${decode(m[2])}`] = number(m[4]);
  return out;
}

const facetNames = ['type', 'theme', 'focus', 'country', 'publisher', 'lang', 'year'];

// The same numbers, counted one by one. among: ids to stay in.
function bruteForce(chosen, among) {
  const has = new Map();
  for (const { resource_id: id, facet, value: v } of rows("SELECT f.resource_id, f.facet, f.value FROM resource_facet f JOIN resource r ON r.id = f.resource_id WHERE r.state = 'published' AND r.newer_id IS NULL")) {
    if (!has.has(id)) has.set(id, new Set());
    has.get(id).add(`${facet}=${v}`);
  }
  const fits = (set, but) => facetNames.every((f) => f === but || !chosen[f]?.length || chosen[f].some((v) => set.has(`${f}=${v}`)));
  const out = { total: 0 };
  for (const [id, set] of has) {
    if (among && !among.has(Number(id))) continue;
    if (fits(set)) out.total++;
    for (const key of set) if (fits(set, key.split('=')[0])) out[key] = (out[key] ?? 0) + 1;
  }
  return out;
}

function compare(html, chosen, among) {
  const expected = bruteForce(chosen, among);
  const shown = counts(html);
  const publishers = Object.keys(expected).filter((k) => k.startsWith('publisher=')).length;
  for (const [key, n] of Object.entries(expected))
    if (key !== 'total' && !(key.startsWith('publisher=') && publishers > 90)) assert.equal(shown[key], n, `${key} of ${JSON.stringify(chosen)}`);
  for (const [key, n] of Object.entries(shown)) assert.equal(n, expected[key] ?? 0, `${key} of ${JSON.stringify(chosen)}`);
  assert.equal(number(heading(html)), expected.total, JSON.stringify(chosen));
}

test('counts of facets are what counting one by one gives', async () => {
  const w = word();
  const theme = ['gender', 'children', 'skills'];
  const ids = new Set();
  for (let i = 0; i < 14; i++)
    ids.add(publish({
      type: i % 3 ? 'guide' : 'report', year: 2010 + (i % 4), lang: ['en', 'fr', 'es'][i % 3],
      texts: { [['en', 'fr', 'es'][i % 3]]: [`${w} number ${i}`, 'About towns'] },
      facets: { theme: theme.slice(0, 1 + (i % 3)), country: i % 2 ? ['SN', 'MA'] : ['SN'] },
    }).id);
  publish({ state: 'draft', texts: { en: [`${w} draft`, 'Hidden'] }, facets: { theme } });
  const c = visitor();
  const sets = [{}, { type: ['report'] }, { theme: ['gender', 'skills'] }, { theme: ['skills'], country: ['MA'] }, { type: ['guide', 'report'], lang: ['fr', 'es'], year: ['2011', '2012'] }, { theme: ['nosuch'] }, { country: ['SN'], theme: ['children'], type: ['guide'], lang: ['en'], year: ['2013'] }];
  for (const chosen of sets) {
    const query = Object.entries(chosen).flatMap(([f, vs]) => vs.map((v) => `${f}=${v}`)).join('&');
    compare((await c.get(`/en/resources?${query}&${fresh()}`)).text, chosen);
    compare((await c.get(`/fr/resources?q=${w}&${query}`)).text, chosen, ids);
  }
});

test('what is found and hidden: drafts, older editions, withdrawn ones', async () => {
  const w = word();
  const newest = publish({ texts: { en: [`${w} second`, 'New'] } });
  publish({ texts: { en: [`${w} first`, 'Old'] }, newer: newest.id });
  publish({ state: 'draft', texts: { en: [`${w} draft`, ''] } });
  publish({ state: 'proposed', texts: { en: [`${w} proposed`, ''] } });
  publish({ state: 'withdrawn', texts: { en: [`${w} withdrawn`, ''] } });
  const page = await visitor().get(`/en/resources?q=${w}`);
  assert.deepEqual(titles(page.text), [`${w} second`]);
});

test('each order, page by page, shows everything once', async () => {
  const w = word();
  const made = [];
  for (let i = 0; i < 45; i++)
    made.push(publish({
      year: i % 5 ? 2000 + (i % 7) : null, downloads: i % 3, type: 'study', lang: i % 2 ? 'en' : 'fr',
      texts: { [i % 2 ? 'en' : 'fr']: [`${'zyxwv'[i % 5]} ${w} ${String(i).padStart(2, '0')}`, ''] },
      facets: { theme: ['sdgs'] },
      files: i % 4 ? [{ lang: 'en', name: 'a.pdf', data: Buffer.alloc(100 + (i % 6), `${i}`) }] : [],
    }).id);
  const sorted = {
    newest: rows(`SELECT r.id FROM resource r WHERE id >= ? AND id <= ? AND type_id = (SELECT id FROM term WHERE vocabulary = 'type' AND code = 'study') ORDER BY year DESC, id DESC`, made[0], made.at(-1)),
    used: rows('SELECT id FROM resource WHERE id >= ? AND id <= ? ORDER BY downloads DESC, id DESC', made[0], made.at(-1)),
    smallest: rows('SELECT id FROM resource WHERE id >= ? AND id <= ? ORDER BY smallest_file IS NULL, smallest_file, id', made[0], made.at(-1)),
    title: rows('SELECT resource_id AS id FROM resource_text WHERE resource_id >= ? AND resource_id <= ? ORDER BY title', made[0], made.at(-1)),
  };
  const pages = async (c, start, way) => {
    const seen = [];
    for (let next = start, n = 0; next; n++) {
      assert.ok(n < 5000, 'the list ends');
      const page = await c.get(next);
      assert.equal(page.status, 200);
      seen.push({ address: next, ids: [...page.text.matchAll(/<h3[^>]*><a[^>]* href="\/en\/resources\/(\d+)-/g)].map((m) => Number(m[1])) });
      next = decode(new RegExp(`<a href="([^"]*)" rel="${way}"`).exec(page.text)?.[1] ?? '');
    }
    return seen;
  };
  // To the end, and from there back again: the same pages.
  const walk = async (c, start) => {
    const there = await pages(c, start, 'next'), back = await pages(c, there.at(-1).address, 'prev');
    assert.deepEqual(back.reverse().map((p) => p.ids), there.map((p) => p.ids), `${start}, backwards`);
    return there.flatMap((p) => p.ids);
  };
  const c = visitor();
  for (const [sort, expected] of Object.entries(sorted)) {
    const own = expected.map((x) => Number(x.id)).filter((id) => made.includes(id));
    assert.deepEqual(await walk(c, `/en/resources?q=${w}&sort=${sort}`), own, `search by ${sort}`);
    // The whole library: ours in the right order among all others, nothing twice.
    const all = await walk(c, `/en/resources?sort=${sort}&${fresh()}`);
    assert.equal(new Set(all).size, all.length, `${sort}: nothing twice`);
    assert.equal(all.length, Number(value("SELECT COUNT(*) FROM resource WHERE state = 'published' AND newer_id IS NULL")), `${sort}: all of it`);
    if (sort !== 'title') assert.deepEqual(all.filter((id) => made.includes(id)), own, `whole library by ${sort}`);
  }
  assert.equal(new Set(await walk(c, `/en/resources?q=${w}`)).size, 45);
});

test('titles sort by the language of the reader, and say when they are in another', async () => {
  const w = word();
  publish({ lang: 'fr', texts: { fr: [`Bleu ${w}`, ''], en: [`Zebra ${w}`, ''] } });
  publish({ lang: 'en', texts: { en: [`Apple ${w}`, ''] } });
  publish({ lang: 'es', texts: { es: [`Casa ${w}`, ''], en: [`Monkey ${w}`, ''] } });
  const c = visitor();
  assert.deepEqual(titles((await c.get(`/en/resources?q=${w}&sort=title`)).text), [`Apple ${w}`, `Monkey ${w}`, `Zebra ${w}`]);
  const french = (await c.get(`/fr/resources?q=${w}&sort=title`)).text;
  assert.deepEqual(titles(french), [`Apple ${w}`, `Bleu ${w}`, `Casa ${w}`]);
  assert.equal(langOf(french, `Casa ${w}`), 'es');
  assert.equal(langOf(french, `Bleu ${w}`), undefined);
});

test('a search looks into the files and leads to the page', async () => {
  const w = word();
  const { files } = publish({ texts: { en: ['A handbook of wells', 'On water'] }, files: [{ lang: 'en', name: 'wells & water.pdf', data: pdf(5000), pages: ['Nothing here', `Before ${w} <b>after</b> & more`] }] });
  const page = await visitor().get(`/en/resources?q=${w.toUpperCase()}`);
  assert.deepEqual(titles(page.text), ['A handbook of wells']);
  assert.match(page.text, new RegExp(`Before <mark>${w}</mark> &lt;b&gt;after&lt;/b&gt; &amp; more`));
  assert.match(page.text, new RegExp(`href="/files/${files[0].id}/wells%20%26%20water.pdf#page=2"`));
  run('UPDATE resource_file SET removed_at = UTC_TIMESTAMP(6) WHERE id = ?', files[0].id);
  bump();
  assert.equal((await visitor().get(`/en/resources?q=${w}`)).text.includes('A handbook of wells'), false);
});

test('searches that find nothing offer ways on', async () => {
  const c = visitor();
  const w = word();
  const none = await c.get(`/en/resources?q=${w}&theme=gender`);
  assert.equal(none.status, 200);
  assert.match(none.text, /Nothing fits all of that/);
  assert.match(none.text, /Same filters, no words/);
  assert.match(none.text, new RegExp(`href="/en/resources\\?q=${w}"`));
  assert.match((await c.get('/en/resources?q=the+and+of')).text, /more telling word/);
  publish({ texts: { en: [`${w} alone`, ''] } });
  const some = await c.get(`/en/resources?q=${w}+${word()}`);
  assert.match(some.text, /No publication has all of your words/);
  assert.deepEqual(titles(some.text), [`${w} alone`]);
});

test('odd questions are answered, never with a fault', async () => {
  const c = visitor();
  const queries = ['q=%22%2B%2D%2A%28%29%3C%3E%7E%40', `q=${'x'.repeat(5000)}`, 'q=%27+OR+1%3D1', 'after=zzz', 'after=9223372036854775807_1', 'after=-1_-1&sort=smallest', 'after=3_1&sort=title', 'after=99_1&sort=title', 'sort=nosuch', 'sort=relevance', 'year=abc', `theme=${'a'.repeat(300)}`, 'lang=%C3%A9', 'q=%E2%98%83', Array.from({ length: 60 }, (_, i) => `theme=t${i}`).join('&'), 'q=a', 'q=%20', 'country=SN%00'];
  for (const q of queries) {
    const page = await c.get(`/en/resources?${q}`);
    assert.ok([200, 400].includes(page.status), `${q.slice(0, 60)}: ${page.status}`);
  }
});

test('the form works without a script and keeps what was chosen', async () => {
  const w = word();
  publish({ type: 'guide', texts: { en: [`${w} one`, ''] } });
  publish({ type: 'report', texts: { en: [`${w} two`, ''] } });
  const c = visitor();
  const first = await c.get(`/en/resources?q=${w}&sort=title`);
  // The second form is the filters'; the first one of the page's own is for words.
  const forms = findForms(first.text).filter((f) => f.inMain);
  assert.deepEqual(forms.map((f) => f.method), ['GET', 'GET']);
  const query = new URLSearchParams([...forms[1].fields, ['type', 'report']]);
  assert.equal(query.get('q'), w);
  assert.equal(query.get('sort'), 'title');
  assert.deepEqual(titles((await c.get(`${forms[1].action}?${query}`)).text), [`${w} two`]);
  const two = await c.get(`/en/resources?q=${w}&sort=title&type=report`);
  assert.deepEqual(titles(two.text), [`${w} two`]);
  assert.match(two.text, /class="chip" href="[^"]*"><span class="vh">Remove filter:<\/span> Report/);
  const chip = decode(/class="chip" href="([^"]*)"><span class="vh">Remove filter:<\/span> Report/.exec(two.text)[1]);
  assert.deepEqual(titles((await c.get(chip)).text).sort(), [`${w} one`, `${w} two`]);
});

test('a publication: one record, the reader’s language first, honest about others', async () => {
  const w = word();
  const made = publish({
    lang: 'en', texts: { en: [`The ${w} core`, 'An <i>English</i> summary'], fr: [`Le ${w} noyau`, 'Un résumé'] }, facets: { theme: ['training'], country: ['SN'] },
    files: [{ lang: 'en', name: 'core.pdf', data: pdf(2100000), pages: ['one'] }, { lang: 'fr', name: 'noyau.pdf', data: pdf(90000), short: true }],
  });
  const c = visitor();
  const bare = await c.get(`/en/resources/${made.id}`);
  assert.equal(bare.status, 301);
  assert.equal(bare.location, `/en/resources/${made.id}-the-${w}-core`);
  assert.equal((await c.get(`/en/resources/${made.id}-wrong`)).location, bare.location);
  assert.equal((await c.get(`/en/resources/${made.id}-wrong/text?file=3`)).location, `${bare.location}/text?file=3`);
  const en = await c.get(bare.location);
  assert.equal(en.status, 200);
  assert.match(en.text, /An &lt;i&gt;English&lt;\/i&gt; summary/);
  assert.match(en.text, new RegExp(`href="/fr/resources/${made.id}-le-${w}-noyau"`), 'the language switch knows the French title');
  assert.ok(en.text.indexOf('core.pdf') < en.text.indexOf('noyau.pdf'));
  assert.match(en.text, /2\.1.MB[\s\S]*about 45 s/);
  assert.match(en.text, /Short edition/);
  assert.ok(en.text.includes(made.files[0].sha256));
  const fr = await c.get(`/fr/resources/${made.id}-le-${w}-noyau`);
  assert.equal(fr.status, 200);
  assert.ok(fr.text.indexOf('noyau.pdf') < fr.text.indexOf('core.pdf'));
  const es = await c.get((await c.get(`/es/resources/${made.id}`)).location);
  assert.match(es.text, new RegExp(`<h1 lang="en">The ${w} core</h1>`));
  assert.match(es.text, /No existe en su idioma/);
});

test('the short address follows the browser’s language and survives a new title', async () => {
  const w = word();
  const { id } = publish({ texts: { en: [`${w} name`, ''], fr: [`${w} nom`, ''] } });
  const c = visitor();
  const to = async (lang) => (await c.get(`/r/${id}`, { headers: { 'accept-language': lang } })).location;
  assert.equal(await to('fr-SN,fr;q=0.9,en;q=0.5'), `/fr/resources/${id}-${w}-nom`);
  assert.equal(await to('de'), `/en/resources/${id}-${w}-name`);
  run("UPDATE resource_text SET title = ? WHERE resource_id = ? AND lang = 'en'", `${w} renamed`, id);
  assert.equal(await to('en'), `/en/resources/${id}-${w}-renamed`);
  assert.equal((await c.get('/r/999999999')).status, 404);
});

test('editions: the old address stays and says where the new one is', async () => {
  const w = word();
  const second = publish({ year: 2019, texts: { en: [`${w} two`, ''] } });
  const first = publish({ year: 2015, texts: { en: [`${w} one`, ''] }, newer: second.id });
  const zero = publish({ year: 2012, texts: { en: [`${w} zero`, ''] }, newer: first.id });
  const page = (await visitor().get(`/en/resources/${zero.id}-${w}-zero`)).text;
  assert.match(page, /newer edition of this publication/);
  assert.match(page, new RegExp(`<a href="/en/resources/${second.id}-${w}-two">Go to the newest`));
  assert.ok(page.includes(`/en/resources/${first.id}-${w}-one`));
  const newest = (await visitor().get(`/en/resources/${second.id}-${w}-two`)).text;
  assert.doesNotMatch(newest, /newer edition of/);
  assert.ok(newest.includes(`/en/resources/${zero.id}-${w}-zero`), 'all versions are listed');
});

test('series, related ones, and a title that is only there in a third language', async () => {
  const w = word();
  const odd = publish({ lang: 'ar', type: 'booklet', texts: { fr: [`${w} troisième`, 'Résumé'] } });
  const one = publish({ texts: { en: [`${w} one`, ''] } });
  run("INSERT INTO series (code, title_en, title_fr) VALUES (?, ?, ?)", w, `${w} series`, `${w} série`);
  run('UPDATE resource SET series_id = (SELECT id FROM series WHERE code = ?), series_position = id WHERE id IN (?, ?)', w, odd.id, one.id);
  const third = publish({ texts: { en: [`${w} third`, ''] } });
  run('INSERT INTO resource_relation (resource_id, other_id) VALUES (?, ?), (?, ?)', one.id, third.id, third.id, one.id);
  const c = visitor();
  const list = (await c.get(`/en/resources?q=${w}&sort=title`)).text;
  assert.deepEqual(titles(list).sort(), [`${w} one`, `${w} third`, `${w} troisième`]);
  assert.equal(langOf(list, `${w} troisième`), 'fr');
  const page = (await c.get(`/en/resources/${one.id}-${w}-one`)).text;
  assert.match(page, new RegExp(`<h2 id="series">${w} series</h2>`));
  assert.equal(langOf(page, `${w} troisième`), 'fr');
  assert.ok(page.includes(`href="/en/resources/${odd.id}-${w}-troisieme"`));
  assert.match(page, new RegExp(`Goes well with[\\s\\S]*${w} third`));
  const other = await c.follow(await c.get(`/es/resources/${odd.id}`));
  assert.match(other.text, new RegExp(`<h1 lang="fr">${w} troisième</h1>`));
});

test('who may see what is not public', async () => {
  const w = word();
  const member = await newSignedIn();
  const other = await newSignedIn();
  const draft = publish({ state: 'draft', texts: { en: [`${w} draft`, ''] }, files: [{ lang: 'en', name: 'd.pdf', data: pdf(3000) }] });
  const proposed = publish({ state: 'proposed', by: member.id, texts: { en: [`${w} proposed`, ''] }, files: [{ lang: 'en', name: 'p.pdf', data: pdf(3000) }] });
  const status = async (client, p, f) => [(await client.get(`/en/resources/${p.id}-${w}-${p === draft ? 'draft' : 'proposed'}`)).status, (await client.get(f.url)).status];
  const editor = await signedIn('editor');
  const moderator = await signedIn('moderator');
  assert.deepEqual(await status(visitor(), draft, draft.files[0]), [404, 404]);
  assert.deepEqual(await status(visitor(), proposed, proposed.files[0]), [404, 404]);
  assert.deepEqual(await status(other.client, proposed, proposed.files[0]), [404, 404]);
  assert.deepEqual(await status(member.client, proposed, proposed.files[0]), [200, 200]);
  assert.deepEqual(await status(moderator, proposed, proposed.files[0]), [200, 200]);
  assert.deepEqual(await status(moderator, draft, draft.files[0]), [404, 404]);
  assert.deepEqual(await status(editor, draft, draft.files[0]), [200, 200]);
});

test('withdrawn: a tombstone with the reason, 410 for page and file', async () => {
  const w = word();
  const { id, files } = publish({ state: 'withdrawn', note: 'The publisher asked for it', texts: { en: [`${w} gone`, ''] }, files: [{ lang: 'en', name: 'g.pdf', data: pdf(1000) }] });
  const c = visitor();
  const page = await c.get(`/en/resources/${id}-${w}-gone`);
  assert.equal(page.status, 410);
  assert.match(page.text, new RegExp(`${w} gone`));
  assert.match(page.text, /The publisher asked for it/);
  assert.equal((await c.get(files[0].url)).status, 410);
  assert.equal((await c.get(`/r/${id}`)).status, 410);
});

test('machines read it: meta elements, JSON-LD, Link headers, BibTeX, RIS', async () => {
  const w = word();
  const { id, files } = publish({ texts: { en: [`${w} & 50% </script><x> {braces}`, 'Sum\nmary'] }, files: [{ lang: 'en', name: 'm.pdf', data: pdf(1000) }] });
  const c = visitor();
  const page = await c.follow(await c.get(`/en/resources/${id}`));
  const json = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(page.text)[1];
  assert.equal(json.includes('<'), false);
  const ld = JSON.parse(json);
  assert.equal(ld.name, `${w} & 50% </script><x> {braces}`);
  assert.equal(ld.encoding[0].sha256, files[0].sha256);
  assert.match(page.text, /<meta name="citation_title" content="/);
  assert.match(page.text, /<meta name="citation_pdf_url" content="http[^"]*m\.pdf">/);
  assert.match(page.text, /<meta name="DC.title" content="/);
  for (const rel of ['cite-as', 'describedby', 'item', 'license']) assert.match(page.headers.link, new RegExp(`rel="${rel}"`));
  const again = await c.get(page.path);
  assert.equal(again.headers.link, page.headers.link, 'a kept page has its Link header');
  assert.equal((await c.get(page.path, { headers: { 'if-none-match': again.headers.etag } })).status, 304);
  const bib = await c.get(`${page.path}/bibtex`);
  assert.match(bib.headers['content-type'], /application\/x-bibtex/);
  assert.match(bib.text, new RegExp(`title = \\{\\{${w} \\\\& 50\\\\% </script><x> \\\\\\{braces\\\\\\}\\}\\}`));
  const ris = (await c.get(`${page.path}/ris`)).text;
  assert.ok(ris.split('\r\n').every((l) => l === '' || /^[A-Z][A-Z0-9] {2}- /.test(l)), ris);
  assert.ok(ris.endsWith('ER  - \r\n'));
});

test('the light edition: text page by page', async () => {
  const w = word();
  const { id } = publish({ texts: { en: [`${w} text`, ''], fr: [`${w} texte`, ''] }, files: [
    { lang: 'en', name: 'e.pdf', data: pdf(1000), pages: Array.from({ length: 30 }, (_, i) => `English page ${i + 1}\n\nnext <p>`) },
    { lang: 'fr', name: 'f.pdf', data: pdf(1000), pages: ['Page française'] }] });
  const c = visitor();
  const base = `/en/resources/${id}-${w}-text/text`;
  const first = await c.get(base);
  assert.equal(first.status, 200);
  assert.match(first.text, /id="page-25"/);
  assert.doesNotMatch(first.text, /id="page-26"/);
  assert.match(first.text, /next &lt;p&gt;/);
  const next = decode(/<a href="([^"]*)" rel="next"/.exec(first.text)[1]);
  assert.match((await c.get(next)).text, /English page 30/);
  assert.match((await c.get(`${base}?in=fr`)).text, /<p lang="fr">Page française/);
  for (const bad of ['?in=ar', '?file=1999999999', '?from=0', '?from=9999999', '?from=99999999999999999999']) assert.ok([200, 404].includes((await c.get(base + bad)).status), bad);
});

test('downloads: whole, in pieces, resumed, unchanged, by HEAD', async () => {
  const data = pdf(300000, 'z');
  const w = word();
  const { files: [f] } = publish({ texts: { en: [`${w} file`, ''] }, files: [{ lang: 'en', name: 'Étude d’été.pdf', data }] });
  const c = visitor();
  const whole = await c.get(f.url);
  assert.equal(whole.status, 200);
  assert.deepEqual(whole.body, data);
  assert.equal(whole.headers['content-type'], 'application/pdf');
  assert.equal(whole.headers['content-length'], String(data.length));
  assert.equal(whole.headers['accept-ranges'], 'bytes');
  assert.match(whole.headers.etag, /^"[^"]+"$/);
  assert.match(whole.headers['content-disposition'], /^attachment; filename="[ -~]*"; filename\*=UTF-8''%C3%89tude%20d%E2%80%99%C3%A9t%C3%A9\.pdf$/);
  assert.equal(whole.headers['repr-digest'], `sha-256=:${createHash('sha256').update(data).digest('base64')}:`);
  assert.equal(whole.headers['x-content-type-options'], 'nosniff');
  assert.match(whole.headers['content-security-policy'], /sandbox/);
  const head = await c.head(f.url);
  assert.equal(head.status, 200);
  assert.equal(head.headers['content-length'], String(data.length));
  const piece = await c.get(f.url, { headers: { range: 'bytes=1000-1999' } });
  assert.equal(piece.status, 206);
  assert.deepEqual(piece.body, data.subarray(1000, 2000));
  assert.equal(piece.headers['content-range'], `bytes 1000-1999/${data.length}`);
  const rest = await c.get(f.url, { headers: { range: 'bytes=250000-', 'if-range': whole.headers.etag } });
  assert.equal(rest.status, 206);
  assert.deepEqual(rest.body, data.subarray(250000));
  const changed = await c.get(f.url, { headers: { range: 'bytes=250000-', 'if-range': '"something-else"' } });
  assert.equal(changed.status, 200);
  assert.equal(changed.body.length, data.length);
  assert.equal((await c.get(f.url, { headers: { 'if-none-match': whole.headers.etag } })).status, 304);
  assert.equal((await c.get(f.url, { headers: { range: 'bytes=999999999-' } })).status, 416);
  const other = await c.get(`/files/${f.id}/other.pdf`);
  assert.equal(other.status, 301);
  assert.equal(other.location, f.url.replace(/%E2%80%99/, '%E2%80%99'));
  assert.equal((await c.get('/files/999999999/x.pdf')).status, 404);
  assert.equal((await c.get('/files/0/x.pdf')).status, 404);
});

test('removed and infected files', async () => {
  const w = word();
  const { files: [old, now, ill, gone] } = publish({ texts: { en: [`${w} files`, ''] }, files: [
    { lang: 'en', name: 'old.pdf', data: pdf(500), removed: true }, { lang: 'en', name: 'now.pdf', data: pdf(500) },
    { lang: 'fr', name: 'ill.pdf', data: pdf(500), scan: 'infected' }, { lang: 'es', name: 'gone.pdf', data: pdf(500), removed: true }] });
  const c = visitor();
  const moved = await c.get(old.url);
  assert.equal(moved.status, 302);
  assert.equal(moved.location, now.url);
  assert.equal((await c.get(ill.url)).status, 404);
  assert.equal((await (await signedIn('editor')).get(ill.url)).status, 404);
  assert.equal((await c.get(gone.url)).status, 410);
});

test('downloads are counted once a day for each visitor, without machines', async () => {
  const w = word();
  const { id, files: [f] } = publish({ texts: { en: [`${w} counted`, ''] }, files: [{ lang: 'fr', name: 'c.pdf', data: pdf(2000) }] });
  const n = () => Number(value('SELECT COUNT(*) FROM download WHERE file_id = ?', f.id));
  const a = visitor();
  await a.get(f.url);
  await a.get(f.url);
  assert.equal(n(), 1, 'a double click');
  await a.get(f.url, { headers: { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' } });
  await a.get(f.url, { headers: { 'user-agent': 'curl/8.1' } });
  await a.get(f.url, { headers: { 'user-agent': '' } });
  const b = visitor();
  await b.head(f.url);
  await b.get(f.url, { headers: { range: 'bytes=100-' } });
  await b.get(f.url, { headers: { 'if-none-match': '"x"' } });
  assert.equal(n(), 1, 'machines, HEAD, later pieces, revalidation');
  await b.get(f.url, { headers: { range: 'bytes=0-' } });
  assert.equal(n(), 2);
  const member = await newSignedIn({ country: 'MA' });
  await member.client.get(f.url, browser);
  assert.deepEqual(rows('SELECT country, COUNT(*) AS n FROM download WHERE file_id = ? GROUP BY country', f.id).map((x) => `${x.country}${x.n}`).sort(), ['2', 'MA1']);
  // The worker adds them up; a job of this kind may wait for its turn, so it is told that its time has come.
  await until('the worker to add up', () => {
    run("UPDATE schedule SET next_run = UTC_TIMESTAMP(6) WHERE kind = 'downloads.fold'");
    return value('SELECT downloads FROM resource WHERE id = ?', id) === '3';
  }, 60000);
  assert.deepEqual(rows('SELECT lang, country, n FROM download_stat WHERE resource_id = ? ORDER BY country', id).map((x) => `${x.lang}${x.country}${x.n}`), ['fr2', 'frMA1']);
  await a.get(f.url);
  assert.equal(n(), 3, 'still the same day');
  const page = await visitor().get(`/en/resources/${id}-${w}-counted/statistics?${fresh()}`);
  assert.match(page.text, /3 downloads/);
  assert.match(page.text, /Morocco/);
  const csv = await visitor().get(`/en/resources/${id}-${w}-counted/statistics.csv`);
  assert.match(csv.headers['content-type'], /text\/csv/);
  assert.match(csv.text, /^month,language,country,downloads\r\n/);
  assert.match(csv.text, /"fr","MA",1\r\n/);
  const whole = await visitor().get(`/en/resources/statistics?${fresh()}`);
  assert.equal(whole.status, 200);
  assert.match(whole.text, /Most downloaded/);
  assert.equal(Number(value('SELECT SUM(n) FROM download_total')), Number(value('SELECT SUM(n) FROM download_stat')));
  assert.equal((await visitor().get('/en/resources/statistics.csv')).status, 200);
});

test('feeds per theme and language are well formed and newest first', async () => {
  const w = word();
  publish({ lang: 'fr', texts: { en: [`${w} <a> & b`, 'Sum & mary'] }, facets: { theme: ['environment'] } });
  publish({ lang: 'en', texts: { en: [`${w} later`, ''] }, facets: { theme: ['environment'] } });
  const c = visitor();
  const feed = await c.get(`/en/resources/feed.atom?theme=environment&${fresh()}`);
  assert.equal(feed.status, 200);
  assert.match(feed.headers['content-type'], /^application\/atom\+xml/);
  assert.ok(feed.text.indexOf(`${w} later`) < feed.text.indexOf(`${w} &lt;a&gt; &amp; b`));
  assert.match(feed.text, /<feed xmlns="http:\/\/www.w3.org\/2005\/Atom" xml:lang="en">/);
  const french = await c.get(`/en/resources/feed.atom?theme=environment&lang=fr&${fresh()}`);
  assert.ok(french.text.includes(`${w} &lt;a&gt;`));
  assert.ok(!french.text.includes(`${w} later`));
  assert.equal((await c.get('/en/resources/feed.atom?theme=nosuch')).status, 404);
  assert.equal((await c.get('/en/resources/feed.atom?lang=xx')).status, 404);
  const list = await c.get('/en/resources');
  assert.match(list.text, /<link rel="alternate" href="\/en\/resources\/feed.atom" type="application\/atom\+xml"/);
});
