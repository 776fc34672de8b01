// Harvesting by OAI-PMH 2.0: the six verbs, their errors, sets, tokens that last, deletions; and the site map.
import test from 'node:test';
import assert from 'node:assert/strict';
import { Client } from './lib/http.mjs';
import { rows, run, setting, value } from './lib/db.mjs';
import { base, unique } from './lib/env.mjs';
import { all, one, parseXml } from './lib/xml.mjs';

const client = new Client();
const host = new URL(setting('site_url') || base).hostname;
const query = (args) => Object.entries(args).map(([n, v]) => `${n}=${encodeURIComponent(v)}`).join('&');
const stamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

// Asks, and checks what holds for every answer: the order of elements, their shapes, the echo.
async function oai(args, how = 'get') {
  const page = how === 'post' ? await client.post('/oai', args) : await client.get(`/oai?${query(args)}`);
  assert.equal(page.status, 200);
  assert.match(page.headers['content-type'], /^text\/xml; *charset=utf-8$/i);
  const x = parseXml(page.text);
  assert.equal(x.name, 'OAI-PMH');
  assert.equal(x.attributes.xmlns, 'http://www.openarchives.org/OAI/2.0/');
  const [date, request, ...body] = x.children;
  assert.equal(date.name, 'responseDate');
  assert.match(date.text, stamp);
  assert.equal(request.name, 'request');
  assert.match(request.text, /\/oai$/);
  const errors = body.filter((b) => b.name === 'error');
  if (errors.length) assert.equal(errors.length, body.length, 'errors stand alone');
  else {
    assert.deepEqual(body.map((b) => b.name), [args.verb]);
    assert.deepEqual(request.attributes, args);
  }
  checkShapes(x);
  return { x, request, error: errors[0]?.attributes.code, body: body[0] };
}

const orders = {
  record: ['header', 'metadata'],
  header: ['identifier', 'datestamp', 'setSpec'],
  Identify: ['repositoryName', 'baseURL', 'protocolVersion', 'adminEmail', 'earliestDatestamp', 'deletedRecord', 'granularity', 'description'],
  metadataFormat: ['metadataPrefix', 'schema', 'metadataNamespace'],
  set: ['setSpec', 'setName'],
  ListRecords: ['record', 'resumptionToken'],
  ListIdentifiers: ['header', 'resumptionToken'],
};
const elements = ['title', 'creator', 'subject', 'description', 'publisher', 'contributor', 'date', 'type', 'format', 'identifier', 'source', 'language', 'relation', 'coverage', 'rights'];

function checkShapes(node) {
  const order = orders[node.name];
  if (order) {
    const places = node.children.map((c) => order.indexOf(c.name));
    assert.ok(!places.includes(-1), `${node.name} has only ${order}`);
    assert.deepEqual(places, [...places].sort((a, b) => a - b), `${node.name} in order`);
  }
  if (node.name === 'datestamp' || node.name === 'earliestDatestamp') assert.match(node.text, stamp);
  if (node.name === 'setSpec') assert.match(node.text, /^[A-Za-z0-9_.!~*'()-]+(:[A-Za-z0-9_.!~*'()-]+)*$/);
  if (node.name === 'adminEmail') assert.match(node.text, /^\S+@(\S+\.)+\S+$/);
  if (node.name.startsWith('dc:')) assert.ok(elements.includes(node.name.slice(3)), node.name);
  node.children.forEach(checkShapes);
}

// Tombstones that nobody sees but harvesters, one a minute from an hour of its own long ago.
let hour = 0;
function tombstones(n, state = 'withdrawn') {
  const begin = new Date(Date.UTC(1980 + (process.pid % 20), 0, 1 + 10 * hour++, Math.floor(Math.random() * 24)));
  const name = unique('oai');
  run(`INSERT INTO resource (state, type_id, lang, licence, source_key, published_at, changed_at)
       SELECT ?, (SELECT id FROM term WHERE vocabulary = 'type' AND code = 'report'), 'en', 'not-stated',
       CONCAT(?, '-', seq), '2000-01-01', TIMESTAMPADD(SECOND, 7 * (seq DIV 2), ?) FROM seq_1_to_${n}`,
    state, name, begin.toISOString().slice(0, 19).replace('T', ' '));
  run(`INSERT INTO resource_facet (facet, value, resource_id, listed)
       SELECT 'type', 'report', id, 0 FROM resource WHERE source_key LIKE ?`, `${name}-%`);
  const iso = (d) => d.toISOString().replace(/\.\d+/, '');
  return {
    name, from: iso(begin), until: iso(new Date(+begin + 7000 * n)),
    ids: rows('SELECT id FROM resource WHERE source_key LIKE ? ORDER BY changed_at, id', `${name}-%`).map((r) => `oai:${host}:resource/${r.id}`),
  };
}

