// Private messages: two members write to each other; nobody else gets in, no address gets out, nothing is lost
// or doubled. Mails about them, reports and drafts have files of their own.
import { after, test as nodeTest } from 'node:test';
import assert from 'node:assert/strict';
import { findForms, links, text } from './lib/http.mjs';
import { person, idOf, begin, answerForm, answer, press, unread, menu, bodies, due, notices, notify, old } from './lib/messages.mjs';
import { newMember } from './lib/people.mjs';
import { held, row, run, setting, value } from './lib/db.mjs';
import { sleep, unique } from './lib/env.mjs';
import { mailTo, mails } from './lib/mail.mjs';
import { killOne } from './lib/processes.mjs';
import { endWorkers } from './lib/worker.mjs';

const test = (name, f) => nodeTest(name, { timeout: 120000 }, f);
after(() => {
  endWorkers();
  run("DELETE FROM job WHERE kind = 'test.messages.notify'");
});

// ---- two people ----

test('two members write to each other; mails tell them; no address is shown anywhere', async () => {
  const a = await person({ name: `Awa ${unique('D')}` });
  const b = await person({ lang: 'fr', name: `Benoît ${unique('K')}`, zone: 'Africa/Dakar' });
  run("UPDATE member SET zone = 'America/Mexico_City' WHERE id = ?", b.id);
  assert.match((await a.client.get('/en/messages')).text, /No messages yet/);
  const page = await a.client.get(`/en/messages/new?to=${b.id}`);
  const first = await a.client.submit(page, { subject: 'Transferts à Kayes', body: 'See https://example.org/a?b=1&c=2, and\n<b>write</b> to me.' }, { action: '/messages/new' });
  assert.equal(first.status, 303);
  const id = idOf(first);
  assert.equal((await a.client.submit(page, { subject: 'Other words', body: 'Again' }, { action: '/messages/new' })).status, 303, 'the same form again');
  assert.equal(value('SELECT COUNT(*) FROM message_thread WHERE started_by = ?', a.id), '1', 'is the same message');
  const shown = await a.client.follow(first);
  assert.match(text(shown.text), /Your message is sent/);
  assert.ok(shown.text.includes('<a href="https://example.org/a?b=1&amp;c=2" rel="nofollow ugc noopener">https://example.org/a?b=1&amp;c=2</a>, and'));
  assert.ok(shown.text.includes('&lt;b&gt;write&lt;/b&gt;'));

  assert.equal(await menu(b), ' (1)');
  assert.equal(await menu(b, '/en/resources'), ' (1)', 'also on pages that people share');
  assert.equal(await menu(a, '/en/resources'), '');
  const inbox = await b.client.get('/fr/messages');
  assert.ok(inbox.text.includes(a.name) && inbox.text.includes('Transferts à Kayes') && /Non lu/.test(inbox.text));
  const read = await b.client.get(`/fr/messages/${id}`);
  assert.match(text(read.text), / \d\d:\d\d \(Mexico\), soit [^.]*UTC/);
  assert.equal(unread(b), 1, 'opening changes nothing');

  due(b);
  await notify();
  const mail = await mailTo(b.email);
  assert.equal(mail.headers['content-language'], 'fr');
  assert.ok(mail.subject.includes(a.name), mail.subject);
  assert.match(mail.text, /^Bonjour Benoît/);
  assert.match(mail.text, / \d\d:\d\d \(Mexico\), soit [^.]*UTC/);
  assert.ok(mail.links.includes(`${setting('site_url')}/fr/messages/${id}`));
  assert.equal((await b.client.get(new URL(mail.links.find((l) => /\/messages\/\d+$/.test(l))).pathname)).status, 200);
  await notify();
  assert.equal(notices(b).length, 1, 'told once');

  assert.equal((await b.client.submit(read, {}, { action: '/read' })).status, 303);
  assert.equal(unread(b), 0);
  assert.equal((await b.client.submit(read, { body: 'Oui, mardi.' })).status, 303);
  assert.equal(unread(a), 1);
  assert.equal(await menu(a), ' (1)');
  assert.match(text((await a.client.get('/en/messages?in=unread')).text), /Oui, mardi/);
  assert.match(text((await a.client.get('/en/me')).text), /You have 1 unread conversation/);
  due(a);
  await notify();
  const back = await mailTo(a.email);
  assert.match(back.text, /> Oui, mardi\./);
  await answer(a, id, 'Good.');
  assert.equal(unread(a), 0, 'who answers has read');

  const secrets = [a.email, b.email];
  for (const [m, at] of [[a, ''], [a, '?in=unread'], [a, `/${id}`], [a, `/new?to=${b.id}`], [a, `/${id}/2/report`], [a, `/blocks/${b.id}`], [a, '/drafts'], [a, `/${id}/delete`]])
    assert.ok(!(await m.client.get(`/en/messages${at}`)).text.includes(b.email), at);
  for (const [m, other] of [[mail, a], [back, b]]) assert.ok(!m.raw.includes(other.email) && !m.text.includes(other.email) && !m.raw.includes('Reply-To'));
  assert.ok(secrets.every(Boolean));
});

