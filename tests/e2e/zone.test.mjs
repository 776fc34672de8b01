// Times where a person lives, and in UTC: in mails and on the person's own pages.
import test from 'node:test';
import assert from 'node:assert/strict';
import { Client, text } from './lib/http.mjs';
import { mailTo } from './lib/mail.mjs';
import { newMember, newSignedIn, signInAs } from './lib/people.mjs';
import { rows, run, value } from './lib/db.mjs';
import { unique } from './lib/env.mjs';

const zoneOf = (email) => value('SELECT zone FROM member WHERE email = ?', email);
// "27 November 2026, 03:03 in Auckland (26 November 2026, 14:03 UTC)" as instants by each clock, or not at all.
const told = (s, place) => s.match(new RegExp(`(\\d+ \\w+ \\d{4}), (\\d\\d:\\d\\d) in ${place} \\((?:(\\d+ \\w+ \\d{4}), )?(\\d\\d:\\d\\d) UTC\\)`));
const hours = (m) => (Date.parse(`${m[1]} ${m[2]}Z`) - Date.parse(`${m[3] || m[1]} ${m[4]}Z`)) / 3600000;
const shown = (t) => text(t).replace(/\s+/g, ' ');
async function inZone(zone, options = {}) {
  const m = await newMember(options);
  run('UPDATE member SET zone = ? WHERE id = ?', zone, m.id);
  return { ...m, client: await signInAs(m) };
}

test('who signs up has the zone of most people of the country', async () => {
  for (const [country, zone, lang, words] of [
    ['KE', 'Africa/Nairobi', 'en', /works until \d+ \w+ \d{4}, \d\d:\d\d in Nairobi \((\d+ \w+ \d{4}, )?\d\d:\d\d UTC\)\./],
    ['EG', 'Africa/Cairo', 'fr', /jusqu’au .*, \d\d:\d\d \(Le Caire\), soit .*\d\d:\d\d UTC\./],
    ['BR', 'America/Sao_Paulo', 'es', /, \d\d:\d\d en São Paulo \(.*\d\d:\d\d UTC\)\./],
    ['', 'NULL', 'en', /works until \d+ \w+ \d{4}, \d\d:\d\d UTC\./],
  ]) {
    const email = `${unique('z')}@example.org`;
    const c = new Client();
    const done = await c.submit(await c.get('/en/join'), { name: 'Wanjiru Otieno', email, password: 'seven small boats go home', country, organisation: '', lang, listed: 'members', agreed: '1' });
    assert.equal(done.status, 303, text(done.text));
    assert.equal(zoneOf(email) ?? 'NULL', zone);
    assert.match((await mailTo(email)).text.replace(/\s+/g, ' '), words);
  }
});

test('the zone is changed: those of the country come first, then all by continent', async () => {
  const m = await newSignedIn({ country: 'ID' });
  const page = await m.client.get('/en/me/settings');
  const select = page.text.match(/<select[^>]*id="f-zone"[\s\S]*?<\/select>/)[0];
  const groups = [...select.matchAll(/<optgroup label="([^"]*)">([\s\S]*?)<\/optgroup>/g)];
  assert.deepEqual(groups.map((g) => g[1]), ['Your country', 'Africa', 'America', 'Antarctica', 'Arctic', 'Asia', 'Atlantic Ocean', 'Australia', 'Europe', 'Indian Ocean', 'Pacific Ocean']);
  assert.deepEqual([...groups[0][2].matchAll(/value="([^"]*)"/g)].map((x) => x[1]), ['Asia/Jakarta', 'Asia/Pontianak', 'Asia/Makassar', 'Asia/Jayapura']);
  const all = [...select.matchAll(/value="([^"]*)"/g)].map((x) => x[1]);
  assert.equal(new Set(all).size, all.length, 'each once');
  assert.equal(all[0], '');
  assert.ok(page.text.length < 60000, `${page.text.length} bytes`);

  assert.equal((await m.client.submit(page, { zone: 'Asia/Makassar' }, { action: '/me/settings' })).status, 303);
  assert.equal(zoneOf(m.email), 'Asia/Makassar');
  assert.match(shown((await m.client.get('/en/me')).text), /Time zone Makassar/);
  const again = await m.client.get('/en/me/settings');
  assert.match(again.text, /value="Asia\/Makassar" selected/);
  assert.equal((await m.client.submit(again, { zone: '' }, { action: '/me/settings' })).status, 303);
  assert.deepEqual(rows('SELECT zone FROM member WHERE id = ?', m.id), [{ zone: null }]);
});

test('a zone that is not in the list is refused', async () => {
  const m = await newSignedIn();
  for (const zone of ['Mars/Olympus', '../../etc/passwd', 'africa/dakar', 'Afrique/Thiès']) {
    const a = await m.client.submit(await m.client.get('/en/me/settings'), { zone }, { action: '/me/settings' });
    assert.equal(a.status, 422);
    assert.match(text(a.text), /Choose a time zone from the list/);
  }
  for (const country of ['é', 'éé', 'sénégal', 'xx']) {
    const a = await m.client.submit(await m.client.get('/en/me/profile'), { country }, { action: '/me/profile' });
    assert.equal(a.status, 422, country);
  }
});

test('a mail and the own pages tell both times', async () => {
  const m = await inZone('Asia/Kathmandu');
  const page = await m.client.get('/en/me/password');
  assert.equal((await m.client.submit(page, { current: m.password, password: 'lanterns over the harbour' })).status, 303);
  const mail = told((await mailTo(m.email)).text.replace(/\s+/g, ' '), 'Kathmandu');
  assert.ok(mail);
  assert.equal(hours(mail), 5.75);
  const id = value('SELECT id FROM mail WHERE member_id = ?', m.id);
  for (const at of ['/en/me', '/en/me/sessions', '/en/me/mails', `/en/me/mails/${id}`]) {
    const found = told(shown((await m.client.get(at)).text), 'Kathmandu');
    assert.ok(found, at);
    assert.equal(hours(found), 5.75, at);
  }
});

test('without a zone there is UTC alone', async () => {
  const m = await newSignedIn();
  const page = shown((await m.client.get('/en/me/sessions')).text);
  assert.match(page, /\d\d:\d\d UTC/);
  assert.ok(!/UTC\)/.test(page));
});
