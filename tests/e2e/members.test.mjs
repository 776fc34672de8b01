// Signing up, confirming, signing in, a forgotten password, and one's own account.
import test from 'node:test';
import assert from 'node:assert/strict';
import { Client, decode, findForms, links, text } from './lib/http.mjs';
import { mailTo, mails } from './lib/mail.mjs';
import { newMember, newSignedIn, samplePassword, signInAs } from './lib/people.mjs';
import { rows, run, setting, value } from './lib/db.mjs';
import { unique } from './lib/env.mjs';

const password = 'seven small boats go home';
const address = () => `${unique('p')}@example.org`;
const path = (link) => link.slice(new URL(link).origin.length);
const linkIn = (m, part) => {
  const found = m.links.find((l) => l.includes(part));
  assert.ok(found, `no ${part} in the mail:\n${m.text}`);
  return path(found);
};
const answers = (email, more = {}) => ({ name: 'Fatou Diallo', email, password, country: 'SN', organisation: 'Commune de Thiès', lang: 'en', listed: 'members', agreed: '1', ...more });

async function join(email, more = {}, client = new Client()) {
  const page = await client.get('/en/join');
  assert.equal(page.status, 200);
  const done = await client.submit(page, answers(email, more));
  assert.equal(done.status, 303, text(done.text));
  assert.equal(done.location, '/en/join/sent');
  return client;
}

async function press(client, address_, fields = {}) {
  const page = await client.get(address_);
  assert.equal(page.status, 200, text(page.text));
  return client.submit(page, { ...fields }, { action: address_.split('?')[0] });
}

async function signIn(client, email, word, { lang = 'en', query = '', ...more } = {}) {
  return client.submit(await client.get(`/${lang}/sign-in${query}`), { email, password: word, ...more }, { action: '/sign-in' });
}

async function joined(more = {}) {
  const email = address();
  const client = await join(email, more);
  const done = await press(client, linkIn(await mailTo(email), '/confirm?t='));
  assert.match(done.location, /\/sign-in\?said=confirmed$/);
  return { email, client, password: more.password || password };
}

const sessionCookie = (c) => [...c.cookies].find(([n]) => /m4d$/.test(n));

// ---- signing up ----

test('who joins in order to do something is led there: through the mail, on another device, and nowhere else', async () => {
  const to = '/en/partners?from=NP&to=QA', email = address(), c = new Client();
  const asked = await c.get(`/en/sign-in?next=${encodeURIComponent(to)}`);
  const form = await c.get(decode(/href="(\/en\/join\?next=[^"]+)"/.exec(asked.text)[1]));
  const again = await c.submit(form, answers(email, { name: '' }));
  assert.equal(again.status, 422);
  assert.equal((await c.submit(again, answers(email))).status, 303);
  const mail = await mailTo(email);
  assert.ok(!mail.raw.includes('partners'), 'a stranger may have typed the address: the mail holds nothing of him');
  const done = await press(new Client(), linkIn(mail, '/confirm?t='));
  assert.equal(done.location, `/en/sign-in?said=confirmed&next=${encodeURIComponent(to)}`);
  assert.equal((await signIn(new Client(), email, password, { query: done.location.slice(11) })).location, to);
  assert.equal(value('SELECT joined_for FROM member WHERE email = ?', email), null, 'and it is forgotten');

  for (const bad of ['//evil.example/', 'https://evil.example/', '/\\evil.example', `/en/${'x'.repeat(300)}`]) {
    const other = address(), d = new Client();
    assert.equal((await d.submit(await d.get('/en/join'), answers(other, { next: bad }), { action: '/join' })).status, 303);
    assert.equal(value('SELECT joined_for FROM member WHERE email = ?', other), null, bad);
  }
});

