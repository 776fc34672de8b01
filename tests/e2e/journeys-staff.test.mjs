// Whole journeys of staff, in a real browser: each in another language and setting.
import test from 'node:test';
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { run, value } from './lib/db.mjs';
import { unique, until } from './lib/env.mjs';
import { pdf, zip } from './lib/files.mjs';
import { Client } from './lib/http.mjs';
import { aPdf, button, close, download, fileOf, heading, link, main, newPage, noSideways, signIn, where } from './lib/journey.mjs';
import { choose, press, tabTo, type } from './lib/keys.mjs';
import { mailTo } from './lib/mail.mjs';
import { newMember, newSignedIn, samplePassword, signInAs } from './lib/people.mjs';
import { words } from './lib/words.mjs';

const stateOf = (title) => value('SELECT state FROM resource r JOIN resource_text t ON t.resource_id = r.id WHERE title = ?', title);
const idOf = (title) => value('SELECT resource_id FROM resource_text WHERE title = ?', title);

async function propose(m, title, line) {
  const client = await signInAs(m);
  const form = await client.get('/en/resources/propose');
  const done = await client.submit(form, { [`title_${m.lang}`]: title, type: 'guide', lang: m.lang, licence: 'CC0-1.0', file_lang: m.lang, file: { filename: 'guide.pdf', data: pdf(line) } }, { action: '/propose' });
  assert.equal(done.status, 303);
}

test('by keyboard alone: a moderator refuses one proposal and takes another; the submitters hear of it, a stranger finds it', async () => {
  const say = words('en');
  const moderator = await newMember({ roles: 'moderator', name: 'Mo Derator' });
  const [fr, es] = await Promise.all(['fr', 'es'].map(async (lang) => ({ ...(await newMember({ lang })), lang })));
  const bad = `À refuser ${unique()}`, good = `Por publicar ${unique('zarigueya')}`;
  await propose(fr, bad, 'refuser');
  await propose(es, good, 'una línea');

  const page = await newPage();
  await page.goto('/en');
  await press(page.locator('header').getByRole('link', { name: say('Sign in') }).first());
  await type(page.locator('#f-email'), moderator.email);
  await type(page.locator('#f-password'), samplePassword);
  await press(button(page, say('Sign in')));
  await press(page.locator('#site-nav').getByRole('link', { name: say('Manage the library') }));
  await press(page.locator('.tabs').getByRole('link', { name: say('Proposals') }));
  const open = async (title) => {
    while (!(await link(page, title).count())) await press(page.locator('a[rel=next]'));
    await press(link(page, title));
  };
  await open(bad);

  // Without a reason it is not refused, and the summary leads to the field.
  await press(button(page, say('Do not take it')));
  await page.locator('.errs').waitFor();
  await tabTo(page.locator('.errs a').first());
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'f-reason');
  const reason = 'Le fichier ne contient que le titre.';
  await page.keyboard.type(reason);
  await press(button(page, say('Do not take it')));
  assert.equal(stateOf(bad), 'refused');
  assert.match(where(page), /^\/en\/resources\/moderate/);
  await open(good);
  await press(button(page, say('Take it and publish')), 'Space');
  assert.equal(stateOf(good), 'published');

  const no = await mailTo(fr.email), yes = await mailTo(es.email);
  assert.match(no.text, new RegExp(reason));
  assert.match(no.text, /Bonjour/);
  assert.match(no.text, /\n-- \nM4D Net\n/);
  assert.match(yes.text, new RegExp(good));
  assert.equal(no.headers['content-language'] ?? 'fr', 'fr');

  // nginx keeps the lists of strangers for a while; the words are new, so this list is.
  const stranger = await newPage({ lang: 'es' });
  await stranger.goto('/es');
  await type(stranger.locator('#front-q'), good.split(' ').pop());
  await press(button(stranger, words('es')('Search')));
  await press(stranger.locator('ol.ledger h3 a').first());
  assert.equal(await heading(stranger), good);
  await tabTo(stranger.locator('td a.btn').first());
  const got = await download(stranger, () => stranger.keyboard.press('Enter'));
  assert.deepEqual(got.data, pdf('una línea'));
  await close(page, stranger);
});