test('Identify says what the library is and how it keeps deletions', async () => {
  const { body } = await oai({ verb: 'Identify' });
  assert.equal(one(body, 'protocolVersion').text, '2.0');
  assert.equal(one(body, 'deletedRecord').text, 'persistent');
  assert.equal(one(body, 'granularity').text, 'YYYY-MM-DDThh:mm:ssZ');
  assert.equal(one(body, 'baseURL').text, `${setting('site_url')}/oai`);
  const earliest = value("SELECT DATE_FORMAT(MIN(changed_at), '%Y-%m-%dT%H:%i:%sZ') FROM resource WHERE state IN ('published', 'withdrawn')");
  assert.ok(one(body, 'earliestDatestamp').text <= earliest);
});

test('POST answers as GET does, and needs no token of a form', async () => {
  const { body } = await oai({ verb: 'ListMetadataFormats' }, 'post');
  assert.equal(one(body, 'metadataPrefix').text, 'oai_dc');
  const cross = await client.post('/oai', { verb: 'Identify' }, { headers: { origin: 'https://elsewhere.example' } });
  assert.equal(cross.status, 200);
});

test('every record of the library can be listed, and each one fetched is the same', async () => {
  const { body } = await oai({ verb: 'ListRecords', metadataPrefix: 'oai_dc', set: 'type:handbook' });
  const records = all(body, 'record');
  assert.ok(records.length >= 2);
  const first = records.find((r) => all(r, 'dc:title').some((t) => /Bottom-Up/.test(t.text)));
  const identifier = one(first, 'identifier').text;
  const alone = await oai({ verb: 'GetRecord', identifier, metadataPrefix: 'oai_dc' }, 'post');
  assert.deepEqual(one(alone.body, 'record'), first);
  assert.deepEqual(new Set(all(first, 'dc:title').map((t) => t.attributes['xml:lang'])), new Set(['en', 'fr', 'es']));
  assert.deepEqual(all(first, 'dc:language').map((t) => t.text).sort(), ['en', 'es', 'fr']);
  assert.equal(one(first, 'dc:date').text, '2011');
  assert.ok(all(first, 'dc:coverage').some((c) => c.text === 'Sénégal'));
  assert.ok(all(first, 'setSpec').some((s) => s.text === 'theme:diaspora'));
  const short = await client.get(one(first, 'dc:identifier').text.replace(setting('site_url'), ''));
  assert.ok([301, 302, 303, 307].includes(short.status));
});

test('sets are the types and the themes', async () => {
  const { body } = await oai({ verb: 'ListSets' });
  const specs = all(body, 'setSpec').map((s) => s.text);
  for (const s of ['type', 'theme', 'type:declaration', 'theme:diaspora']) assert.ok(specs.includes(s), s);
  const names = async (set) => all((await oai({ verb: 'ListIdentifiers', metadataPrefix: 'oai_dc', set })).body, 'header');
  for (const h of await names('theme:diaspora')) assert.ok(all(h, 'setSpec').some((s) => s.text === 'theme:diaspora'));
  assert.ok((await names('theme')).length >= (await names('theme:diaspora')).length);
});

