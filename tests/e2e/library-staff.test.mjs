// What staff do with publications: add, files, publish, edit, withdraw, new editions, links, terms.
import test from 'node:test';
import assert from 'node:assert/strict';
import { decode, findForms, text } from './lib/http.mjs';
import { newSignedIn, signedIn } from './lib/people.mjs';
import { held, row, rows, run, value } from './lib/db.mjs';
import { sleep, unique, until } from './lib/env.mjs';
import { file, pdf } from './lib/files.mjs';

const idOf = (location) => Number(/\/(\d+)/.exec(location)[1]);
const state = (id) => value('SELECT state FROM resource WHERE id = ?', id);
const count = (facet, v) => Number(value('SELECT n FROM facet_count WHERE facet = ? AND value = ?', facet, v) ?? 0);

// A draft with what a publication needs, by the form.
async function draft(c, fields = {}) {
  const title = fields.title_en ?? unique('Title ');
  const page = await c.get('/en/resources/manage/new');
  const done = await c.submit(page, { title_en: title, type: 'guide', lang: 'en', licence: 'CC-BY-4.0', themes: ['diaspora'], countries: ['SN'], publishers: 'Test Town', year: '2024', ...fields });
  assert.equal(done.status, 303, text(done.text).slice(0, 500));
  return { id: idOf(done.location), title };
}

async function addFile(c, id, name = 'file.pdf', data = pdf(`${unique("words ")} and more of them, so that there is a line to read`), fields = {}) {
  const page = await c.get(`/en/resources/manage/${id}/files`);
  return c.submit(page, { file: file(name, data), lang: 'en', ...fields });
}

const press = (c, page, action, fields = {}) => c.submit(page, fields, { action });

async function published(c, fields) {
  const d = await draft(c, fields);
  assert.equal((await addFile(c, d.id)).status, 303);
  const done = await press(c, await c.get(`/en/resources/manage/${d.id}`), '/publish');
  assert.equal(done.status, 303);
  assert.equal(state(d.id), 'published');
  return d;
}

test('an editor adds a publication, its file, publishes it; readers find it', async () => {
  const c = await signedIn('editor');
  const before = count('theme', 'diaspora');
  const word = unique('quokka');
  const d = await draft(c, { title_en: `A guide on ${word}`, title_fr: `Un guide sur ${word}`, summary_en: 'About <b>this</b> & "that"' });
  assert.equal(state(d.id), 'draft');
  assert.equal((await (await newSignedIn()).client.get(`/en/resources/${d.id}`)).status, 404, 'a draft is not there for others');
  assert.equal(count('theme', 'diaspora'), before, 'a draft does not count');

  const refused = await c.follow(await press(c, await c.get(`/en/resources/manage/${d.id}`), '/publish'));
  assert.match(refused.text, /Add a file or a link first/);
  assert.equal(state(d.id), 'draft');

  assert.equal((await addFile(c, d.id, 'guide.pdf')).status, 303);
  const file = row('SELECT * FROM resource_file WHERE resource_id = ?', d.id);
  assert.equal(file.mime, 'application/pdf');
  await until('the file to be read', () => value('SELECT text_state FROM resource_file WHERE id = ?', file.id) === 'done');

  assert.equal((await press(c, await c.get(`/en/resources/manage/${d.id}`), '/publish')).status, 303);
  assert.equal(count('theme', 'diaspora'), before + 1);
  assert.equal(Number(value("SELECT COUNT(*) FROM resource_facet WHERE resource_id = ? AND listed", d.id)) > 5, true);
  const found = await c.get(`/en/resources?q=${word}`);
  assert.match(found.text, new RegExp(`A guide on ${word}`));
  const fr = await c.follow(await c.get(`/fr/resources/${d.id}`));
  assert.match(fr.text, new RegExp(`Un guide sur ${word}`));

  const history = await c.get(`/en/resources/manage/${d.id}/history`);
  for (const what of ['Added', 'File added', 'Published']) assert.match(history.text, new RegExp(what));
});

