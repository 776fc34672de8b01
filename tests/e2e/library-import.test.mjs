// Bulk import: dry run, report, run, the same again, cancel, and what cannot be read.
import test from 'node:test';
import assert from 'node:assert/strict';
import { decode, text } from './lib/http.mjs';
import { signedIn } from './lib/people.mjs';
import { row, rows, value } from './lib/db.mjs';
import { unique, until } from './lib/env.mjs';
import { file, pdf, sha256, zip } from './lib/files.mjs';

const idOf = (location) => Number(/import\/(\d+)/.exec(location)[1]);
const importState = (id) => value('SELECT state FROM import WHERE id = ?', id);
const csv = (lines, sep = ',') =>
  Buffer.from(lines.map((l) => l.map((x) => (/["\n,;\t]/.test(x) ? `"${x.replace(/"/g, '""')}"` : x)).join(sep)).join('\r\n') + '\r\n');
const heading = ['key', 'type', 'year', 'lang', 'licence', 'title_en', 'summary_en', 'title_fr', 'publishers', 'themes', 'countries', 'series', 'files'];

async function start(c, table, archive) {
  const page = await c.get('/en/resources/import');
  return c.submit(page, { csv: file('table.csv', table, 'text/csv'), ...(archive && { zip: file('files.zip', archive) }) }, { action: '/import' });
}
async function checked(c, table, archive) {
  const done = await start(c, table, archive);
  assert.equal(done.status, 303, text(done.text).slice(0, 500));
  const id = idOf(done.location);
  await until('the dry run', () => importState(id) !== 'checking');
  return id;
}
const outcomes = (id) => rows('SELECT line, outcome FROM import_row WHERE import_id = ? ORDER BY line', id).map((r) => `${r.line} ${r.outcome}`);

test('dry run, report, import, and the same table again', async () => {
  const c = await signedIn('editor');
  const k = unique('k');
  const data = { 'one.pdf': pdf(`${k} one`), 'un.pdf': pdf(`${k} un`), 'page.html': Buffer.from('<html><body>no</body></html>') };
  const series = unique('New series ');
  const table = csv([
    heading,
    [`${k}-1`, 'Guide', '2020', 'en', 'CC-BY-4.0', `${k} first, with a comma`, 'Line one\nline "two"', 'Le premier', 'Town A; Town B', 'diaspora; Social inclusion', 'SN; Italie', series, 'en:one.pdf; fr:un.pdf'],
    ['', '', '', '', '', '', '', '', '', '', '', '', ''],
    [`${k}-2`, 'report', '', 'French', 'not-stated', `${k} second`, '', '', '', '', '', series, 'en*:one.pdf'],
    [`${k}-2`, 'report', '', 'fr', 'not-stated', 'a key twice', '', '', '', '', '', '', 'en:one.pdf'],
    [`${k}-4`, 'nonsense', 'soon', 'xx', 'GPL', '', '', '', '', 'nothing', 'Atlantis', '', 'en:absent.pdf; oops'],
    [`${k}-5`, 'report', '', 'fr', 'not-stated', 'html', '', '', '', '', '', '', 'en:page.html'],
    [`${k}-6`, 'report', '', 'fr', 'not-stated', 'nothing to read', '', '', '', '', '', '', ''],
  ]);
  const id = await checked(c, table, zip(data));
  assert.equal(importState(id), 'checked');
  assert.deepEqual(outcomes(id).map((x) => x.split(' ')[1]), ['new', 'new', 'fault', 'fault', 'fault', 'fault']);
  assert.equal(value('SELECT COUNT(*) FROM resource WHERE source_key LIKE ?', `${k}-%`), '0', 'a dry run changes nothing');

  const page = await c.get(`/en/resources/import/${id}`);
  for (const words of ['There is no term “nonsense”', '“soon” is not a year', '“xx” is not a language', 'There is no licence “GPL”', 'There is no term “nothing”',
    'There is no country “Atlantis”', '“absent.pdf” is not in the archive', '“oops” is not understood', 'Give the title', 'The same key stands in line', 'text/html', 'Name a file or a link', 'will be made'])
    assert.ok(decode(page.text).includes(words), words);
  assert.match((await c.get(`/fr/resources/import/${id}`)).text, /Il n’y a pas de terme/);
  for (const words of ['Donnez le titre dans au moins une langue', 'que la bibliothèque n’accepte pas'])
    assert.ok(decode((await c.get(`/fr/resources/import/${id}`)).text).includes(words), words);
  const faults = await c.get(`/en/resources/import/${id}?outcome=fault`);
  assert.doesNotMatch(faults.text, new RegExp(`${k} second`));
  const report = await c.get(`/en/resources/import/${id}/report.csv`);
  assert.match(report.headers['content-type'], /text\/csv/);
  assert.equal(report.text.split('\r\n').length > 6, true);

  assert.equal((await c.submit(page, {}, { action: '/confirm' })).status, 303);
  await until('the import', () => importState(id) === 'done');
  assert.equal((await c.submit(page, {}, { action: '/confirm' })).status, 303, 'a second yes does nothing');
  const first = row('SELECT * FROM resource WHERE source_key = ?', `${k}-1`);
  assert.equal(first.state, 'published');
  assert.deepEqual(rows('SELECT name, lang, sha256 FROM resource_file WHERE resource_id = ? ORDER BY lang', first.id), [
    { name: 'one.pdf', lang: 'en', sha256: sha256(data['one.pdf']) }, { name: 'un.pdf', lang: 'fr', sha256: sha256(data['un.pdf']) }]);
  assert.deepEqual(rows("SELECT value FROM resource_facet WHERE resource_id = ? AND facet IN ('theme', 'country') ORDER BY value", first.id).map((x) => x.value).sort(), ['IT', 'SN', 'diaspora', 'social-inclusion']);
  assert.equal(value('SELECT summary FROM resource_text WHERE resource_id = ? AND lang = ?', first.id, 'en'), 'Line one\nline "two"');
  assert.equal(value('SELECT short_edition FROM resource_file f JOIN resource r ON r.id = f.resource_id WHERE source_key = ?', `${k}-2`), '1');
  assert.equal(value('SELECT COUNT(*) FROM series WHERE title_en = ?', series), '1', 'both rows have one series');
  assert.equal(value('SELECT COUNT(*) FROM resource WHERE series_id = (SELECT id FROM series WHERE title_en = ?)', series), '2');

  // The same again changes nothing; one changed cell and one changed file change one row.
  const again = await checked(c, table, zip(data));
  assert.deepEqual(outcomes(again).map((x) => x.split(' ')[1]), ['same', 'same', 'fault', 'fault', 'fault', 'fault']);
  const newer = { ...data, 'un.pdf': pdf(`${k} un, mieux`) };
  const third = await checked(c, csv([['key', 'type', 'lang', 'licence', 'title_en', 'files'], [`${k}-1`, 'guide', 'en', 'CC-BY-4.0', `${k} renamed`, 'en:one.pdf; fr:un.pdf']], ';'), zip(newer));
  assert.deepEqual(outcomes(third), ['2 changed']);
  await c.submit(await c.get(`/en/resources/import/${third}`), {}, { action: '/confirm' });
  await until('the third import', () => importState(third) === 'done');
  assert.equal(value('SELECT title FROM resource_text WHERE resource_id = ? AND lang = ?', first.id, 'en'), `${k} renamed`);
  assert.equal(value('SELECT year FROM resource WHERE id = ?', first.id), '2020', 'a column that is not there changes nothing');
  assert.equal(value("SELECT sha256 FROM resource_file WHERE resource_id = ? AND lang = 'fr' AND removed_at IS NULL", first.id), sha256(newer['un.pdf']));
});

test('what cannot be read at all is said at once', async () => {
  const c = await signedIn('editor');
  const table = csv([heading, ['k', 'guide', '', 'en', 'CC0-1.0', 'T', '', '', '', '', '', '', 'en:a.pdf']]);
  const bad = {
    'no columns': [Buffer.from('hello'), /column “hello”|columns/i], empty: [Buffer.alloc(0), /empty/i], 'no rows': [csv([heading]), /no rows/i],
    nul: [Buffer.from('key,type,lang,licence,title_en\nk,\0,en,x,y'), /UTF-8/],
    quotes: [Buffer.from('key,type,lang,licence,title_en\n"k,guide,en,CC0-1.0,y'), /quotation mark/], unknown: [csv([[...heading, 'colour'], ['a']]), /colour/], twice: [csv([[...heading, 'year'], ['a']]), /twice/],
  };
  for (const [name, [data, words]] of Object.entries(bad)) {
    const a = await start(c, data);
    assert.equal(a.status, 422, name);
    assert.match(text(a.text), words, name);
  }
  const folder = zip({ 'a/b.pdf': pdf('x') }), up = zip({ '../b.pdf': pdf('x') });
  for (const z of [Buffer.from('no zip'), folder, up, zip({ 'a.pdf': pdf('x') }).subarray(0, 300)])
    assert.equal((await start(c, table, z)).status, 422);
  const none = await c.submit(await c.get('/en/resources/import'), {}, { action: '/import' });
  assert.equal(none.status, 422);
  assert.match(none.text, /id="f-csv-err"/);
});

test('an import can be dropped', async () => {
  const c = await signedIn('editor');
  const k = unique('c');
  const id = await checked(c, csv([heading, [`${k}-1`, 'guide', '', 'en', 'CC0-1.0', 'T', '', '', '', '', '', '', 'en:a.pdf']]), zip({ 'a.pdf': pdf(k) }));
  assert.equal((await c.submit(await c.get(`/en/resources/import/${id}`), {}, { action: '/cancel' })).status, 303);
  assert.equal(importState(id), 'cancelled');
  assert.equal(value('SELECT COUNT(*) FROM resource WHERE source_key = ?', `${k}-1`), '0');
});

test('the template is a table that the import takes', async () => {
  const c = await signedIn('editor');
  const t = await c.get('/en/resources/import/template.csv');
  assert.equal(t.status, 200);
  const k = unique('t');
  const id = await checked(c, Buffer.from(t.text.replace('guide-2024', k)), zip({ 'guide.pdf': pdf('g'), 'guide-fr.pdf': pdf('f') }));
  assert.deepEqual(outcomes(id), ['2 new']);
});
