// Drafts of messages: kept on the server, with and without a script, never overwritten unseen.
import { after, test as nodeTest } from 'node:test';
import assert from 'node:assert/strict';
import { findForms, text } from './lib/http.mjs';
import { person, begin, unread, bodies } from './lib/messages.mjs';
import { held, row, run } from './lib/db.mjs';
import { until } from './lib/env.mjs';
import { closeBrowser, newPage } from './lib/browser.mjs';

const test = (name, f) => nodeTest(name, { timeout: 120000 }, f);
after(async () => {
  await closeBrowser();
});

const draftOf = (m) => row('SELECT * FROM message_draft WHERE member_id = ?', m.id);

test('drafts without a script: kept, offered, sent, thrown away; two windows never overwrite', async () => {
  const a = await person(), b = await person();
  const at = `/en/messages/new?to=${b.id}`;
  const one = await a.client.get(at), two = await a.client.get(at);
  const save = (page, fields) => a.client.post('/en/messages/draft', [...findForms(page.text).find((f) => f.names.has('body')).fields.filter(([n]) => !(n in fields)), ...Object.entries(fields)]);
  assert.match(one.text, /formaction="\/en\/messages\/draft"/);
  const kept = await save(one, { subject: 'Half', body: 'Half a text' });
  assert.equal(kept.status, 303);
  const back = await a.client.follow(kept);
  assert.match(back.text, /Half a text<\/textarea>/);
  assert.match(text(back.text), /Draft saved \d/);
  assert.match((await a.client.get('/en/messages/drafts')).text, /Half a text/);
  const clash = await save(two, { subject: 'Other', body: 'From the other window' });
  assert.equal(clash.status, 409);
  assert.match(clash.text, /From the other window<\/textarea>/);
  assert.ok(text(clash.text).includes('Half a text'), 'both are shown');
  assert.equal(draftOf(a).body, 'Half a text');
  assert.equal((await a.client.submit(clash, {}, { action: '/messages/new', })).status, 303, 'sending is no overwriting');
  assert.equal(draftOf(a), undefined, 'the person saw both');
  const late = await save(back, { body: 'Late' });
  assert.equal(late.status, 409);
  assert.match(text(late.text), /sent or thrown away/);
  assert.equal((await save(late, { body: 'Late', subject: 'L' })).status, 303, 'once more keeps it');

  // What another window saved is not lost when this one is sent.
  const third = await a.client.get(at);
  assert.match(third.text, /Late<\/textarea>/);
  assert.equal((await save(await a.client.get(at), { body: 'Later' })).status, 303);
  assert.equal((await a.client.submit(third, { subject: 's', body: 'Sent' }, { action: '/messages/new' })).status, 303);
  assert.equal(draftOf(a).body, 'Later');
  const token = findForms((await b.client.get(`/en/messages/new?to=${a.id}`)).text).flatMap((f) => f.fields).filter(([n]) => n === '_token').slice(0, 1);
  await b.client.post(`/en/messages/drafts/${draftOf(a).id}/delete`, token);
  assert.equal(draftOf(a)?.body, 'Later', 'nobody throws away what another writes');
  assert.equal((await a.client.submit(await a.client.get('/en/messages/drafts'), {}, { action: '/delete' })).status, 303);
  assert.equal(draftOf(a), undefined);
  // A saving that arrives after the message was sent brings nothing back.
  const last = await a.client.get(at);
  assert.equal((await a.client.submit(last, { subject: 's', body: 'Quick' }, { action: '/messages/new' })).status, 303);
  const r = await a.client.post('/en/messages/draft', findForms(last.text).find((f) => f.names.has('body')).fields, { headers: { accept: 'application/json' } });
  assert.equal(r.status, 410);
  assert.equal(draftOf(a), undefined);
  assert.equal((await save(last, { body: 'x'.repeat(10001) })).status, 422);
});

test('a hundred drafts at most; the text that does not fit any more stays in the form', async () => {
  const a = await person(), b = await person();
  const save = async (body) => {
    const page = await a.client.get(`/en/messages/new?to=${b.id}`);
    return a.client.post('/en/messages/draft', [...findForms(page.text).find((f) => f.names.has('body')).fields.filter(([k]) => k !== 'body' && k !== 'subject'), ['subject', 'One more'], ['body', body]]);
  };
  const many = (n) => Array.from({ length: n }, (_, i) => `(${a.id}, ${a.id}, ${1000000 + i}, 'Kept', REPEAT('k', 16), UTC_TIMESTAMP(6))`).join();
  run(`INSERT INTO message_draft (member_id, to_id, thread_id, body, form_key, saved_at) VALUES ${many(100)}`);
  const full = await save('Some more text');
  assert.equal(full.status, 429);
  assert.match(full.text, /Some more text<\/textarea>/);
  run('DELETE FROM message_draft WHERE member_id = ? AND thread_id = 1000000', a.id);
  assert.equal((await save('Some more text')).status, 303, 'ninety-nine and this one');
});

test('drafts with a script: saved while typing, there again after the browser is killed, told when it fails', async () => {
  const a = await person(), b = await person();
  const id = await begin(b, a);
  let page = await newPage({ as: a.client });
  await page.goto(`/en/messages/${id}`);
  await page.waitForFunction(() => document.querySelector('[data-auto]').hidden);
  assert.equal(unread(a), 0, 'read by itself');
  assert.equal((await page.textContent('[data-unread]')).trim(), '');
  await page.fill('#f-body', 'Typed and not');
  await page.type('#f-body', ' sent');
  await page.waitForFunction(() => /^Draft saved \d\d:\d\d$/.test(document.querySelector('[data-state]').textContent), null, { timeout: 3000 });
  assert.match(draftOf(a).body, /^Typed and not sent$|sent/);
  await page.context().close(); // with all that it held

  page = await newPage({ as: a.client });
  await page.goto(`/en/messages/${id}`);
  const had = await page.inputValue('#f-body');
  assert.ok(had.includes('Typed and not'));
  // Leaving the field saves at once.
  await page.fill('#f-body', 'Second');
  await page.focus('button.btn:has-text("Send")');
  await until('the draft', () => draftOf(a).body === 'Second');
  // The line is down: said, kept, and made good later.
  await page.context().setOffline(true);
  await page.fill('#f-body', 'Third');
  await page.waitForSelector('[data-again]:not([hidden])');
  assert.match(await page.textContent('[data-state]'), /could not be saved/);
  assert.equal(await page.inputValue('#f-body'), 'Third');
  await page.context().setOffline(false);
  await until('the draft', () => draftOf(a).body === 'Third');
  // Another window saves: this one does not overwrite unasked.
  const other = await newPage({ as: a.client });
  await other.goto(`/en/messages/${id}`);
  await other.fill('#f-body', 'Fourth, elsewhere');
  await until('the draft', () => draftOf(a).body === 'Fourth, elsewhere');
  await page.waitForTimeout(500);
  await page.fill('#f-body', 'Fifth');
  await page.waitForFunction(() => /another window/.test(document.querySelector('[data-state]').textContent));
  assert.equal(draftOf(a).body, 'Fourth, elsewhere');
  await page.click('[data-again]');
  await until('the draft', () => draftOf(a).body === 'Fifth');
  await page.click('button.btn:has-text("Send")');
  await page.waitForSelector('text=Your message is sent');
  await until('no draft', () => draftOf(a) === undefined);
  assert.deepEqual(bodies(id), ['Shall we meet?', 'Fifth']);
  await page.context().close();
  await other.context().close();
});
