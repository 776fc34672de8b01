// The read interface: what its description promises is what it gives.
import test from 'node:test';
import assert from 'node:assert/strict';
import { Client } from './lib/http.mjs';
import { run, value } from './lib/db.mjs';
import { unique } from './lib/env.mjs';

const client = new Client();
const description = (await client.get('/api/openapi.json')).json;

const resolve = (schema) => {
  if (!schema.$ref) return schema;
  const found = schema.$ref.slice(2).split('/').reduce((o, k) => o?.[k], description);
  assert.ok(found, `${schema.$ref} is there`);
  return resolve(found);
};

// As much of JSON Schema as the description uses; '' or what is wrong.
function fault(schema, v, at = '$') {
  const s = resolve(schema);
  if (s.oneOf) return s.oneOf.filter((o) => !fault(o, v, at)).length === 1 ? '' : `${at} fits not exactly one`;
  const kind = v === null ? 'null' : Array.isArray(v) ? 'array' : Number.isInteger(v) ? 'integer' : typeof v;
  const types = [s.type ?? []].flat();
  if (types.length && !types.includes(kind) && !(kind === 'integer' && types.includes('number'))) return `${at} is ${kind}, not ${types}`;
  if (v === null) return '';
  if (s.enum && !s.enum.includes(v)) return `${at} is ${v}`;
  if (s.pattern && !new RegExp(s.pattern, 'u').test(v)) return `${at} is ${v}`;
  if (s.format === 'uri' && !URL.canParse(v)) return `${at} is no address: ${v}`;
  if (s.format === 'date-time' && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(v)) return `${at} is no time: ${v}`;
  if (kind === 'array') return v.map((x, i) => fault(s.items ?? {}, x, `${at}[${i}]`)).find(Boolean) ?? '';
  if (kind !== 'object') return '';
  for (const name of s.required ?? []) if (!(name in v)) return `${at} has no ${name}`;
  for (const [name, x] of Object.entries(v)) {
    if (s.propertyNames?.enum && !s.propertyNames.enum.includes(name)) return `${at}.${name} may not be there`;
    const own = s.properties?.[name] ?? (typeof s.additionalProperties === 'object' ? s.additionalProperties : undefined);
    if (!own && s.properties) return `${at}.${name} is not described`;
    const f = own ? fault(own, x, `${at}.${name}`) : '';
    if (f) return f;
  }
  return '';
}
if (!URL.canParse) URL.canParse = (s) => { try { return Boolean(new URL(s)); } catch { return false; } };

async function ask(address, path = address.split('?')[0], status = 200) {
  const page = await client.get(address);
  assert.equal(page.status, status, `${address}: ${page.text.slice(0, 300)}`);
  const said = resolve(description.paths[path].get.responses[status]);
  const [type, { schema }] = Object.entries(said.content)[0];
  assert.equal(page.headers['content-type'].split(';')[0], type);
  assert.equal(fault(schema, page.json), '', address);
  return page;
}

test('the description is OpenAPI 3.1 and every reference in it leads somewhere', async () => {
  assert.match(description.openapi, /^3\.1\./);
  assert.ok(description.info.title && description.info.version);
  assert.match(description.info.contact.email, /@/);
  assert.match(description.servers[0].url, /^https?:/);
  const walk = (o) => {
    if (o === null || typeof o !== 'object') return;
    if (o.$ref) resolve(o);
    Object.values(o).forEach(walk);
  };
  walk(description);
  const ids = Object.values(description.paths).map((p) => p.get.operationId);
  assert.equal(new Set(ids).size, ids.length);
});

test('the list can be walked to its end, each publication once, and narrowed down', async () => {
  const seen = [];
  let next = '/api/resources?theme=training&limit=5';
  for (let total; next; ) {
    const page = (await ask(next, '/api/resources')).json;
    total ??= page.total;
    seen.push(...page.items.map((i) => i.id));
    assert.ok(page.items.length <= 5);
    for (const item of page.items) assert.ok(item.themes.some((t) => t.code === 'training'));
    next = page.next?.replace(/^https?:\/\/[^/]+/, '');
    if (!next) assert.equal(seen.length, total);
  }
  assert.ok(seen.length >= 10);
  assert.equal(new Set(seen).size, seen.length);
  const two = (await ask('/api/resources?theme=training&theme=diaspora&lang=fr&country=SN')).json;
  for (const item of two.items) assert.ok(item.languages.includes('fr') && item.countries.some((c) => c.code === 'SN'));
  const word = (await ask('/api/resources?q=handbook')).json;
  assert.ok(word.items.some((i) => /Handbook/.test(i.title.en)));
});