test('Spanish: a publication in three languages, its file over a broken line, a new edition, withdrawn and back', async () => {
  const say = words('es');
  const editor = await newMember({ lang: 'es', roles: 'editor', name: 'Eva Editora' });
  const page = await newPage({ as: await signInAs(editor), lang: 'es' });
  const mark = unique();
  const title = { en: `Rivers ${mark}`, fr: `Fleuves ${mark}`, es: `Ríos ${mark}` };
  await page.goto('/es/resources/manage');
  await link(page, say('New publication')).click();
  for (const l of ['en', 'fr', 'es']) {
    const box = page.locator('details', { has: page.locator(`#f-title_${l}`) }).last();
    if (!(await box.evaluate((d) => d.open))) await box.locator('summary').click();
    await page.locator(`#f-title_${l}`).fill(title[l]);
    await page.locator(`#f-summary_${l}`).fill(`${title[l]}.`);
  }
  await page.locator('#f-type').selectOption('guide');
  await page.locator('#f-lang').selectOption('es');
  await page.locator('#f-licence').selectOption('CC-BY-4.0');
  await page.locator('#f-year').fill('2023');
  await button(page, say('Save as a draft')).click();
  await page.waitForURL(/\/es\/resources\/manage\/\d+/);
  const id = idOf(title.es);
  const state = () => value('SELECT state FROM resource WHERE id = ?', id);

  // The line goes down after the first piece, and the page is loaded again: it goes on where it stopped.
  const big = aPdf('Un archivo grande', 1_400_000);
  await page.goto(`/es/resources/manage/${id}/files`);
  const offsets = [];
  let cut = true;
  await page.context().route('**/uploads/*', async (route) => {
    const at = route.request().headers()['upload-offset'];
    if (route.request().method() === 'POST') offsets.push(Number(at));
    if (cut && Number(at) > 0) await page.context().setOffline(true);
    await route.continue().catch(() => {});
  });
  await page.locator('#f-lang').selectOption('es');
  await page.locator('#f-file').setInputFiles(big);
  await button(page, say('Add')).click();
  const told = page.getByText(say('The line is down. It goes on by itself where it stopped, also after you reload this page and choose the same file'));
  await told.waitFor();
  assert.ok(await told.evaluate((e) => e.getBoundingClientRect().top >= 0 && e.getBoundingClientRect().bottom <= innerHeight), 'and is on the screen');
  assert.equal(offsets[0], 0);
  cut = false;
  await page.context().setOffline(false);
  await page.reload();
  const again = offsets.length;
  await page.locator('#f-lang').selectOption('es');
  await page.locator('#f-file').setInputFiles(big);
  await button(page, say('Add')).click();
  await page.locator('th a[href^="/files/"]').waitFor();
  assert.ok(offsets[again] > 0, `goes on at ${offsets[again]}`);
  assert.equal(value('SELECT size FROM resource_file WHERE resource_id = ?', id), String(statSync(big).size));

  await page.goto(`/es/resources/manage/${id}`);
  await button(page, say('Publish')).click();
  await page.waitForLoadState();
  assert.equal(state(), 'published');
  await link(page, say('See it as readers do')).click();
  assert.equal(await heading(page), title.es);

  // A new edition begins as a draft beside it.
  await page.goto(`/es/resources/manage/${id}`);
  await button(page, say('Begin a new edition')).click();
  await page.waitForURL((u) => /\/manage\/\d+$/.test(u.pathname) && !u.pathname.endsWith(`/${id}`));
  assert.equal(await page.locator('#f-title_fr').inputValue(), title.fr);

  // Withdrawn with a reason that readers see; many at once, and the undo.
  await page.goto(`/es/resources/manage/${id}/withdraw`);
  await page.locator('#f-reason').fill('Las cifras eran de otro río.');
  await button(page, say('Withdraw')).click();
  await page.waitForURL((u) => !u.pathname.endsWith('/withdraw'));
  const reader = await new Client().get(`/es/resources/${id}`);
  const gone = reader.location ? await new Client().get(reader.location) : reader;
  assert.equal(gone.status, 410);
  assert.match(gone.text, /Las cifras eran de otro río/);
  await page.goto(`/es/resources/manage?q=${id}`);
  await page.locator(`input[name=id][value="${id}"]`).check();
  await page.locator('#bulk').selectOption('publish');
  await button(page, say('Go on with the ticked ones')).click();
  await page.waitForURL('**/manage/bulk*');
  await page.locator('main form[method=post] button.btn').first().click();
  await page.waitForURL((u) => u.pathname === '/es/resources/manage');
  assert.equal(state(), 'published');
  await button(page, say('Undo')).click();
  await page.waitForLoadState();
  await until('the undo', () => state() === 'withdrawn');
  await page.goto(`/es/resources/manage/${id}/history`);
  assert.match(await main(page), /Las cifras eran de otro río/);
  await close(page);
});