const faults = [
  [{}, 'badVerb'], [{ verb: '' }, 'badVerb'], [{ verb: 'Listrecords' }, 'badVerb'],
  [{ verb: 'Identify', set: 'type' }, 'badArgument'], [{ verb: 'ListRecords' }, 'badArgument'],
  [{ verb: 'GetRecord', metadataPrefix: 'oai_dc' }, 'badArgument'],
  [{ verb: 'GetRecord', identifier: 'oai:x:resource/1' }, 'badArgument'],
  [{ verb: 'ListRecords', metadataPrefix: 'oai_dc', surprise: '1' }, 'badArgument'],
  [{ verb: 'ListRecords', metadataPrefix: 'oai_dc', from: '2024-02-30' }, 'badArgument'],
  [{ verb: 'ListRecords', metadataPrefix: 'oai_dc', from: '2024-02-03T10:00Z' }, 'badArgument'],
  [{ verb: 'ListRecords', metadataPrefix: 'oai_dc', from: '2024-02-03T10:00:00' }, 'badArgument'],
  [{ verb: 'ListRecords', metadataPrefix: 'oai_dc', from: '2024-01-01', until: '2024-01-02T00:00:00Z' }, 'badArgument'],
  [{ verb: 'ListRecords', metadataPrefix: 'oai_dc', from: '2024-01-02', until: '2024-01-01' }, 'badArgument'],
  [{ verb: 'ListRecords', metadataPrefix: 'oai_dc', set: 'a b' }, 'badArgument'],
  [{ verb: 'ListRecords', metadataPrefix: 'oai_dc', resumptionToken: 'x' }, 'badArgument'],
  [{ verb: 'ListRecords', resumptionToken: 'x' }, 'badResumptionToken'],
  [{ verb: 'ListSets', resumptionToken: 'x' }, 'badResumptionToken'],
  [{ verb: 'ListRecords', metadataPrefix: 'marc21' }, 'cannotDisseminateFormat'],
  [{ verb: 'GetRecord', identifier: 'oai:x:resource/1', metadataPrefix: 'marc21' }, 'cannotDisseminateFormat'],
  [{ verb: 'GetRecord', identifier: 'oai:elsewhere.example:resource/1', metadataPrefix: 'oai_dc' }, 'idDoesNotExist'],
  [{ verb: 'ListMetadataFormats', identifier: 'oai:elsewhere.example:resource/1' }, 'idDoesNotExist'],
  [{ verb: 'ListRecords', metadataPrefix: 'oai_dc', until: '1971-01-01' }, 'noRecordsMatch'],
  [{ verb: 'ListRecords', metadataPrefix: 'oai_dc', from: '2999-01-01' }, 'noRecordsMatch'],
  [{ verb: 'ListIdentifiers', metadataPrefix: 'oai_dc', set: 'theme:no-such-theme' }, 'noRecordsMatch'],
];
test('each fault has the code that the protocol gives it', async () => {
  for (const [args, code] of faults)
    for (const how of ['get', 'post']) {
      const { error, request } = await oai(args, how);
      assert.equal(error, code, JSON.stringify(args));
      if (code === 'badVerb' || code === 'badArgument') assert.deepEqual(request.attributes, {}, 'no echo');
    }
  const twice = parseXml((await client.get('/oai?verb=Identify&verb=Identify')).text);
  assert.equal(one(twice, 'error').attributes.code, 'badVerb');
  const bytes = await client.post('/oai', [['verb', 'ListRecords'], ['metadataPrefix', 'oai_dc'], ['set', Buffer.from([0xff, 0xfe])]]);
  assert.equal(one(parseXml(bytes.text), 'error').attributes.code, 'badArgument');
});

test('a long list is walked by tokens: all of it, once, with an empty token at its end', async () => {
  const made = tombstones(230);
  const seen = [];
  let page = await oai({ verb: 'ListRecords', metadataPrefix: 'oai_dc', from: made.from, until: made.until });
  for (let n = 0; ; n++) {
    seen.push(...all(page.body, 'identifier').map((i) => i.text));
    for (const h of all(page.body, 'header')) assert.equal(h.attributes.status, 'deleted');
    assert.equal(all(page.body, 'metadata').length, 0);
    const token = one(page.body, 'resumptionToken');
    assert.equal(token.attributes.cursor, String(n * 100));
    if (!token.text) break;
    page = await oai({ verb: 'ListRecords', resumptionToken: token.text });
  }
  assert.deepEqual(seen, made.ids);
});

test('a token stays good, cannot be changed, and belongs to its verb', async () => {
  const made = tombstones(130);
  const first = await oai({ verb: 'ListRecords', metadataPrefix: 'oai_dc', from: made.from, until: made.until, set: 'type:report' });
  const token = one(first.body, 'resumptionToken').text;
  const rest = async () => all((await oai({ verb: 'ListRecords', resumptionToken: token })).body, 'identifier').map((i) => i.text);
  assert.deepEqual(await rest(), made.ids.slice(100));
  assert.deepEqual(await rest(), made.ids.slice(100), 'used again');
  assert.equal((await oai({ verb: 'ListIdentifiers', resumptionToken: token })).error, 'badResumptionToken');
  assert.equal((await oai({ verb: 'ListRecords', resumptionToken: token.replace('report', 'study') })).error, 'badResumptionToken');
  assert.equal((await oai({ verb: 'ListRecords', resumptionToken: token.slice(0, -1) })).error, 'badResumptionToken');
});