test('two editors: the second sees both, and nothing typed is lost', async () => {
  const [a, b] = [await signedIn('editor'), await signedIn('admin')];
  const d = await draft(a);
  const [pa, pb] = [await a.get(`/en/resources/manage/${d.id}`), await b.get(`/en/resources/manage/${d.id}`)];
  assert.equal((await a.submit(pa, { title_en: 'Mine first', year: '2001' }, { action: `/manage/${d.id}` })).status, 303);
  const late = await b.submit(pb, { title_en: 'Theirs later', edition: 'third' }, { action: `/manage/${d.id}` });
  assert.equal(late.status, 422);
  assert.match(late.text, /Mine first/);
  assert.match(late.text, /value="Theirs later"/);
  assert.match(late.text, /value="third"/);
  assert.equal(value('SELECT title FROM resource_text WHERE resource_id = ?', d.id), 'Mine first');
  assert.equal((await b.submit(late, {}, { action: `/manage/${d.id}` })).status, 303, 'saving again keeps theirs');
  assert.equal(value('SELECT title FROM resource_text WHERE resource_id = ?', d.id), 'Theirs later');
});

test('a double click or a resend makes one publication', async () => {
  const c = await signedIn('editor');
  const title = unique('Once ');
  const page = await c.get('/en/resources/manage/new');
  const send = () => c.submit(page, { title_en: title, type: 'guide', lang: 'en', licence: 'CC-BY-4.0' });
  const all = await Promise.all([send(), send(), send()]);
  assert.deepEqual([...new Set(all.map((x) => x.status))], [303]);
  assert.equal(new Set(all.map((x) => x.location)).size, 1);
  assert.equal(Number(value('SELECT COUNT(*) FROM resource_text WHERE title = ?', title)), 1);
});

test('files: refused types keep the form, order, taking out and putting back', async () => {
  const c = await signedIn('editor');
  const d = await draft(c);
  const bad = await addFile(c, d.id, 'page.pdf', Buffer.from('<html><script>alert(1)</script></html>'), { label: 'Annexes' });
  assert.equal(bad.status, 422);
  assert.match(text(bad.text), /text\/html/);
  assert.match(bad.text, /value="Annexes"/);
  assert.equal((await addFile(c, d.id, 'empty.pdf', Buffer.alloc(0))).status, 422);
  const none = await c.submit(await c.get(`/en/resources/manage/${d.id}/files`), { lang: 'en' });
  assert.equal(none.status, 422);

  // A good file with a bad field: it is kept and needs no second sending.
  const kept = await addFile(c, d.id, 'kept.pdf', pdf('kept'), { lang: 'xx' });
  assert.equal(kept.status, 422);
  assert.match(kept.text, /name="upload_ticket"/);
  const then = await c.submit(kept, { lang: 'fr' });
  assert.equal(then.status, 303);
  assert.deepEqual(rows('SELECT name, lang FROM resource_file WHERE resource_id = ?', d.id), [{ name: 'kept.pdf', lang: 'fr' }]);

  await addFile(c, d.id, 'one.pdf', pdf('one'));
  await addFile(c, d.id, 'two.pdf', pdf('two'));
  const order = () => rows("SELECT name FROM resource_file WHERE resource_id = ? AND lang = 'en' AND removed_at IS NULL ORDER BY position, id", d.id).map((x) => x.name);
  assert.deepEqual(order(), ['one.pdf', 'two.pdf']);
  const two = value("SELECT id FROM resource_file WHERE resource_id = ? AND name = 'two.pdf'", d.id);
  assert.equal((await press(c, await c.get(`/en/resources/manage/${d.id}/files`), `/files/${two}/move`)).status, 303);
  assert.deepEqual(order(), ['two.pdf', 'one.pdf']);

  assert.equal((await press(c, await c.get(`/en/resources/manage/${d.id}/files`), `/files/${two}/remove`)).status, 303);
  assert.deepEqual(order(), ['one.pdf']);
  const after = await c.get(`/en/resources/manage/${d.id}/files`);
  assert.equal((await press(c, after, `/files/${two}/restore`)).status, 303);
  assert.deepEqual(order(), ['two.pdf', 'one.pdf']);

  const one = await c.get(`/en/resources/manage/${d.id}/files/${two}`);
  assert.equal((await c.submit(one, { name: '../x.pdf' }, { action: `/files/${two}` })).status, 422);
  assert.equal((await c.submit(one, { name: 'renamed.pdf', lang: 'es', label: 'Part 2' }, { action: `/files/${two}` })).status, 303);
  assert.deepEqual(row('SELECT name, lang, label FROM resource_file WHERE id = ?', two), { name: 'renamed.pdf', lang: 'es', label: 'Part 2' });
});