test('a person signs up, confirms by a button, and signs in', async () => {
  const email = address();
  const c = await join(email);
  assert.equal(value('SELECT state FROM member WHERE email = ?', email), 'pending');
  const sent = await c.get('/en/join/sent');
  assert.match(text(sent.text), /We have sent an e-mail/);

  const mail = await mailTo(email);
  assert.match(mail.subject, /Confirm your e-mail address/);
  assert.match(mail.text, /works until \d+ \w+ \d{4}, \d\d:\d\d in Dakar \(\d\d:\d\d UTC\)/);
  assert.ok(!/text\/html/i.test(mail.raw), 'plain text');
  const link = linkIn(mail, '/en/confirm?t=');

  for (let i = 0; i < 3; i++) await new Client().get(link); // a mail scanner opens it
  await new Client().head(link);
  assert.equal(value('SELECT state FROM member WHERE email = ?', email), 'pending', 'opening the link changes nothing');

  const page = await c.get(link);
  assert.ok(page.text.includes(email));
  assert.equal(page.headers['referrer-policy'], 'no-referrer');
  assert.match(page.headers['cache-control'], /no-store/);
  const done = await c.submit(page, {}, { action: '/confirm' });
  assert.equal(done.status, 303);
  assert.equal(sessionCookie(c), undefined, 'confirming signs nobody in');
  assert.match(text((await c.follow(done)).text), /Your e-mail address is confirmed/);

  const inside = await signIn(c, email, password);
  assert.equal(inside.location, '/en/me');
  const me = await c.follow(inside);
  assert.equal(me.status, 200);
  assert.match(text(me.text), /Fatou Diallo.*Senegal.*Commune de Thiès/s);
  const row = rows('SELECT terms_version, terms_at, password_hash FROM member WHERE email = ?', email)[0];
  assert.ok(Number(row.terms_version) >= 1 && row.terms_at, 'the version agreed to is kept');
  assert.match(row.password_hash, /^\$argon2id\$v=19\$m=\d{5,},t=2,p=1\$/);
});

test('a used link says so, an unknown one says so, an old one is renewed with one button', async () => {
  const email = address();
  const c = await join(email);
  const link = linkIn(await mailTo(email), '/confirm?t=');
  assert.equal((await c.get('/en/confirm?t=abc')).status, 404);
  assert.match(text((await c.get('/en/confirm')).text), /do not know this link/);
  assert.equal((await c.get(`${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`)).status, 404);

  run('UPDATE token t JOIN member m ON m.id = t.member_id SET t.created_at = t.created_at - INTERVAL 15 DAY, t.expires_at = t.expires_at - INTERVAL 15 DAY WHERE m.email = ?', email);
  const old = await c.get(link);
  assert.equal(old.status, 410);
  assert.match(text(old.text), /has expired/);
  const again = await c.submit(old, {}, { action: '/confirm/resend' });
  assert.equal(again.location, '/en/join/sent');
  const fresh = linkIn(await mailTo(email, { count: 2 }), '/confirm?t=');
  assert.notEqual(fresh, link);

  assert.match((await press(c, fresh)).location, /said=confirmed/);
  const used = await c.get(fresh);
  assert.equal(used.status, 200);
  assert.match(text(used.text), /Your address is confirmed/);
  const token = new URL(fresh, 'http://x').searchParams.get('t');
  const page = await c.get('/en/confirm/resend');
  const twice = await c.post('/en/confirm', { t: token, _token: findForms(page.text).find((f) => f.inMain).fields.find(([n]) => n === '_token')[1] });
  assert.equal(twice.status, 200);
  assert.match(text(twice.text), /nothing left to do/);
});

test('a newer link ends the older one', async () => {
  const email = address();
  const c = await join(email);
  const first = linkIn(await mailTo(email), '/confirm?t=');
  await c.submit(await c.get('/en/confirm/resend'), { email: `  ${email.toUpperCase()} ` });
  const second = linkIn(await mailTo(email, { count: 2 }), '/confirm?t=');
  const old = await c.get(first);
  assert.equal(old.status, 410);
  assert.match(text(old.text), /replaced by a newer one/);
  assert.match((await press(c, second)).location, /said=confirmed/);
});

