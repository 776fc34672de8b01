// Several addresses of one person: adding, confirming, another main one, and what nobody may learn by it.
import test, { before } from 'node:test';
import assert from 'node:assert/strict';
import { Client, findForms, text } from './lib/http.mjs';
import { mailTo, mails } from './lib/mail.mjs';
import { newMember, newSignedIn, signInAs } from './lib/people.mjs';
import { sleep, unique } from './lib/env.mjs';
import { row, rows, run, value } from './lib/db.mjs';
import { killOne } from './lib/processes.mjs';
import { forgetStep, totp, turnOn } from './lib/totp.mjs';

const address = () => `${unique('a')}@example.org`;
const linkIn = (m) => {
  const link = m.links.find((l) => l.includes('/me/addresses/confirm?t='));
  assert.ok(link, m.text);
  return link.slice(new URL(link).origin.length);
};
const isIn = async (c) => (await c.get('/en/me')).status === 200;
const mainOf = (id) => value('SELECT email FROM member WHERE id = ?', id);
const has = (id, email) => value('SELECT COUNT(*) FROM member_address WHERE member_id = ? AND email = ? AND confirmed_at IS NOT NULL', id, email) === '1';

async function ask(m, email, use = 'add', more = {}) {
  return m.client.submit(await m.client.get('/en/me/addresses'), { email, use, password: m.password, ...more });
}
async function asked(m, email, use = 'add') {
  const done = await ask(m, email, use);
  assert.equal(done.status, 303, text(done.text));
  return done;
}
// Opens a link as a mail scanner would, then presses a button on it as a person does, signed in nowhere.
async function press(link, action = '/confirm') {
  const c = new Client();
  await c.get(link);
  await c.head(link);
  const page = await c.get(link);
  return c.submit(page, {}, { action: `/me/addresses${action}` });
}
async function added(m, email = address()) {
  await asked(m, email);
  assert.equal((await press(linkIn(await mailTo(email)))).status, 303);
  assert.ok(has(m.id, email));
  return email;
}

test('one more address: confirmed from its own mailbox, it signs in and sets a new password; the main one is told', async () => {
  const m = await newSignedIn({ name: 'Ines Okafor' });
  const email = address();
  assert.equal((await ask(m, email, 'add', { password: 'not the password' })).status, 422);
  assert.equal((await ask(m, email, 'add', { password: '' })).status, 422);
  assert.equal(value('SELECT COUNT(*) FROM address_request WHERE member_id = ?', m.id), '0');
  await asked(m, ` ${email} `);
  const mail = await mailTo(email);
  assert.ok(!mail.text.includes('Ines'), 'not the name: a stranger may have typed the address');
  const told = await mailTo(m.email, { subject: /One more address/ });
  assert.ok(told.text.includes(email));
  assert.match(text((await m.client.get('/en/me/addresses')).text), new RegExp(`Waits for the link in the mail to ${email}`));

  const link = linkIn(mail);
  const c = new Client();
  for (let i = 0; i < 3; i++) assert.equal((await c.get(link)).status, 200);
  assert.equal(has(m.id, email), false, 'opening the link changes nothing');
  await assert.rejects(signInAs({ email }), /could not sign in/);
  const page = await c.get(link);
  assert.equal(page.headers['referrer-policy'], 'no-referrer');
  const done = await c.submit(page, {}, { action: '/confirm' });
  assert.equal(done.status, 303);
  assert.match(text((await c.follow(done)).text), /Your address is confirmed/);
  assert.equal(await isIn(c), false, 'a link signs nobody in');
  assert.ok(has(m.id, email));
  assert.equal(mainOf(m.id), m.email);

  await signInAs({ email: email.toUpperCase() });
  const forgot = new Client();
  await forgot.submit(await forgot.get('/en/reset'), { email });
  const reset = await mailTo(email, { subject: /Choose a new password/ });
  const at = reset.links.find((l) => l.includes('/reset/new?t='));
  assert.match((await forgot.submit(await forgot.get(at.slice(new URL(at).origin.length)), { password: 'another good password' }, { action: '/reset/new' })).location, /said=changed/);
  await signInAs({ email: m.email, password: 'another good password' });
  const stored = rows('SELECT HEX(new_hash) AS a, HEX(old_hash) AS b FROM address_request WHERE member_id = ?', m.id)[0];
  assert.ok(!JSON.stringify(stored).includes(Buffer.from(new URL(link, 'http://x').searchParams.get('t')).toString('hex').toUpperCase()), 'only hashes of links are stored');
  assert.equal(value("SELECT COUNT(*) FROM audit WHERE object_type = 'member' AND object_id = ? AND action = 'member.address.add'", m.id), '1');
  assert.equal(value('SELECT COUNT(*) FROM audit WHERE object_id = ? AND detail LIKE ?', m.id, `%${email}%`), '0', 'the log names no address');
});