test('a PDF without title, language and tags is taken, with warnings', async () => {
  const c = await signedIn('editor');
  const d = await draft(c);
  await addFile(c, d.id, 'plain.pdf');
  const w = await until('warnings', () => {
    const f = row('SELECT text_state, warnings FROM resource_file WHERE resource_id = ?', d.id);
    return f.text_state === 'done' && f.warnings;
  });
  for (const code of ['no_title', 'no_lang', 'no_tags']) assert.match(w, new RegExp(code));
  const page = await c.get(`/en/resources/manage/${d.id}/files`);
  assert.match(page.text, /No title in the document/);
  const list = await c.get('/en/resources/manage?warnings=1');
  assert.match(list.text, new RegExp(`/resources/manage/${d.id}"`));
});

test('withdrawing leaves a tombstone with the reason; publishing again brings it back', async () => {
  const c = await signedIn('editor');
  const d = await published(c);
  const ask = await c.get(`/en/resources/manage/${d.id}/withdraw`);
  const no = await press(c, ask, '/withdraw', { reason: '  ' });
  assert.equal(no.status, 422);
  assert.equal(state(d.id), 'published');
  const reason = unique('The figures were wrong ');
  assert.equal((await press(c, ask, '/withdraw', { reason })).status, 303);
  assert.equal(state(d.id), 'withdrawn');
  const gone = await (await newSignedIn()).client.get((await c.get(`/en/resources/${d.id}`)).location ?? `/en/resources/${d.id}`);
  assert.equal(gone.status, 410);
  assert.match(gone.text, new RegExp(reason));
  assert.equal((await press(c, await c.get(`/en/resources/manage/${d.id}`), '/publish')).status, 303);
  assert.equal(state(d.id), 'published');
});

test('many at once: a page to confirm, then undo', async () => {
  const c = await signedIn('editor');
  const [a, b, empty] = [await published(c), await published(c), await draft(c)];
  const ask = await c.get(`/en/resources/manage/bulk?do=withdraw&id=${a.id}&id=${b.id}&id=${empty.id}`);
  assert.match(ask.text, /These stay as they are/);
  const no = await press(c, ask, '/bulk', { reason: '' });
  assert.equal(no.status, 422);
  const done = await press(c, ask, '/bulk', { reason: 'old' });
  assert.equal(done.status, 303);
  assert.deepEqual([state(a.id), state(b.id), state(empty.id)], ['withdrawn', 'withdrawn', 'draft']);
  const list = await c.follow(done);
  assert.match(list.text, /2 publications are withdrawn/);
  const undone = await press(c, list, '/bulk', {});
  assert.equal(undone.status, 303);
  assert.deepEqual([state(a.id), state(b.id)], ['published', 'published']);
  // Published by mistake: what had been withdrawn has its own reason again, a draft that of the mistake.
  const reason = (id) => value('SELECT decision_note FROM resource WHERE id = ?', id), third = await draft(c);
  run("UPDATE resource SET link = 'https://example.org/x' WHERE id = ?", third.id);
  await press(c, await c.get(`/en/resources/manage/bulk?do=withdraw&id=${a.id}`), '/bulk', { reason: 'superseded long ago' });
  const again = await c.follow(await press(c, await c.get(`/en/resources/manage/bulk?do=publish&id=${a.id}&id=${third.id}`), '/bulk', {}));
  assert.deepEqual([state(a.id), state(third.id), reason(a.id)], ['published', 'published', null]);
  await press(c, again, '/bulk', {});
  assert.deepEqual([state(a.id), state(third.id)], ['withdrawn', 'withdrawn']);
  assert.deepEqual([reason(a.id), reason(third.id)], ['superseded long ago', 'Published by mistake']);
  assert.equal((await c.get('/en/resources/manage/bulk?do=publish')).status, 303, 'nothing ticked');
});