test('pages of a long conversation, names in the inbox, what is broken or nobody’s', async () => {
  const a = await person({ name: `Fatou ${unique('N')}` });
  const b = await person();
  const c = await person();
  const id = await begin(a, b);
  run("INSERT INTO message (thread_id, n, sender_id, sent_at, body) SELECT ?, seq, IF(seq MOD 2, ?, ?), UTC_TIMESTAMP(6), CONCAT('Line number ', seq, '.') FROM seq_2_to_46", id, a.id, b.id);
  run('UPDATE message_thread SET messages = 46 WHERE id = ?', id);
  const numbers = (page) => [...text(page.text).matchAll(/Line number (\d+)\./g)].map((m) => +m[1]);
  let page = await b.client.get(`/en/messages/${id}`);
  assert.deepEqual(numbers(page), Array.from({ length: 20 }, (_, i) => 27 + i));
  assert.ok(answerForm(page, id));
  const seen = numbers(page);
  for (let next; (next = /href="([^"]*\?before=\d+)"><svg[^]{0,200}Earlier messages/.exec(page.text)?.[1]); seen.unshift(...numbers(page))) page = await b.client.get(next);
  assert.deepEqual(seen, Array.from({ length: 45 }, (_, i) => 2 + i), 'each once, in order');
  assert.ok(!answerForm(page, id), 'answers are written below the latest');
  const on = numbers(page);
  for (let next; (next = /href="([^"]*\?before=\d+)">Later messages/.exec(page.text)?.[1]); on.push(...numbers(page))) page = await b.client.get(next);
  assert.deepEqual(on, Array.from({ length: 25 }, (_, i) => 2 + i), 'on again, up to where the latest page begins');

  assert.ok((await b.client.get(`/en/messages?q=${a.name.split(' ')[1].toLowerCase()}`)).text.includes(a.name));
  assert.ok((await b.client.get('/en/messages?q=fatou')).text.includes(a.name));
  for (const q of ['%25', '_', 'nobody', '%5C']) assert.match((await b.client.get(`/en/messages?q=${q}`)).text, /Nobody found/, q);
  for (const odd of ['after=x', 'after=-5_-5', 'after=9223372036854775807_9223372036854775807', 'in=nowhere', 'q=%00', `q=${'x'.repeat(500)}`])
    assert.ok([200, 400].includes((await b.client.get(`/en/messages?${odd}`)).status), odd);
  for (const odd of ['before=x', 'before=-1', 'before=99999999999', 'before=1'])
    assert.equal((await b.client.get(`/en/messages/${id}?${odd}`)).status, 200, odd);

  const form = answerForm(await a.client.get(`/en/messages/${id}`), id).fields.filter(([n]) => n.startsWith('_'));
  for (const [fields, why] of [[{ body: '' }, /Write your message/], [{ body: ' \n ' }, /Write your message/], [{ body: 'x'.repeat(10001) }, /10,000/], [{ body: 'x', version: 'zero' }, /whole number/], [{ body: 'x', seen: '-4' }, /Enter a number/]]) {
    const no = await a.client.post(`/en/messages/${id}`, [...form, ...Object.entries({ seen: '1', version: '0', ...fields })]);
    assert.equal(no.status, 422);
    assert.match(text(no.text), why);
  }
  assert.equal((await a.client.post(`/en/messages/${id}`, [...form.filter(([n]) => n !== '_key'), ['body', 'no key'], ['seen', '0'], ['version', '0']])).status, 422);
  for (const to of [0, -1, 99999999, 'x', a.id, '9223372036854775807']) assert.equal((await a.client.get(`/en/messages/new?to=${to}`)).status, 404, String(to));
  run("INSERT INTO message_thread (subject, started_by, created_at, messages) SELECT CONCAT('Topic ', seq, '.'), ?, UTC_TIMESTAMP(6) - INTERVAL 9 DAY, 1 FROM seq_1_to_34", c.id);
  run("INSERT INTO message (thread_id, n, sender_id, sent_at, body) SELECT id, 1, ?, UTC_TIMESTAMP(6), 'x' FROM message_thread WHERE started_by = ?", c.id, c.id);
  run("INSERT INTO message_party (member_id, thread_id, other_id, last_at) SELECT ?, id, ?, '2024-01-01' FROM message_thread WHERE started_by = ?", b.id, c.id, c.id);
  const list = [];
  for (let at = '/en/messages'; at; at = /href="([^"]*)" rel="next"/.exec(page.text)?.[1].replace('&amp;', '&')) {
    page = await b.client.get(at);
    list.push(...[...text(page.text).matchAll(/Topic \d+\./g)].map(([t]) => t));
  }
  assert.deepEqual(list.sort(), Array.from({ length: 34 }, (_, i) => `Topic ${i + 1}.`).sort(), 'each once, over the pages');
});