test('another main address is confirmed from both, in either order; the old one is told and stays', async () => {
  for (const oldFirst of [true, false]) {
    const m = await newSignedIn();
    const email = address();
    const c = new Client();
    await c.submit(await c.get('/en/reset'), { email: m.email });
    const reset = new URL((await mailTo(m.email, { subject: /new password/ })).links.find((l) => l.includes('/reset/new')));
    assert.equal((await c.get(reset.pathname + reset.search)).status, 200);
    await asked(m, email, 'main');
    const links = { new: linkIn(await mailTo(email)), old: linkIn(await mailTo(m.email, { subject: /Another main address/ })) };
    const order = oldFirst ? ['old', 'new'] : ['new', 'old'];
    assert.equal((await press(links[order[0]])).status, 303);
    assert.equal(mainOf(m.id), m.email, 'one side is not enough');
    assert.match(text((await new Client().get(links[order[0]])).text), /one mail is still open/);
    await assert.rejects(signInAs({ email }), /could not sign in/);
    const last = new Client();
    const done = await last.submit(await last.get(links[order[1]]), {}, { action: '/me/addresses/confirm' });
    assert.equal(mainOf(m.id), email);
    assert.notEqual((await c.get(reset.pathname + reset.search)).status, 200, 'links mailed to the old one are dead');
    assert.match(text((await last.follow(done)).text), /Your main address is changed|Your address is confirmed/);
    assert.match((await mailTo(m.email, { subject: /main address .* has changed/ })).text, new RegExp(email));
    await signInAs({ email });
    await signInAs({ email: m.email });
    assert.equal((await press(links.new).catch(() => ({ status: 0 }))).status, 0, 'used links have no button');
    assert.equal(value("SELECT COUNT(*) FROM audit WHERE object_id = ? AND action = 'member.address.main'", m.id), '1');
  }
});

test('"this was not me" at the old address: nothing comes of it, everybody is signed out, a new password is advised', async () => {
  const m = await newSignedIn();
  const email = address();
  await asked(m, email, 'main');
  await press(linkIn(await mailTo(email)));
  const old = linkIn(await mailTo(m.email, { subject: /Another main/ }));
  const c = new Client();
  const done = await c.submit(await c.get(old), {}, { action: '/me/addresses/cancel' });
  const page = await c.follow(done);
  assert.equal(page.status, 410);
  assert.match(text(page.text), /Everybody was signed out.*Choose a new one now/s);
  assert.equal(await isIn(m.client), false);
  assert.equal(mainOf(m.id), m.email);
  const token = findForms((await c.get('/en/sign-in')).text).find((f) => f.action.includes('/sign-in')).fields.find(([n]) => n === '_token')[1];
  const late = await c.post('/en/me/addresses/confirm', { _token: token, t: new URL(old, 'http://x').searchParams.get('t') });
  assert.equal((await c.follow(late)).status, 410);
  assert.equal(mainOf(m.id), m.email, 'a void link stays void');

  const n = await newSignedIn(); // an address that was added, found out afterwards
  const extra = await added(n);
  await press(linkIn(await mailTo(n.email, { subject: /One more address/ })), '/cancel');
  assert.equal(has(n.id, extra), false);
  assert.equal(await isIn(n.client), false);
  await assert.rejects(signInAs({ email: extra }), /could not sign in/);
});