test('a new edition takes the place of the old one when it is published, and gives it back', async () => {
  const c = await signedIn('editor');
  const old = await published(c);
  const made = await press(c, await c.get(`/en/resources/manage/${old.id}`), '/edition');
  assert.equal(made.status, 303);
  const id = idOf(made.location);
  assert.notEqual(id, old.id);
  assert.equal(value('SELECT newer_id FROM resource WHERE id = ?', old.id), null, 'a draft replaces nothing');
  const twice = await c.follow(await press(c, await c.get(`/en/resources/manage/${old.id}`), '/edition'));
  assert.match(twice.text, /newer edition of it already, or one in the making/);
  await addFile(c, id);
  await press(c, await c.get(`/en/resources/manage/${id}`), '/publish');
  assert.equal(Number(value('SELECT newer_id FROM resource WHERE id = ?', old.id)), id);
  assert.equal(Number(value('SELECT COUNT(*) FROM resource_facet WHERE resource_id = ? AND listed', old.id)), 0);
  await press(c, await c.get(`/en/resources/manage/${id}/withdraw`), '/withdraw', { reason: 'no' });
  assert.equal(value('SELECT newer_id FROM resource WHERE id = ?', old.id), null);
  assert.notEqual(Number(value('SELECT COUNT(*) FROM resource_facet WHERE resource_id = ? AND listed', old.id)), 0);
});

test('links go both ways', async () => {
  const c = await signedIn('editor');
  const [a, b] = [await published(c), await published(c)];
  const page = await c.get(`/en/resources/manage/${a.id}`);
  assert.equal((await press(c, page, '/relate', { other: `http://localhost/en/resources/${b.id}-x` })).status, 303);
  assert.match((await c.get(`/en/resources/manage/${b.id}`)).text, new RegExp(a.title));
  assert.match((await c.follow(await press(c, page, '/relate', { other: '999999999' }))).text, /There is no publication with this number/);
  assert.match((await c.follow(await press(c, page, '/relate', { other: 'nonsense' }))).text, /Enter the number or the address/);
  assert.equal((await press(c, await c.get(`/en/resources/manage/${b.id}`), '/part')).status, 303);
  assert.equal(Number(value('SELECT COUNT(*) FROM resource_relation WHERE resource_id IN (?, ?)', a.id, b.id)), 0);
});

test('the list: words, number, state, sorting, pages', async () => {
  const c = await signedIn('editor');
  const word = unique('wombat');
  const d = await draft(c, { title_en: `About ${word}` });
  for (const q of [word, d.id]) {
    const found = await c.get(`/en/resources/manage?q=${q}`);
    assert.match(found.text, new RegExp(`About ${word}`));
    assert.match((await c.get(`/en/resources/manage?q=${q}&state=published`)).text, /Nothing fits/);
  }
  for (const sort of ['changed', 'year', 'downloads']) {
    const seen = new Set();
    let next = `/en/resources/manage?sort=${sort}`;
    for (let i = 0; next && i < 40; i++) {
      const page = await c.get(next);
      assert.equal(page.status, 200);
      for (const m of page.text.matchAll(/name="id" value="(\d+)"/g)) {
        assert.ok(!seen.has(m[1]), `${m[1]} twice`);
        seen.add(m[1]);
      }
      next = decode(/href="([^"]+)" rel="next"/.exec(page.text)?.[1] ?? '');
    }
    assert.ok(seen.has(String(d.id)), sort);
  }
  assert.equal((await c.get('/en/resources/manage?after=rubbish&sort=x&state=y&q=%00')).status < 500, true);
});

test('bad input in the form of a publication: 422 beside the field, all else kept', async () => {
  const c = await signedIn('editor');
  const page = await c.get('/en/resources/manage/new');
  const token = findForms(page.text).find((f) => f.action.endsWith('/new')).fields.filter(([n]) => n.startsWith('_'));
  const good = { title_en: unique('Good '), summary_en: 'Kept summary', type: 'guide', lang: 'en', licence: 'CC-BY-4.0', year: '2020' };
  const wrong = {
    title_en: ['', 'x'.repeat(401)], type: ['', 'no-such'], lang: ['', 'xx'], licence: ['', 'GPL'], year: ['1492', 'soon', '99999999999'],
    link: ['javascript:alert(1)', 'example'], themes: ['no-such'], focus: ['no-such'], countries: ['XX'], publishers: ['p'.repeat(201)],
    series: ['no-such'], series_position: ['-1', 'x'], edition: ['x'.repeat(101)], rights_note: ['x'.repeat(501)], source: ['x'.repeat(1001)],
  };
  for (const [name, values] of Object.entries(wrong))
    for (const v of values) {
      const a = await c.post('/en/resources/manage/new', [...token, ...Object.entries({ ...good, [name]: v })]);
      assert.equal(a.status, 422, `${name}=${v.slice(0, 20)}: ${a.status}`);
      assert.match(a.text, new RegExp(`id="f-${name}-err"`), `${name}=${v.slice(0, 20)} ${text(a.text).slice(0, 400)}`);
      if (name !== 'summary_en') assert.match(a.text, /Kept summary/);
      if (name !== 'title_en') assert.ok(decode(a.text).includes(good.title_en));
    }
  for (const name of ['title_en', 'summary_en', 'type', 'lang', 'licence', 'year', 'publishers', 'link', 'edition', 'source', 'themes', 'countries'])
    for (const v of [Buffer.from('a\0b'), Buffer.from([0x61, 0xe9])]) {
      const a = await c.post('/en/resources/manage/new', [...token, ...Object.entries({ ...good, [name]: v })]);
      assert.ok(a.status === 422 || a.status === 400, `${name}: ${a.status}`);
    }
  const odd = await c.post('/en/resources/manage/new', [...token, ...Object.entries(good), ['title_en', 'second'], ['id', '1'], ['state', 'published'], ['submitted_by', '1']]);
  assert.equal(odd.status, 303);
  assert.equal(state(idOf(odd.location)), 'draft', 'unknown fields do nothing');
});