test('a double click makes one account and one mail', async () => {
  const email = address();
  const c = new Client();
  const page = await c.get('/en/join');
  const all = await Promise.all([1, 2, 3].map(() => c.submit(page, answers(email))));
  for (const a of all) assert.equal(a.location, '/en/join/sent');
  await mailTo(email);
  assert.equal(value('SELECT COUNT(*) FROM member WHERE email = ?', email), '1');
  assert.equal(value('SELECT COUNT(*) FROM mail WHERE to_email = ?', email), '1');
  const corrected = address(); // back, the address put right, sent again
  assert.equal((await c.submit(page, answers(corrected))).location, '/en/join/sent');
  await mailTo(corrected);
});

test('an address that has an account gets a mail, and the page tells nothing', async () => {
  const { email } = await joined();
  const before = value('SELECT password_hash FROM member WHERE email = ?', email);
  await join(` ${email.replace('example', 'EXAMPLE')} `, { name: 'Mallory', password: 'another fine password' });
  const mail = await mailTo(email, { subject: /already have an account/ });
  assert.ok(!mail.text.includes('Mallory'));
  linkIn(mail, '/sign-in');
  linkIn(mail, '/reset/new?t=');
  assert.equal(value('SELECT COUNT(*) FROM member WHERE email = ?', email), '1');
  assert.equal(value('SELECT password_hash FROM member WHERE email = ?', email), before);
});

test('who signs up a second time shows at the confirmation that the newest sign-up is his', async () => {
  const email = address();
  const c = await join(email);
  await join(email, { password: 'a password of somebody else' });
  const link = linkIn(await mailTo(email, { count: 2 }), '/confirm?t=');
  const wrong = await press(c, link, { password });
  assert.equal(wrong.status, 422);
  assert.match(text(wrong.text), /not the password of the newest sign-up/);
  assert.equal(value('SELECT state FROM member WHERE email = ?', email), 'pending');
  assert.match((await press(c, link, { password: 'a password of somebody else' })).location, /said=confirmed/);
});

test('the hidden field catches programs, which learn nothing', async () => {
  const email = address();
  const c = await join(email, { website: 'https://spam.example' });
  assert.equal((await c.get('/en/join/sent')).status, 200);
  assert.equal(value('SELECT COUNT(*) FROM member WHERE email = ?', email), '0');
});

test('passwords: length in characters, all kinds of them, none of the commonest, none of one’s own', async () => {
  const good = ['12 characte', '密码密码密码密码', '😀'.repeat(128), ' spaces at both ends ', 'x'.repeat(64), 'y'.repeat(128)];
  for (const p of good) {
    const { email, client } = await joined({ password: p });
    assert.equal((await signIn(new Client(), email, [...p].slice(0, -1).join('') + '!')).status, 422, `the last character counts: ${p}`);
    assert.equal((await signIn(client, email, p)).status, 303, p);
  }
  const email = address();
  const local = email.split('@')[0];
  const c = new Client();
  for (const [p, why] of [['seven77', /8 characters/], ['z'.repeat(129), /at most 128/], ['password1', /too common/], ['Iloveyou1', /too common|Choose/],
    ['M4D Net 2026!', /name of this site/], ['Fatou Diallo', /your name/], [email, /your name or your e-mail/], [`${local}1`, /your name or your e-mail|Choose/], ['', /8 characters/], ['        ', /8 characters/]]) {
    const a = await c.submit(await c.get('/en/join'), answers(email, { password: p }));
    assert.equal(a.status, 422, p);
    assert.match(text(a.text), why, p);
    assert.ok(!/type="password"[^>]*value=/.test(a.text), 'a password is never sent back');
    assert.match(a.text, /value="Fatou Diallo"/, 'what was typed stays');
  }
});

// ---- signing in and out ----

test('a pending account with the right password is told to confirm, with a button to send again', async () => {
  const email = address();
  await join(email);
  const c = new Client();
  const a = await signIn(c, email, password);
  assert.equal(a.status, 422);
  assert.match(text(a.text), /Confirm your e-mail address first/);
  assert.equal((await signIn(new Client(), email, 'not the password')).text.includes('Confirm your e-mail address first'), false);
  const sent = await c.submit(a, {}, { action: '/confirm/resend' });
  assert.equal(sent.location, '/en/join/sent');
  await mailTo(email, { count: 2 });
});

