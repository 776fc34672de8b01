// The second factor: setting it up, signing in with it, losing it, what staff may without it; the password
// once more before sensitive acts; notices of new devices.
import test, { after } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client, findForms, text } from './lib/http.mjs';
import { mailTo, mails } from './lib/mail.mjs';
import { newMember, newSignedIn, signedIn, signInAs } from './lib/people.mjs';
import { binDir, conf, unique } from './lib/env.mjs';
import { row, run, setting, value } from './lib/db.mjs';
import { begin, forgetStep, stepNow, totp, turnOn } from './lib/totp.mjs';
import { axe, closeBrowser, newPage } from './lib/browser.mjs';

after(async () => {
  run("DELETE FROM setting WHERE name = 'staff_two_factor'");
  await closeBrowser();
});

const factorOf = (id) => row('SELECT * FROM two_factor WHERE member_id = ?', id);
const isIn = async (c) => (await c.get('/en/me')).status === 200;

// The password; the answer leads to the page of the code.
async function password(m, { client = new Client(), query = '', ...more } = {}) {
  const done = await client.submit(await client.get(`/en/sign-in${query}`), { email: m.email, password: m.password, ...more }, { action: '/sign-in' });
  assert.equal(done.status, 303, text(done.text));
  assert.match(done.location, /\/sign-in\/code/);
  return { client, page: await client.follow(done) };
}
const giveCode = (client, page, code, more = {}) => client.submit(page, { code, ...more }, { action: '/sign-in/code' });

async function enrolled(options) {
  const m = await newSignedIn(options);
  return { ...m, ...(await turnOn(m.client)) };
}

test('setting up: the picture says what the text says, one right code turns it on, ten codes are shown once', async () => {
  const m = await newSignedIn({ name: 'Zoë Núñez' });
  const other = await signInAs(m);
  const { setup, uri, secret } = await begin(m.client);
  const found = new URL(uri);
  assert.equal(found.host + decodeURIComponent(found.pathname), `totp/${setting('site_name') || 'M4D Net'}:${m.email}`);
  assert.equal(found.searchParams.get('issuer'), setting('site_name') || 'M4D Net');
  assert.equal(secret.length, 20);
  assert.match(setup.headers['cache-control'], /no-store/);

  const wrong = await m.client.submit(setup, { code: totp(secret, stepNow() + 40) }, { action: '/set-up' });
  assert.equal(wrong.status, 422);
  assert.equal(factorOf(m.id).confirmed_at, null, 'not on before a right code');
  assert.equal((await m.client.get('/en/me/two-factor/set-up')).text.includes(found.searchParams.get('secret').match(/.{4}/g).join(' ')), true, 'the same key as before');

  const done = await m.client.submit(wrong, { code: ` ${totp(secret).replace(/(...)/, '$1 ')}` }, { action: '/set-up' });
  assert.equal(done.status, 303);
  const page = await m.client.follow(done);
  const codes = [...page.text.matchAll(/<code>([0-9a-z]{5}-[0-9a-z]{5})<\/code>/g)].map((x) => x[1]);
  assert.equal(new Set(codes).size, 10);
  const file = await m.client.get('/en/me/two-factor/codes.txt');
  assert.match(file.headers['content-disposition'], /attachment/);
  for (const c of codes) assert.ok(file.text.includes(c));
  assert.equal((await m.client.submit(page, {}, { action: '/codes' })).location, '/en/me/two-factor');
  assert.equal((await m.client.get('/en/me/two-factor/codes')).status, 303, 'shown once');
  assert.equal((await m.client.get('/en/me/two-factor/codes.txt')).status, 404);

  const kept = factorOf(m.id);
  const stored = JSON.stringify(kept);
  assert.ok(!stored.includes(Buffer.from(codes[0]).toString('hex')) && !stored.toLowerCase().includes(secret.toString('hex')), 'neither the key nor a code is stored as it is');
  assert.equal(await isIn(other), false, 'other devices are signed out');
  assert.equal(await isIn(m.client), true);
  assert.match((await mailTo(m.email, { subject: /second factor/ })).text, /Other devices were signed out/);
  assert.equal(value("SELECT COUNT(*) FROM audit WHERE object_type = 'member' AND object_id = ? AND action = 'member.two_factor.on'", m.id), '1');
});