test('nobody else gets into a conversation, and nobody learns of people who are hidden', async () => {
  const a = await person(), b = await person(), c = await person();
  const id = await begin(a, b);
  await begin(c, a);
  const own = findForms((await c.client.get(`/en/messages/new?to=${a.id}`)).text).flatMap((f) => f.fields).filter(([n]) => n.startsWith('_'));
  for (const at of [`/${id}`, `/${id}/delete`, `/${id}/1/report`, `/${id}?before=2`, '/999999999'])
    assert.equal((await c.client.get(`/en/messages${at}`)).status, 404, at);
  for (const [at, fields] of [['', [['body', 'x'], ['seen', '0'], ['version', '0']]], ['/read', [['seen', '1']]], ['/unread'], ['/archive'], ['/inbox'], ['/delete'], ['/1/report', [['reason', 'abuse']]]])
    assert.equal((await c.client.post(`/en/messages/${id}${at}`, [...own, ...(fields ?? [])])).status, 404, at);
  assert.equal((await c.client.post('/en/messages/draft', [...own, ['thread', id], ['version', '0'], ['body', 'x']])).status, 404);
  for (const at of ['/reports', '/reports/1']) assert.equal((await c.client.get(`/en/messages${at}`)).status, 403);
  assert.deepEqual(bodies(id), ['Shall we meet?']);
  assert.equal(value('SELECT COUNT(*) FROM message_report WHERE thread_id = ?', id), '0');
  // Nor can one report one's own message, or one that is not there.
  assert.equal((await a.client.get(`/en/messages/${id}/1/report`)).status, 404);
  assert.equal((await b.client.get(`/en/messages/${id}/2/report`)).status, 404);

  // Another one's draft.
  await a.client.submit(await a.client.get(`/en/messages/${id}`), { body: 'Half a' });
  run("INSERT INTO message_draft (member_id, to_id, body, form_key, saved_at) VALUES (?, ?, 'mine', 'k', UTC_TIMESTAMP(6))", a.id, b.id);
  const draft = value('SELECT id FROM message_draft WHERE member_id = ?', a.id);
  await c.client.post(`/en/messages/drafts/${draft}/delete`, own);
  assert.equal(value('SELECT COUNT(*) FROM message_draft WHERE id = ?', draft), '1');

  const hidden = await newMember();
  run("INSERT INTO profile (member_id, listed) VALUES (?, 'me')", hidden.id);
  const resting = await newMember();
  run('UPDATE member SET dormant_at = UTC_TIMESTAMP(6) WHERE id = ?', resting.id);
  const nobody = await c.client.get('/en/messages/new?to=99999999');
  const plain = (p) => p.text.replace(/[0-9a-f]{16,}|99999999|to=\d+|to%3D\d+/g, '');
  for (const m of [hidden, resting, await newMember({ state: 'suspended' }), await newMember({ state: 'pending' })]) {
    const page = await c.client.get(`/en/messages/new?to=${m.id}`);
    assert.equal(page.status, 404);
    assert.equal(plain(page), plain(nobody));
    assert.equal((await c.client.post('/en/messages/new', [...own.filter(([n]) => n !== '_key'), ['_key', 'ab'.repeat(16)], ['to', m.id], ['version', '0'], ['subject', 's'], ['body', 'x']])).status, 404);
    assert.equal((await c.client.post('/en/messages/draft', [...own, ['to', m.id], ['version', '0'], ['body', 'x']])).status, 404);
    assert.equal((await c.client.get(`/en/messages/blocks/${m.id}`)).status, 404);
  }
});