test('what changes during a harvest is met at its end', async () => {
  const made = tombstones(120);
  const first = await oai({ verb: 'ListRecords', metadataPrefix: 'oai_dc', from: made.from, until: made.until });
  const moved = made.ids[3].split('/').pop(), late = made.until.slice(0, 19).replace('T', ' ');
  run('UPDATE resource SET changed_at = ? WHERE id = ?', late, moved);
  const second = await oai({ verb: 'ListRecords', resumptionToken: one(first.body, 'resumptionToken').text });
  const ids = all(second.body, 'identifier').map((i) => i.text);
  assert.deepEqual(ids, [...made.ids.slice(100), made.ids[3]]);
});

test('from and until take in both ends, by the second and by the day', async () => {
  const made = tombstones(6);
  const stamps = rows("SELECT DATE_FORMAT(changed_at, '%Y-%m-%dT%H:%i:%sZ') AS t FROM resource WHERE source_key LIKE ? ORDER BY changed_at, id", `${made.name}-%`).map((r) => r.t);
  const between = async (from, until) => all((await oai({ verb: 'ListIdentifiers', metadataPrefix: 'oai_dc', from, until })).body, 'identifier').map((i) => i.text);
  assert.deepEqual(await between(stamps[1], stamps[3]), made.ids.filter((_, i) => stamps[i] >= stamps[1] && stamps[i] <= stamps[3]));
  const day = stamps[0].slice(0, 10);
  const inDay = await between(day, day);
  for (const id of made.ids.filter((_, i) => stamps[i].startsWith(day))) assert.ok(inDay.includes(id));
});

test('a withdrawn publication stays as deleted, a draft is never seen', async () => {
  const made = tombstones(1, 'published'), hidden = tombstones(1, 'draft');
  const ask = (identifier) => oai({ verb: 'GetRecord', identifier, metadataPrefix: 'oai_dc' });
  assert.equal(one((await ask(made.ids[0])).body, 'header').attributes.status, undefined);
  assert.equal(all((await ask(made.ids[0])).body, 'metadata').length, 1);
  run("UPDATE resource SET state = 'withdrawn', changed_at = UTC_TIMESTAMP(6) WHERE source_key LIKE ?", `${made.name}-%`);
  const gone = (await ask(made.ids[0])).body;
  assert.equal(one(gone, 'header').attributes.status, 'deleted');
  assert.equal(all(gone, 'metadata').length, 0);
  assert.equal((await ask(hidden.ids[0])).error, 'idDoesNotExist');
});

test('the site map names every public publication in three languages', async () => {
  const robots = await client.get('/robots.txt');
  assert.match(robots.text, /^Sitemap: .*\/sitemap\.xml$/m);
  const index = await client.get('/sitemap.xml');
  assert.equal(index.status, 200);
  const parts = all(parseXml(index.text), 'loc').map((l) => l.text.replace(setting('site_url'), ''));
  assert.ok(parts.length >= 2);
  const found = new Set();
  for (const part of parts) {
    const page = await client.get(part);
    assert.equal(page.status, 200);
    assert.match(page.headers['content-type'], /^application\/xml/);
    for (const u of all(parseXml(page.text), 'url')) {
      const links = all(u, 'xhtml:link');
      assert.deepEqual(links.map((l) => l.attributes.hreflang), ['en', 'fr', 'es']);
      assert.ok(links.some((l) => l.attributes.href === one(u, 'loc').text));
      const m = /\/fr\/resources\/(\d+)-/.exec(one(u, 'loc').text);
      if (m) found.add(m[1]);
    }
  }
  const listed = rows("SELECT id FROM resource WHERE state = 'published' AND newer_id IS NULL AND source_key IN ('legacy', 'toolbox-core', 'success-stories')");
  assert.equal(listed.length, 3);
  for (const { id } of listed) assert.ok(found.has(id));
  assert.equal((await client.get('/sitemap/resources-99999.xml')).status, 404);
});

test('an address of the site map leads straight to its page', async () => {
  const id = value("SELECT id FROM resource WHERE source_key = 'legacy'");
  const part = parseXml((await client.get(`/sitemap/resources-${Math.floor((id - 1) / 1000) + 1}.xml`)).text);
  const mine = all(part, 'loc').map((l) => l.text.replace(setting('site_url'), '')).filter((l) => l.includes(`/resources/${id}-`));
  assert.equal(mine.length, 3);
  for (const address of mine) assert.equal((await client.get(address)).status, 200, address);
});
