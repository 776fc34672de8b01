// Messages that are brought before the moderators, and what becomes of them.
import { test as nodeTest } from 'node:test';
import assert from 'node:assert/strict';
import { findForms, links, text } from './lib/http.mjs';
import { person, begin, answer, unread } from './lib/messages.mjs';
import { rows, value } from './lib/db.mjs';
import { unique } from './lib/env.mjs';
import { mailTo } from './lib/mail.mjs';

const test = (name, f) => nodeTest(name, { timeout: 120000 }, f);

test('a report: the moderator reads the message and the few around it, which is noted, and decides', async () => {
  const a = await person(), b = await person();
  const mod = await person({ roles: 'moderator' }), mod2 = await person({ roles: 'moderator' }), admin = await person({ roles: 'administrator' });
  const id = await begin(a, b, { body: 'far before' });
  for (const t of ['before', 'just before', 'give me money', 'just after', 'after', 'far after']) await answer(a, id, `${t}: ${t}.`);
  const ask = await b.client.get(`/en/messages/${id}/4/report`);
  assert.equal((await b.client.submit(ask, { note: 'x' }, { action: '/report' })).status, 422);
  assert.equal((await b.client.submit(ask, { reason: 'fraud', note: 'He wants <money>', block: '1' }, { action: '/report' })).status, 303);
  assert.equal((await b.client.submit(ask, { reason: 'abuse' }, { action: '/report' })).status, 303, 'twice is once');
  assert.equal(value('SELECT COUNT(*) FROM message_report WHERE thread_id = ?', id), '1');
  assert.equal(value('SELECT COUNT(*) FROM message_block WHERE member_id = ? AND blocked_id = ?', b.id, a.id), '1');
  const report = value('SELECT id FROM message_report WHERE thread_id = ?', id);

  assert.ok(links((await mod.client.get('/en/messages/reports')).text).includes(`/en/messages/reports/${report}`));
  assert.ok(!(await mod.client.get('/en/messages/reports')).text.includes('give me money'));
  const shut = await mod.client.get(`/en/messages/reports/${report}`);
  assert.ok(shut.text.includes('He wants &lt;money&gt;') && !shut.text.includes('give me money'));
  const own = findForms(shut.text).flatMap((f) => f.fields).filter(([n]) => n.startsWith('_'));
  assert.equal((await mod.client.post(`/en/messages/reports/${report}/decide`, [...own, ['state', 'warned'], ['why', 'unread']])).status, 403, 'not before it is read');
  const views = () => rows("SELECT member_id FROM audit WHERE action = 'message.report.open' AND object_id = ?", report).map((v) => Number(v.member_id));
  assert.deepEqual(views(), []);
  assert.equal((await mod.client.submit(shut, {}, { action: '/open' })).status, 303);
  assert.deepEqual(views(), [mod.id]);
  const open = await mod.client.get(`/en/messages/reports/${report}`);
  for (const t of ['before', 'just before', 'give me money', 'just after', 'after']) assert.ok(open.text.includes(`${t}: ${t}.`), t);
  for (const t of ['far before', 'far after', a.email, b.email]) assert.ok(!open.text.includes(t), t);
  assert.ok(!(await mod2.client.get(`/en/messages/reports/${report}`)).text.includes('give me money'), 'for each who opens it');

  assert.equal((await mod.client.submit(open, { state: 'warned' }, { action: '/decide' })).status, 422, 'why is missing');
  assert.equal((await mod.client.submit(open, { state: 'suspended', why: 'x' }, { action: '/decide' })).status, 403, 'administrators suspend');
  assert.equal((await mod.client.submit(open, { state: 'warned', why: 'Asks for money' }, { action: '/decide' })).status, 303);
  assert.match((await mailTo(b.email, { subject: /reported/ })).text, /has been warned/);
  const warning = await mailTo(a.email, { subject: /warning/ });
  assert.match(warning.text, /Fraud, or a false identity/);
  assert.ok(![b.email, b.name].some((s) => warning.raw.includes(s)), 'not who reported it');
  assert.equal((await mod.client.submit(open, { state: 'dismissed', why: 'x' }, { action: '/decide' })).status, 303, 'decided already');
  assert.equal(value('SELECT state FROM message_report WHERE id = ?', report), 'warned');

  await b.client.submit(await b.client.get(`/en/messages/${id}/5/report`), { reason: 'abuse' }, { action: '/report' });
  const second = value('SELECT id FROM message_report WHERE thread_id = ? AND n = 5', id);
  await admin.client.submit(await admin.client.get(`/en/messages/reports/${second}`), {}, { action: '/open' });
  await admin.client.submit(await admin.client.get(`/en/messages/reports/${second}`), { state: 'suspended', why: 'Again' }, { action: '/decide' });
  assert.equal(value('SELECT state FROM member WHERE id = ?', a.id), 'suspended');
  assert.ok((await mod.client.get('/en/messages/reports?in=decided')).text.includes(`/reports/${report}`));
  // Who is suspended shows as a former member and cannot be written to; what he wrote is hidden.
  const thread = await b.client.get(`/en/messages/${id}`);
  assert.ok(thread.text.includes('Former member') && !thread.text.includes(a.name) && !thread.text.includes('give me money'));
  assert.match(text(thread.text), /is not a member any more/);
  assert.ok(!(await b.client.get('/en/messages')).text.includes(a.name));
  assert.match((await b.client.get(`/en/messages?q=${a.name.split(' ')[1]}`)).text, /Nobody found/);
});