test('setting up that was begun an hour ago has to be begun anew', async () => {
  const m = await newSignedIn(), { setup, secret } = await begin(m.client);
  run('UPDATE two_factor SET created_at = UTC_TIMESTAMP(6) - INTERVAL 61 MINUTE WHERE member_id = ?', m.id);
  assert.equal((await m.client.get('/en/me/two-factor/set-up')).location, '/en/me/two-factor');
  assert.equal((await m.client.submit(setup, { code: totp(secret) }, { action: '/set-up' })).location, '/en/me/two-factor');
  assert.equal(factorOf(m.id).confirmed_at, null);
  assert.notDeepEqual((await begin(m.client)).secret, secret);
});

test('the picture: dark on white in light and in dark, with a quiet zone; read by a reader; fits 320 pixels', async () => {
  const m = await newSignedIn();
  const { uri } = await begin(m.client);
  const dir = mkdtempSync(path.join(os.tmpdir(), 'm4d-qr-'));
  for (const dark of [false, true]) {
    const page = await newPage({ as: m.client, dark, width: 320, height: 700 });
    await page.goto('/en/me/two-factor/set-up');
    const file = path.join(dir, `${dark}.png`);
    writeFileSync(file, await page.locator('svg.qr').screenshot());
    assert.equal(execFileSync('zbarimg', ['--quiet', '--raw', file], { encoding: 'utf8' }).trim(), uri);
    assert.equal(await page.locator('svg.qr rect').evaluate((r) => getComputedStyle(r).fill), 'rgb(255, 255, 255)');
    const [size, first] = await page.locator('svg.qr').evaluate((s) => [s.viewBox.baseVal.width, s.querySelector('path').getAttribute('d')]);
    const xs = [...first.matchAll(/M(\d+) (\d+)h(\d+)/g)].map((x) => [+x[1], +x[2], +x[1] + +x[3]]);
    assert.ok(Math.min(...xs.map((x) => x[0])) === 4 && Math.min(...xs.map((x) => x[1])) === 4 && Math.max(...xs.map((x) => x[2])) === size - 4);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no sideways scrolling');
    assert.deepEqual(await axe(page), []);
    await page.context().close();
  }
  rmSync(dir, { recursive: true });
});

test('signing in: nobody is in before the code; where one wanted to go and "keep me" are honoured', async () => {
  const m = await enrolled();
  forgetStep(m.id);
  const { client, page } = await password(m, { query: '?next=%2Fen%2Fme%2Fmails', keep: '1' });
  assert.equal([...client.cookies.keys()].some((n) => /m4d$/.test(n)), false, 'no session yet');
  assert.equal(await isIn(client), false);
  const step = client.cookies.get([...client.cookies.keys()].find((n) => /step$/.test(n)));
  assert.equal(value('SELECT COUNT(*) FROM sign_in_step WHERE token_hash = ?', Buffer.from(step)), '0', 'only its hash is stored');
  assert.equal((await giveCode(client, page, '000000')).status, 422);
  const done = await giveCode(client, page, totp(m.secret));
  assert.equal(done.location, '/en/me/mails');
  assert.match(done.headers['set-cookie'].find((l) => /m4d=/.test(l)), /max-age=\d{6,}/i);
  assert.equal(await isIn(client), true);
  assert.equal(client.cookies.has([...client.cookies.keys()].find((n) => /step$/.test(n))), false, 'the half sign-in is over');
  assert.match((await client.get('/en/me/sessions')).text, /With a code/);

  const bare = new Client();
  assert.equal((await bare.get('/en/sign-in/code')).location, '/en/sign-in', 'not without the password');
  const form = findForms((await bare.get('/en/sign-in')).text).find((f) => f.action.includes('/sign-in'));
  assert.equal((await bare.post('/en/sign-in/code', { _token: form.fields.find(([n]) => n === '_token')[1], code: totp(m.secret, stepNow() + 1) })).status, 422);
  assert.equal(await isIn(bare), false);
});

test('each code once: not again, not an older one, not one of two steps away, not after the clock went back', async () => {
  const m = await enrolled();
  forgetStep(m.id);
  const now = stepNow();
  const { client, page } = await password(m);
  for (const [step, why] of [[now - 3, 'too old'], [now + 3, 'too early']]) assert.equal((await giveCode(client, page, totp(m.secret, step))).status, 422, why);
  assert.equal((await giveCode(client, page, totp(m.secret, stepNow()))).status, 303);
  const again = await password(m);
  for (const step of [stepNow(), stepNow() - 1]) assert.equal((await giveCode(again.client, again.page, totp(m.secret, step))).status, 422);
  run('UPDATE two_factor SET last_step = last_step + 100 WHERE member_id = ?', m.id); // as if the clock stood 50 minutes behind
  assert.equal((await giveCode(again.client, again.page, totp(m.secret, stepNow() + 1))).status, 422);
});

