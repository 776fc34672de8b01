// Members propose documents, moderators decide, submitters are told. Files in pieces.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import assert from 'node:assert/strict';
import { Client, findForms, text } from './lib/http.mjs';
import { newSignedIn, signedIn } from './lib/people.mjs';
import { row, rows, value } from './lib/db.mjs';
import { unique } from './lib/env.mjs';
import { mailTo, mails } from './lib/mail.mjs';
import { file, pdf, sha256 } from './lib/files.mjs';
import { closeBrowser, newPage } from './lib/browser.mjs';

after(closeBrowser);

const state = (id) => value('SELECT state FROM resource WHERE id = ?', id);
const idBy = (title) => Number(value('SELECT resource_id FROM resource_text WHERE title = ?', title));
const good = (title) => ({ title_en: title, type: 'report', lang: 'en', licence: 'CC-BY-4.0', themes: ['skills'] });

async function propose(c, fields = {}, data = pdf(unique('proposal '))) {
  const title = unique('Proposal ');
  const page = await c.get('/en/resources/propose');
  const done = await c.submit(page, { ...good(title), file: file('report.pdf', data), file_lang: 'en', ...fields }, { action: '/propose' });
  assert.equal(done.status, 303, text(done.text).slice(0, 600));
  return { id: idBy(title), title };
}

test('a proposal waits for a moderator; nobody else sees it', async () => {
  const m = await newSignedIn({ lang: 'fr' });
  const mod = (await newSignedIn({ roles: 'moderator' })).client;
  const p = await propose(m.client, { submit_note: 'Please look at page 3' });
  assert.equal(state(p.id), 'proposed');
  assert.equal((await (await newSignedIn()).client.get(`/en/resources/mine/${p.id}`)).status, 404, 'not somebody else’s');
  assert.equal((await new Client().get(`/en/resources/${p.id}`)).status, 404);

  const queue = await mod.get('/en/resources/moderate');
  assert.match(queue.text, new RegExp(p.title));
  const show = await mod.get(`/en/resources/moderate/${p.id}`);
  assert.match(show.text, /Please look at page 3/);
});

test('refused with a reason, changed, sent again, taken; each time a mail in the submitter’s language', async () => {
  const m = await newSignedIn({ lang: 'fr' });
  const mod = (await newSignedIn({ roles: 'moderator' })).client;
  const p = await propose(m.client);
  const show = await mod.get(`/en/resources/moderate/${p.id}`);
  const fields = findForms(show.text).find((f) => f.action.endsWith('/accept')).fields.filter(([n]) => n.startsWith('_'));
  const refuse = (reason) => mod.post(`/en/resources/moderate/${p.id}/refuse`, [...fields, ['reason', reason]]);
  const none = await refuse('  ');
  assert.equal(none.status, 422);
  assert.match(none.text, /id="f-reason-err"/);
  assert.equal((await refuse('x'.repeat(2001))).status, 422);
  assert.equal(state(p.id), 'proposed');

  const reason = unique('The second page is missing ');
  assert.equal((await refuse(reason)).status, 303);
  assert.equal(state(p.id), 'refused');
  const mail = await mailTo(m.email, { subject: /pas été retenu/ });
  assert.match(mail.text, new RegExp(reason));
  assert.match(mail.text, /\/fr\/resources\/mine/);

  const mine = await m.client.get('/en/resources/mine');
  assert.match(mine.text, new RegExp(reason));
  const edit = await m.client.get(`/en/resources/mine/${p.id}`);
  assert.match(edit.text, new RegExp(reason));
  assert.equal((await m.client.submit(edit, { year: '1' })).status, 422);
  const again = await m.client.submit(edit, { year: '2022', file: file('page2.pdf', pdf('page 2')) });
  assert.equal(again.status, 303);
  assert.equal(state(p.id), 'proposed', 'saved is sent again');
  assert.equal(Number(value('SELECT COUNT(*) FROM resource_file WHERE resource_id = ?', p.id)), 2);

  const taken = await mod.post(`/en/resources/moderate/${p.id}/accept`, [...fields, ['reason', 'Thank you!']]);
  assert.equal(taken.status, 303);
  assert.equal(state(p.id), 'published');
  const yes = await mailTo(m.email, { subject: /est dans la bibliothèque/ });
  assert.match(yes.text, /Thank you!/);
  const link = new URL(yes.links[0]);
  const seen = await new Client().get(link.pathname);
  assert.ok([200, 301].includes(seen.status), `the link in the mail leads there: ${seen.status}`);
  assert.equal((await m.client.get(`/en/resources/mine/${p.id}`)).status, 404, 'public now: the submitter changes it no more');
  const late = await mod.follow(await refuse('too late'));
  assert.match(late.text, /decided on this proposal already/);
  assert.equal(state(p.id), 'published');
  assert.equal(mails({ to: m.email }).length, 2);
});

