// Mails about messages: at once, daily or never; each message told once; the link that ends them.
import { after, test as nodeTest } from 'node:test';
import assert from 'node:assert/strict';
import { Client, links, text } from './lib/http.mjs';
import { person, begin, answer, press, unread, due, notices, notify } from './lib/messages.mjs';
import { newSignedIn } from './lib/people.mjs';
import { row, run, value } from './lib/db.mjs';
import { unique, until } from './lib/env.mjs';
import { mailTo, mails } from './lib/mail.mjs';
import { endWorkers, startJob } from './lib/worker.mjs';

const test = (name, f) => nodeTest(name, { timeout: 120000 }, f);
after(() => {
  endWorkers();
  run("DELETE FROM job WHERE kind = 'test.messages.notify'");
});

// What an account at rest gets no more of is news; the privacy notice and the mail about the rest say so.
test('an account at rest: nobody begins a conversation with it, answers in its own are told, unless it wants none', async () => {
  const a = await person(), b = await person();
  const id = await begin(b, a);
  run('UPDATE member SET dormant_at = UTC_TIMESTAMP(6) WHERE id = ?', b.id);
  assert.equal((await (await person()).client.get(`/en/messages/new?to=${b.id}`)).status, 404);
  await answer(a, id, 'Are you still there?');
  due(b);
  await notify();
  assert.match((await mailTo(b.email)).text, /> Are you still there\?/);
  run("UPDATE message_member SET notice = 'never' WHERE member_id = ?", b.id);
  await answer(a, id, 'Hello?');
  due(b);
  await notify();
  assert.equal(notices(b).length, 1);
  for (const [lang, words] of [['en', 'Messages in conversations that it has are still announced by mail'], ['fr', 'Les messages dans ses conversations sont encore annoncés par courriel'], ['es', 'Los mensajes de sus conversaciones se siguen anunciando por correo']])
    assert.ok(text((await a.client.get(`/${lang}/privacy`)).text).includes(words), lang);
});

test('several messages are one mail; what is read by then is not told; daily; never', async () => {
  const a = await person(), c = await person(), b = await person({ lang: 'es' });
  const id = await begin(a, b, { body: 'One.' });
  await answer(a, id, 'Two.\nand a second line');
  await begin(c, b, { body: `${'long '.repeat(100)}END` });
  const at = row('SELECT notice_at > UTC_TIMESTAMP(6) + INTERVAL 30 SECOND AS later, notice_at < UTC_TIMESTAMP(6) + INTERVAL 61 SECOND AS soon FROM message_member WHERE member_id = ?', b.id);
  assert.deepEqual(at, { later: '1', soon: '1' });
  due(b);
  await notify();
  const mail = await mailTo(b.email);
  assert.equal(notices(b).length, 1);
  assert.match(mail.subject, /^3 mensajes nuevos/);
  for (const s of ['> One.', '> Two.\n> and a second line', a.name, c.name]) assert.ok(mail.text.includes(s), s);
  assert.ok(!mail.text.includes('END') && /long …|long…|lo…|l…/.test(mail.text), 'only how it begins');
  await answer(a, id, 'Three.');
  assert.equal(value('SELECT notice_at > UTC_TIMESTAMP(6) + INTERVAL 500 SECOND FROM message_member WHERE member_id = ?', b.id), '1', 'not a mail a minute');
  await press(b, id, 'read');
  due(b);
  await notify();
  assert.equal(notices(b).length, 1, 'read by then');

  // At seven in the morning where they live.
  run("UPDATE member SET zone = 'Asia/Kathmandu' WHERE id = ?", b.id);
  const set = async (notice) => {
    const done = await b.client.submit(await b.client.get('/en/messages/settings'), { notice, accepts: '1' }, { action: '/settings' });
    assert.equal(done.status, notice === 'hourly' ? 422 : 303);
  };
  await set('hourly');
  await set('daily');
  await answer(a, id, 'Four.');
  assert.equal(value("SELECT CONCAT(TIME_FORMAT(notice_at, '%H:%i'), notice_at > UTC_TIMESTAMP(6), notice_at < UTC_TIMESTAMP(6) + INTERVAL 1 DAY + INTERVAL 1 SECOND) FROM message_member WHERE member_id = ?", b.id), '01:1511');
  await answer(a, id, 'Five.');
  await notify();
  assert.equal(notices(b).length, 1, 'not before the morning');
  due(b);
  await notify();
  assert.equal(notices(b).length, 2);
  assert.match(notices(b)[1].body, /> Four\.[^]*> Five\./);
  assert.deepEqual(notices(b).slice(0, 2).map((n) => n.about_id), [null, String(a.id)], 'a mail that quotes one person alone goes with her account');
  await set('never');
  await answer(a, id, 'Six.');
  assert.equal(value('SELECT notice_at FROM message_member WHERE member_id = ?', b.id), null);
  await set('now');
  due(b);
  await notify();
  assert.match(notices(b)[2].body, /> Six\./);
  // Who may not sign in is told nothing.
  await answer(a, id, 'Seven.');
  run("UPDATE member SET state = 'suspended' WHERE id = ?", b.id);
  due(b);
  await notify();
  assert.equal(notices(b).length, 3);
});

test('a mail quotes twenty messages and says how many more there are', async () => {
  const a = await person(), b = await person(), id = await begin(a, b, { body: 'Quoted 1' });
  run("INSERT INTO message (thread_id, n, sender_id, sent_at, body) SELECT ?, seq, ?, UTC_TIMESTAMP(6), CONCAT('Quoted ', seq) FROM seq_2_to_25", id, a.id);
  run('UPDATE message_thread SET messages = 25 WHERE id = ?', id);
  due(b);
  await notify();
  const mail = await mailTo(b.email);
  assert.deepEqual([...mail.text.matchAll(/^> Quoted (\d+)$/gm)].map((m) => Number(m[1])), Array.from({ length: 20 }, (_, i) => i + 1));
  assert.match(mail.text, /and 5 more:/);
  assert.match(mail.subject, /^25 new messages/);
});