test('the session has a token of its own, which ends at signing out', async () => {
  const m = await newMember();
  const c = new Client();
  const name = setting('site_url').startsWith('https:') ? '__Host-m4d' : 'm4d';
  const fixed = 'A'.repeat(43);
  c.cookies.set(name, fixed);
  assert.equal((await signIn(c, m.email, m.password)).status, 303);
  const token = c.cookies.get(name);
  assert.notEqual(token, fixed, 'a token set from outside is never taken over');
  assert.ok(token.length >= 43);
  assert.equal(value("SELECT COUNT(*) FROM session WHERE token_hash = ?", Buffer.from(token)), '0', 'only the hash is stored');

  const old = new Map(c.cookies);
  assert.equal((await signIn(c, m.email, m.password, { query: '' }).catch(() => ({ status: 0 }))).status, 0, 'no form for who is signed in');
  const out = await c.submit(await c.get('/en/me'), {}, { action: '/sign-out' });
  assert.equal(out.location, '/en/sign-in?said=out');
  const replay = new Client();
  replay.cookies = old;
  assert.equal((await replay.get('/en/me')).status, 303, 'the old cookie is worth nothing');
});

test('keep me signed in sets a date on the cookie, and nothing else does', async () => {
  const m = await newMember();
  const plain = await signIn(new Client(), m.email, m.password);
  const kept = await signIn(new Client(), m.email, m.password, { keep: '1' });
  const cookie = (a) => a.headers['set-cookie'].find((l) => /m4d=/.test(l));
  assert.ok(!/max-age|expires/i.test(cookie(plain)));
  assert.match(cookie(kept), /max-age=\d{6,}/i);
  for (const a of [plain, kept]) assert.match(cookie(a), /HttpOnly.*SameSite=Lax/);
});

test('after signing in one goes where one wanted to go, on this site only, in one’s own language', async () => {
  const m = await newMember({ lang: 'fr' });
  const c = new Client();
  const asked = await c.get('/en/me/mails?x=1');
  assert.equal(asked.status, 303);
  const page = await c.follow(asked);
  const done = await c.submit(page, { email: m.email, password: m.password }, { action: '/sign-in' });
  assert.equal(done.location, '/fr/me/mails?x=1');
  for (const next of ['//evil.example', 'https:evil.example', 'https://evil.example/', '/\\evil.example', '\\\\evil.example', '%2f%2fevil.example', 'javascript:alert(1)', '/en//evil.example', '/a\r\nSet-Cookie: a=b', '', ' /x'.repeat(600)]) {
    const d = new Client();
    const form = await d.get(`/en/sign-in?next=${encodeURIComponent(next)}`);
    const a = await d.submit(form, { email: m.email, password: m.password, next }, { action: '/sign-in' });
    assert.equal(a.status, 303);
    assert.equal(a.location, '/fr/me', next);
    assert.equal((await d.get(`/en/sign-in?next=${encodeURIComponent(next)}`)).location, '/en/me', next);
  }
});

test('a form sent after the session has ended is kept through signing in, every character', async () => {
  const m = await newSignedIn({ name: 'Ada Long' });
  const page = await m.client.get('/en/me/profile');
  const organisation = 'Lines & "quotes" <b>é</b> 😀 %26 +';
  run('DELETE FROM session WHERE member_id = ?', m.id);
  const asked = await m.client.submit(page, { name: 'Ada Longer', organisation });
  assert.equal(asked.status, 403);
  assert.match(text(asked.text), /What you typed is kept/);

  const wrong = await m.client.submit(asked, { email: m.email, password: 'not the right one' }, { action: '/sign-in' });
  assert.equal(wrong.status, 422);
  const back = await m.client.submit(wrong, { email: m.email, password: m.password }, { action: '/sign-in' });
  assert.equal(back.status, 200);
  assert.match(text(back.text), /Continue with what you typed/);
  assert.equal(value('SELECT name FROM member WHERE id = ?', m.id), 'Ada Long', 'nothing happens without the button');
  const done = await m.client.submit(back, {}, { action: '/me/profile' });
  assert.equal(done.status, 303, text(done.text));
  assert.deepEqual(rows('SELECT name, organisation FROM member WHERE id = ?', m.id), [{ name: 'Ada Longer', organisation }]);
});

