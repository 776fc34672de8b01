// How often strangers may try (cgi-bin/model/member_limits.h says the counts), and that nothing tells them
// whether an address has an account: same status, same text, same time.
import { createHash } from 'node:crypto';
import test from 'node:test';
import assert from 'node:assert/strict';
import { Client, findForms, randomIp, text } from './lib/http.mjs';
import { newMember, signInAs } from './lib/people.mjs';
import { run, value } from './lib/db.mjs';
import { unique } from './lib/env.mjs';
import { mailTo } from './lib/mail.mjs';

const address = () => `${unique('l')}@example.org`;
// One form page, sent many times: by any number of networks.
async function sender(at, action = at) {
  const client = new Client();
  const page = await client.get(`/en${at}`);
  const hidden = findForms(page.text).find((f) => f.action.endsWith(action) && f.inMain).fields.filter(([n]) => n === '_token');
  return (fields, ip = client.ip) => {
    const c = new Client({ ip });
    c.cookies = new Map(client.cookies); // whoever gets in is a stranger again at the next try
    return c.post(`/en${action}`, [...hidden, ...Object.entries(fields)]);
  };
}
const join = (email) => ({ name: 'Ada', email, password: 'lanterns over the harbour', lang: 'en', listed: 'members', agreed: '1' });

test('wrong passwords for one account from one address: the eleventh is refused, elsewhere the owner gets in', async () => {
  const m = await newMember();
  const here = await signInAs(m);
  const send = await sender('/sign-in');
  const ip = randomIp();
  for (let i = 1; i <= 10; i++) assert.equal((await send({ email: m.email, password: `wrong ${i}` }, ip)).status, 422, `try ${i}`);
  const over = await send({ email: m.email, password: 'wrong 11' }, ip);
  assert.equal(over.status, 429);
  assert.match(text(over.text), /Too many attempts/);
  assert.equal((await send({ email: m.email, password: m.password }, ip)).status, 429, 'from there not even the right one, for 15 minutes');
  assert.equal((await here.get('/en/me')).status, 200, 'the owner’s session goes on');
  assert.equal((await send({ email: m.email, password: m.password }, randomIp())).status, 303, 'and he gets in from elsewhere');
  const other = await newMember();
  assert.equal((await send({ email: other.email, password: other.password }, ip)).status, 303, 'others at that address, too');
  run("UPDATE rate SET window_at = window_at - INTERVAL 16 MINUTE WHERE bucket LIKE CONCAT('sign-in:%:', ?)", ip);
  assert.equal((await send({ email: m.email, password: m.password }, ip)).status, 303, 'after 15 minutes from there as well');
});

test('the right password takes back its count', async () => {
  const m = await newMember();
  const send = await sender('/sign-in');
  const ip = randomIp();
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < 8; i++) assert.equal((await send({ email: m.email, password: 'wrong' }, ip)).status, 422);
    assert.equal((await send({ email: m.email, password: m.password }, ip)).status, 303);
  }
});

test('one address, many accounts: the 201st try is refused', async () => {
  const send = await sender('/sign-in');
  const ip = randomIp();
  assert.equal((await send({ email: address(), password: 'wrong' }, ip)).status, 422);
  run("UPDATE rate SET n = 199 WHERE bucket = CONCAT('sign-in:ip:', ?)", ip);
  assert.equal((await send({ email: address(), password: 'wrong' }, ip)).status, 422);
  assert.equal((await send({ email: address(), password: 'wrong' }, ip)).status, 429);
  assert.equal((await send({ email: address(), password: 'wrong' }, randomIp())).status, 422);
});

test('one account, many addresses: guessing gets slow, the owner is not locked out', async () => {
  const m = await newMember();
  const send = await sender('/sign-in');
  await send({ email: m.email, password: 'wrong' }, '198.51.100.1');
  run('UPDATE rate SET n = 100 WHERE bucket = ?', `sign-in:account:${createHash('sha256').update(m.email).digest('hex').slice(0, 24)}`);
  const ip = randomIp();
  assert.equal((await send({ email: m.email, password: 'wrong 1' }, ip)).status, 422);
  assert.equal((await send({ email: m.email, password: 'wrong 2' }, ip)).status, 422);
  assert.equal((await send({ email: m.email, password: 'wrong 3' }, ip)).status, 429);
  assert.equal((await send({ email: m.email, password: m.password }, randomIp())).status, 303);
});