test('a proposal needs a file or a link; all that was typed stays, a good file too', async () => {
  const m = await newSignedIn();
  const page = await m.client.get('/en/resources/propose');
  const title = unique('Kept ');
  const none = await m.client.submit(page, good(title), { action: '/propose' });
  assert.equal(none.status, 422);
  assert.match(none.text, /id="f-file-err"/);
  assert.match(none.text, new RegExp(title));

  const data = pdf(unique('kept '));
  const bad = await m.client.submit(page, { ...good(title), licence: '', file: file('a.pdf', data) }, { action: '/propose' });
  assert.equal(bad.status, 422);
  assert.match(bad.text, /id="f-licence-err"/);
  assert.match(bad.text, /a\.pdf/);
  const done = await m.client.submit(bad, { licence: 'CC0-1.0' }, { action: '/propose' });
  assert.equal(done.status, 303);
  assert.equal(value('SELECT sha256 FROM resource_file WHERE resource_id = ?', idBy(title)), sha256(data));

  const linked = unique('Linked ');
  assert.equal((await m.client.submit(await m.client.get('/en/resources/propose'), { ...good(linked), link: 'https://example.org/x' }, { action: '/propose' })).status, 303);
  for (const f of [file('x.pdf', Buffer.from('<!doctype html><html></html>')), file('x.exe', Buffer.from('MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff', 'latin1')), file('e.pdf', Buffer.alloc(0))])
    assert.equal((await m.client.submit(page, { ...good(unique('No ')), file: f }, { action: '/propose' })).status, 422);
});

test('sending it twice proposes once', async () => {
  const m = await newSignedIn();
  const page = await m.client.get('/en/resources/propose');
  const title = unique('Twice ');
  const send = () => m.client.submit(page, { ...good(title), file: file('a.pdf', pdf('twice')) }, { action: '/propose' });
  const all = await Promise.all([send(), send()]);
  assert.deepEqual(all.map((x) => x.status), [303, 303]);
  assert.equal(value('SELECT COUNT(*) FROM resource_text WHERE title = ?', title), '1');
  assert.equal(value('SELECT COUNT(*) FROM resource_file WHERE resource_id = ?', idBy(title)), '1');
});

test('a submitter takes it back, and out a file; nobody else can', async () => {
  const m = await newSignedIn();
  const p = await propose(m.client);
  const edit = await m.client.get(`/en/resources/mine/${p.id}`);
  const fid = value('SELECT id FROM resource_file WHERE resource_id = ?', p.id);
  const other = await newSignedIn();
  const token = findForms((await other.client.get('/en/resources/propose')).text).find((f) => f.action.endsWith('/propose')).fields.filter(([n]) => n === '_token');
  for (const path of [`/mine/${p.id}`, `/mine/${p.id}/back`, `/mine/${p.id}/files/${fid}/remove`])
    assert.equal((await other.client.post(`/en/resources${path}`, token)).status, 404, path);
  assert.equal((await m.client.submit(edit, {}, { action: '/remove' })).status, 303);
  assert.notEqual(value('SELECT removed_at FROM resource_file WHERE id = ?', fid), null);
  assert.equal((await m.client.submit(await m.client.get(`/en/resources/mine/${p.id}/back`), {}, { action: '/back' })).status, 303);
  assert.equal(value('SELECT COUNT(*) FROM resource WHERE id = ?', p.id), '0');
});

test('a moderator puts a proposal in order', async () => {
  const m = await newSignedIn();
  const mod = (await newSignedIn({ roles: 'moderator' })).client;
  const p = await propose(m.client);
  const edit = await mod.get(`/en/resources/manage/${p.id}`);
  assert.equal((await mod.submit(edit, { title_fr: 'En ordre' }, { action: `/manage/${p.id}` })).status, 303);
  assert.equal(state(p.id), 'proposed');
  assert.equal((await mod.post(`/en/resources/manage/${p.id}/publish`, [['_token', 'x']])).status, 403);
});

// ---- files in pieces ----

async function begin(m, name, size) {
  const page = await m.client.get('/en/resources/propose');
  const token = findForms(page.text).find((f) => f.action.endsWith('/propose')).fields.find(([n]) => n === '_token')[1];
  return { page, answer: await m.client.post('/en/uploads', { _token: token, name, size: String(size) }), token };
}
const piece = (c, url, offset, data) => c.post(url, data, { headers: { 'upload-offset': String(offset), 'content-type': 'application/octet-stream' } });