test('another site cannot put words into the form of somebody who then signs in', async () => {
  const c = new Client();
  const a = await c.post('/en/me/profile', { name: 'Mallory' }, { headers: { origin: 'https://evil.example' } });
  assert.equal(a.status, 403);
  assert.ok(!a.text.includes('Mallory'));
  const b = await c.post('/en/me/profile', { name: 'Mallory' }, { headers: { 'sec-fetch-site': 'cross-site' } });
  assert.ok(b.status === 403 && !b.text.includes('Mallory'));
});

test('a suspended account: the right password is told so, sessions are of no use', async () => {
  const m = await newSignedIn();
  run("UPDATE member SET state = 'suspended' WHERE id = ?", m.id);
  assert.equal((await m.client.get('/en/me')).status, 303);
  assert.match(text((await signIn(new Client(), m.email, m.password)).text), /suspended/);
  assert.doesNotMatch(text((await signIn(new Client(), m.email, 'wrong password')).text), /suspended/);
});

test('a role given or taken counts at the very next request', async () => {
  const m = await newSignedIn();
  const roles = async () => text((await m.client.get('/en/me')).text);
  assert.doesNotMatch(await roles(), /Editor/);
  run("UPDATE member SET roles = 'editor' WHERE id = ?", m.id);
  assert.match(await roles(), /Editor/);
  run("UPDATE member SET roles = '' WHERE id = ?", m.id);
  assert.doesNotMatch(await roles(), /Editor/);
});

// ---- a forgotten password ----

test('a new password by mail: one link, once, ends all sessions, tells by mail', async () => {
  const m = await newSignedIn();
  const c = new Client();
  const asked = await c.submit(await c.get('/en/reset'), { email: m.email });
  assert.equal(asked.location, '/en/reset/sent');
  const link = linkIn(await mailTo(m.email, { subject: /Choose a new password/ }), '/en/reset/new?t=');
  const page = await c.get(link);
  assert.equal(page.headers['referrer-policy'], 'no-referrer');
  assert.ok(page.text.includes('autocomplete="new-password"'));
  const weak = await c.submit(page, { password: 'short' }, { action: '/reset/new' });
  assert.equal(weak.status, 422);
  const common = await c.submit(weak, { password: 'password1' }, { action: '/reset/new' });
  assert.equal(common.status, 422);
  assert.match(text(common.text), /too common/);
  const done = await c.submit(common, { password: 'the river changed its bed' }, { action: '/reset/new' });
  assert.equal(done.location, '/en/sign-in?said=changed');
  assert.equal(sessionCookie(c), undefined);

  assert.equal((await m.client.get('/en/me')).status, 303, 'older sessions have ended');
  assert.equal((await c.get(link)).status, 410);
  const twice = await c.submit(page, { password: 'once more, with feeling' }, { action: '/reset/new' });
  assert.equal(twice.status, 410);
  assert.equal((await signIn(new Client(), m.email, m.password)).status, 422);
  assert.equal((await signIn(new Client(), m.email, 'the river changed its bed')).status, 303);
  await mailTo(m.email, { subject: /was changed/ });
});

