// Settings of the site: the form, its limits, two administrators at once, history, export and import, and the
// notice on top of every page.
import test, { after } from 'node:test';
import assert from 'node:assert/strict';
import { Client, text } from './lib/http.mjs';
import { newSignedIn } from './lib/people.mjs';
import { unique } from './lib/env.mjs';
import { row, rows, run, value } from './lib/db.mjs';
import { axe, closeBrowser, newPage } from './lib/browser.mjs';

const admin = async () => (await newSignedIn({ roles: 'administrator', name: 'Ada Settings' })).client;
const stored = (name) => value('SELECT value FROM setting WHERE name = ?', name);
const save = async (c, fields, page) => c.submit(page ?? (await c.get('/en/admin/settings')), fields, { action: '/admin/settings' });
const nothing = { notice_en: '', notice_fr: '', notice_es: '', notice_from: '', notice_until: '' };

after(async () => {
  run('DELETE FROM setting');
  run("UPDATE stamp SET n = n + 1 WHERE area = 'site'");
  await closeBrowser();
});

test('what is saved is stored, told in the history and in the audit log; what is the same is not', async () => {
  const c = await admin();
  const done = await save(c, { statistics_least: '8', export_days: ' 14 ' });
  assert.equal(done.status, 303, text(done.text));
  assert.match(text((await c.follow(done)).text), /2 settings are changed/);
  assert.equal(stored('statistics_least'), '8');
  assert.equal(stored('export_days'), '14');
  assert.equal(stored('still_you_days'), undefined);
  const changes = Number(value('SELECT COUNT(*) FROM setting_change'));
  assert.match(text((await c.follow(await save(c, {}))).text), /Nothing was different/);
  assert.equal(Number(value('SELECT COUNT(*) FROM setting_change')), changes);
  const history = text((await c.get('/en/admin/settings/history')).text);
  assert.match(history, /Days for which exports can be downloaded 7 14 Ada Settings/);
  const log = rows("SELECT detail FROM audit WHERE action = 'setting.change' ORDER BY id DESC LIMIT 2").map((r) => JSON.parse(r.detail));
  assert.ok(log.some((d) => d.name === 'export_days' && d.from === 7 && d.to === 14));
});

test('values beyond the limits are refused beside their fields, and nothing of the form is taken', async () => {
  const c = await admin();
  run('DELETE FROM setting');
  for (const [fields, why] of [
    [{ statistics_least: '4' }, /from 5 to 100/], [{ statistics_least: '101' }, /from 5 to 100/], [{ export_days: '0' }, /from 1 to 30/],
    [{ export_days: '7.5' }, /whole number/], [{ export_days: '' }, /Enter a number/], [{ invitations_per_hour: '-1' }, /whole number/],
    [{ invitations_per_hour: '99999999999999999999' }, /whole number/], [{ still_you_days: '29' }, /from 30 to 1,095/],
    [{ notice_from: 'tomorrow' }, /2026-01-31 08:00/], [{ notice_from: '2026-02-30 08:00' }, /2026-01-31 08:00/],
    [{ notice_from: '2026-02-02 08:00', notice_until: '2026-02-02 07:00' }, /has to end after it begins/], [{ notice_en: 'x'.repeat(301) }, /300/]]) {
    const a = await save(c, { ...fields, statistics_least: fields.statistics_least ?? '9' });
    assert.equal(a.status, 422, JSON.stringify(fields));
    assert.match(text(a.text), why, JSON.stringify(fields));
    assert.equal(value('SELECT COUNT(*) FROM setting'), '0');
  }
});

test('two administrators at once: the second is told and can save again', async () => {
  const a = await admin(), b = await admin();
  const [pa, pb] = [await a.get('/en/admin/settings'), await b.get('/en/admin/settings')];
  assert.equal((await save(a, { export_days: '3' }, pa)).status, 303);
  const late = await save(b, { export_days: '4' }, pb);
  assert.equal(late.status, 422);
  assert.match(text(late.text), /changed by somebody else/);
  assert.equal(stored('export_days'), '3');
  assert.equal((await save(b, {}, late)).status, 303);
  assert.equal(stored('export_days'), '4');
  const pages = await Promise.all(Array.from({ length: 5 }, () => a.get('/en/admin/settings')));
  const all = await Promise.all(pages.map((p, i) => save(a, { export_days: String(10 + i) }, p)));
  assert.equal(all.filter((x) => x.status === 303).length, 1, 'of five at the same moment one is taken');
});