test('an editor may, a member may not', async () => {
  const e = await signedIn('editor');
  const d = await draft(e);
  const m = (await newSignedIn()).client;
  for (const p of ['manage', 'manage/new', `manage/${d.id}`, `manage/${d.id}/files`, 'moderate', 'terms', 'import', 'import/1'])
    assert.equal((await m.get(`/en/resources/${p}`)).status, 403, p);
  const mod = (await newSignedIn({ roles: 'moderator' })).client;
  assert.equal((await mod.get('/en/resources/manage')).location, '/en/resources/moderate');
  assert.equal((await mod.get(`/en/resources/manage/${d.id}`)).status, 404, 'a draft is no moderator’s business');
  assert.equal((await mod.get('/en/resources/terms')).status, 403);
});

test('terms: add, change, conflict, order, circle, retire, merge, delete', async () => {
  const c = await signedIn('editor');
  const code = unique('term-').toLowerCase(), other = unique('term-').toLowerCase();
  const add = async (x) => c.submit(await c.get('/en/resources/terms/new?vocabulary=theme'), { label_en: `EN ${x}`, label_fr: `FR ${x}`, label_es: `ES ${x}`, code: x }, { action: '/terms/new' });
  assert.equal((await add(code)).status, 303);
  const twice = await add(code);
  assert.equal(twice.status, 422);
  assert.match(twice.text, /id="f-code-err"/);
  assert.equal((await add(other)).status, 303);
  assert.equal((await add('Not A Code')).status, 422);
  const id = value("SELECT id FROM term WHERE vocabulary = 'theme' AND code = ?", code), id2 = value("SELECT id FROM term WHERE vocabulary = 'theme' AND code = ?", other);

  const [p1, p2] = [await c.get(`/en/resources/terms/${id}`), await c.get(`/en/resources/terms/${id}`)];
  assert.equal((await c.submit(p1, { label_fr: 'Nouveau' }, { action: `/terms/${id}` })).status, 303);
  const late = await c.submit(p2, { label_fr: 'Autre' }, { action: `/terms/${id}` });
  assert.equal(late.status, 422);
  assert.match(late.text, /Nouveau/);
  assert.match(late.text, /value="Autre"/);

  assert.equal((await c.submit(await c.get(`/en/resources/terms/${id2}`), { parent_id: id }, { action: `/terms/${id2}` })).status, 303);
  const circle = await c.submit(await c.get(`/en/resources/terms/${id}`), { parent_id: id2 }, { action: `/terms/${id}` });
  assert.equal(circle.status, 422);
  assert.match(circle.text, /id="f-parent_id-err"/);

  const list = await c.get('/en/resources/terms');
  assert.equal((await c.submit(list, { by: 'up' }, { action: `/terms/${id2}/move` })).status, 303);
  const order = rows("SELECT id FROM term WHERE vocabulary = 'theme' ORDER BY position").map((x) => x.id);
  assert.ok(order.indexOf(id2) < order.indexOf(id));

  const d = await published(c, { themes: [code] });
  const kept = await c.follow(await c.post(`/en/resources/terms/${id}/delete`, findForms((await c.get(`/en/resources/terms/${id}`)).text)[0] && findForms((await c.get(`/en/resources/terms/${id}`)).text).find((f) => f.action.endsWith(`/terms/${id}`)).fields.filter(([n]) => n.startsWith('_'))));
  assert.match(kept.text, /This term is in use/);
  assert.equal((await c.submit(await c.get(`/en/resources/terms/${id}`), { retired: '1' }, { action: `/terms/${id}` })).status, 303);
  assert.doesNotMatch((await c.get('/en/resources/manage/new')).text, new RegExp(`value="${code}"`));
  assert.match((await c.get(`/en/resources/manage/${d.id}`)).text, new RegExp(`value="${code}" checked`));

  const ask = await c.get(`/en/resources/terms/${id}/merge`);
  assert.equal((await c.submit(ask, { into: '' }, { action: '/merge' })).status, 422);
  assert.equal((await c.submit(ask, { into: id2 }, { action: '/merge' })).status, 303);
  assert.equal(value('SELECT COUNT(*) FROM term WHERE id = ?', id), '0');
  assert.equal(value("SELECT value FROM resource_facet WHERE resource_id = ? AND facet = 'theme'", d.id), other);
  assert.equal(count('theme', other), 1);
  assert.equal(count('theme', code), 0);
});