test('the link of the address wanted cannot agree for the old one, nor call it off', async () => {
  const m = await newSignedIn();
  const email = address();
  await asked(m, email, 'main');
  const link = linkIn(await mailTo(email));
  const c = new Client();
  const page = await c.get(link);
  const token = findForms(page.text).find((f) => f.inMain).fields.find(([n]) => n === '_token')[1];
  const t = new URL(link, 'http://x').searchParams.get('t');
  for (let i = 0; i < 3; i++) await c.post('/en/me/addresses/confirm', { _token: token, t });
  assert.equal(mainOf(m.id), m.email);
  await c.post('/en/me/addresses/cancel', { _token: token, t });
  assert.equal(value('SELECT state FROM address_request WHERE member_id = ?', m.id), 'open');
  assert.equal(await isIn(m.client), true);
  for (const bad of ['', 'abc', 'A'.repeat(43), 'é'.repeat(43), 'A'.repeat(5000)]) assert.equal((await c.post('/en/me/addresses/confirm', { _token: token, t: bad })).status, 404);
  assert.equal((await c.post('/en/me/addresses/confirm', { t })).status, 403, 'the form token is asked for');
  assert.equal((await c.get('/en/me/addresses/confirm')).status, 404);
});

test('links expire after a week, end with a new password, and when the person calls it off', async () => {
  const m = await newSignedIn();
  const email = address();
  await asked(m, email);
  const link = linkIn(await mailTo(email));
  run('UPDATE address_request SET created_at = created_at - INTERVAL 8 DAY, expires_at = expires_at - INTERVAL 8 DAY WHERE member_id = ?', m.id);
  const late = await new Client().get(link);
  assert.equal(late.status, 410);
  assert.match(text(late.text), /has expired/);

  const second = address();
  await asked(m, second);
  const list = await m.client.get('/en/me/addresses');
  assert.equal((await m.client.submit(list, {}, { action: '/end' })).status, 303);
  assert.equal((await new Client().get(linkIn(await mailTo(second)))).status, 410);

  const third = address();
  await asked(m, third);
  const change = await m.client.submit(await m.client.get('/en/me/password'), { current: m.password, password: 'yet another password' }, { action: '/password' });
  assert.equal(change.status, 303);
  assert.equal((await new Client().get(linkIn(await mailTo(third)))).status, 410);
});

test('somebody else’s address: the same answer, the same page, and only its mail differs', async () => {
  const owner = await newMember({ name: 'Owner Name' });
  const other = await newSignedIn();
  const further = await added(other);
  const m = await newSignedIn();
  const answers = [];
  for (const email of [owner.email, further, address()]) {
    const done = await asked(m, email);
    const page = await m.client.get('/en/me/addresses');
    answers.push([done.status, done.location, text(page.text).replaceAll(email, 'X').replace(/\d\d:\d\d/g, 'T')]);
    const id = value("SELECT MAX(id) FROM address_request WHERE member_id = ? AND state = 'open'", m.id);
    await m.client.submit(page, {}, { action: `/requests/${id}/end` });
    await m.client.get('/en/me/addresses');
  }
  assert.deepEqual(answers[0], answers[2]);
  assert.deepEqual(answers[1], answers[2]);
  for (const email of [owner.email, further]) {
    const mail = await mailTo(email, { subject: /was asked for/ });
    assert.match(mail.text, /belongs to another account already, so nothing has changed/);
    assert.ok(!mail.text.includes('Test Person') && !mail.text.includes('Owner Name'));
    assert.ok(!mail.links.some((l) => l.includes('?t=')));
  }
  await mailTo(m.email, { subject: /One more address/, count: 3 }); // the own main address is told in each case
  // Nor does the list of one's own mails tell: what went to an address is in it once that is shown to be one's own.
  const free = address();
  await asked(m, free);
  const sent = await mailTo(free);
  const id = value('SELECT id FROM mail WHERE to_email = ?', free);
  assert.doesNotMatch(text((await m.client.get('/en/me/mails')).text), /Confirm this address/);
  assert.equal((await m.client.get(`/en/me/mails/${id}`)).status, 404);
  await press(linkIn(sent));
  assert.match(text((await m.client.get('/en/me/mails')).text), /Confirm this address/);
  assert.equal((await m.client.get(`/en/me/mails/${id}`)).status, 200);
  assert.match(text((await ask(m, m.email)).text), /You have this address already/);
});