test('a link for a new password ends with time, with a newer link, and with any change of the password', async () => {
  const m = await newMember();
  const ask = async (n) => {
    const c = new Client();
    await c.submit(await c.get('/en/reset'), { email: m.email });
    return linkIn(await mailTo(m.email, { subject: /Choose a new password/, count: n }), '/reset/new?t=');
  };
  const first = await ask(1), second = await ask(2);
  assert.match(text((await new Client().get(first)).text), /no longer works/);
  run('UPDATE token SET created_at = created_at - INTERVAL 61 MINUTE, expires_at = expires_at - INTERVAL 61 MINUTE WHERE member_id = ? AND used_at IS NULL', m.id);
  const old = await new Client().get(second);
  assert.equal(old.status, 410);
  assert.match(text(old.text), /has expired/);
  const third = await ask(3);
  const c = await signInAs(m);
  await c.submit(await c.get('/en/me/password'), { current: m.password, password: 'a quite different one' });
  assert.equal((await new Client().get(third)).status, 410);
});

test('links in mails name this site, whatever the request says', async () => {
  const m = await newMember();
  const site = new URL(setting('site_url'));
  for (const headers of [{ 'x-forwarded-host': 'evil.example' }, { forwarded: 'host=evil.example' }, { host: 'evil.example', origin: site.origin }]) {
    const c = new Client({ headers });
    const page = await new Client().get('/en/reset');
    const f = await c.get('/en/reset').catch(() => page);
    if (f.status !== 200) continue; // an unknown host gets no page at all
    await c.submit(f, { email: m.email }).catch(() => {});
  }
  const c = new Client();
  await c.submit(await c.get('/en/reset'), { email: m.email });
  await mailTo(m.email);
  for (const mail of mails({ to: m.email })) {
    assert.ok(!mail.raw.includes('evil.example'));
    for (const l of mail.links) assert.equal(new URL(l).origin, site.origin);
  }
});

test('the reset of an address that was never confirmed confirms it', async () => {
  const email = address();
  const c = await join(email);
  await c.submit(await c.get('/en/reset'), { email });
  const link = linkIn(await mailTo(email, { subject: /new password/ }), '/reset/new?t=');
  assert.match((await press(c, link, { password: 'the mail did arrive here' })).location, /said=changed/);
  assert.equal((await signIn(c, email, 'the mail did arrive here')).status, 303);
});

// ---- one's own account ----

test('details are changed, in the language chosen', async () => {
  const m = await newSignedIn();
  const saved = await m.client.submit(await m.client.get('/en/me/profile'), { name: 'Aminata Sow', country: 'ML', organisation: '' }, { action: '/me/profile' });
  assert.equal(saved.location, '/en/me');
  const done = await m.client.submit(await m.client.get('/en/me/settings'), { lang: 'fr' }, { action: '/me/settings' });
  assert.equal(done.location, '/fr/me');
  const me = await m.client.follow(done);
  assert.match(text(me.text), /Aminata Sow/);
  assert.match(me.text, /<html lang="fr"/);
  assert.deepEqual(rows('SELECT country, organisation, lang FROM member WHERE id = ?', m.id), [{ country: 'ML', organisation: null, lang: 'fr' }]);
});

test('changing the password asks for the present one, gives a new token and ends other sessions when wanted', async () => {
  const m = await newSignedIn();
  const other = await signInAs(m);
  const wrong = await m.client.submit(await m.client.get('/en/me/password'), { current: 'no', password: 'a better one for me' });
  assert.equal(wrong.status, 422);
  assert.match(text(wrong.text), /not your current password/);
  const before = sessionCookie(m.client)[1];
  const kept = await m.client.submit(wrong, { current: m.password, password: 'a better one for me', others: null });
  assert.equal(kept.status, 303);
  assert.notEqual(sessionCookie(m.client)[1], before);
  assert.equal((await other.get('/en/me')).status, 200, 'others stay when the box is empty');
  await mailTo(m.email, { subject: /was changed/ });
  const ended = await m.client.submit(await m.client.get('/en/me/password'), { current: 'a better one for me', password: 'an even better one', others: '1' });
  assert.equal(ended.status, 303);
  assert.equal((await other.get('/en/me')).status, 303);
  assert.equal((await m.client.get('/en/me')).status, 200);
});

