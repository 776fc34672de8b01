// Who may do what: the route tables of all programs against the written table tests/rights.txt, then every
// route as a stranger and as each role, with and without the form's token.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import assert from 'node:assert/strict';
import { binDir, root } from './lib/env.mjs';
import { Client, findForms } from './lib/http.mjs';
import { newMember, signInAs } from './lib/people.mjs';
import { value } from './lib/db.mjs';

const names = { 1: 'member', 2: 'editor', 4: 'moderator', 8: 'administrator', 16: 'on-objects' };
const roleNames = (bits) => (bits ? Object.keys(names).filter((b) => bits & b).map((b) => names[b]).join('+') : 'anyone');

const routes = ['home', 'members', 'network', 'resources', 'admin'].flatMap((app) =>
  JSON.parse(execFileSync(path.join(binDir, `${app}.fcgi`), ['--routes'], { env: { ...process.env, ASAN_OPTIONS: 'detect_leaks=0' } })));
const line = (r) => `${r.app} ${r.method} ${r.pattern} ${roleNames(r.roles)}${r.no_csrf ? ' no-token' : ''}`;
const written = readFileSync(path.join(root, 'tests/rights.txt'), 'utf8').split('\n').filter((l) => l && !l.startsWith('#'));

test('the route tables are what was written down and agreed', () => {
  assert.deepEqual(routes.map(line).sort(), [...written].sort());
});

// Numbers that nothing has; a route may answer 404 for them, but only to those who may use it.
const fill = (r) =>
  (r.no_lang ? '' : '/en') + r.pattern.replace(/\{(\w+)\}/g, (_, n) => (/id$/.test(n) ? '987654321' : /ticket|token/.test(n) ? 'A'.repeat(43) : 'x'));
const people = { member: '', editor: 'editor', moderator: 'moderator', administrator: 'administrator' };
const bits = { member: 1, editor: 2, moderator: 4, administrator: 8 };
const may = (role, r) => r.roles === 0 || role === 'administrator' || (r.roles & (1 | bits[role]) & (r.roles)) !== 0;

// Ends what the test's own sign-in hangs on: asked apart.
const endsSession = (r) => /sign-out|sessions|password/.test(r.pattern) && r.method === 'POST';

const toSignIn = (a) => a.status === 303 && /^\/en\/sign-in/.test(a.location || '');
const counts = () => value(`SELECT CONCAT_WS(',', (SELECT COUNT(*) FROM resource), (SELECT COUNT(*) FROM term),
  (SELECT COUNT(*) FROM page_revision), (SELECT COUNT(*) FROM import), (SELECT SUM(version) FROM resource))`);

test('a stranger gets no further than signing in', async () => {
  for (const r of routes.filter((x) => x.roles)) {
    const c = new Client();
    if (r.method === 'GET') {
      const a = await c.get(fill(r));
      assert.ok(toSignIn(a) || (r.no_lang && a.status === 403), `${line(r)} gave ${a.status} ${a.location}`);
    } else {
      const a = await c.post(fill(r), { title: 'typed' });
      assert.equal(a.status, 403, line(r));
    }
  }
});

test('no POST is taken without a token of this very session', async () => {
  const other = await signInAs(await newMember({ roles: 'administrator' }));
  const me = await signInAs(await newMember({ roles: 'administrator' }));
  const foreign = findForms((await other.get('/en/me')).text).flatMap((f) => f.fields).find(([n]) => n === '_token')[1];
  const before = counts();
  for (const r of routes.filter((x) => x.method === 'POST' && !x.no_csrf))
    for (const token of [undefined, '', 'x', foreign]) {
      const a = await me.post(fill(r), token === undefined ? { a: '1' } : { _token: token });
      assert.equal(a.status, 403, `${line(r)} with token ${token}`);
    }
  assert.equal(counts(), before);
  assert.equal((await me.get('/en/me')).status, 200);
});

test('a right token from another site is refused', async () => {
  const me = await signInAs(await newMember({ roles: 'administrator' }));
  const page = await me.get('/en/me');
  const token = findForms(page.text).flatMap((f) => f.fields).find(([n]) => n === '_token')[1];
  for (const r of routes.filter((x) => x.method === 'POST' && !x.no_csrf))
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]) {
      const a = await me.post(fill(r), { _token: token }, { headers });
      assert.equal(a.status, 403, `${line(r)} with ${JSON.stringify(headers)}`);
    }
});

for (const role of Object.keys(people))
  test(`every route as ${role}`, async () => {
    const person = await newMember({ roles: people[role] });
    let c = await signInAs(person);
    const token = async () => {
      const page = await c.get('/en/me');
      const found = findForms(page.text).flatMap((f) => f.fields).find(([n]) => n === '_token');
      if (found) return found[1];
      c = await signInAs(person);
      return token();
    };
    for (const r of routes) {
      if (endsSession(r) && may(role, r)) continue;
      const a = r.method === 'GET' ? await c.get(fill(r)) : await c.post(fill(r), { _token: await token() });
      if (may(role, r)) assert.ok(a.status < 500 && a.status !== 403 && !toSignIn(a), `${line(r)} as ${role} gave ${a.status}`);
      else assert.equal(a.status, 403, `${line(r)} as ${role}`);
    }
  });

test('a revoked role is gone with the next request', async () => {
  const { run } = await import('./lib/db.mjs');
  const person = await newMember({ roles: 'administrator' });
  const c = await signInAs(person);
  assert.equal((await c.get('/en/admin')).status, 200);
  run('UPDATE member SET roles = ? WHERE id = ?', '', person.id);
  assert.equal((await c.get('/en/admin')).status, 403);
  run("UPDATE member SET state = 'suspended' WHERE id = ?", person.id);
  assert.ok(toSignIn(await c.get('/en/admin')));
});
