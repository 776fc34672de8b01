// Who sees what: secret words put into everything that is not public, looked for through every door; numbers
// of other people's things; the caches; the logs. What programs do with hostile bytes is in hostile.test.mjs.
import test, { before } from 'node:test';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Client, findForms, text } from './lib/http.mjs';
import { newSignedIn, signInAs } from './lib/people.mjs';
import { row, rows, run, value } from './lib/db.mjs';
import { unique, until, varDir } from './lib/env.mjs';
import { crawl } from './lib/crawl.mjs';
import { mailTo } from './lib/mail.mjs';
import { file, pdf } from './lib/files.mjs';

// Whoever finds something hidden finds it by the first word; the second must then not be there.
const find = unique('zebu'), secret = unique('okapi');
const both = `${find} ${secret}`;
const ids = {};
const files = {};
let editor, moderator, owner, other;

const idOf = (location) => Number(/\/(\d+)/.exec(location)[1]);
const press = (c, page, action, fields = {}) => c.submit(page, fields, { action });
const ok = (a) => assert.equal(a.status, 303, `${a.method} ${a.path}: ${text(a.text).slice(0, 400)}`);

async function draft(fields) {
  const done = await editor.client.submit(await editor.client.get('/en/resources/manage/new'),
    { type: 'guide', lang: 'en', licence: 'CC-BY-4.0', themes: ['skills'], countries: ['SN'], year: '2019', ...fields });
  ok(done);
  return idOf(done.location);
}
async function addFile(id, name, data, fields = {}) {
  ok(await editor.client.submit(await editor.client.get(`/en/resources/manage/${id}/files`), { file: file(name, data), lang: 'en', ...fields }));
  return Number(value('SELECT MAX(id) FROM resource_file WHERE resource_id = ?', id));
}
async function propose(fields) {
  ok(await owner.client.submit(await owner.client.get('/en/resources/propose'),
    { title_en: both, type: 'report', lang: 'en', licence: 'CC-BY-4.0', themes: ['skills'], file: file(`${secret}.pdf`, pdf(`${both} ${unique()}`)), file_lang: 'en', ...fields }, { action: '/propose' }));
  return Number(value('SELECT MAX(id) FROM resource WHERE submitted_by = ?', owner.id));
}

before(async () => {
  editor = await newSignedIn({ roles: 'editor', name: `Editor ${secret}` });
  moderator = await newSignedIn({ roles: 'moderator', name: `Moderator ${secret}` });
  owner = await newSignedIn({ name: `Owner ${secret}` });
  other = await newSignedIn({ name: 'Somebody Else' });
  const e = editor.client;
  const everywhere = { title_en: both, title_fr: both, summary_en: both, publishers: `Publisher ${both}`, rights_note: both, source: `https://example.org/${secret}`, link: `https://example.org/${secret}`, edition: secret };

  ids.draft = await draft(everywhere);
  files.draft = await addFile(ids.draft, `${secret}.pdf`, pdf(`${both} draft`), { label: secret });
  ids.proposed = await propose({ summary_en: both, publishers: `Publisher ${both} two`, submit_note: both });
  files.proposed = Number(value('SELECT id FROM resource_file WHERE resource_id = ?', ids.proposed));
  ids.refused = await propose({ summary_en: both, submit_note: both });
  files.refused = Number(value('SELECT id FROM resource_file WHERE resource_id = ?', ids.refused));
  const decide = findForms((await moderator.client.get(`/en/resources/moderate/${ids.refused}`)).text).find((f) => f.action.endsWith('/accept'));
  ok(await moderator.client.post(`/en/resources/moderate/${ids.refused}/refuse`, [...decide.fields.filter(([n]) => n.startsWith('_')), ['reason', both]]));

  // A tombstone keeps the title and says why; nothing else of the publication is public any more.
  ids.withdrawn = await draft({ ...everywhere, title_en: unique('Once public '), title_fr: null });
  files.withdrawn = await addFile(ids.withdrawn, `${secret}.pdf`, pdf(`${both} withdrawn`), { label: secret });
  ok(await press(e, await e.get(`/en/resources/manage/${ids.withdrawn}`), '/publish'));
  ok(await press(e, await e.get(`/en/resources/manage/${ids.withdrawn}/withdraw`), '/withdraw', { reason: 'on request' }));

  // A public publication with a file that was taken out and one that has a virus.
  ids.mixed = await draft({ title_en: unique('Public ') });
  files.good = await addFile(ids.mixed, 'good.pdf', pdf(unique('good words ')));
  files.removed = await addFile(ids.mixed, `${secret}-old.pdf`, pdf(`${both} removed`), { label: secret });
  files.infected = await addFile(ids.mixed, `${secret}-ill.pdf`, pdf(`${both} infected`), { label: secret, lang: 'fr' });
  ok(await press(e, await e.get(`/en/resources/manage/${ids.mixed}`), '/publish'));
  await until('the files to be read', () => value("SELECT COUNT(*) FROM resource_file WHERE text_state = 'waiting' AND resource_id IN (?, ?, ?, ?, ?)", ...Object.values(ids)) === '0');
  ok(await press(e, await e.get(`/en/resources/manage/${ids.mixed}/files`), `/${files.removed}/remove`));
  run("UPDATE resource_file SET scan_state = 'infected' WHERE id = ?", files.infected);
  run("UPDATE stamp SET n = n + 1 WHERE area = 'library'");
});