test('signing up with a further address of somebody makes no account and tells nothing', async () => {
  const m = await newSignedIn();
  const further = await added(m);
  const c = new Client();
  const done = await c.submit(await c.get('/en/join'), { name: 'Mallory', email: further, password: 'seven small boats go home', country: 'SN', organisation: 'x', lang: 'en', listed: 'members', agreed: '1' });
  assert.equal(done.location, '/en/join/sent');
  const mail = await mailTo(further, { subject: /already have an account/ });
  assert.ok(!mail.text.includes('Mallory'));
  assert.equal(value('SELECT COUNT(*) FROM member WHERE email = ?', further), '0');
  assert.equal(value('SELECT COUNT(*) FROM member_address WHERE email = ?', further), '1');
});

test('two people confirm one address at the same moment, or one signs up with it: it becomes one person’s', async () => {
  for (let i = 0; i < 4; i++) {
    const email = address();
    const a = await newSignedIn(), b = await newSignedIn();
    await asked(a, email);
    await asked(b, email);
    const links = (await Promise.all([mailTo(email, { count: 2 })])) && mails({ to: email }).map(linkIn);
    await Promise.all([...links.map((l) => press(l)), ...(i % 2 ? [(async () => {
      const c = new Client();
      await c.submit(await c.get('/en/join'), { name: 'Third', email, password: 'seven small boats go home', country: 'SN', organisation: 'x', lang: 'en', listed: 'members', agreed: '1' });
    })()] : [])]);
    const holders = Number(value('SELECT COUNT(*) FROM member_address WHERE email = ?', email));
    const mains = Number(value('SELECT COUNT(*) FROM member WHERE email = ?', email));
    assert.equal(holders, 1);
    assert.ok(mains === 0 || value('SELECT a.member_id = m.id FROM member m JOIN member_address a ON a.email = m.email WHERE m.email = ?', email) === '1');
    const states = rows('SELECT state FROM address_request WHERE email = ?', email).map((x) => x.state).sort();
    if (mains === 0) assert.deepEqual(states, ['done', 'taken']);
    else assert.deepEqual(states, ['taken', 'taken']);
  }
});

test('a further address of a week’s standing becomes the main one at once; the one before cannot be removed for a week', async () => {
  const m = await newSignedIn();
  const email = await added(m);
  const id = value('SELECT id FROM member_address WHERE email = ?', email);
  const young = await m.client.submit(await m.client.get(`/en/me/addresses/${id}/main`), { password: m.password }, { action: '/main' });
  assert.equal(young.status, 303);
  assert.equal(mainOf(m.id), m.email, 'a young one needs the old one to agree');
  await press(linkIn(await mailTo(m.email, { subject: /Another main/ })));
  assert.equal(mainOf(m.id), email);

  const n = await newSignedIn();
  const old = await added(n);
  run('UPDATE member_address SET confirmed_at = confirmed_at - INTERVAL 8 DAY WHERE email = ?', old);
  const nid = value('SELECT id FROM member_address WHERE email = ?', old);
  const ask_ = await n.client.get(`/en/me/addresses/${nid}/main`);
  assert.equal((await n.client.submit(ask_, { password: 'wrong password' }, { action: '/main' })).status, 422);
  assert.equal((await n.client.submit(ask_, { password: n.password }, { action: '/main' })).status, 303);
  assert.equal(mainOf(n.id), old);
  await mailTo(n.email, { subject: /has changed/ });
  const was = value('SELECT id FROM member_address WHERE email = ?', n.email);
  const remove = await n.client.get(`/en/me/addresses/${was}/remove`);
  assert.equal((await n.client.submit(remove, { password: n.password }, { action: '/remove' })).status, 403);
  run('UPDATE member_address SET kept_until = kept_until - INTERVAL 8 DAY WHERE id = ?', was);
  assert.equal((await n.client.submit(await n.client.get(`/en/me/addresses/${was}/remove`), { password: n.password }, { action: '/remove' })).status, 303);
  await assert.rejects(signInAs({ email: n.email }), /could not sign in/);
  await mailTo(old, { subject: /was removed/ });
});