test('a file in pieces: goes on where it stopped, also signed out, and ends up whole', async () => {
  const m = await newSignedIn();
  const data = pdf(unique('pieces '), 1500000);
  const { page, answer } = await begin(m, 'C:\\folder\\../big.pdf', data.length);
  assert.equal(answer.status, 200, answer.text);
  const { url, received } = answer.json;
  assert.equal(received, 0);

  const first = await piece(m.client, url, 0, data.subarray(0, 600000));
  assert.deepEqual([first.status, first.json.received, first.json.complete], [200, 600000, false]);
  const twice = await piece(m.client, url, 0, data.subarray(0, 600000));
  assert.deepEqual([twice.status, twice.json.received], [409, 600000], 'a piece that is sent again says where to go on');
  assert.equal((await piece(m.client, url, 700000, data.subarray(700000))).status, 409);
  assert.equal((await piece(m.client, url, 'x', data.subarray(0, 10))).status, 422);

  const stranger = new Client(); // the sign-in is gone, the ticket is not
  assert.equal((await stranger.get(url)).json.received, 600000);
  assert.equal((await piece(stranger, url, 600000, data.subarray(600000, 1200000))).status, 200);
  const early = await m.client.submit(page, { ...good(unique('Early ')), upload_ticket: url.split('/').pop() }, { action: '/propose' });
  assert.equal(early.status, 422, 'not whole yet');
  const last = await piece(stranger, url, 1200000, data.subarray(1200000));
  assert.equal(last.json.complete, true);

  const title = unique('Pieces ');
  const done = await m.client.submit(page, { ...good(title), upload_ticket: url.split('/').pop() }, { action: '/propose' });
  assert.equal(done.status, 303, text(done.text).slice(0, 400));
  const f = row('SELECT name, sha256, size, mime FROM resource_file WHERE resource_id = ?', idBy(title));
  assert.deepEqual(f, { name: 'big.pdf', sha256: sha256(data), size: String(data.length), mime: 'application/pdf' });
  const back = await (await signedIn('editor')).get(`/files/${value('SELECT id FROM resource_file WHERE resource_id = ?', idBy(title))}/big.pdf`);
  assert.equal(sha256(back.body), sha256(data), 'staff can look at it');
});

test('uploads that must not be', async () => {
  const m = await newSignedIn();
  for (const size of ['0', '-5', 'x', '', '999999999999']) assert.equal((await begin(m, 'a.pdf', size)).answer.status, 422, size);
  assert.equal((await m.client.post('/en/uploads', { name: 'a.pdf', size: '10' })).status, 403, 'no token');
  assert.equal((await new Client().post('/en/uploads', { name: 'a.pdf', size: '10' })).status >= 300, true);
  const { answer } = await begin(m, 'a.pdf', 10);
  const url = answer.json.url;
  assert.equal((await piece(m.client, `${url.slice(0, -3)}xyz`, 0, Buffer.from('12'))).status, 404);
  assert.equal((await m.client.get('/en/uploads/nonsense')).status, 404);
  assert.equal((await piece(m.client, url, 0, Buffer.from('12345678901'))).status, 422, 'longer than said');
  assert.equal((await piece(m.client, url, 0, Buffer.from('<html></html>'.slice(0, 10)))).status, 200);
  assert.equal(rows('SELECT id FROM upload WHERE name = ?', "'; DROP TABLE upload").length, 0);
});

test('in the browser: the line breaks, the page is loaded anew, the file goes on where it stopped', async () => {
  const m = await newSignedIn();
  const dir = mkdtempSync(path.join(tmpdir(), 'm4d-upload-'));
  try {
    const data = pdf(unique('browser '), 2500000);
    const at = path.join(dir, 'long.pdf');
    writeFileSync(at, data);
    const page = await newPage({ as: m.client });
    const title = unique('Browser ');
    const offsets = [];
    let broken = 0;
    await page.route('**/uploads/**', (route) => {
      const offset = route.request().headers()['upload-offset'];
      if (offset === undefined) return route.continue();
      if (offset === '1048576' && broken++ < 2) return route.abort('connectionreset');
      offsets.push(Number(offset));
      return route.continue();
    });
    const fill = async () => {
      await page.goto('/en/resources/propose');
      await page.fill('#f-title_en', title);
      await page.selectOption('#f-type', 'report');
      await page.selectOption('#f-licence', 'CC-BY-4.0');
      await page.setInputFiles('#f-file', at);
      await page.getByRole('button', { name: 'Send the proposal' }).click();
    };
    await fill();
    await page.getByText('The line is down').waitFor();
    await fill(); // a reload: the same file, chosen again
    await page.waitForURL('**/resources/mine');
    assert.equal(value('SELECT sha256 FROM resource_file WHERE resource_id = ?', idBy(title)), sha256(data));
    assert.deepEqual([...new Set(offsets)], offsets, 'no piece went twice');
    assert.equal(await page.getByText('Thank you').count() > 0, true);
    await page.context().close();
  } finally {
    rmSync(dir, { recursive: true });
  }
});

test('without a script the form sends the file itself', async () => {
  const m = await newSignedIn();
  const page = await newPage({ as: m.client, javaScriptEnabled: false });
  const title = unique('No script ');
  await page.goto('/en/resources/propose');
  await page.fill('#f-title_en', title);
  await page.selectOption('#f-type', 'report');
  await page.selectOption('#f-licence', 'CC-BY-4.0');
  await page.setInputFiles('#f-file', { name: 'plain.pdf', mimeType: 'application/pdf', buffer: pdf('plain') });
  await page.getByRole('button', { name: 'Send the proposal' }).click();
  await page.waitForURL('**/resources/mine');
  assert.equal(value('SELECT name FROM resource_file WHERE resource_id = ?', idBy(title)), 'plain.pdf');
  await page.context().close();
});