test('blocked: the sender learns nothing but that this person takes no messages', async () => {
  const a = await person(), b = await person(), shy = await person();
  const id = await begin(a, b);
  await a.client.get('/en/messages'); // says that it is sent
  assert.equal((await b.client.submit(await b.client.get(`/en/messages/blocks/${a.id}`), {}, { action: `/blocks/${a.id}` })).status, 303);
  assert.ok((await b.client.get('/en/messages/blocks')).text.includes(a.name));
  await shy.client.submit(await shy.client.get('/en/messages/settings'), { accepts: null }, { action: '/settings' });
  assert.equal(value('SELECT accepts FROM message_member WHERE member_id = ?', shy.id), '0');

  const plain = (page, m) => text(page.text).replaceAll(m.name, 'NAME');
  const toBlocker = await a.client.get(`/en/messages/new?to=${b.id}`), toShy = await a.client.get(`/en/messages/new?to=${shy.id}`);
  assert.match(plain(toShy, shy), /This person cannot be written to here/);
  assert.equal(plain(toBlocker, b), plain(toShy, shy), 'the same page');
  assert.ok(!findForms(toBlocker.text).some((f) => f.names.has('body')));
  const thread = await a.client.get(`/en/messages/${id}`);
  assert.match(text(thread.text), /This person cannot be written to here/);
  const key = () => [...crypto.getRandomValues(new Uint8Array(16))].map((x) => x.toString(16).padStart(2, '0')).join('');
  const token = findForms(thread.text).flatMap((f) => f.fields).find(([n]) => n === '_token');
  for (const at of ['/new', `/${id}`]) {
    const no = await a.client.post(`/en/messages${at}`, [token, ['_key', key()], ['to', b.id], ['seen', '1'], ['version', '0'], ['subject', 'Hello'], ['body', 'Still there?']]);
    assert.equal(no.status, 422, at);
    assert.match(text(no.text), /cannot be written to here/);
    assert.match(no.text, /Still there\?<\/textarea>/, 'what was typed stays');
  }
  assert.deepEqual(bodies(id), ['Shall we meet?']);
  assert.match(text((await b.client.get(`/en/messages/${id}`)).text), /You have blocked this person/);
  assert.match(text((await shy.client.get(`/en/messages/new?to=${a.id}`)).text), /You take no messages at the moment/);

  assert.equal((await b.client.submit(await b.client.get('/en/messages/blocks'), {}, { action: `/blocks/${a.id}/end` })).status, 303);
  await answer(a, id, 'Now it goes.');
  // Who is blocked before the mail is written is not in it.
  await b.client.submit(await b.client.get(`/en/messages/blocks/${a.id}`), {}, { action: `/blocks/${a.id}` });
  due(b);
  await notify();
  assert.equal(notices(b).length, 0);
});

test('archive, unread, delete for me; an answer brings it back', async () => {
  const a = await person(), b = await person();
  const id = await begin(a, b);
  assert.equal((await press(b, id, 'archive')).status, 303);
  assert.equal(unread(b), 0, 'what is put away is read');
  assert.ok(!(await b.client.get('/en/messages')).text.includes(`/messages/${id}`));
  assert.ok((await b.client.get('/en/messages?in=archive')).text.includes(`/messages/${id}`));
  await answer(a, id, 'One more.');
  assert.ok((await b.client.get('/en/messages')).text.includes(`/messages/${id}`));
  assert.equal(unread(b), 1);
  await press(b, id, 'read');
  assert.equal((await press(b, id, 'unread')).status, 303);
  assert.equal(unread(b), 1);
  due(b);
  const before = notices(b).length;
  await notify();
  assert.ok(notices(b).length <= before + 1);

  const ask = await b.client.get(`/en/messages/${id}/delete`);
  assert.equal(unread(b), 1, 'asking changes nothing');
  assert.equal((await b.client.submit(ask, {}, { action: '/delete' })).status, 303);
  assert.equal(unread(b), 0);
  assert.equal((await b.client.get(`/en/messages/${id}`)).status, 404);
  assert.equal((await a.client.get(`/en/messages/${id}`)).status, 200, 'the other one keeps it');
  await answer(a, id, 'Only this is new.');
  const anew = await b.client.get(`/en/messages/${id}`);
  assert.match(text(anew.text), /Only this is new/);
  assert.doesNotMatch(text(anew.text), /One more|Shall we meet/);
  for (const m of [a, b]) await m.client.submit(await m.client.get(`/en/messages/${id}/delete`), {}, { action: '/delete' });
  assert.equal(value('SELECT COUNT(*) FROM message_thread WHERE id = ?', id), '0', 'deleted by both it is gone');
  assert.equal(value('SELECT COUNT(*) FROM message WHERE thread_id = ?', id), '0');
});