test('an IPv6 household is one address', async () => {
  const m = await newMember();
  const send = await sender('/sign-in');
  const net = `2001:db8:${(Date.now() % 65536).toString(16)}:${(process.pid % 65536).toString(16)}`;
  for (let i = 1; i <= 10; i++) assert.equal((await send({ email: m.email, password: 'wrong' }, `${net}::${i}`)).status, 422);
  assert.equal((await send({ email: m.email, password: 'wrong' }, `${net}:1:2:3:4`)).status, 429);
});

test('sign-ups from one address: the 101st within an hour is refused, typing mistakes are not counted', async () => {
  const send = await sender('/join');
  const ip = randomIp();
  for (let i = 0; i < 3; i++) assert.equal((await send({ ...join(address()), password: 'short' }, ip)).status, 422);
  assert.equal((await send(join(address()), ip)).status, 303);
  assert.equal(value("SELECT n FROM rate WHERE bucket = CONCAT('join:ip:', ?)", ip), '1');
  run("UPDATE rate SET n = 99 WHERE bucket = CONCAT('join:ip:', ?)", ip);
  assert.equal((await send(join(address()), ip)).status, 303);
  const email = address();
  const over = await send(join(email), ip);
  assert.equal(over.status, 429);
  assert.match(over.text, new RegExp(`value="${email}"`), 'what was typed stays');
  assert.equal(value('SELECT COUNT(*) FROM member WHERE email = ?', email), '0');
});

const linkIn = (m, part) => m.links.find((l) => l.includes(part)).replace(/^https?:\/\/[^/]+/, '');
const count = (email) => Number(value('SELECT COUNT(*) FROM mail WHERE to_email = ?', email));
const hourLater = () => run("UPDATE rate SET window_at = window_at - INTERVAL 1 HOUR WHERE bucket LIKE 'mail:%' AND window_at > UTC_TIMESTAMP(6) - INTERVAL 1 HOUR");

test('sign-ups for one address: six a day from one network, 24 from all, whether or not it has an account', async () => {
  const signUp = await sender('/join');
  for (const email of [(await newMember()).email, address()]) {
    const ip = randomIp();
    for (let i = 0; i < 6; i++) assert.equal((await signUp(join(email), ip)).status, 303);
    assert.equal((await signUp(join(email), ip)).status, 429);
    assert.equal((await signUp(join(email), randomIp())).status, 303, 'one network does not shut out another');
    run("UPDATE rate SET n = 24 WHERE bucket LIKE 'mail:%:to' AND n = 7");
    assert.equal((await signUp(join(email), randomIp())).status, 429);
    assert.equal(count(email), 7);
  }
});

// Whoever asks for links in the name of somebody else must neither flood the mailbox nor shut out its owner.
test('a new password: however many ask, the newest link works, another comes within the hour, and nobody learns more', async () => {
  const m = await newMember(), unknown = address(), reset = await sender('/reset');
  const ask = async (email, ip = randomIp()) => {
    const a = await reset({ email }, ip);
    return [a.status, a.location];
  };
  const newest = async (n) => linkIn(await mailTo(m.email, { subject: /Choose a new password/, count: n }), '/reset/new?t=');
  const works = async (link) => (await new Client().get(link)).status;
  const one = randomIp();
  for (let i = 0; i < 12; i++) for (const email of [m.email, unknown]) assert.deepEqual(await ask(email, i % 2 ? one : randomIp()), [303, '/en/reset/sent'], `${i}`);
  assert.equal(count(m.email), 3);
  assert.equal(await works(await newest(3)), 200, 'the link of the newest mail');
  for (let n = 4; n < 6; n++) { // more than six asked today: one in an hour
    hourLater();
    for (let i = 0; i < 4; i++) assert.deepEqual(await ask(m.email), [303, '/en/reset/sent']);
    assert.equal(count(m.email), n);
    assert.equal(await works(await newest(n)), 200);
  }
  const c = new Client();
  assert.equal((await c.submit(await c.get(await newest(5)), { password: 'the river changed its bed' }, { action: '/reset/new' })).status, 303);
  await ask(m.email);
  await newest(6); // the last link was used, so the next one comes at once
  assert.equal(count(unknown), 0);
  assert.match((await new Client().get('/en/reset/sent')).text, /use the newest mail/);
});