// Every address that could tell of them: of each one, and of all together.
function doors() {
  const list = [];
  for (const l of ['en', 'fr']) {
    list.push(`/${l}`, `/${l}/resources`, `/${l}/search?q=${find}`, `/${l}/resources/statistics`, `/${l}/resources/statistics.csv`, `/${l}/resources/feed.atom`, `/${l}/resources/feed.atom?theme=skills`);
    for (const sort of ['', 'title', 'year', 'downloads', 'size', 'newest']) list.push(`/${l}/resources?q=${find}&sort=${sort}`, `/${l}/resources?theme=skills&sort=${sort}`);
    for (const f of ['lang=en', 'lang=fr', 'year=2019', 'country=SN', 'type=guide', 'type=report']) list.push(`/${l}/resources?q=${find}&${f}`, `/${l}/resources?${f}&theme=skills`);
    for (const p of rows('SELECT id FROM publisher WHERE name LIKE ?', `%${secret}%`)) list.push(`/${l}/resources?publisher=${p.id}`, `/api/resources?publisher=${p.id}`);
    for (const id of Object.values(ids))
      list.push(`/${l}/resources/${id}`, ...['', '/text', '/bibtex', '/ris', '/statistics', '/statistics.csv'].map((x) => `/${l}/resources/${id}-x${x}`));
  }
  for (const id of Object.values(ids)) {
    list.push(`/r/${id}`, `/api/resources/${id}`);
    for (const prefix of ['oai_dc', 'mods', 'marc21', 'oai_datacite']) list.push(`/oai?verb=GetRecord&metadataPrefix=${prefix}&identifier=oai:localhost:${id}`);
  }
  for (const [name, f] of Object.entries(files))
    if (name !== 'good') {
      list.push(`/files/${f}/x`, `/en/resources/${ids.mixed}-x/text?file=${f}`);
      list.push(`/en/resources/${ids[name] ?? ids.mixed}-x/text?file=${f}`);
    }
  list.push('/api/resources', `/api/resources?q=${find}`, '/api/terms', '/api/countries', '/sitemap.xml', '/sitemap/pages.xml', '/sitemap/resources-1.xml', '/oai?verb=ListSets', '/robots.txt');
  return list;
}
// Bare and odd names lead to the right one: what stands there counts as well.
async function ask(c, where) {
  const a = await c.get(where);
  return a.status >= 300 && a.status < 400 && a.location && !/sign-in/.test(a.location) ? [a, await c.get(new URL(a.location, c.url).pathname)] : [a];
}
const has = (a) => `${JSON.stringify(a.headers)}${a.text}`.includes(secret);

test('what is not public is found through no door', async () => {
  // First those who may: whatever keeps pages has had the chance to keep theirs.
  for (const who of [owner, moderator, editor])
    for (const id of Object.values(ids))
      for (let n = 0; n < 3; n++) for (const where of [`/en/resources/${id}-x`, `/en/resources/${id}-x/text`, `/en/resources/${id}-x/statistics`, `/en/resources?q=${find}`]) await ask(who.client, where);
  for (const [who, c] of [['a stranger', new Client()], ['another member', other.client]]) {
    const found = [];
    for (const where of doors()) for (const a of await ask(c, where)) if (has(a) || a.status >= 500) found.push(`${a.path}: ${a.status}`);
    assert.deepEqual(found, [], who);
    assert.equal((await c.get(`/api/resources?q=${find}`)).json.total ?? 0, 0, `${who}: counted`);
    const list = await c.get(`/en/resources?q=${find}`);
    assert.doesNotMatch(list.text.replace(/<form[\s\S]*?<\/form>/g, ''), new RegExp(`/en/resources/(${Object.values(ids).join('|')})[-"]`), who);
  }
});