test('addresses and requests of others are not there; the main one is not removed; those with a second factor give a code', async () => {
  const a = await newSignedIn(), b = await newSignedIn();
  const email = await added(a);
  const id = value('SELECT id FROM member_address WHERE email = ?', email);
  for (const at of [`${id}/main`, `${id}/remove`, '999999999/main']) assert.equal((await b.client.get(`/en/me/addresses/${at}`)).status, 404, at);
  await asked(a, address());
  const q = value("SELECT id FROM address_request WHERE member_id = ? AND state = 'open'", a.id);
  const token = findForms((await b.client.get('/en/me')).text).find((f) => f.action.includes('/sign-out')).fields.find(([n]) => n === '_token')[1];
  assert.equal((await b.client.post(`/en/me/addresses/requests/${q}/end`, { _token: token })).status, 404);
  assert.equal((await b.client.post(`/en/me/addresses/${id}/remove`, { _token: token, password: b.password })).status, 404);
  assert.equal(value('SELECT state FROM address_request WHERE id = ?', q), 'open');
  const main = value('SELECT id FROM member_address WHERE email = ?', a.email);
  if (main) assert.equal((await a.client.get(`/en/me/addresses/${main}/remove`)).status, 404);

  const f = await turnOn(b.client);
  forgetStep(b.id);
  assert.equal((await ask(b, address())).status, 422, 'the password alone is not enough');
  assert.equal((await ask(b, address(), 'main', { code: totp(f.secret) })).status, 303);
});

test('wrong passwords are counted, and so are requests', async () => {
  const m = await newSignedIn();
  for (let i = 0; i < 10; i++) assert.equal((await ask(m, address(), 'add', { password: `wrong ${i}` })).status, 422);
  assert.equal((await ask(m, address())).status, 429);
  const n = await newSignedIn();
  for (let i = 0; i < 10; i++) await asked(n, address());
  assert.equal((await ask(n, address())).status, 429);
});

test('killed in the middle of a change, it is whole or has not begun', async () => {
  const people = await Promise.all(Array.from({ length: 8 }, async () => ({ ...(await newSignedIn()), to: address() })));
  for (const m of people) await asked(m, m.to, 'main');
  for (const m of people) await press(linkIn(await mailTo(m.to)));
  let over = false;
  const killer = (async () => {
    while (!over) {
      killOne('members');
      await sleep(40 + Math.random() * 80);
    }
  })();
  await Promise.all(people.map(async (m) => {
    const old = linkIn(await mailTo(m.email, { subject: /Another main/ }));
    for (let i = 0; i < 40 && mainOf(m.id) !== m.to; i++) {
      await press(old).catch(() => {});
      await sleep(50);
    }
  }));
  over = true;
  await killer;
  for (const m of people) {
    assert.equal(mainOf(m.id), m.to);
    assert.deepEqual(rows('SELECT email FROM member_address WHERE member_id = ? ORDER BY email', m.id).map((x) => x.email), [m.email, m.to].sort());
    assert.equal(value('SELECT state FROM address_request WHERE member_id = ?', m.id), 'done');
    assert.equal(value("SELECT COUNT(*) FROM mail WHERE member_id = ? AND kind = 'member.address.done'", m.id), '1', 'told once');
    assert.equal(value("SELECT COUNT(*) FROM audit WHERE object_id = ? AND action = 'member.address.main'", m.id), '1');
  }
});

