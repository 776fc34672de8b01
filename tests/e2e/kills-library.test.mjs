// Imports and edits of publications while the processes that carry them out are killed: nothing that was
// told is lost, no row is taken twice, and the counts of the library are right afterwards.
import test from 'node:test';
import assert from 'node:assert/strict';
import { sleep, unique, until } from './lib/env.mjs';
import { rows, value } from './lib/db.mjs';
import { signedIn } from './lib/people.mjs';
import { file, pdf, zip } from './lib/files.mjs';
import { killOne } from './lib/processes.mjs';

// Each bit of facet_set as a row.
function inSets() {
  return rows('SELECT facet, value, block, HEX(bits) AS bits FROM facet_set').flatMap((s) => [...Buffer.from(s.bits, 'hex')].flatMap((byte, i) =>
    [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => byte >> bit & 1).map((bit) => ({ facet: s.facet, value: s.value, id: String(Number(s.block) * 4096 + i * 8 + bit) }))));
}

// What the counts and the sets say is what the rows say.
function assertCounts() {
  const wrong = rows(`SELECT c.facet, c.value, c.n, COUNT(f.resource_id) AS real_n FROM facet_count c
    LEFT JOIN resource_facet f ON CONVERT(f.facet USING ascii) = CONVERT(c.facet USING ascii) AND f.value = c.value AND f.listed
    WHERE c.facet <> 'all' GROUP BY c.facet, c.value HAVING c.n <> real_n`);
  assert.deepEqual(wrong, []);
  const shown = (l) => l.map((r) => `${r.facet} ${r.value} ${r.id}`).sort();
  assert.deepEqual(shown(inSets()), shown(rows('SELECT facet, value, resource_id AS id FROM resource_facet WHERE listed')));
  assert.equal(value("SELECT n FROM facet_count WHERE facet = 'all'"), value("SELECT COUNT(*) FROM resource WHERE state = 'published' AND newer_id IS NULL"));
}

test('an import while the worker dies: every row once, and the same again changes nothing', { timeout: 300000 }, async () => {
  const c = await signedIn('editor');
  const k = unique('kill');
  const n = 120;
  const files = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`f${i}.pdf`, pdf(`${k} file ${i}, with a line to read`)]));
  const table = Buffer.from(`key,type,lang,licence,title_en,themes,files\n${Array.from({ length: n }, (_, i) => `${k}-${i},guide,en,CC0-1.0,${k} ${i},skills,en:f${i % 10}.pdf`).join('\n')}\n`);
  const send = async () => {
    const done = await c.submit(await c.get('/en/resources/import'), { csv: file('kill.csv', table), zip: file('f.zip', zip(files)) }, { action: '/import' });
    return Number(/import\/(\d+)/.exec(done.location)[1]);
  };
  const state = (id) => value('SELECT state FROM import WHERE id = ?', id);
  let killed = 0;
  const strike = async (id, over) => {
    while (!over.includes(state(id)) && killed < 10) {
      await sleep(100 + Math.random() * 300);
      if (killOne('worker')) killed++;
    }
  };
  const id = await send();
  await strike(id, ['checked', 'failed']);
  await until('the dry run', () => state(id) === 'checked', 150000);
  killed = 0;
  await c.submit(await c.get(`/en/resources/import/${id}`), {}, { action: '/confirm' });
  await strike(id, ['done', 'failed']);
  await until('the import', () => state(id) === 'done', 150000);
  assert.equal(value('SELECT COUNT(*) FROM resource WHERE source_key LIKE ? AND state = ?', `${k}-%`, 'published'), String(n));
  assert.equal(value('SELECT COUNT(*) FROM import_row WHERE import_id = ? AND taken AND outcome = ?', id, 'new'), String(n));
  assert.equal(value('SELECT COUNT(*) FROM resource_file f JOIN resource r ON r.id = f.resource_id WHERE r.source_key LIKE ?', `${k}-%`), String(n));
  assert.equal(value('SELECT done FROM import WHERE id = ?', id), String(n));
  assertCounts();
  const again = await send();
  await until('the second dry run', () => state(again) === 'checked', 150000);
  assert.deepEqual(rows('SELECT outcome, COUNT(*) AS n FROM import_row WHERE import_id = ? GROUP BY outcome', again), [{ outcome: 'same', n: String(n) }]);
});

test('edits of one publication while processes of resources die', { timeout: 120000 }, async () => {
  const c = await signedIn('editor');
  const title = unique('Edited ');
  const made = await c.submit(await c.get('/en/resources/manage/new'), { title_en: title, type: 'guide', lang: 'en', licence: 'CC0-1.0', link: 'https://example.org/' });
  const id = Number(/\/(\d+)/.exec(made.location)[1]);
  let over = false, killed = 0;
  const killer = (async () => {
    while (!over) {
      await sleep(80 + Math.random() * 200);
      if (!over && killOne('resources')) killed++;
    }
  })();
  let last = title;
  for (let i = 0; i < 25; i++) {
    const wanted = `${title} ${i}`;
    for (let tries = 0; ; tries++) {
      try {
        const page = await c.get(`/en/resources/manage/${id}`);
        if (page.status !== 200) throw new Error(`status ${page.status}`);
        const done = await c.submit(page, { title_en: wanted, year: String(1990 + i) }, {});
        if (done.status === 303) break;
        assert.ok(done.status >= 500 || done.status === 422, String(done.status));
      } catch (e) {
        if (e.code === 'ERR_ASSERTION' || tries > 50) throw e;
      }
      await sleep(50);
    }
    last = wanted;
    assert.equal(value('SELECT title FROM resource_text WHERE resource_id = ?', id), last, 'what was told is saved is there');
  }
  over = true;
  await killer;
  assert.ok(killed > 0);
  assert.deepEqual(rows("SELECT value FROM resource_facet WHERE resource_id = ? AND facet = 'year'", id), [{ value: '2014' }]);
  assertCounts();
});
