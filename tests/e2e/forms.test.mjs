// Every form there is, found by walking the site as each role, sent with what no form may take: NUL bytes,
// bytes that are no UTF-8, texts without end, values that were not offered. Never a 500; what is broken is
// told beside its field (422) or refused as a whole (400, 413); nothing of it is taken, and nothing that
// was typed comes back as markup.
import test, { before } from 'node:test';
import assert from 'node:assert/strict';
import { Client, findForms } from './lib/http.mjs';
import { conversationFor } from './lib/messages.mjs';
import { newMember, signInAs } from './lib/people.mjs';
import { crawl, kind } from './lib/crawl.mjs';

// What would end the sign-in that the test hangs on, or cannot be undone for the tests that follow.
const leaveAlone = /sign-out|\/sessions|\/delete$|\/withdraw$|\/merge$|\/suspend$/;

// One line beside a list, answered by a notice on the list: the notice must say what to enter.
const notices = [
  [/\/people\/bulk$/, /Tick the people first/],
  [/\/series\/\d+\/editors$/, /Nobody has this address or number/],
  [/\/people\/\d+\/rights$/, /Choose a series/],
  [/\/relate$/, /Enter the number or the address of another publication|There is no publication with this number/],
  // Taken by an earlier test: told in a notice as well.
  [/\/accept$/, /decided on this proposal already|proposal is decided already/]];

const forms = new Map(); // role and kind of form -> { role, at, form, client }

before(async () => {
  for (const [role, roles] of Object.entries({ stranger: null, member: '', moderator: 'moderator', editor: 'editor', administrator: 'administrator' })) {
    const m = roles === null ? null : await newMember({ roles, name: 'Ada Example' });
    if (m) await conversationFor(m.id);
    const client = m ? await signInAs(m) : new Client();
    const from = ['/en', '/en/me', '/en/resources', '/en/resources/manage', '/en/pages', '/en/messages', '/en/members', '/en/organisations', '/en/organisations/manage', '/en/partners', '/en/admin'];
    const pages = await crawl(client, from, { perKind: 2, within: /^\/en(\/|\?|$)/ });
    for (const [at, page] of pages) {
      if (page.status !== 200) continue;
      for (const form of findForms(page.text)) {
        const action = (form.action || at).split('?')[0];
        const fields = [...form.names].filter((n) => !n.startsWith('_')).sort();
        const key = `${kind(action)} ${fields.join(',')}`;
        if (form.method !== 'POST' || fields.length === 0 || leaveAlone.test(action) || forms.has(key)) continue;
        forms.set(key, { role, at, action, form, client, fields });
      }
    }
  }
});

const bytes = (...parts) => Buffer.concat(parts.map((p) => (typeof p === 'number' ? Buffer.from([p]) : Buffer.from(p))));
// The form with one value for every field that people fill in; hidden ones whose names begin with "_" stay.
function filled({ form, fields }, value) {
  const own = form.fields.filter(([n]) => n.startsWith('_'));
  return own.concat(fields.map((n) => [n, value]));
}
async function noticed(a, f) {
  const [, words] = notices.find(([action]) => action.test(f.action)) ?? [];
  return words && a.status === 303 && words.test((await f.client.follow(a)).text);
}
async function each(value, options, judge) {
  const bad = [];
  for (const [key, f] of forms) {
    const a = await f.client.post(f.action, filled(f, value), options);
    const why = (await noticed(a, f)) ? false : judge(a, f);
    if (why) bad.push(`${key} (as ${f.role}, from ${f.at}): ${a.status} ${why === true ? '' : why}`);
  }
  assert.deepEqual(bad, []);
}
// Told, not taken: 303 would mean that it went through; 404 and 409 that the thing is gone meanwhile.
const refused = (a) => ![400, 403, 404, 409, 413, 415, 422, 429].includes(a.status);

test('there are forms of each area', () => {
  const found = [...forms.keys()];
  for (const area of ['/sign-in ', '/join ', '/me/profile ', '/resources/propose ', '/messages/new ', '/organisations/new ', '/admin/people/bulk '])
    assert.ok(found.some((k) => k.startsWith(area)), `no form at ${area}among ${found.join('; ')}`);
  assert.ok(found.length >= 15, `only ${found.length} forms found: ${found.join('; ')}`);
});

for (const [name, options] of [['urlencoded', {}], ['multipart', { multipart: true }]]) {
  test(`NUL bytes in every field, ${name}`, () => each(bytes('before', 0, 'after'), options, refused));
  test(`bytes that are no UTF-8 in every field, ${name}`, () => each(bytes('caf', 0xe9, 0xff), options, refused));
}

test('texts without end in every field', () => each('x'.repeat(90000), {}, refused));

test('values that nobody offered never bring a form down', () =>
  each('-1e99 \u202e<x>', {}, (a) => a.status >= 500));

test('nothing at all in every field never brings a form down', () =>
  each(bytes(0x20), {}, (a) => a.status >= 500));

test('what was typed comes back as text', () =>
  each('"\'><script>alert(1)</script>\u0001', {}, (a) => a.status >= 500 || (/<script>alert/.test(a.text) && 'with a script in it')));

test('every field twice, and fields that do not exist', async () => {
  const bad = [];
  for (const [key, f] of forms) {
    const once = filled(f, bytes('x', 0));
    const a = await f.client.post(f.action, [...once, ...once.filter(([n]) => !n.startsWith('_')), ['no_such_field', '1'], ['Form.token', 'x'], ['Page', 'y']]);
    if (!(await noticed(a, f)) && refused(a)) bad.push(`${key}: ${a.status}`);
  }
  assert.deepEqual(bad, []);
});

test('a form without its token, or with two, changes nothing', async () => {
  const bad = [];
  for (const [key, f] of forms) {
    const pairs = filled(f, 'x').filter(([n]) => n !== '_token');
    for (const more of [[], [['_token', '']], [['_token', 'x'.repeat(64)]]]) {
      const a = await f.client.post(f.action, [...pairs, ...more]);
      if (a.status !== 403) bad.push(`${key}: ${a.status}`);
    }
  }
  assert.deepEqual(bad, []);
});