test('one code sent many times at once signs in once; so does a recovery code', async () => {
  const m = await enrolled();
  forgetStep(m.id);
  for (const code of [totp(m.secret), m.codes[3]]) {
    const steps = await Promise.all(Array.from({ length: 6 }, () => password(m)));
    const all = await Promise.all(steps.map(({ client, page }) => giveCode(client, page, code)));
    assert.equal(all.filter((a) => a.status === 303).length, 1, all.map((a) => a.status).join());
  }
  assert.equal(Number(value('SELECT LENGTH(recovery) FROM two_factor WHERE member_id = ?', m.id)), 9 * 32);
});

test('ten wrong codes lock the app’s codes for 15 minutes; a recovery code still lets the owner in; a mail tells', async () => {
  const m = await enrolled();
  forgetStep(m.id);
  const { client, page } = await password(m);
  for (let i = 0; i < 10; i++) assert.equal((await giveCode(client, page, totp(m.secret, stepNow() + 50 + i))).status, 422);
  const locked = await giveCode(client, page, totp(m.secret));
  assert.equal(locked.status, 429);
  assert.match(text(locked.text), /too many wrong codes/i);
  await mailTo(m.email, { subject: /Many wrong codes/ });
  const odd = m.codes[0].toUpperCase().replace('-', ' ').replace(/0/g, 'O').replace(/1/g, 'l');
  assert.equal((await giveCode(client, page, odd)).status, 303);
  const used = await mailTo(m.email, { subject: /recovery code/ });
  assert.match(used.text, /9 recovery codes left/);

  const again = await password(m);
  assert.equal((await giveCode(again.client, again.page, m.codes[0])).status, 422, 'a recovery code works once');
  run('UPDATE two_factor SET wrong = 9, locked_until = NULL WHERE member_id = ?', m.id);
  assert.equal((await giveCode(again.client, again.page, '123')).status, 422);
  assert.ok(Date.parse(`${factorOf(m.id).locked_until}Z`) > Date.now() + 14 * 60000);
  run('UPDATE two_factor SET locked_until = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND, last_step = 0 WHERE member_id = ?', m.id);
  assert.equal((await giveCode(again.client, again.page, totp(m.secret))).status, 303, 'afterwards it is open again');
});

test('what was typed before the session ended goes along through password and code', async () => {
  const m = await enrolled();
  forgetStep(m.id);
  const page = await m.client.get('/en/me/settings');
  run('DELETE FROM session WHERE member_id = ?', m.id);
  const asked = await m.client.submit(page, { lang: 'fr' }, { action: '/me/settings' });
  assert.equal(asked.status, 403);
  const code = await m.client.submit(asked, { email: m.email, password: m.password }, { action: '/sign-in' });
  assert.equal(code.status, 200, text(code.text));
  const wrong = await giveCode(m.client, code, '111111');
  assert.equal(wrong.status, 422);
  const back = await giveCode(m.client, wrong, totp(m.secret));
  assert.equal(back.status, 200);
  const saved = await m.client.submit(back, {}, { action: '/me/settings' });
  assert.equal(saved.status, 303);
  assert.equal(value('SELECT lang FROM member WHERE id = ?', m.id), 'fr');
});

test('a new password by mail does not get around the code, and ends sign-ins that wait for it', async () => {
  const m = await enrolled();
  const waiting = await password(m);
  const c = new Client();
  await c.submit(await c.get('/en/reset'), { email: m.email });
  const link = (await mailTo(m.email, { subject: /Choose a new password/ })).links.find((l) => l.includes('/reset/new?t='));
  const at = link.slice(new URL(link).origin.length);
  assert.match((await c.submit(await c.get(at), { password: 'a quite new password' }, { action: '/reset/new' })).location, /said=changed/);
  assert.equal(await isIn(c), false);
  forgetStep(m.id);
  assert.equal((await giveCode(waiting.client, waiting.page, totp(m.secret))).status, 422, 'the old password was half of it');
  assert.equal(await isIn(waiting.client), false);
  const fresh = await password({ ...m, password: 'a quite new password' });
  assert.equal((await giveCode(fresh.client, fresh.page, totp(m.secret))).status, 303);
});