test('a publication that somebody changes while it is indexed for a renamed term is indexed as changed', async () => {
  const c = await signedIn('editor'), code = unique('term-').toLowerCase(), word = unique('word');
  assert.equal((await c.submit(await c.get('/en/resources/terms/new?vocabulary=theme'), { label_en: code, label_fr: code, label_es: code, code }, { action: '/terms/new' })).status, 303);
  const id = value("SELECT id FROM term WHERE vocabulary = 'theme' AND code = ?", code), d = await published(c, { themes: [code] });
  const job = () => row("SELECT state FROM job WHERE kind = 'term.index' AND payload LIKE ? ORDER BY id DESC LIMIT 1", `%:${id}}`)?.state;
  const other = await held('SELECT id FROM resource WHERE id = ? FOR UPDATE; UPDATE resource_text SET title = ? WHERE resource_id = ?', d.id, word, d.id);
  try {
    assert.equal((await c.submit(await c.get(`/en/resources/terms/${id}`), { label_en: `${code} renamed` }, { action: `/terms/${id}` })).status, 303);
    await until('the worker to begin', () => job() === 'running');
    await sleep(500);
  } finally {
    await other.commit();
  }
  await until('the worker to end', () => job() === 'done');
  assert.ok(value("SELECT search_text FROM resource_text WHERE resource_id = ? AND lang = 'en'", d.id).includes(word));
});

test('series: add, change, in use, delete', async () => {
  const c = await signedIn('editor');
  const code = unique('series-').toLowerCase();
  const add = async () => c.submit(await c.get('/en/resources/series/new'), { code, title_en: `Series ${code}` }, { action: '/series/new' });
  assert.equal((await add()).status, 303);
  assert.equal((await add()).status, 422);
  const id = value('SELECT id FROM series WHERE code = ?', code);
  const page = await c.get(`/en/resources/series/${id}`);
  assert.equal((await c.submit(page, { title_fr: 'Série' }, { action: `/series/${id}` })).status, 303);
  assert.equal((await c.submit(page, { title_fr: 'Tard' }, { action: `/series/${id}` })).status, 422, 'somebody else was first');
  const d = await draft(c, { series: code, series_position: '2' });
  assert.match((await c.follow(await c.submit(page, {}, { action: '/delete' }))).text, /Publications are in this series/);
  await c.submit(await c.get(`/en/resources/manage/${d.id}`), { series: '' }, { action: `/manage/${d.id}` });
  assert.equal((await c.submit(page, {}, { action: '/delete' })).status, 303);
  assert.equal(value('SELECT COUNT(*) FROM series WHERE code = ?', code), '0');
});

test('a draft can be deleted, a publication cannot', async () => {
  const c = await signedIn('editor');
  const d = await draft(c);
  assert.equal((await press(c, await c.get(`/en/resources/manage/${d.id}/delete`), '/delete')).status, 303);
  assert.equal(value('SELECT COUNT(*) FROM resource WHERE id = ?', d.id), '0');
  const p = await published(c);
  await press(c, await c.get(`/en/resources/manage/${p.id}/delete`), '/delete');
  assert.equal(state(p.id), 'published');
});