test('two editors at once: the second sees both texts and decides', async () => {
  const [a, b] = await Promise.all(['es', 'en'].map((lang) => newSignedIn({ lang, roles: 'editor', name: lang === 'es' ? 'Ana Uno' : 'Ben Two' })));
  const title = unique('Contested ');
  const made = await a.client.submit(await a.client.get('/en/resources/manage/new'), { title_en: title, type: 'guide', lang: 'en', licence: 'CC0-1.0' });
  const at = /\/resources\/manage\/\d+/.exec(made.location)[0];
  const [pa, pb] = [await newPage({ as: a.client, lang: 'es' }), await newPage({ as: b.client, width: 360 })];
  await Promise.all([pa.goto(`/es${at}`), pb.goto(`/en${at}`)]);
  await pa.locator('#f-summary_en').fill('Ana wrote this.');
  await button(pa, words('es')('Save')).click();
  await pa.locator('[role=status]').first().waitFor();
  await pb.locator('#f-summary_en').fill('Ben wrote that.');
  await pb.locator('#f-edition').fill('second');
  await button(pb, 'Save').click();
  await pb.locator('.errs').waitFor();
  const both = await pb.getByRole('table', { name: 'Where the two differ' }).innerText();
  assert.match(both, /Ana wrote this\./);
  assert.match(both, /Ben wrote that\./);
  assert.equal(await pb.locator('#f-edition').inputValue(), 'second');
  await noSideways(pb);
  await pb.locator('#f-summary_en').fill('Ana wrote this. Ben wrote that.');
  await button(pb, 'Save').click();
  await pb.locator('[role=status]').first().waitFor();
  assert.equal(value('SELECT summary FROM resource_text WHERE title = ?', title), 'Ana wrote this. Ben wrote that.');
  await close(pa, pb);
});

test('French: an import with a bad row, mended, run, reported; a new theme on the public list', async () => {
  const say = words('fr');
  const editor = await newMember({ lang: 'fr', roles: 'editor', name: 'Édith Rédac' });
  const page = await newPage({ as: await signInAs(editor), lang: 'fr' });
  const k = unique('imp');

  // A theme in three languages, for the table to use.
  await page.goto('/fr/resources/terms');
  await page.locator('a[href$="/terms/new?vocabulary=theme"]').click();
  for (const l of ['en', 'fr', 'es']) await page.locator(`#f-label_${l}`).fill(`${k} ${l}`);
  await page.locator('#f-code').fill(k);
  await button(page, say('Add')).click();
  await page.waitForURL((u) => /\/terms\/?(\d+)?$/.test(u.pathname));
  assert.match(await main(page), new RegExp(`${k} fr`));

  const table = (type) => Buffer.from(
    `key,type,lang,licence,title_fr,themes,files\r\n${k}-1,guide,fr,CC0-1.0,"Premier, ${k}",${k},fr:un.pdf\r\n${k}-2,${type},fr,CC0-1.0,Second ${k},,fr:deux.pdf\r\n`);
  const archive = fileOf(`${k}.zip`, zip({ 'un.pdf': pdf('un'), 'deux.pdf': pdf('deux') }));
  const dryRun = async (type) => {
    await page.goto('/fr/resources/import');
    await page.locator('#f-csv').setInputFiles(fileOf(`${k}.csv`, table(type)));
    await page.locator('#f-zip').setInputFiles(archive);
    await button(page, say('Begin the dry run')).click();
    await page.waitForURL(/\/import\/\d+/);
    // The page renews itself until it is done.
    await page.locator('form[action$="/confirm"]').waitFor();
  };
  await dryRun('guidon');
  assert.match(await main(page), /guidon/);
  assert.equal(idOf(`Second ${k}`), undefined, 'nothing is there after a dry run');
  await button(page, say('Drop this import')).click();
  await page.getByText(say('Was to be added')).first().waitFor();
  await dryRun('guide');
  assert.doesNotMatch(await main(page), /guidon/);
  await button(page, say('Import now')).click();
  await until('the import', () => value("SELECT COUNT(*) FROM resource WHERE source_key LIKE ? AND state = 'published'", `${k}-%`) === '2');
  await page.locator('tbody a[href*="/resources/manage/"]').first().waitFor();
  const report = await download(page, () => page.locator('a[href*="report.csv"]').click());
  assert.match(report.data.toString(), new RegExp(`Second ${k}`));

  for (const [l, title] of [['en', `${k} en`], ['fr', `${k} fr`], ['es', `${k} es`]]) {
    const list = await new Client().get(`/${l}/resources?theme=${k}`);
    assert.match(list.text, new RegExp(`Premier, ${k}`));
    assert.match(list.text, new RegExp(title));
  }
  await close(page);
});