test('a person suspended between password and code does not get in', async () => {
  const m = await enrolled();
  forgetStep(m.id);
  const { client, page } = await password(m);
  run("UPDATE member SET state = 'suspended' WHERE id = ?", m.id);
  assert.equal((await giveCode(client, page, totp(m.secret))).status, 422);
  assert.equal(await isIn(client), false);
});

test('a password typed long ago is typed again before the code', async () => {
  const m = await enrolled();
  forgetStep(m.id);
  const { client, page } = await password(m);
  run('UPDATE sign_in_step SET expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE member_id = ?', m.id);
  const late = await giveCode(client, page, totp(m.secret));
  assert.notEqual(late.status, 303, 'no session yet');
  assert.equal(await isIn(client), false);
  assert.match((await client.get('/en/sign-in/code')).location, /\/sign-in(\?|$)/);
});

test('turning off and new recovery codes ask for password and code', async () => {
  const m = await enrolled();
  const off = await m.client.get('/en/me/two-factor/off');
  forgetStep(m.id);
  assert.equal((await m.client.submit(off, { password: 'wrong one', code: totp(m.secret) }, { action: '/off' })).status, 422);
  assert.equal((await m.client.submit(off, { password: m.password, code: '' }, { action: '/off' })).status, 422);
  assert.equal((await m.client.submit(off, { password: m.password, code: '000000' }, { action: '/off' })).status, 422);
  assert.ok(factorOf(m.id).confirmed_at);
  const renew = await m.client.submit(await m.client.get('/en/me/two-factor/renew'), { password: m.password, code: m.codes[1] }, { action: '/renew' });
  assert.equal(renew.location, '/en/me/two-factor/codes');
  const fresh = [...(await m.client.follow(renew)).text.matchAll(/<code>([0-9a-z-]{11})<\/code>/g)].map((x) => x[1]);
  assert.equal(fresh.length, 10);
  assert.ok(!fresh.includes(m.codes[2]));
  run('UPDATE two_factor SET shown_until = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE member_id = ?', m.id);
  assert.equal((await m.client.get('/en/me/two-factor/codes')).location, '/en/me/two-factor', 'not shown for long');
  assert.equal((await m.client.get('/en/me/two-factor/codes.txt')).status, 404);
  await mailTo(m.email, { subject: /New recovery codes/ });
  assert.equal((await m.client.submit(off, { password: m.password, code: m.codes[2] }, { action: '/off' })).status, 422, 'the old ones are dead');
  assert.equal((await m.client.submit(off, { password: m.password, code: totp(m.secret) }, { action: '/off' })).status, 303);
  assert.equal(factorOf(m.id), undefined);
  await mailTo(m.email, { subject: /no second factor any more/ });
  await signInAs(m);
});