test('the notice: on every page, in the language of the reader, only in its time, and never as markup', async () => {
  const c = await admin();
  const member = (await newSignedIn()).client;
  const stranger = { get: (at) => new Client().get(`${at}?fresh=${unique()}`) }; // the web server keeps pages for a minute
  for (let i = 0; i < 2; i++) assert.ok(!(await member.get('/en/about')).text.includes('site-notice'));
  const words = 'We are closed on <b>Sunday</b> & "Monday" from 8 to 10.';
  assert.equal((await save(c, { ...nothing, notice_en: words, notice_fr: 'Fermé dimanche.' })).status, 303);
  for (const at of ['/en', '/en/resources', '/en/about', '/en/sign-in', '/en/members', '/en/resources/statistics']) {
    const page = await stranger.get(at);
    assert.ok(text(page.text).includes(words), at);
    assert.ok(!page.text.includes('<b>Sunday'), at);
  }
  assert.ok(text((await c.get('/en/admin')).text).includes(words));
  assert.ok(text((await member.get('/en/about')).text).includes(words), 'a page that was kept is made anew');
  assert.match(text((await stranger.get('/fr/resources')).text), /Fermé dimanche\./);
  const es = await stranger.get('/es/resources');
  assert.ok(text(es.text).includes(words), 'where a language is missing, another one is shown');
  assert.match(es.text, /class="site-notice"[^>]*><p class="wrap" lang="en">/);

  assert.equal((await save(c, { notice_from: '2999-01-01 08:00' })).status, 303);
  assert.equal(stored('notice_from'), '2999-01-01T08:00:00Z');
  assert.match((await c.get('/en/admin/settings')).text, /value="2999-01-01 08:00"/);
  assert.ok(!(await stranger.get('/en/resources')).text.includes('site-notice'), 'not yet');
  assert.equal((await save(c, { notice_from: '', notice_until: '2020-01-01 08:00' })).status, 303);
  assert.ok(!(await stranger.get('/en/resources')).text.includes('site-notice'), 'over');
  assert.equal((await save(c, { notice_until: '2999-01-01 08:00' })).status, 303);
  assert.ok((await stranger.get('/en/resources')).text.includes('site-notice'));
  for (const dark of [false, true]) {
    const page = await newPage({ width: 320, dark });
    await page.goto(`/en/about?fresh=${unique()}`);
    assert.deepEqual(await axe(page), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await page.context().close();
  }
  assert.equal((await save(c, nothing)).status, 303);
  assert.ok(!(await stranger.get('/en/resources')).text.includes('site-notice'), 'gone');
  assert.ok(!(await member.get('/en/about')).text.includes('site-notice'));
});

test('export and import: the same file changes nothing; another one is shown first, then applied', async () => {
  const c = await admin();
  assert.equal((await save(c, { ...nothing, export_days: '9', statistics_least: '6', staff_two_factor: '', notice_es: 'Cerrado el domingo, «mañana».' })).status, 303);
  const file = await c.get('/en/admin/settings.json');
  assert.match(file.headers['content-disposition'], /attachment/);
  assert.equal(file.json.settings.export_days, 9);
  assert.equal(file.json.settings.staff_two_factor, false);
  const send = async (data) => c.submit(await c.get('/en/admin/settings/import'), { file: { filename: 's.json', type: 'application/json', data } }, { action: '/import' });
  const same = await send(file.text);
  assert.equal(same.status, 303, text(same.text));
  assert.match(text((await c.follow(same)).text), /changes nothing/);

  const other = { m4d_settings: 1, settings: { export_days: 21, notice_es: '' } }; // what is not named stays
  const shown = await send(JSON.stringify(other));
  const diff = await c.follow(shown);
  assert.match(text(diff.text), /Days for which exports can be downloaded 9 21/);
  assert.match(text(diff.text), /Notice in Spanish Cerrado el domingo, «mañana»\. Nothing/);
  assert.equal(stored('export_days'), '9', 'nothing before one says so');
  assert.equal((await (await admin()).get(shown.location)).status, 404, 'nobody else’s');

  assert.equal((await save(c, { export_days: '11' })).status, 303);
  const late = await c.submit(diff, {}, { action: '/import/' });
  assert.equal(late.status, 422);
  assert.match(text(late.text), /Days for which exports can be downloaded 11 21/);
  assert.equal((await c.submit(late, {}, { action: '/import/' })).status, 303);
  assert.equal(stored('export_days'), '21');
  assert.equal(stored('notice_es'), '');
  assert.equal(stored('statistics_least'), '6');
});

test('the smallest number of statistics is the one that is set', async () => {
  const c = await admin();
  assert.equal((await save(c, { statistics_least: '37' })).status, 303);
  const member = (await newSignedIn()).client;
  const page = await member.get('/en/members/statistics');
  assert.equal(page.status, 200);
  assert.match(text(page.text), /Where fewer than 37 would be counted/);
  const csv = await member.get('/en/members/statistics.csv');
  assert.equal(csv.status, 200);
  for (const [, n] of csv.text.matchAll(/,"?(\d+)"?\r?$/gm)) assert.ok(Number(n) >= 37 || Number(n) === 0, csv.text);
  assert.equal((await save(c, { statistics_least: '5' })).status, 303);
});

test('files that are none, or say what cannot be, are refused with the reason', async () => {
  const c = await admin();
  const before = JSON.stringify(rows('SELECT name, value FROM setting ORDER BY name'));
  const send = async (data) => c.submit(await c.get('/en/admin/settings/import'), { file: { filename: 's.json', type: 'application/json', data } }, { action: '/import' });
  for (const [data, why] of [
    ['', /Choose a file/], ['{', /not a file of settings/], ['[]', /not a file of settings/], ['null', /not a file of settings/], ['{"m4d_settings":2,"settings":{}}', /not a file of settings/],
    ['{"m4d_settings":1,"settings":{"no_such":1}}', /there is not: no_such/], ['{"m4d_settings":1,"settings":{"export_days":"7"}}', /export_days is of the wrong kind/],
    ['{"m4d_settings":1,"settings":{"export_days":31}}', /export_days: .*1 to 30/], ['{"m4d_settings":1,"settings":{"export_days":1,"export_days":2}}', /not a file of settings/],
    ['{"m4d_settings":1,"settings":{"staff_two_factor":1}}', /wrong kind/], [`{"m4d_settings":1,"settings":{"notice_en":"${'x'.repeat(301)}"}}`, /300/],
    [Buffer.from([0xff, 0xfe, 0x00]), /not a file of settings/], ['['.repeat(60000), /not a file of settings/], [`{"a":"${'x'.repeat(100000)}"}`, /not a file of settings/]]) {
    const a = await send(data);
    assert.equal(a.status, 422, String(data).slice(0, 60));
    assert.match(text(a.text), why, String(data).slice(0, 60));
  }
  assert.equal(JSON.stringify(rows('SELECT name, value FROM setting ORDER BY name')), before);
});

test('a value of another release that is beyond the limits of this one falls back to the default', async () => {
  run("REPLACE INTO setting (name, value, changed_at) VALUES ('export_days', '5000', UTC_TIMESTAMP(6))");
  const c = await admin();
  const page = await c.get('/en/admin/settings');
  assert.equal(page.status, 200);
  assert.match(page.text, /value="5000"/, 'it is shown as it is stored, to be put right');
  assert.equal((await save(c, {}, page)).status, 422);
  run("DELETE FROM setting WHERE name = 'export_days'");
  assert.equal(row("SELECT COUNT(*) AS n FROM setting WHERE name = 'export_days'").n, '0');
});