test('a whole harvest and all pages of the list have none of it', async () => {
  const c = new Client();
  for (const start of ['verb=ListRecords&metadataPrefix=oai_dc', 'verb=ListIdentifiers&metadataPrefix=oai_dc']) {
    const verb = start.split('&')[0];
    for (let next = start, n = 0; next && n < 300; n++) {
      const a = await c.get(`/oai?${next}`);
      assert.ok(!has(a), `/oai?${next}`);
      const token = /<resumptionToken[^>]*>([^<]+)</.exec(a.text)?.[1];
      next = token && `${verb}&resumptionToken=${encodeURIComponent(token)}`;
    }
  }
  for (let next = '/en/resources?theme=skills&sort=newest', n = 0; next && n < 60; n++) {
    const a = await c.get(next);
    assert.ok(!has(a), next);
    next = /rel="next"[^>]*href="([^"]+)"|href="([^"]+)"[^>]*rel="next"/.exec(a.text)?.slice(1).find(Boolean)?.replace(/&amp;/g, '&');
  }
});

test('those whose work it is do see it', async () => {
  for (const [c, where] of [[editor, `/en/resources/manage/${ids.draft}`], [editor, `/en/resources/manage/${ids.mixed}/files`], [moderator, `/en/resources/moderate/${ids.proposed}`], [owner, `/en/resources/mine/${ids.refused}`]])
    assert.ok(has(await c.client.get(where)), where);
});

// ---- numbers of other people's things ----

const anonymous = (a) => a.text.replace(/<code>[\w@-]+<\/code>|urn:request:[\w@-]+|[0-9a-f]{32}|name="_(token|key)" value="[^"]*"/g, '').replace(/\d+/g, '0');
const token = async (c) => findForms((await c.get('/en/me')).text).flatMap((f) => f.fields).find(([n]) => n === '_token')[1];

test('somebody else’s is answered like what does not exist', async () => {
  run("INSERT INTO mail (member_id, to_email, lang, kind, subject, body, state, created_at, next_at) VALUES (?, ?, 'en', 'test.kept', ?, ?, 'sent', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))", owner.id, owner.email, secret, secret);
  const theirs = Number(value('SELECT MAX(id) FROM mail WHERE member_id = ?', owner.id));
  assert.ok(has(await owner.client.get(`/en/me/mails/${theirs}`)));
  const none = 987654321;
  for (const [n, make] of [
    [ids.proposed, (id) => `/en/resources/mine/${id}`], [ids.refused, (id) => `/en/resources/mine/${id}/back`], [ids.draft, (id) => `/en/resources/${id}`],
    [ids.proposed, (id) => `/en/resources/${id}`], [files.draft, (id) => `/files/${id}/x.pdf`], [files.proposed, (id) => `/files/${id}/x.pdf`],
    [ids.refused, (id) => `/api/resources/${id}`], [ids.draft, (id) => `/r/${id}`], [theirs, (id) => `/en/me/mails/${id}`],
  ])
    for (const method of ['GET', 'HEAD'])
      for (const headers of [{}, { range: 'bytes=0-9', 'if-none-match': '*' }]) {
        const [a, b] = [await other.client.request(method, make(n), { headers }), await other.client.request(method, make(none), { headers })];
        assert.equal(a.status, 404, make(n));
        assert.equal(a.status, b.status, make(n));
        assert.equal(anonymous(a), anonymous(b), make(n));
      }
  const t = await token(other.client);
  const before = row('SELECT state, version FROM resource WHERE id = ?', ids.proposed);
  for (const where of [`/en/resources/mine/${ids.proposed}`, `/en/resources/mine/${ids.proposed}/back`, `/en/resources/mine/${ids.proposed}/files/${files.proposed}/remove`])
    assert.equal((await other.client.post(where, { _token: t, title_en: 'taken over', type: 'report', lang: 'en', licence: 'CC-BY-4.0' })).status, 404, where);
  assert.deepEqual(row('SELECT state, version FROM resource WHERE id = ?', ids.proposed), before);

  const session = value('SELECT id FROM session WHERE member_id = ? LIMIT 1', owner.id);
  await other.client.post(`/en/me/sessions/${session}/end`, { _token: t });
  assert.equal((await owner.client.get('/en/me')).status, 200, 'nobody ends the session of another');
});