test('no more than a person writes: by the hour, by the day, less on the first day; the text stays', async () => {
  const a = await person(), b = await person();
  const id = await begin(a, b);
  run(`INSERT INTO message (thread_id, n, sender_id, sent_at, body) SELECT ?, seq + 1, ?, UTC_TIMESTAMP(6), 'x' FROM seq_1_to_8`, id, a.id);
  run('UPDATE message_thread SET messages = 9 WHERE id = ?', id);
  run('UPDATE member SET confirmed_at = UTC_TIMESTAMP(6) WHERE id = ?', a.id);
  await answer(a, id, 'The tenth.');
  const page = await a.client.get(`/en/messages/${id}`);
  const no = await a.client.submit(page, { body: 'The eleventh.' });
  assert.equal(no.status, 429);
  assert.match(text(no.text), /as many messages as one person can/);
  assert.match(no.text, /The eleventh\.<\/textarea>/);
  old(a.id);
  assert.equal((await a.client.submit(page, { body: 'The eleventh.' })).status, 303, 'the same form goes when it may');
  run('UPDATE message SET sent_at = sent_at - INTERVAL 2 HOUR WHERE thread_id = ?', id);
  run(`INSERT INTO message_thread (subject, started_by, created_at) SELECT 'x', ?, UTC_TIMESTAMP(6) FROM seq_1_to_18`, a.id);
  await begin(a, b);
  assert.equal((await a.client.submit(await a.client.get(`/en/messages/new?to=${b.id}`), { subject: 's', body: 'x' }, { action: '/messages/new' })).status, 429);
  await answer(a, id, 'Answers still go.');
});

// ---- kills ----

test('processes die while people write: each message once, counts as they are', async () => {
  const a = await person(), b = await person();
  const id = await begin(a, b, { body: 'start' });
  let done = false, killed = 0;
  const killer = (async () => {
    while (!done) {
      await sleep(killed ? 60 + Math.random() * 120 : 5);
      if (!done && killOne('network')) killed++;
    }
  })();
  const told = [];
  const write = async (m, to, i) => {
    const mark = unique(`text${i} `);
    let form;
    for (let t = 0; t < 60 && !form; t++) {
      const page = await m.client.get(`/en/messages/${id}`).catch(() => null);
      if (page?.status === 200 && page.text.includes('</html>')) form = answerForm(page, id);
      else await sleep(50);
    }
    const body = form.fields.map(([n, v]) => [n, n === 'body' ? mark : v]);
    for (let t = 0; t < 60; t++) {
      const a = await m.client.post(`/en/messages/${id}`, body).catch(() => null);
      if (a?.status === 303) {
        told.push(mark);
        return;
      }
      assert.ok(!a || a.status >= 500, `refused with ${a?.status}`);
      await sleep(50);
    }
    throw new Error('never sent');
  };
  await Promise.all([0, 1, 2, 3].map(async (k) => { for (let i = 0; i < 6; i++) await (k % 2 ? write(a, b, i) : write(b, a, i)); }));
  done = true;
  await killer;
  assert.ok(killed > 0);
  assert.equal(told.length, 24);
  assert.deepEqual(bodies(id).slice(1).sort(), told.map((t) => t.trim()).sort());
  assert.equal(value('SELECT messages FROM message_thread WHERE id = ?', id), '25');
  for (const m of [a, b])
    assert.equal(unread(m), Number(value('SELECT COALESCE(SUM(unread), 0) FROM message_party WHERE member_id = ?', m.id)));
});

test('a message to somebody who is erased at this very moment: the answer for somebody who is not here', async () => {
  const a = await person(), b = await newMember();
  const form = await a.client.get(`/en/messages/new?to=${b.id}`);
  const gone = await held('DELETE FROM member WHERE id = ?', b.id);
  const sent = a.client.submit(form, { subject: 'Still there?', body: 'Anybody?' }, { action: '/messages/new' });
  await sleep(300); // on its way, and waiting for the row
  await gone.commit();
  const answer = await sent;
  assert.equal(answer.status, 404, text(answer.text).slice(0, 300));
  assert.equal(value('SELECT COUNT(*) FROM message_thread WHERE started_by = ?', a.id), '0');
});

test('no mail about messages holds an address of anybody', () => {
  const own = new Set([setting('contact_email')]);
  for (const m of mails().filter((x) => /messages\/stop/.test(x.text)))
    for (const [address] of m.text.matchAll(/[\w.+-]+@[\w-]+\.[\w.]+/g)) assert.ok(own.has(address), `${address} in a mail to ${m.to}`);
});