test('a setting makes staff roles need it: staff pages lead to setting it up, member pages stay open', async () => {
  const m = await newSignedIn({ roles: 'administrator' });
  assert.equal((await m.client.get('/en/admin/people')).status, 200, 'off by default');
  run("REPLACE INTO setting (name, value, changed_at) VALUES ('staff_two_factor', '1', UTC_TIMESTAMP(6))");
  try {
    const asked = await m.client.get('/en/admin/people');
    assert.equal(asked.status, 303);
    assert.equal(asked.location, '/en/me/two-factor?next=%2Fen%2Fadmin%2Fpeople');
    assert.match(text((await m.client.follow(asked)).text), /open only with a second factor/);
    const me = await m.client.get('/en/me');
    assert.equal(me.status, 200);
    assert.ok(!me.text.includes('href="/en/admin"'), 'nor are they offered');
    const token = findForms(me.text).find((f) => f.action.includes('/sign-out')).fields.find(([n]) => n === '_token')[1];
    const victim = await newMember();
    assert.equal((await m.client.post(`/en/admin/people/${victim.id}/sessions`, { _token: token })).status, 403);
    for (const at of ['/en/resources/manage', '/en/pages', '/en/resources/moderate']) assert.equal((await m.client.get(at)).status, 303, at);

    // Rights on single things are such a role as well.
    const series = unique('s'), part = await newSignedIn();
    run('INSERT INTO series (code, title_en) VALUES (?, ?)', series, `Series ${series}`);
    run("INSERT INTO object_role (member_id, object_type, object_id, role) SELECT ?, 'series', id, 'editor' FROM series WHERE code = ?", part.id, series);
    run("INSERT INTO resource (state, type_id, lang, licence, series_id, changed_at) SELECT 'draft', t.id, 'en', 'CC0-1.0', s.id, UTC_TIMESTAMP(6) FROM term t JOIN series s ON s.code = ? WHERE t.vocabulary = 'type' LIMIT 1", series);
    const theirs = value('SELECT r.id FROM resource r JOIN series s ON s.id = r.series_id WHERE s.code = ?', series);
    assert.equal((await part.client.get(`/en/resources/manage/${theirs}`)).status, 303);
    assert.equal((await part.client.get(`/en/resources/${theirs}`)).status, 404, 'nor is a draft to be seen');

    const on = await turnOn(m.client, { next: '/en/admin/people' });
    const kept = await m.client.submit(on.page, {}, { action: '/codes' });
    assert.equal(kept.location, '/en/admin/people');
    assert.equal((await m.client.follow(kept)).status, 200, 'the session that gave a code is strong');
    assert.equal((await (await newSignedIn()).client.get('/en/admin/people')).status, 403, 'members are no staff');
    forgetStep(m.id);
    const { client, page } = await password(m);
    await giveCode(client, page, totp(on.secret));
    assert.equal((await client.get('/en/admin/people')).status, 200);
    run('UPDATE two_factor SET last_step = 0 WHERE member_id = ?', m.id);
    assert.equal((await client.submit(await client.get('/en/me/two-factor/off'), { password: m.password, code: totp(on.secret) }, { action: '/off' })).status, 303);
    assert.equal((await client.get('/en/admin/people')).status, 303, 'without it the roles do not count any more, at the very next request');
    assert.equal((await m.client.get('/en/admin/people')).status, 303, 'nor in the other session');
  } finally {
    run("DELETE FROM setting WHERE name = 'staff_two_factor'");
  }
});

test('phone and codes lost: an administrator takes it off, the person is told; so does the command line', async () => {
  const m = await enrolled();
  const admin = await signedIn('admin');
  const person = await admin.get(`/en/admin/people/${m.id}`);
  assert.match(text(person.text), /Turn off the second factor/);
  const ask = await admin.get(`/en/admin/people/${m.id}/two-factor`);
  const done = await admin.submit(ask, {}, { action: '/two-factor' });
  assert.equal(done.location, `/en/admin/people/${m.id}`);
  assert.equal(factorOf(m.id), undefined);
  assert.equal(await isIn(m.client), false);
  assert.match((await mailTo(m.email, { subject: /no second factor any more/ })).text, /An administrator turned off/);
  assert.equal(value("SELECT COUNT(*) FROM audit WHERE object_id = ? AND action = 'member.two_factor.off' AND member_id IS NOT NULL", m.id), '1');
  assert.equal((await admin.get('/en/admin/people/999999999/two-factor')).status, 404);

  const n = await enrolled();
  execFileSync(path.join(binDir, 'm4d-admin'), ['two-factor-off', n.email], { env: { ...process.env, M4D_CONF: conf } });
  assert.equal(factorOf(n.id), undefined);
  await signInAs(n);
});

test('the key is of no use in another account', async () => {
  const a = await enrolled();
  const b = await enrolled();
  run('UPDATE two_factor x JOIN two_factor y ON y.member_id = ? SET x.secret = y.secret, x.recovery = y.recovery WHERE x.member_id = ?', a.id, b.id);
  forgetStep(b.id);
  const { client, page } = await password(b);
  assert.notEqual((await giveCode(client, page, totp(a.secret))).status, 303);
  assert.notEqual((await giveCode(client, page, a.codes[0])).status, 303, 'nor are recovery codes');
  assert.equal(await isIn(client), false);
});