test('two numbers in one address are checked as a pair', async () => {
  const t = await token(editor.client), u = await token(owner.client);
  const before = rows('SELECT id, removed_at, position, lang, label FROM resource_file WHERE resource_id IN (?, ?, ?) ORDER BY id', ids.draft, ids.mixed, ids.proposed);
  assert.equal((await editor.client.get(`/en/resources/manage/${ids.mixed}/files/${files.draft}`)).status, 404);
  for (const what of ['', '/move', '/remove', '/restore'])
    assert.equal((await editor.client.post(`/en/resources/manage/${ids.mixed}/files/${files.draft}${what}`, { _token: t, lang: 'fr', label: 'x', by: 'up' })).status, 404, what);
  assert.equal((await owner.client.post(`/en/resources/mine/${ids.proposed}/files/${files.refused}/remove`, { _token: u })).status, 404);
  assert.deepEqual(rows('SELECT id, removed_at, position, lang, label FROM resource_file WHERE resource_id IN (?, ?, ?) ORDER BY id', ids.draft, ids.mixed, ids.proposed), before);
});

test('what no form has cannot be set by one', async () => {
  const more = { state: 'published', submitted_by: String(other.id), id: String(ids.draft), newer_id: '1', downloads: '999', published_at: '2001-01-01', roles: 'administrator', email: 'x@example.org', source_key: 'x', 'file.id': '1' };
  const id = await propose({ title_en: unique('More '), ...more });
  assert.deepEqual(row('SELECT state, submitted_by, newer_id, downloads, source_key FROM resource WHERE id = ?', id),
    { state: 'proposed', submitted_by: String(owner.id), newer_id: null, downloads: '0', source_key: null });
  ok(await owner.client.submit(await owner.client.get('/en/me/profile'), { name: `Owner ${secret}`, ...more }, { action: '/me/profile' }));
  assert.deepEqual(row('SELECT email, roles, state FROM member WHERE id = ?', owner.id), { email: owner.email, roles: '', state: 'active' });
});

// ---- caches ----

test('nobody gets a page that was made for somebody else', async () => {
  const third = await newSignedIn({ name: `Third ${secret}` }); // of the same roles as the owner
  const people = [[owner, `Owner ${secret}`], [third, `Third ${secret}`], [editor, `Editor ${secret}`]];
  const names = people.map(([, n]) => n), tokens = new Map(people.map(([, n]) => [n, new Set()]));
  for (const where of ['/en', '/en/resources', `/en/resources?q=${unique()}`, `/fr/resources/statistics?x=${unique()}`, `/en/resources/${ids.mixed}-x`, '/en/about', '/en/nothing-here', '/api/resources', '/en/resources/feed.atom']) {
    const asked = await Promise.all([...people, [{ client: new Client() }], ...people, [{ client: new Client() }]].map(async ([p, own]) => [own, (await ask(p.client, where)).pop()]));
    for (const [own, a] of asked) for (const n of names) if (n !== own) assert.ok(!a.text.includes(n), `${where}: ${own ?? 'a stranger'} sees ${n}`);
    for (const [own, a] of asked) {
      const [, t] = /name="_token" value="([^"]+)"/.exec(a.text) ?? [];
      if (t && own) assert.ok(!tokens.get(own).has(t) && tokens.get(own).add(t), `${where}: a page that was compressed before has this token too`);
      else if (t) assert.match(a.headers['cache-control'], /no-store/, `${where}: a stranger`);
    }
    for (const [own, a] of asked) if (own && a.text.includes(own)) assert.match(a.headers['cache-control'], /no-store/, where);
  }
  // A form's token is good for one session alone.
  for (const [p, own] of people)
    for (const [whose, all] of tokens)
      for (const t of all) assert.equal((await p.client.post('/en/me/profile', { _token: t })).status === 403, whose !== own, `${own} with a token of ${whose}`);
  assert.ok([...tokens.values()].every((all) => all.size > 8));
});