test('sessions are listed, one is ended, then all others', async () => {
  const m = await newMember();
  const agents = ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36', ''];
  const [a, b, d] = await Promise.all(agents.map((agent) => signInAs(m, { client: new Client({ headers: { 'user-agent': agent } }) })));
  const page = await a.get('/en/me/sessions');
  const seen = text(page.text);
  for (const words of [/Firefox on Linux/, /Chrome on Android/, /Unknown browser/, /This device/]) assert.match(seen, words);
  const ends = findForms(page.text).filter((f) => /sessions\/\d+\/end/.test(f.action));
  assert.equal(ends.length, 2);
  const mine = value('SELECT id FROM session WHERE member_id = ? AND agent LIKE ?', m.id, '%Firefox%');
  const android = value('SELECT id FROM session WHERE member_id = ? AND agent LIKE ?', m.id, '%Android%');
  const stranger = await newSignedIn();
  const refused = await stranger.client.submit(await stranger.client.get('/en/me'), {}, { action: '/sign-out', options: {} }).then(() => null);
  assert.equal(refused, null);
  const again = await signInAs(stranger);
  const token = findForms((await again.get('/en/me')).text).flatMap((f) => f.fields).find(([n]) => n === '_token')[1];
  assert.equal((await again.post(`/en/me/sessions/${mine}/end`, { _token: token })).status, 404, 'somebody else’s is not there');
  assert.equal((await a.submit(page, {}, { action: `/sessions/${android}/end` })).status, 303);
  assert.equal((await b.get('/en/me')).status, 303);
  assert.equal((await d.get('/en/me')).status, 200);
  assert.equal((await a.submit(await a.get('/en/me/sessions'), {}, { action: '/me/sessions/end' })).status, 303);
  assert.equal((await d.get('/en/me')).status, 303);
  assert.equal((await a.get('/en/me')).status, 200);
});

test('mails sent to me are read again, without their secrets, by nobody else', async () => {
  const m = await newSignedIn();
  const c = new Client();
  await c.submit(await c.get('/en/reset'), { email: m.email });
  const queued = await m.client.get('/en/me/mails');
  assert.match(text(queued.text), /Choose a new password/);
  const mail = await mailTo(m.email);
  const secret = new URL(linkIn(mail, 't='), 'http://x').searchParams.get('t');
  const at = links(queued.text).find((l) => /\/me\/mails\/\d+/.test(l));
  const read = await m.client.get(at);
  assert.equal(read.status, 200);
  assert.match(text(read.text), /Somebody, probably you/);
  assert.ok(!read.text.includes(secret));
  const other = await newSignedIn();
  assert.equal((await other.client.get(at)).status, 404);
  assert.equal((await m.client.get('/en/me/mails/999999999')).status, 404);
  assert.match(text((await other.client.get('/en/me/mails')).text), /No mails yet/);
});

test('a new privacy notice is agreed to once, and then one goes on', async () => {
  const m = await newSignedIn();
  run('UPDATE member SET terms_version = 0 WHERE id = ?', m.id);
  const asked = await m.client.get('/en/me/sessions');
  assert.match(asked.location, /\/en\/me\/terms\?next=/);
  const page = await m.client.follow(asked);
  const without = await m.client.submit(page, {}, { action: '/me/terms' });
  assert.equal(without.status, 422);
  const done = await m.client.submit(without, { listed: 'members', agreed: '1' }, { action: '/me/terms' });
  assert.equal(done.location, '/en/me/sessions');
  assert.equal((await m.client.follow(done)).status, 200);
  assert.equal(value("SELECT COUNT(*) FROM audit WHERE action = 'member.terms' AND object_id = ?", m.id), '1');
});

test('mails are in the language of the person', async () => {
  for (const [lang, words, subject] of [['fr', /Bonjour/, /Confirmez votre adresse/], ['es', /Hola/, /Confirme su dirección/]]) {
    const email = address();
    await join(email, { lang });
    const mail = await mailTo(email);
    assert.match(mail.text, words);
    assert.match(mail.subject, subject);
    assert.match(mail.text, /UTC/);
    linkIn(mail, `/${lang}/confirm?t=`);
  }
});
