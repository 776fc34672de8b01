// Bad input: each form of the members' pages gets what people and programs send by mistake or on purpose.
// 422 with the message beside its field (400 where the request cannot be read), never a 500, and nothing
// typed is lost but passwords.
import test from 'node:test';
import assert from 'node:assert/strict';
import { Client, decode, findForms, text } from './lib/http.mjs';
import { newSignedIn, samplePassword } from './lib/people.mjs';
import { rows, value } from './lib/db.mjs';
import { unique } from './lib/env.mjs';

const address = () => `${unique('b')}@example.org`;
const bytes = (...b) => Buffer.from(b.flatMap((x) => (typeof x === 'string' ? [...Buffer.from(x)] : [x])));
const nul = bytes('before', 0, 'after'), latin1 = bytes('caf', 0xe9), long = 'x'.repeat(3000);

// good: what is taken; required: fields that must be there; texts: fields of text with their limit.
const forms = {
  'sign-up': {
    at: '/en/join', action: '/join', good: () => ({ name: 'Ada', email: address(), password: 'lanterns over the harbour', country: 'SN', organisation: 'House', lang: 'en', listed: 'members', agreed: '1' }),
    required: ['name', 'email', 'password', 'lang', 'listed', 'agreed'], texts: ['name', 'email', 'organisation', 'country', 'lang'], secret: ['password'],
    wrong: { email: ['no-at-sign', 'a@b@c', 'a b@example.org', 'a@-x.org', '@example.org', 'a@example.org\r\nBcc: x@example.org'], lang: ['xx', 'e'], country: ['XX', 'zz', '12', 'é', 'éé'], password: ['short', 'password1'] },
  },
  'sign-in': { at: '/en/sign-in', action: '/sign-in', good: null, required: ['email', 'password'], texts: ['email'], secret: ['password'], wrong: { email: ['nobody', 'a@'] }, fill: { email: 'a@example.org', password: 'anything at all' } },
  reset: { at: '/en/reset', action: '/reset', good: null, required: ['email'], texts: ['email'], secret: [], wrong: { email: ['nobody'] }, fill: { email: 'a@example.org' } },
  resend: { at: '/en/confirm/resend', action: '/confirm/resend', good: null, required: ['email'], texts: ['email'], secret: [], wrong: { email: ['nobody'] }, fill: { email: 'a@example.org' } },
  profile: { at: '/en/me/profile', action: '/me/profile', signedIn: true, good: null, required: ['name', 'listed', 'photo_seen', 'about_seen'], texts: ['name', 'position', 'organisation', 'country', 'place'], secret: [], wrong: { country: ['XX'] }, fill: { name: 'Ada', position: 'Mason', country: 'SN', organisation: 'House', place: 'Thiès', version: '0', ...Object.fromEntries(['listed', 'photo_seen', 'position_seen', 'organisation_seen', 'country_seen', 'place_seen', 'languages_seen', 'themes_seen', 'about_seen'].map((n) => [n, 'members'])) } },
  settings: { at: '/en/me/settings', action: '/me/settings', signedIn: true, good: null, required: ['lang'], texts: ['lang', 'zone'], secret: [], wrong: { lang: ['xx'], zone: ['Mars/Olympus', '../Africa/Dakar'] }, fill: { lang: 'en', zone: 'Africa/Dakar' } },
  password: { at: '/en/me/password', action: '/me/password', signedIn: true, good: null, required: ['current', 'password'], texts: [], secret: ['current', 'password'], wrong: { password: ['short', 'password1', 'M4D Net'] }, fill: { current: samplePassword, password: 'lanterns over the harbour' } },
  terms: { at: '/en/me/terms', action: '/me/terms', signedIn: true, good: null, required: ['agreed'], texts: [], secret: [], wrong: {}, fill: { listed: 'members', agreed: '1' } },
};