test('the secret of the site can be changed: keys are sealed anew, codes and recovery codes stay good', async () => {
  const m = await enrolled();
  const dir = mkdtempSync(path.join(os.tmpdir(), 'm4d-secret-'));
  const old = setting('secret_file');
  writeFileSync(path.join(dir, 'new'), `${'n'.repeat(64)}\n`);
  const reseal = (now, former) => {
    writeFileSync(path.join(dir, 'conf'), `${readFileSync(conf, 'utf8')}\nsecret_file = ${now}\nsecret_file_former = ${former}\n`, { mode: 0o600 });
    return execFileSync(path.join(binDir, 'm4d-admin'), ['reseal'], { env: { ...process.env, M4D_CONF: path.join(dir, 'conf') }, encoding: 'utf8' });
  };
  run('DELETE FROM two_factor WHERE member_id <> ?', m.id); // the test before left one that nothing opens
  const before = factorOf(m.id).secret;
  assert.match(reseal(path.join(dir, 'new'), old), /^Second factors sealed anew: 1$/m);
  assert.notEqual(factorOf(m.id).secret, before);
  assert.throws(() => reseal(old, ''), 'the old secret alone does not open them');
  reseal(old, path.join(dir, 'new'));
  rmSync(dir, { recursive: true });
  forgetStep(m.id);
  const first = await password(m);
  assert.equal((await giveCode(first.client, first.page, totp(m.secret))).status, 303);
  const second = await password(m);
  assert.equal((await giveCode(second.client, second.page, m.codes[5])).status, 303);
});

test('a sign-in with a browser not seen before is told by mail, the first of all is not', async () => {
  const m = await newMember({ country: 'SN' });
  run("UPDATE member SET zone = 'Africa/Dakar' WHERE id = ?", m.id);
  const home = await signInAs(m);
  const device = [...home.cookies.keys()].find((n) => /device$/.test(n));
  assert.ok(device);
  assert.equal(value('SELECT COUNT(*) FROM device WHERE token_hash = ?', Buffer.from(home.cookies.get(device))), '0', 'only its hash is stored');
  const keep = new Client();
  keep.cookies.set(device, home.cookies.get(device));
  const again = await signInAs(m, { client: keep });
  assert.equal(again.cookies.get(device), home.cookies.get(device));
  const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
  const foreign = await signInAs(m, { client: new Client({ ip: '192.0.2.77', headers: { 'user-agent': agent } }) });
  const mail = await mailTo(m.email, { subject: /A new device signed in/ });
  assert.equal(mails({ to: m.email }).length, 1, 'neither the first sign-in nor the known browser was told');
  assert.match(mail.text, /Firefox on Linux, network address 192\.0\.2\.77/);
  assert.match(mail.text, /in Dakar \(\d\d:\d\d UTC\)/);
  assert.ok(mail.links.some((l) => l.endsWith('/en/me/sessions')));
  const guest = await newMember(), shared = new Client();
  await signInAs(guest);
  shared.cookies.set(device, home.cookies.get(device));
  await signInAs(guest, { client: shared });
  await mailTo(guest.email, { subject: /A new device signed in/ }); // known of somebody else is not known
  const list = await foreign.get('/en/me/sessions');
  assert.match(text(list.text), /Firefox on Linux/);
  assert.equal((text(list.text).match(/This device/g) || []).length, 1);
  const ended = await foreign.submit(list, {}, { action: '/me/sessions/end' });
  assert.equal(ended.status, 303);
  assert.equal(await isIn(home), false);
  assert.equal(await isIn(foreign), true);
});

test('another site cannot turn it on or off, and the forms have their tokens', async () => {
  const m = await enrolled();
  for (const [at, body] of [['/en/me/two-factor', { password: m.password }], ['/en/me/two-factor/off', { password: m.password, code: m.codes[0] }],
    ['/en/me/two-factor/renew', { password: m.password, code: m.codes[0] }], ['/en/me/two-factor/codes', {}], ['/en/sign-in/code', { code: totp(m.secret) }]]) {
    assert.equal((await m.client.post(at, body)).status, 403, at);
    assert.equal((await m.client.post(at, body, { headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' } })).status, 403, at);
  }
  assert.equal(Number(value('SELECT LENGTH(recovery) FROM two_factor WHERE member_id = ?', m.id)), 320);
});

test('in French and Spanish, by keyboard and without mistakes for assistive technology', async () => {
  for (const lang of ['fr', 'es']) {
    const m = await newSignedIn({ lang });
    const page = await newPage({ as: m.client, lang, width: 390 });
    for (const at of ['/me/two-factor', '/me/addresses', '/me/sessions']) {
      await page.goto(`/${lang}${at}`);
      assert.deepEqual(await axe(page), [], `${lang}${at}`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${lang}${at} scrolls sideways`);
    }
    await page.context().close();
  }
});