test('everyone has an address of record, as the migration made it, and every consent is kept', async () => {
  assert.equal(value("SELECT COUNT(*) FROM member m LEFT JOIN member_address a ON a.email = m.email AND a.member_id = m.id WHERE m.email IN ('member@example.org', 'admin@example.org') AND a.id IS NULL"), '0');
  const m = await newSignedIn();
  run('UPDATE member SET terms_version = 1 WHERE id = ?', m.id);
  run('INSERT INTO consent (member_id, version, at) VALUES (?, 1, ?)', m.id, '2024-05-06 07:08:09');
  const asked_ = await m.client.get('/en/me/mails');
  assert.match(asked_.location, /\/me\/terms\?next=/);
  const terms = await m.client.follow(asked_);
  assert.equal((await m.client.submit(terms, { listed: 'members', agreed: '1' }, { action: '/me/terms' })).location, '/en/me/mails');
  assert.equal((await m.client.get('/en/me/mails')).status, 200, 'asked once');
  const me = text((await m.client.get('/en/me')).text);
  assert.match(me, /You agreed to version 2 of the privacy notice/);
  assert.match(me, /You agreed to version 1 of the privacy notice on 6 May 2024/);
  assert.deepEqual(rows('SELECT version FROM consent WHERE member_id = ? ORDER BY version', m.id).map((x) => x.version), ['1', '2']);
  assert.equal(row('SELECT terms_version FROM member WHERE id = ?', m.id).terms_version, '2');
});

test('sign-in, sign-up and a new password answer alike for main, further and unknown addresses', async () => {
  const m = await newSignedIn();
  const further = await added(m);
  const shapes = [];
  for (const email of [m.email, further, address()]) {
    const c = new Client();
    const wrong = await c.submit(await c.get('/en/sign-in'), { email, password: 'certainly not it' }, { action: '/sign-in' });
    const d = new Client();
    const reset = await d.submit(await d.get('/en/reset'), { email });
    shapes.push([wrong.status, text(wrong.text).replaceAll(email, 'X'), reset.status, reset.location]);
  }
  assert.deepEqual(shapes[0], shapes[2]);
  assert.deepEqual(shapes[1], shapes[2]);
});

// ---- staff ----

let boss;
before(async () => { boss = await newSignedIn({ roles: 'administrator', name: 'Address Boss' }); });
const correct = async (id, email) => boss.client.submit(await boss.client.get(`/en/admin/people/${id}/address`), { email }, { action: '/address' });

test('staff corrects an address that nobody has confirmed: what waits goes to the right one', async () => {
  const wrong = address(), right = address();
  const c = new Client();
  await c.submit(await c.get('/en/join'), { name: 'Ana Typo', email: wrong, password: 'a long enough password', country: 'SN', organisation: 'Town', lang: 'en', listed: 'members', agreed: '1' });
  const id = Number(value('SELECT id FROM member WHERE email = ?', wrong));
  const old = (await mailTo(wrong)).links.find((l) => l.includes('?t='));
  assert.equal((await correct(id, 'no address')).status, 422);
  const taken = await correct(id, boss.email);
  assert.equal(taken.status, 422);
  assert.ok(taken.text.includes(`/admin/people/${boss.id}"`), 'leads to the other account');
  assert.equal((await correct(id, wrong)).status, 422);
  assert.equal((await correct(id, right)).status, 303);
  assert.equal(mainOf(id), right);
  assert.equal(value('SELECT COUNT(*) FROM member_address WHERE email = ?', wrong), '0', 'somebody else may have it');
  assert.equal(value("SELECT COUNT(*) FROM audit WHERE action = 'member.address.correct' AND object_id = ? AND member_id = ?", id, boss.id), '1');
  assert.notEqual((await new Client().get(old.slice(new URL(old).origin.length))).status, 200, 'the link mailed to the wrong one is dead');
  const link = (await mailTo(right)).links.find((l) => l.includes('?t='));
  const page = await c.get(link.slice(new URL(link).origin.length));
  assert.equal(page.status, 200);
  const answer = await c.submit(page, { password: 'a long enough password' }, { action: '/confirm' });
  assert.equal(answer.status, 303, text(answer.text).slice(0, 500));
  assert.equal(value('SELECT state FROM member WHERE id = ?', id), 'active');
});