test('an administrator: roles, outbox, jobs, audit log', async () => {
  const say = words('en');
  const boss = await newMember({ roles: 'administrator', name: 'Boss Person' });
  const m = await newMember({ lang: 'fr', name: `Aminata ${unique()}` });
  const page = await newPage({ as: await signInAs(boss) });
  const theirs = await newPage({ as: await signInAs(m), lang: 'fr' });
  await page.goto('/en/admin');
  await page.locator('.tabs').getByRole('link', { name: say('People') }).click();
  await page.locator('#q-q').fill(m.email);
  await button(page, say('Filter')).click();
  await link(page, m.name).click();
  const grant = async (on) => {
    await page.locator('input[name=roles][value=editor]').setChecked(on);
    await button(page, say('Save the roles')).click();
    await page.locator('main [role=status]').waitFor();
  };
  await grant(true);
  assert.equal(value('SELECT roles FROM member WHERE id = ?', m.id), 'editor');
  await theirs.goto('/fr/resources/manage/new');
  assert.match(theirs.url(), /sign-in/, 'signed out, to begin with the new rights');
  await theirs.locator('#f-email').fill(m.email);
  await theirs.locator('#f-password').fill(samplePassword);
  await button(theirs, words('fr')('Sign in')).click();
  await theirs.waitForURL('**/fr/resources/manage/new');
  await grant(false);
  await theirs.reload();
  assert.match(theirs.url(), /sign-in/);
  const mail = await mailTo(m.email, { count: 2 });
  await until('both to be noted as sent', () => value("SELECT COUNT(*) FROM mail WHERE to_email = ? AND state = 'sent'", m.email) === '2');

  // The outbox, and once more.
  await page.locator('a.more[href*="/admin/mails?to="]').click();
  assert.equal(await page.locator('tbody tr').count(), 2);
  await link(page, mail.subject).first().click();
  await link(page, say('Send again')).click();
  await button(page, say('Send')).click();
  await mailTo(m.email, { count: 3 });

  await page.goto('/en/admin/jobs');
  const started = () => Number(value("SELECT job_id FROM schedule WHERE kind = 'audit.check'"));
  const before = started();
  await page.locator('form[action$="/schedule/audit.check/run"] button').click();
  await page.locator('main [role=status]').first().waitFor();
  await until('the job to run', () => started() > before && ['done', null, undefined].includes(value('SELECT state FROM job WHERE id = ?', started())));

  await page.goto('/en/admin/audit');
  await page.locator('details:has(#q-person) > summary').click();
  await page.locator('#q-person').fill(boss.email);
  await button(page, say('Filter')).click();
  const log = await main(page);
  assert.match(log, /Boss Person/);
  assert.match(log, new RegExp(String(m.id)));
  await close(page, theirs);
});

test('a page of text: preview, saved, earlier text restored', async () => {
  const say = words('es');
  const editor = await newMember({ lang: 'es', roles: 'editor', name: 'Eva Editora' });
  const page = await newPage({ as: await signInAs(editor), lang: 'es' });
  const id = value("SELECT id FROM page WHERE slug = 'accessibility'");
  const word = unique('Novedad ');
  await page.goto('/es/pages');
  await page.locator(`a[href$="/pages/${id}/edit?in=es"]`).click();
  const old = await page.locator('#f-body').inputValue();
  await page.locator('#f-body').fill(`${old}\n\n## ${word}\n\n<script>alert(1)</script>`);
  await page.locator('#f-note').fill('Una novedad');
  await button(page, say('Preview')).click();
  await page.locator('#preview-h').waitFor();
  await page.getByRole('heading', { name: word }).waitFor();
  assert.equal(await page.locator('main script').count(), 0);
  assert.equal(await page.locator('#f-note').inputValue(), 'Una novedad');
  await button(page, say('Save and show to visitors')).click();
  await page.waitForURL((u) => !u.pathname.endsWith('/edit'));
  await page.goto('/es/accessibility');
  await page.getByRole('heading', { name: word }).waitFor();
  await page.goto(`/es/pages/${id}/history?in=es`);
  assert.match(await page.locator('tbody tr').first().innerText(), /Una novedad/);
  await page.locator('tbody tr').nth(1).locator('a').click();
  await button(page, say('Show this text to visitors again')).click();
  await page.waitForLoadState();
  await page.goto('/es/accessibility');
  assert.equal(await page.getByRole('heading', { name: word }).count(), 0);

  // The session ends while the Spanish text is open on an English page: it goes on with the Spanish text.
  await page.goto(`/en/pages/${id}/edit?in=es`);
  const note = unique('Nota ');
  await page.locator('#f-note').fill(note);
  run('DELETE FROM session WHERE member_id = ?', editor.id);
  await button(page, 'Preview').click();
  await signIn(page, editor.email, samplePassword, words('en'));
  await button(page, 'Continue with what you typed').click();
  await page.locator('#preview-h').waitFor();
  assert.equal(where(page), `/en/pages/${id}/edit?in=es`);
  assert.equal(await page.locator('#f-note').inputValue(), note);
  assert.equal(await page.locator('[aria-labelledby=preview-h] article').getAttribute('lang'), 'es');
  await close(page);
});