test('the link of a mail: opening it changes nothing, a mail program ends the mails without a cookie', async () => {
  const a = await person(), b = await person();
  await begin(a, b);
  due(b);
  await notify();
  const mail = await mailTo(b.email);
  const [, address] = /^<(\S+)>$/.exec(mail.headers['list-unsubscribe']);
  assert.equal(mail.headers['list-unsubscribe-post'], 'List-Unsubscribe=One-Click');
  assert.ok(mail.links.includes(address));
  const target = new URL(address).pathname + new URL(address).search;
  const chosen = () => value('SELECT notice FROM message_member WHERE member_id = ?', b.id);
  const asks = await new Client().get(target);
  assert.equal(asks.status, 200);
  assert.equal(asks.headers['referrer-policy'], 'no-referrer');
  await new Client().head(target);
  for (const bad of ['', '?t=', '?t=1', `?t=${b.id}-${'0'.repeat(64)}`, target.replace(/^[^?]*/, '').replace(/t=\d+/, `t=${a.id}`)])
    assert.equal((await new Client().post(`/en/messages/stop${bad}`, { 'List-Unsubscribe': 'One-Click' })).status, 404, bad);
  assert.equal(chosen(), 'now');
  const done = await new Client().post(target, { 'List-Unsubscribe': 'One-Click' }, { headers: { origin: 'https://mail.example', 'sec-fetch-site': 'cross-site' } });
  assert.equal(done.status, 200, 'no redirection');
  assert.equal(chosen(), 'never');
  assert.equal(value('SELECT COALESCE((SELECT notice FROM message_member WHERE member_id = ?), 1)', a.id), 'now');
  run("UPDATE message_member SET notice = 'now' WHERE member_id = ?", b.id);
  assert.equal((await new Client().submit(asks, {}, { action: '/messages/stop' })).status, 200, 'the button of the page');
  assert.equal(chosen(), 'never');
  const stored = notices(b)[0];
  await until('the secret to be blanked', () => !/[?&]t=\w/.test(notices(b)[0].body + notices(b)[0].unsubscribe_url));
  assert.ok(stored);
});

test('staff see that a mail about messages went out, and not what is in it', async () => {
  const a = await person(), b = await person();
  const word = unique('confidential');
  await begin(a, b, { body: word, subject: unique('topic') });
  due(b);
  await notify();
  const admin = await newSignedIn({ roles: 'administrator' });
  const { id } = notices(b)[0];
  for (const at of [`/en/admin/mails/${id}`, '/en/admin/mails', `/en/admin/mails/${id}/resend`]) {
    const page = await admin.client.get(at);
    assert.equal(page.status, 200);
    assert.ok(!page.text.includes(word), at);
  }
  assert.match(text((await admin.client.get(`/en/admin/mails/${id}`)).text), /quotes private messages/);
  assert.ok((await b.client.get(`/en/me/mails/${id}`)).text.includes(word), 'whose mail it is reads it');
});

test('several workers, some killed in the middle: each member one mail, each message told', async () => {
  const sender = await person();
  const host = `${unique('many')}.example.org`;
  run(`INSERT INTO member (email, password_hash, name, lang, state, terms_version, terms_at, confirmed_at)
    SELECT CONCAT('m', s.seq, '@', ?), password_hash, 'One of many', 'en', 'active', terms_version, terms_at, confirmed_at
      FROM member, seq_1_to_80 s WHERE email = 'member@example.org'`, host);
  const many = `SELECT id FROM member WHERE email LIKE '%@${host}'`;
  const mark = unique('many');
  run(`INSERT INTO message_thread (subject, started_by, messages) SELECT CONCAT('${mark} ', id), ${sender.id}, 2 FROM (${many}) m`);
  run(`INSERT INTO message (thread_id, n, sender_id, sent_at, body) SELECT id, s.seq, ${sender.id}, UTC_TIMESTAMP(6), CONCAT('text ', s.seq) FROM message_thread, seq_1_to_2 s WHERE subject LIKE '${mark} %'`);
  run(`INSERT INTO message_party (member_id, thread_id, other_id, last_at, unread) SELECT SUBSTRING_INDEX(subject, ' ', -1), id, ${sender.id}, UTC_TIMESTAMP(6), TRUE FROM message_thread WHERE subject LIKE '${mark} %'`);
  run(`INSERT INTO message_member (member_id, unread, notice_at) SELECT id, 1, UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE FROM member WHERE email LIKE '%@${host}'`);
  const written = () => Number(value(`SELECT COUNT(*) FROM mail WHERE kind = 'messages.notice' AND member_id IN (${many})`));
  for (const [i, w] of Array.from({ length: 3 }, () => startJob('test.messages.notify')).entries()) {
    await until('some mails to be written', () => written() > i * 10);
    w.kill('SIGKILL');
    await w.done;
  }
  await notify();
  assert.equal(written(), 80);
  assert.equal(value(`SELECT COUNT(DISTINCT member_id) FROM mail WHERE kind = 'messages.notice' AND member_id IN (${many}) AND body LIKE '%> text 1%> text 2%'`), '80');
  assert.equal(value(`SELECT COUNT(*) FROM message_member WHERE notice_at IS NOT NULL AND member_id IN (${many})`), '0');
  run(`UPDATE mail SET state = 'failed' WHERE state = 'queued' AND member_id IN (${many})`);
});