for (const [name, f] of Object.entries(forms)) {
  const start = async () => {
    const client = f.signedIn ? (await newSignedIn()).client : new Client();
    const page = await client.get(f.at);
    const sent = f.fill || f.good();
    const token = findForms(page.text).find((x) => x.action.endsWith(f.action)).fields.filter(([n]) => n.startsWith('_'));
    return { sent, send: (pairs, options) => client.post(`/en${f.action}`, [...token, ...pairs], options) };
  };
  const pairs = (o) => Object.entries(o);
  const refused = (a, field, what) => {
    assert.equal(a.status, 422, `${what}: ${a.status} ${text(a.text).slice(0, 300)}`);
    assert.match(a.text, new RegExp(`id="f-${field}-err"`), `${what}: message beside ${field}`);
    assert.match(a.text, new RegExp(`href="#f-${field}"`), `${what}: in the summary`);
    assert.match(a.text, /<title>Error: /, what);
    assert.ok(!/type="password"[^>]*value=/.test(a.text), 'no password comes back');
  };
  const kept = (a, sent, but, what) => {
    for (const [n, v] of pairs(sent))
      if (f.texts.includes(n) && n !== but && typeof v === 'string')
        assert.ok(decode(a.text).includes(`value="${v}"`), `${what}: ${n} is kept`);
  };

  test(`${name}: missing fields`, async () => {
    const { sent, send } = await start();
    for (const field of f.required) {
      const rest = { ...sent };
      delete rest[field];
      const a = await send(pairs(rest));
      refused(a, field, `${name} without ${field}`);
      kept(a, sent, field, `${name} without ${field}`);
      refused(await send(pairs({ ...sent, [field]: '' })), field, `${name} with empty ${field}`);
    }
    assert.equal((await send([])).status, 422);
  });

  test(`${name}: too long, wrong, unreadable`, async () => {
    const { sent, send } = await start();
    for (const field of [...f.texts, ...f.secret]) {
      const what = (w) => `${name}: ${w} ${field}`;
      const tooLong = await send(pairs({ ...sent, [field]: long }));
      refused(tooLong, field, what('long'));
      kept(tooLong, sent, field, what('long'));
      refused(await send(pairs({ ...sent, [field]: nul })), field, what('NUL in'));
      refused(await send(pairs({ ...sent, [field]: latin1 })), field, what('invalid UTF-8 in'));
      for (const w of f.wrong[field] || []) {
        const a = await send(pairs({ ...sent, [field]: w }));
        refused(a, field, what(`"${w}" as`));
        kept(a, sent, field, what(`"${w}" as`));
      }
    }
  });

  test(`${name}: fields twice, unknown ones, names that are none`, async () => {
    const { sent, send } = await start();
    const bad = { ...sent, ...(f.texts.length ? { [f.texts[0]]: f.texts[0] === 'email' ? 'nobody' : '' } : { [f.required[0]]: '' }) };
    const before = value('SELECT COUNT(*) FROM member');
    for (const more of [
      [...pairs(bad), ...pairs(sent)], // the first of two counts
      [...pairs(bad), ['role', 'admin'], ['roles', 'administrator'], ['state', 'active'], ['id', '1'], ['member_id', '1']],
      [...pairs(bad), ['', 'x'], ['a[]', 'x'], ['Form.errors', 'x'], ['a.b.c', 'x'], ['<b>', '<b>']],
      [...pairs(bad), ...Array.from({ length: 500 }, (_, i) => [`n${i}`, 'x'])],
    ])
      assert.equal((await send(more)).status, 422, JSON.stringify(more).slice(0, 200));
    assert.equal((await send([...pairs(bad), ...Array.from({ length: 5000 }, (_, i) => [`n${i}`, 'x'])])).status, 400);
    assert.equal((await send([...pairs(bad), [bytes(0xff, 0xfe), 'x']])).status, 400);
    assert.equal(value('SELECT COUNT(*) FROM member'), before);
    const multi = await send(pairs(bad), { multipart: true });
    assert.equal(multi.status, 422, 'as multipart');
    const file = await send([...pairs(bad), ['name', { filename: 'x.txt', data: 'x' }]]);
    assert.ok([422, 400, 413].includes(file.status), `a file where there is none: ${file.status}`);
  });
}

test('fields that a form does not have change nothing', async () => {
  const m = await newSignedIn();
  const page = await m.client.get('/en/me/profile');
  const before = rows('SELECT email, state, roles, terms_version, password_hash FROM member WHERE id = ?', m.id)[0];
  const done = await m.client.submit(page, { name: 'Ada', roles: 'administrator', state: 'suspended', email: 'evil@example.org', id: '1', terms_version: '0', password_hash: 'x', photo_sha256: '0' }, { action: '/me/profile' });
  assert.equal(done.status, 303);
  assert.deepEqual(rows('SELECT email, state, roles, terms_version, password_hash FROM member WHERE id = ?', m.id)[0], before);
});

test('links out of mails that were changed, cut off or stuffed', async () => {
  const c = new Client();
  for (const at of ['/en/confirm', '/en/reset/new'])
    for (const t of ['', 'x', 'A'.repeat(43), 'A'.repeat(10000).slice(0, 7000), "' OR 1=1 -- ", '%00', '%ff', '../../x', '<script>'.repeat(5)]) {
      const a = await c.get(`${at}?t=${/^%/.test(t) ? t : encodeURIComponent(t)}`);
      assert.ok([404, 400, 414].includes(a.status), `${at} ${t.slice(0, 30)}: ${a.status}`);
      assert.ok(!a.text.includes('<script>'.repeat(2)));
    }
  for (const [at, form] of [['/en/confirm', '/en/confirm/resend'], ['/en/reset/new', '/en/reset']]) {
    const token = findForms((await c.get(form)).text).find((x) => x.inMain).fields.find(([n]) => n === '_token')[1];
    for (const t of ['', 'x', 'A'.repeat(43), nul, latin1, long]) {
      const a = await c.post(at, [['_token', token], ['t', t], ['password', 'lanterns over the harbour']]);
      assert.ok([404, 422].includes(a.status), `${at} ${t.slice(0, 30)}: ${a.status}`);
    }
  }
});

test('what people call themselves stays text wherever it is shown', async () => {
  const evil = `"'><svg/onload=1></title><script>alert(1)</script>{{7*7}}<?cs var:#7*7 ?>`;
  const m = await newSignedIn();
  await m.client.submit(await m.client.get('/en/me/profile'), { name: evil, organisation: evil }, { action: '/me/profile' });
  for (const at of ['/en/me', '/en/me/profile', '/en/me/sessions', '/en/me/password']) {
    const a = await m.client.get(at);
    assert.equal(a.status, 200);
    assert.ok(!a.text.includes('<svg/onload') && !a.text.includes('<script>alert'), at);
  }
  assert.ok(decode((await m.client.get('/en/me')).text).includes(evil));
});

test('numbers in addresses', async () => {
  const m = await newSignedIn();
  for (const id of ['0', '-1', 'x', '1x', '9223372036854775807', '9223372036854775808', '99999999999999999999999', '%00'])
    assert.ok([404, 400].includes((await m.client.get(`/en/me/mails/${id}`)).status), id);
  for (const after of ['x', '_', '1_', '_1', '1_x', '99999999999999999999_1', '-5_-5', '%ff'])
    assert.ok([200, 400].includes((await m.client.get(`/en/me/mails?after=${after}`)).status), after);
});