test('one publication: all its languages, its files as they can be fetched', async () => {
  const id = value("SELECT id FROM resource WHERE source_key = 'toolbox-m3'");
  const r = (await ask(`/api/resources/${id}`, '/api/resources/{id}')).json;
  assert.equal(String(r.id), id);
  assert.deepEqual(Object.keys(r.title).sort(), ['ar', 'en', 'es', 'fr']);
  assert.equal(r.series.code, 'toolbox');
  assert.deepEqual(r.files.map((f) => f.language).sort(), ['ar', 'en', 'es', 'fr']);
  const f = r.files[0];
  const got = await client.get(f.url.replace(/^https?:\/\/[^/]+/, ''));
  assert.equal(got.status, 200);
  assert.equal(got.body.length, f.size);
  assert.ok(f.short_edition);
  assert.equal((await client.get(r.url.replace(/^https?:\/\/[^/]+/, ''))).status, 200);
});

test('terms and countries, with how many publications have them', async () => {
  const terms = (await ask('/api/terms')).json;
  assert.ok(terms.theme.some((t) => t.code === 'diaspora' && t.label.fr && t.resources > 0));
  assert.ok(terms.focus.some((t) => t.broader === 'p-rights'));
  const { countries } = (await ask('/api/countries')).json;
  assert.ok(countries.length >= 249);
  assert.ok(countries.find((c) => c.code === 'SN').resources > 0);
});

test('faults are told as problem+json, with what is wrong', async () => {
  for (const bad of ['limit=0', 'limit=101', 'limit=x', 'sort=best', 'sort=relevance', 'after=there', 'colour=blue', 'theme=a+b',
    `type=${'x'.repeat(61)}`, Array(21).fill('lang=en').join('&')]) {
    const page = await ask(`/api/resources?${bad}`, '/api/resources', 400);
    assert.ok(page.json.detail, bad);
    assert.equal(page.json.status, 400);
  }
  for (const bytes of ['theme=%00', 'q=%ff']) await ask(`/api/resources?${bytes}`, '/api/resources', 400);
  await ask('/api/resources/9000000000000000000', '/api/resources/{id}', 404);
  const name = unique('api');
  run(`INSERT INTO resource (state, type_id, lang, licence, source_key, changed_at)
       SELECT s, 1, 'en', 'not-stated', CONCAT(?, s), '2001-01-01' FROM (SELECT 'withdrawn' AS s UNION ALL SELECT 'draft') x`, name);
  await ask(`/api/resources/${value('SELECT id FROM resource WHERE source_key = ?', `${name}withdrawn`)}`, '/api/resources/{id}', 410);
  await ask(`/api/resources/${value('SELECT id FROM resource WHERE source_key = ?', `${name}draft`)}`, '/api/resources/{id}', 404);
  for (const address of ['/api/nothing', '/api/resources/x', '/api/resources/0']) {
    const page = await client.get(address);
    assert.equal(page.status, 404);
    assert.equal(page.headers['content-type'].split(';')[0], 'application/problem+json');
    assert.equal(fault({ $ref: '#/components/schemas/Problem' }, page.json), '');
  }
  const post = await client.post('/api/resources', { q: 'x' });
  assert.equal(post.status, 405);
  assert.equal(post.headers['content-type'].split(';')[0], 'application/problem+json');
});

test('an answer may be kept for a while and asked for again by its ETag', async () => {
  const first = await client.get('/api/terms');
  assert.match(first.headers['cache-control'], /public, max-age=\d+/);
  const again = await client.get('/api/terms', { headers: { 'if-none-match': first.headers.etag } });
  assert.equal(again.status, 304);
  assert.equal(again.body.length, 0);
  assert.equal(first.headers['set-cookie'], undefined);
});