test('odd ways to write the cookie leave no page behind', async () => {
  const [name, v] = [...owner.client.cookies][0];
  for (const cookie of [`x=1; ${name}=${v}`, `x=1;${name}=${v}`, `x=1;\t${name}=${v}`, `${name} =${v}`, ` ${name}= ${v}`, `${name}="${v}"`, `${name}=x; ${name}=${v}`, `x=1,${name}=${v}`, `${name}=${v}; ${name}=x`, `M4D=${v}`, [`x=1`, `${name}=${v}`]]) {
    const where = `/en/resources?q=${unique('nothing')}`;
    const c = new Client();
    await c.get(where, { headers: { cookie } });
    const a = await new Client().get(where);
    assert.ok(!a.text.includes(secret) && !/set-cookie/i.test(Object.keys(a.headers).join()), String(cookie));
    const b = await c.get('/en/me', { headers: { cookie } });
    assert.ok(b.status === 200 || b.status === 303, String(cookie));
    assert.match(b.headers['cache-control'], /no-store/);
  }
});

test('kept pages keep languages, questions and lean pages apart', async () => {
  const asks = [];
  const q = unique('q');
  for (let n = 0; n < 3; n++)
    for (const l of ['en', 'fr', 'es'])
      for (const saves of [undefined, 'on', 'ON', 'off'])
        for (const query of [`?q=`, `?q=${q}`, `?q=${q}x`]) asks.push({ l, saves, query });
  const answers = await Promise.all(asks.map(({ l, saves, query }) => new Client().get(`/${l}/resources${query}&x=${q}`, { headers: saves ? { 'save-data': saves } : {} })));
  const first = new Map();
  answers.forEach((a, i) => {
    const { l, saves, query } = asks[i], what = `${l} ${saves} ${query}`;
    assert.equal(a.status, 200, what);
    assert.match(a.text, new RegExp(`<html[^>]* lang="${l}"`), what);
    assert.equal(/value="([^"]*)"/.exec(a.text.match(/<input[^>]*name="q"[^>]*>/g).pop())?.[1] ?? '', query.slice(3), what);
    const key = `${l} ${/on/i.test(saves ?? '')} ${query}`;
    if (first.has(key)) assert.equal(a.text, first.get(key), what);
    first.set(key, a.text);
  });
});

test('after signing out the cookie opens nothing, and nothing of it was kept', async () => {
  const c = await signInAs(other);
  const old = [...c.cookies].map(([n, v]) => `${n}=${v}`).join('; ');
  assert.match((await c.get('/en/me')).headers['cache-control'], /no-store/);
  ok(await c.submit(await c.get('/en/me'), {}, { action: '/sign-out' }));
  const again = await new Client().get('/en/me', { headers: { cookie: old } });
  assert.equal(again.status, 303);
  assert.match(again.location, /sign-in/);
});

test('passwords typed after the session has ended do not come back in the page', async () => {
  const c = await signInAs(other);
  const page = await c.get('/en/me/password');
  run('DELETE FROM session WHERE member_id = ?', other.id);
  const typed = unique('a password that was typed ');
  const a = await c.submit(page, { current: typed, password: typed }, { action: '/me/password' });
  assert.equal(a.status, 403);
  assert.ok(!a.text.includes(typed));
  assert.match(a.text, /name="next" value="\/en\/me\/password"/);
  other.client = await signInAs(other);
});

// ---- where one is sent, and in whose name ----

test('next leads nowhere else', async () => {
  for (const next of ['///evil.example', '/%2fevil.example', '/%5cevil.example', '\t//evil.example', '/files/..//evil.example', '/@evil.example', ':80@evil.example']) {
    const c = new Client();
    const page = await c.get(`/en/sign-in?next=${encodeURIComponent(next)}`);
    const a = await c.submit(page, { email: other.email, password: other.password, next }, { action: '/sign-in' });
    assert.equal(a.status, 303, next);
    assert.equal(new URL(a.location, c.url).origin, new URL(c.url).origin, next);
    assert.match(a.location, /^\/(?![/\\])/, next);
    assert.equal(a.headers['x-injected'], undefined);
  }
});

test('the Host of a request is believed nowhere', async () => {
  const c = new Client();
  for (const headers of [{ 'x-forwarded-host': 'evil.example' }, { 'x-host': 'evil.example' }, { forwarded: 'host=evil.example' }, { 'x-original-url': '/evil.example' }, { 'x-rewrite-url': '/evil.example' }, { 'x-forwarded-proto': 'evil.example' }])
    for (const where of ['/en', '/', `/en/resources?x=${unique()}`, '/en/resources/feed.atom?lang=en', '/oai?verb=Identify', '/api', '/sitemap.xml', '/robots.txt', `/r/${ids.mixed}`, '/en/nothing']) {
      const a = await c.get(where, { headers });
      assert.ok(!`${JSON.stringify(a.headers)}${a.text}`.includes('evil.example'), `${where} with ${JSON.stringify(headers)}`);
    }
});