test('a confirmation again: three in an hour, the answer is the same, and the newest link works', async () => {
  const email = address(), resend = await sender('/confirm/resend');
  await (await sender('/join'))(join(email), randomIp());
  for (let i = 0; i < 8; i++) assert.equal((await resend({ email }, randomIp())).location, '/en/join/sent');
  assert.equal(count(email), 4);
  assert.equal((await new Client().get(linkIn(await mailTo(email, { count: 4 }), '/confirm?t='))).status, 200);
  const email2 = address();
  for (let i = 0; i < 8; i++) assert.equal((await resend({ email: email2 }, randomIp())).location, '/en/join/sent');
  assert.equal(count(email2), 0);
});

test('links for one network: sixty in an hour', async () => {
  const ip = randomIp(), reset = await sender('/reset');
  assert.equal((await reset({ email: address() }, ip)).status, 303);
  run("UPDATE rate SET n = 60 WHERE bucket = CONCAT('mail:ip:', ?)", ip);
  assert.equal((await reset({ email: address() }, ip)).status, 429);
});

test('changing a password: the eleventh wrong one is refused', async () => {
  const m = await newMember();
  const c = await signInAs(m);
  const page = await c.get('/en/me/password');
  for (let i = 1; i <= 10; i++) assert.equal((await c.submit(page, { current: 'wrong', password: 'lanterns over the harbour' })).status, 422);
  assert.equal((await c.submit(page, { current: m.password, password: 'lanterns over the harbour' })).status, 429);
});

// ---- known and unknown addresses ----

const known = async () => (await newMember()).email;
const cases = {
  'sign-in': { at: '/sign-in', fields: (email) => ({ email, password: 'not the password' }) },
  reset: { at: '/reset', fields: (email) => ({ email }) },
  resend: { at: '/confirm/resend', fields: (email) => ({ email }) },
  'sign-up': { at: '/join', fields: join },
};

// What differs by itself: the address typed, tokens, keys, the number of the request.
const plain = (a, email) => a.text.split(email).join('(address)').replace(/value="(?:[\w-]{16}\.)?[0-9a-f]{32,64}"/g, 'value=""').replace(/<code>[0-9a-f]+<\/code>/g, '');

for (const [name, c] of Object.entries(cases))
  test(`${name}: the answer is the same for a known and an unknown address`, async () => {
    const send = await sender(c.at);
    const emails = { known: await known(), unknown: address() };
    const got = {};
    for (const [k, email] of Object.entries(emails)) {
      const a = await send(c.fields(email), randomIp());
      got[k] = { status: a.status, location: a.location, names: Object.keys(a.headers).sort(), text: plain(a, email) };
    }
    assert.deepEqual(got.known, got.unknown);
  });

const at = (v, part) => v.sort((a, b) => a - b)[Math.floor(v.length * part)];

// Medians over pairs that take turns. On a busy machine these scatter by more than what is looked for, so
// the quick quarter, which met nobody else, may speak for them; a hash left out (20 ms) shows in both.
for (const [name, c] of Object.entries(cases))
  test(`${name}: it takes as long for an unknown address`, async () => {
    const send = await sender(c.at);
    const known = await Promise.all(Array.from({ length: 25 }, async () => (await newMember()).email));
    let diff;
    for (let chance = 0; chance < 3; chance++) {
      const took = { known: [], unknown: [] };
      for (const email of known)
        for (const [k, e] of [['known', email], ['unknown', address()]]) {
          const begin = process.hrtime.bigint();
          await send(c.fields(e), randomIp());
          took[k].push(Number(process.hrtime.bigint() - begin) / 1e6);
        }
      diff = [0.5, 0.2].map((part) => Math.abs(at(took.known, part) - at(took.unknown, part)));
      if (Math.min(...diff) < 5) return;
    }
    assert.fail(`known and unknown are ${diff.map((d) => d.toFixed(1)).join(' and ')} ms apart`);
  });