test('an invitation to a wrong address: corrected, it goes out again, unless its turn comes anyway', async () => {
  const wrong = address(), right = address(), last = address();
  await boss.client.submit(await boss.client.get('/en/admin/invitations/new'), { people: `Ben Typo, ${wrong}`, lang: 'fr' });
  const id = Number(value('SELECT id FROM member WHERE email = ?', wrong));
  await mailTo(wrong);
  assert.equal((await correct(id, right)).status, 303);
  assert.equal((await mailTo(right)).headers['content-language'], 'fr');
  run("UPDATE invitation SET state = 'queued' WHERE member_id = ?", id);
  assert.equal((await correct(id, last)).status, 303);
  assert.equal(mainOf(id), last);
  assert.equal(value('SELECT COUNT(*) FROM mail WHERE to_email = ?', last), '0');
});

test('two corrections to one address at the same moment: one has it, the other is told', async () => {
  for (let i = 0; i < 4; i++) {
    const one = await newMember({ state: 'pending' }), two = await newMember({ state: 'pending' }), email = address();
    const forms = await Promise.all([one, two].map((m) => boss.client.get(`/en/admin/people/${m.id}/address`)));
    const done = await Promise.all(forms.map((f) => boss.client.submit(f, { email }, { action: '/address' })));
    assert.deepEqual(done.map((a) => a.status).sort(), [303, 422]);
    assert.match(text(done.find((a) => a.status === 422).text), /belongs to another account/);
    assert.equal([one, two].filter((m) => mainOf(m.id) === email).length, 1);
  }
});

test('staff asks for another main address of an account in use: it counts once confirmed, and the old one may say no', async () => {
  const m = await newSignedIn({ name: 'Clara Moved' }), fresh = address();
  assert.equal((await boss.client.get(`/en/admin/people/${boss.id}/address`)).status, 303, 'nobody for oneself');
  assert.equal(mainOf(boss.id), boss.email);
  assert.equal((await correct(m.id, fresh)).status, 303);
  assert.equal(mainOf(m.id), m.email);
  assert.ok((await boss.client.get(`/en/admin/people/${m.id}`)).text.includes(fresh));
  const [to, from] = [await mailTo(fresh), await mailTo(m.email)];
  for (const mail of [to, from]) assert.match(mail.text, /secretariat/);
  const told = await new Client().get(linkIn(from));
  assert.ok(told.text.includes(fresh) && /This was not me/.test(told.text) && !/You have agreed/.test(told.text));
  assert.equal((await press(linkIn(from), '/cancel')).status, 303);
  assert.ok(!(await isIn(m.client)), 'signed out');
  await press(linkIn(to)).catch(() => {});
  assert.equal(mainOf(m.id), m.email, 'it was called off');

  const next = address();
  assert.equal((await correct(m.id, next)).status, 303);
  assert.equal((await press(linkIn(await mailTo(next)))).status, 303);
  assert.equal(mainOf(m.id), next);
  assert.ok(has(m.id, m.email), 'the one before is a further one');
  await mailTo(m.email, { subject: /has changed/ });
  const gone = await newMember({ state: 'suspended' });
  assert.equal((await boss.client.get(`/en/admin/people/${gone.id}/address`)).status, 303);
});