test('nobody reports himself or decides on what is his own; what is reported stays until it is decided', async () => {
  const a = await person({ roles: 'moderator' }), b = await person({ roles: 'moderator' }), id = await begin(a, b);
  await answer(b, id, 'An answer.');
  assert.equal((await b.client.get(`/en/messages/${id}/2/report`)).status, 404, 'one’s own message');
  assert.equal((await b.client.submit(await b.client.get(`/en/messages/${id}/1/report`), { reason: 'abuse' }, { action: '/report' })).status, 303);
  const report = value('SELECT id FROM message_report WHERE thread_id = ?', id), state = () => value('SELECT state FROM message_report WHERE id = ?', report);
  for (const m of [a, b]) {
    const at = `/en/messages/reports/${report}`, token = findForms((await m.client.get('/en/me')).text).flatMap((f) => f.fields).filter(([n]) => n === '_token').slice(0, 1);
    await m.client.post(`${at}/open`, token);
    await m.client.post(`${at}/decide`, [...token, ['state', 'dismissed'], ['why', 'Mine']]);
    assert.equal(state(), 'open');
    assert.equal((await m.client.submit(await m.client.get(`/en/messages/${id}/delete`), {}, { action: '/delete' })).status, 303);
  }
  assert.equal(value('SELECT COUNT(*) FROM message WHERE thread_id = ?', id), '2');
});

test('a moderator warns; suspending is for administrators, whatever the form says', async () => {
  const writer = await person(), b = await person(), moderator = await person({ roles: 'moderator' }), thread = await begin(writer, b);
  await b.client.submit(await b.client.get(`/en/messages/${thread}/1/report`), { reason: 'unwanted' }, { action: '/report' });
  const at = `/en/messages/reports/${value('SELECT id FROM message_report WHERE thread_id = ?', thread)}`;
  await moderator.client.submit(await moderator.client.get(at), {}, { action: '/open' });
  const open = await moderator.client.get(at);
  assert.ok(!open.text.includes('value="suspended"'));
  const forged = await moderator.client.submit(open, { state: 'suspended', why: 'Advertising' }, { action: '/decide' });
  assert.equal(forged.status, 403);
  assert.equal(value('SELECT state FROM member WHERE id = ?', writer.id), 'active');
  assert.equal(value('SELECT state FROM message_report WHERE thread_id = ?', thread), 'open');
});

test('suspending decides on all reports of the writer and hides what he wrote; restoring shows it again', async () => {
  const spammer = await person({ name: `Mal ${unique('S')}` }), b = await person(), c = await person(), good = await person();
  const admin = await person({ roles: 'administrator' });
  const word = unique('lottery');
  const [one, two] = [await begin(spammer, b, { subject: `Win ${word}`, body: `Buy ${word}` }), await begin(spammer, c, { subject: `Win ${word}`, body: `Buy ${word}` })];
  const fair = await begin(good, b, { body: 'Hello there' });
  await answer(b, one, 'No thank you.');
  const report = async (m, thread) => {
    await m.client.submit(await m.client.get(`/en/messages/${thread}/1/report`), { reason: 'unwanted' }, { action: '/report' });
    return Number(value('SELECT id FROM message_report WHERE thread_id = ?', thread));
  };
  const first = await report(b, one), second = await report(c, two), other = await report(b, fair);
  await admin.client.submit(await admin.client.get(`/en/messages/reports/${first}`), {}, { action: '/open' });
  await admin.client.submit(await admin.client.get(`/en/messages/reports/${first}`), { state: 'suspended', why: 'Advertising' }, { action: '/decide' });
  assert.deepEqual([first, second, other].map((id) => value('SELECT state FROM message_report WHERE id = ?', id)), ['suspended', 'suspended', 'open']);
  for (const m of [b, c]) assert.match((await mailTo(m.email, { subject: /reported/ })).text, /suspended/);
  const pages = [[b, ''], [b, `/${one}`], [b, `/${one}/1/report`], [c, ''], [c, '?in=unread'], [c, `/${two}`]];
  for (const [m, at] of pages) {
    const page = await m.client.get(`/en/messages${at}`);
    assert.ok(page.status === 200 && !page.text.includes(word), at);
  }
  const thread = await b.client.get(`/en/messages/${one}`);
  assert.ok(/The text is hidden/.test(thread.text) && thread.text.includes('No thank you.'), 'one’s own words stay');
  assert.ok((await b.client.get(`/en/messages/${fair}`)).text.includes('Hello there'));
  assert.ok((await admin.client.get(`/en/messages/reports/${first}`)).text.includes(word), 'moderators see what was reported');

  await admin.client.submit(await admin.client.get(`/en/admin/people/${spammer.id}/ask/restore`), {}, { action: '/restore' });
  for (const [m, at] of pages) assert.ok((await m.client.get(`/en/messages${at}`)).text.includes(word), at);
  // Without the tick the account is closed, and what it wrote stays.
  await admin.client.submit(await admin.client.get(`/en/admin/people/${good.id}/suspend`), { reason: 'Asked for it' }, { action: '/suspend' });
  assert.ok((await b.client.get(`/en/messages/${fair}`)).text.includes('Hello there'));
  await admin.client.submit(await admin.client.get(`/en/admin/people/${good.id}/ask/restore`), {}, { action: '/restore' });
  await admin.client.submit(await admin.client.get(`/en/admin/people/${good.id}/suspend`), { reason: 'Insults', hide: '1' }, { action: '/suspend' });
  assert.ok(!(await b.client.get(`/en/messages/${fair}`)).text.includes('Hello there'));
});