// ---- looking changes nothing ----

test('whoever opens every page there is has changed nothing', async () => {
  const all = await newSignedIn({ roles: 'administrator,editor,moderator' });
  await until('the work in hand to end', () => value("SELECT COUNT(*) FROM job WHERE state IN ('waiting', 'running') AND kind LIKE 'file.%'") === '0');
  const tables = ['member', 'term', 'series', 'publisher', 'resource_text', 'resource_facet', 'facet_count', 'resource_file', 'resource_relation', 'upload', 'import', 'import_row', 'page', 'page_revision', 'audit', 'token'];
  const state = () => [...rows(`CHECKSUM TABLE ${tables.join(', ')}`), row("SELECT COUNT(*) AS n, SUM(version) AS versions, GROUP_CONCAT(DISTINCT state ORDER BY state) AS states FROM resource"),
    row('SELECT COUNT(*) AS mails FROM mail')]; // those that wait go out meanwhile
  const before = state();
  const pages = await crawl(all.client, ['/en', '/en/admin', '/en/resources/manage', '/en/me', '/en/pages'], { perKind: 3, within: /^\/en(\/|\?|$)/ });
  assert.ok(pages.size > 60, `${pages.size} pages`);
  assert.deepEqual([...pages].filter(([, a]) => a.status >= 400).map(([p, a]) => `${p}: ${a.status}`), []);
  // POST addresses opened by GET, as a program that follows everything would.
  for (const p of [`/en/resources/manage/${ids.draft}/publish`, `/en/resources/manage/${ids.draft}/files/${files.draft}/remove`, `/en/me/sessions/end`, `/en/admin/people/${other.id}/roles`, '/en/sign-out', `/en/resources/moderate/${ids.proposed}/accept`])
    assert.equal((await all.client.get(p)).status, 405, p);
  assert.deepEqual(state(), before);
});

// ---- what the logs hold ----

test('no password, token, link or ticket is in any log', async () => {
  const password = unique('a long password that nobody has '), c = new Client();
  const email = `${unique('log')}@example.org`;
  const join = await c.get('/en/join');
  await c.submit(join, { name: 'Log Reader', email, password, country: 'SN', organisation: 'x', listed: 'members', agreed: '1' }, { action: '/join' });
  await c.submit(await c.get('/en/sign-in'), { email, password: `${password}wrong` }, { action: '/sign-in' });
  await c.submit(await c.get('/en/reset'), { email: other.email }, { action: '/reset' });
  const link = (await mailTo(other.email, { subject: /Choose a new password/ })).links.find((l) => /[?&]t=/.test(l));
  const secrets = [password, /[?&]t=([\w-]+)/.exec(link)[1]];
  const page = await c.get(new URL(link).pathname + new URL(link).search);
  await c.get('/en', { headers: { referer: link } });
  await c.get(/href="([^"]*sign-in[^"]*)"/.exec(page.text)[1].replace(/&amp;/g, '&'));
  const t = await token(other.client);
  const begun = (await other.client.post('/en/uploads', { _token: t, name: 'x.pdf', size: '10' })).json;
  await new Client().post(begun.url, Buffer.from('12345'), { headers: { 'upload-offset': '0', 'content-type': 'application/octet-stream' } });
  await new Client().post(begun.url, Buffer.from('12345'), { headers: { 'content-type': 'application/octet-stream' } });
  secrets.push(begun.ticket, t, ...other.client.cookies.values(), ...editor.client.cookies.values());
  assert.ok(secrets.every((s) => s && s.length > 20), 'all were made');
  const found = [];
  for (const f of readdirSync(path.join(varDir, 'log'))) {
    const all = readFileSync(path.join(varDir, 'log', f), 'utf8');
    secrets.forEach((s, i) => all.includes(s) && found.push(`${f}: number ${i}: ${all.slice(all.indexOf(s) - 150, all.indexOf(s))}`));
  }
  assert.deepEqual(found, []);
  for (const s of secrets) assert.equal(value("SELECT COUNT(*) FROM audit WHERE CONCAT_WS(' ', detail) LIKE ?", `%${s}%`), '0');
  for (const s of other.client.cookies.values()) assert.equal(value('SELECT COUNT(*) FROM session WHERE LOCATE(?, CONCAT_WS(" ", HEX(token_hash), flash, agent))', s), '0');
});
