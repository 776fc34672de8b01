// The administrators' pages: who may see what, people and roles, outbox, jobs, audit log.
import { after, before, test as nodeTest } from 'node:test';
import assert from 'node:assert/strict';
import { row, rows, run, value } from './lib/db.mjs';
import { unique, until } from './lib/env.mjs';
import { Client, findForms, links, text } from './lib/http.mjs';
import { mailTo } from './lib/mail.mjs';
import { axe, closeBrowser, newPage } from './lib/browser.mjs';
import { newMember, newSignedIn, signInAs } from './lib/people.mjs';

const test = (name, f) => nodeTest(name, { timeout: 120000 }, f);
let admin, boss;
before(async () => {
  boss = await newSignedIn({ roles: 'administrator', name: 'Boss Person' });
  admin = boss.client;
});
after(async () => {
  await closeBrowser();
  run("DELETE FROM job WHERE kind LIKE 'test.admin%'");
  run("DELETE FROM mail WHERE kind LIKE 'test.admin%' OR kind LIKE 'check.%'");
});

const addMail = (more) => {
  const m = { kind: 'test.admin', to: `${unique('to')}@example.org`, subject: `Subject ${unique()}`, body: 'Hello\n', state: 'failed', member: null, ...more };
  run('INSERT INTO mail (member_id, to_email, lang, kind, subject, body, state, next_at, error, tries) VALUES (?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6), ?, 1)',
    m.member, m.to, 'en', m.kind, m.subject, m.body, m.state, m.state === 'failed' ? '550 5.1.1 nobody here' : null);
  return { ...m, id: Number(value('SELECT MAX(id) FROM mail WHERE to_email = ?', m.to)) };
};
const addJob = (state = 'failed') => {
  const kind = `test.admin.${unique()}`;
  run("INSERT INTO job (kind, payload, not_before, state, ended_at, tries, error) VALUES (?, '{\"file\":77}', UTC_TIMESTAMP(6), ?, UTC_TIMESTAMP(6), 5, 'some cause')", kind, state);
  return { kind, id: Number(value('SELECT id FROM job WHERE kind = ?', kind)) };
};
const flash = (page) => text(/<p class="note good" role="status">[\s\S]*?<\/p>/.exec(page.text)?.[0] ?? '');
// Address of the next page of a list; undefined on the last one.
const nextPage = (page) => links(/<a [^>]*rel="next"[^>]*>/.exec(page.text)?.[0] ?? '')[0];
const calm = (page, what) => assert.ok([200, 400].includes(page.status), `${what}: ${page.status}`);
const lastAudit = (action, id) => row('SELECT * FROM audit WHERE action = ? AND object_id = ? ORDER BY id DESC LIMIT 1', action, id);

// ---- who may ----

const pages = ['/admin/people', '/admin/mails', '/admin/jobs', '/admin/audit', '/admin/audit.csv'];

test('members and strangers see nothing of it', async () => {
  const { client } = await newSignedIn();
  for (const p of ['/admin', ...pages]) {
    assert.equal((await client.get(`/en${p}`)).status, 403, p);
    const stranger = await new Client().get(`/en${p}`);
    assert.ok(stranger.status === 403 || (stranger.status === 303 && /sign-in/.test(stranger.location)), `${p}: ${stranger.status}`);
  }
});

test('editors and moderators see the overview with what is theirs, and no more', async () => {
  for (const [role, there, not] of [['editor', ['/resources/import', '/pages'], ['/admin/mails']], ['moderator', [], ['/resources/import', '/admin/mails', '/pages']]]) {
    const { client } = await newSignedIn({ roles: role });
    const page = await client.get('/en/admin');
    assert.equal(page.status, 200);
    const main = links(page.text.slice(page.text.indexOf('<main'), page.text.indexOf('</main>')));
    for (const l of there) assert.ok(main.includes(`/en${l}`), `${role}: ${l}`);
    for (const l of not) assert.ok(!main.some((x) => x.startsWith(`/en${l}`)), `${role}: ${l}`);
    for (const p of pages) assert.equal((await client.get(`/en${p}`)).status, 403, `${role}: ${p}`);
  }
});

test('every page is there in three languages and leads to things that exist', async () => {
  const m = addMail();
  const p = await newMember();
  for (const lang of ['en', 'fr', 'es'])
    for (const path of ['/admin', ...pages.slice(0, 4), `/admin/mails/${m.id}`, `/admin/mails/${m.id}/resend`, `/admin/people/${p.id}`, `/admin/people/${p.id}/suspend`]) {
      const page = await admin.get(`/${lang}${path}`);
      assert.equal(page.status, 200, `${lang}${path}`);
      assert.match(page.text, new RegExp(`<html lang="${lang}"`));
    }
  const overview = await admin.get('/en/admin');
  for (const l of new Set(links(overview.text.slice(overview.text.indexOf('<main'), overview.text.indexOf('</main>')))))
    assert.ok([200, 303, 301].includes((await admin.get(l)).status), l);
});

test('what is not there is not found', async () => {
  for (const p of ['mails/999999999', 'mails/999999999/resend', 'people/999999999', 'people/999999999/suspend', 'mails/0', 'people/x'])
    assert.equal((await admin.get(`/en/admin/${p}`)).status, 404, p);
  const page = await admin.get('/en/admin/jobs');
  const token = findForms(page.text).find((f) => f.method === 'POST').fields;
  for (const p of ['mails/999999999/resend', 'mails/999999999/stop', 'jobs/999999999/again', 'jobs/999999999/drop', 'people/999999999/sessions', 'people/999999999/restore', 'schedule/nothing/run'])
    assert.equal((await admin.post(`/en/admin/${p}`, token)).status, 404, p);
});

// ---- outbox ----

test('the outbox is found by address and state, and walked by page', async () => {
  const start = unique('page');
  run(`INSERT INTO mail (to_email, lang, kind, subject, body, state, next_at) SELECT CONCAT(?, seq, '@example.org'), 'en', 'test.admin', CONCAT('No ', seq), 'x', IF(seq % 2, 'sent', 'failed'), UTC_TIMESTAMP(6) FROM seq_1_to_120`, start);
  const seen = [];
  for (let page = await admin.get(`/en/admin/mails?to=${start}`); ;) {
    seen.push(...[...page.text.matchAll(/>No (\d+)<\/a>/g)].map((m) => Number(m[1])));
    const next = nextPage(page);
    if (!next) break;
    page = await admin.get(next);
    assert.equal(page.status, 200);
  }
  assert.deepEqual(seen, Array.from({ length: 120 }, (_, i) => 120 - i));
  const failed = await admin.get(`/en/admin/mails?to=${start}&state=failed`);
  assert.ok(failed.text.includes('>No 120</a>') && !failed.text.includes('>No 119</a>'));
  const one = await admin.get(`/en/admin/mails?to=${encodeURIComponent(`${start}7@example.org`)}`);
  assert.deepEqual([...one.text.matchAll(/>No (\d+)<\/a>/g)].map((m) => m[1]), ['7']);
  // % and _ are letters like others, and what is unknown is no filter.
  assert.match(text((await admin.get(`/en/admin/mails?to=${start.slice(0, 3)}%25`)).text), /No mail fits/);
  for (const q of ['state=nonsense', 'kind=nonsense', 'after=nonsense', 'after=1_x', `to=${'x'.repeat(5000)}`, 'to=%FF%FE', 'to=a%00b', 'state=failed&state=sent'])
    calm(await admin.get(`/en/admin/mails?${q}`), q);
});

test('a mail shows no secrets, whether sent or not', async () => {
  const secret = 'S3cretS3cretS3cretS3cretS3cretS3cretS3cretS';
  for (const state of ['failed', 'sent']) {
    const m = addMail({ state, body: `Go to http://localhost/en/confirm?t=${secret}\n<b>bold</b>\n` });
    const page = await admin.get(`/en/admin/mails/${m.id}`);
    assert.equal(page.status, 200);
    assert.ok(!page.text.includes(secret));
    assert.ok(page.text.includes('&lt;b&gt;bold'));
  }
});

test('a failed mail is sent again after a question, and that is noted', async () => {
  const m = addMail({ kind: 'check.resend' });
  const page = await admin.get(`/en/admin/mails/${m.id}`);
  assert.match(text(page.text), /550 5\.1\.1 nobody here/);
  const ask = await admin.get(links(page.text).find((l) => l.endsWith(`/${m.id}/resend`)));
  assert.equal(value('SELECT state FROM mail WHERE id = ?', m.id), 'failed', 'asking changes nothing');
  const done = await admin.submit(ask, {}, { action: '/resend' });
  assert.equal(done.status, 303);
  assert.match(flash(await admin.follow(done)), /in the queue/);
  await mailTo(m.to);
  await until('the mail to be sent', () => value('SELECT state FROM mail WHERE id = ?', m.id) === 'sent');
  assert.equal(lastAudit('mail.resend', m.id).member_id, String(boss.id));
});

test('a sent mail is sent again as a copy, unless its link is blanked', async () => {
  const m = addMail({ state: 'sent', kind: 'check.copy' });
  const done = await admin.submit(await admin.get(`/en/admin/mails/${m.id}/resend`), {}, { action: '/resend' });
  const copy = Number(/mails\/(\d+)$/.exec(done.location)[1]);
  assert.notEqual(copy, m.id);
  await until('the copy to be sent', () => value('SELECT state FROM mail WHERE id = ?', copy) === 'sent');
  assert.equal(value('SELECT subject FROM mail WHERE id = ?', copy), m.subject);

  const blanked = addMail({ state: 'sent', body: 'http://localhost/en/confirm?t=…\n' });
  const ask = await admin.get(`/en/admin/mails/${blanked.id}/resend`);
  assert.ok(!findForms(ask.text).some((f) => f.action.endsWith('/resend')));
  const token = findForms(ask.text).find((f) => f.method === 'POST').fields;
  const forced = await admin.post(`/en/admin/mails/${blanked.id}/resend`, token);
  assert.equal(forced.status, 303);
  assert.match(flash(await admin.follow(forced)), /cannot be sent again/);
  assert.equal(value('SELECT COUNT(*) FROM mail WHERE to_email = ?', blanked.to), '1');
});

test('a waiting mail is stopped, and can be sent after all', async () => {
  const m = addMail({ state: 'queued' });
  const done = await admin.submit(await admin.get(`/en/admin/mails/${m.id}`), {}, { action: '/stop' });
  const page = await admin.follow(done);
  assert.match(flash(page), /stopped/);
  assert.match(text(page.text), /Stopped by staff/);
  assert.equal(value('SELECT state FROM mail WHERE id = ?', m.id), 'failed');
  const token = findForms(page.text).find((f) => f.method === 'POST').fields;
  assert.match(flash(await admin.follow(await admin.post(`/en/admin/mails/${m.id}/stop`, token))), /Too late/);
  await admin.submit(await admin.get(`/en/admin/mails/${m.id}/resend`), {}, { action: '/resend' });
  assert.equal(value('SELECT state FROM mail WHERE id = ?', m.id), 'queued');
});

// ---- jobs ----

test('jobs by the clock show their last run, and run when told to', async () => {
  // A job that just runs has no button: right after the start that may be this one.
  const page = await until('the button', async () => {
    const p = await admin.get('/en/admin/jobs');
    return p.text.includes('/schedule/sweep/run') && p;
  });
  assert.match(text(page.text), /Clean-up of what has expired Every hour/);
  const before = row("SELECT job_id FROM schedule WHERE kind = 'sweep'").job_id;
  const done = await admin.submit(page, {}, { action: '/schedule/sweep/run' });
  assert.equal(done.status, 303);
  const id = await until('the run', () => {
    const s = row("SELECT s.job_id, j.state FROM schedule s JOIN job j ON j.id = s.job_id WHERE s.kind = 'sweep'");
    return s && s.job_id !== before && s.state === 'done' && s.job_id;
  });
  assert.equal(value('SELECT COUNT(*) FROM job WHERE id = ? AND tries = 1', Number(id)), '1');
  assert.ok(row("SELECT id FROM audit WHERE action = 'job.start' AND member_id = ? AND detail LIKE '%sweep%'", boss.id));
});

test('a failed job is started again or dismissed', async () => {
  const again = addJob(), drop = addJob();
  const page = await admin.get('/en/admin/jobs');
  assert.match(text(page.text), /File 77/);
  assert.match(text(page.text), /some cause/);
  assert.match(flash(await admin.follow(await admin.submit(page, {}, { action: `/jobs/${again.id}/again` }))), /starts again/);
  assert.deepEqual(row('SELECT state, tries FROM job WHERE id = ?', again.id), { state: 'waiting', tries: '0' });
  assert.match(flash(await admin.follow(await admin.submit(page, {}, { action: `/jobs/${again.id}/again` }))), /no longer/, 'twice does no harm');
  assert.match(flash(await admin.follow(await admin.submit(page, {}, { action: `/jobs/${drop.id}/drop` }))), /off the list/);
  assert.equal(value('SELECT COUNT(*) FROM job WHERE id = ?', drop.id), '0');
  assert.equal(lastAudit('job.drop', drop.id).member_id, String(boss.id));
  const overview = text((await admin.get('/en/admin')).text);
  assert.match(overview, /Jobs failed/);
});

test('failed jobs are walked by page', async () => {
  const kind = `test.admin.${unique()}`;
  run(`INSERT INTO job (kind, payload, not_before, state, ended_at, error) SELECT ?, '{}', UTC_TIMESTAMP(6), 'failed', UTC_TIMESTAMP(6), CONCAT('cause ', seq, '.') FROM seq_1_to_60`, kind);
  const first = await admin.get('/en/admin/jobs');
  const second = await admin.get(nextPage(first));
  assert.ok(first.text.includes('cause 60.') && !first.text.includes('cause 3.'));
  assert.ok(second.text.includes('cause 3.'));
  run('DELETE FROM job WHERE kind = ?', kind);
});

// ---- audit log ----

test('the log is found by person, action, thing and period, and exported', async () => {
  const p = await newMember({ name: `Zoé ${unique()}` });
  const start = Number(value('SELECT COALESCE(MAX(id), 0) FROM audit'));
  await admin.submit(await admin.get(`/en/admin/people/${p.id}/suspend`), { reason: '=cmd|calc' }, { action: '/suspend' });
  await admin.submit(await admin.get(`/en/admin/people/${p.id}/ask/restore`), {}, { action: '/restore' });
  assert.equal(value('SELECT COUNT(*) FROM audit WHERE id > ? AND object_id = ?', start, p.id), '2');
  const about = `type=member&id=${p.id}`;
  const both = await admin.get(`/en/admin/audit?${about}`);
  assert.match(text(both.text), /Restored an account member\.restore.*Suspended an account member\.suspend/);
  const count = (page) => (page.text.match(/<tr><th scope="row">/g) || []).length;
  assert.equal(count(both), 2);
  assert.equal(count(await admin.get(`/en/admin/audit?${about}&action=member.suspend`)), 1);
  assert.equal(count(await admin.get(`/en/admin/audit?${about}&person=${encodeURIComponent(boss.email)}`)), 2);
  assert.equal(count(await admin.get(`/en/admin/audit?${about}&person=Boss`)), 2);
  assert.equal(count(await admin.get(`/en/admin/audit?${about}&person=nobody-of-this-name`)), 0);
  const today = value('SELECT DATE(MAX(at)) FROM audit WHERE object_id = ?', p.id);
  assert.equal(count(await admin.get(`/en/admin/audit?${about}&from=${today}&to=${today}`)), 2);
  assert.equal(count(await admin.get(`/en/admin/audit?${about}&to=2020-01-01`)), 0);
  assert.equal(count(await admin.get(`/en/admin/audit?${about}&from=2099-01-01`)), 0);
  const csv = await admin.get(`/en/admin/audit.csv?${about}`);
  assert.match(csv.headers['content-type'], /^text\/csv/);
  assert.match(csv.headers['content-disposition'], /audit\.csv/);
  const lines = csv.text.trim().split('\r\n');
  assert.equal(lines.length, 3);
  assert.match(lines[2], /member\.suspend,member,/);
});

test('filters of the log that cannot be read say so, and nothing breaks', async () => {
  const page = await admin.get('/en/admin/audit?from=yesterday&to=2024-02-30&id=many');
  assert.equal(page.status, 200);
  assert.match(text(page.text), /Enter a date such as/);
  assert.match(text(page.text), /Enter a whole number/);
  assert.ok(page.text.includes('value="yesterday"'));
  for (const q of ['person=%FF', 'person=%25', 'action=x', 'type=x', 'id=-1', 'id=99999999999999999999', 'from=0000-00-00', 'from=9999-12-31', 'to=9999-12-31', 'to=0001-01-01', 'after=-5_-5', `person=${'é'.repeat(300)}`])
    for (const p of ['audit', 'audit.csv']) calm(await admin.get(`/en/admin/${p}?${q}`), q);
});

test('the check of the chain finds an entry that was changed, and the overview says so', async () => {
  const check = async () => {
    const before = row("SELECT job_id FROM schedule WHERE kind = 'audit.check'").job_id;
    await admin.submit(await admin.get('/en/admin/audit'), {}, { action: 'audit.check' });
    await until('the check', () => {
      const s = row("SELECT s.job_id, j.state FROM schedule s JOIN job j ON j.id = s.job_id WHERE s.kind = 'audit.check'");
      return s.job_id !== before && s.state === 'done';
    }, 60000);
    return text((await admin.get('/en/admin/audit')).text);
  };
  assert.match(await check(), /In order [\d,]+ entries, nothing changed or missing/);
  const id = Number(value('SELECT MAX(id) - 1 FROM audit'));
  const { action } = row('SELECT action FROM audit WHERE id = ?', id) ?? row('SELECT action FROM audit ORDER BY id LIMIT 1');
  run('UPDATE audit SET action = ? WHERE id = ?', 'was.changed', id);
  try {
    assert.match(await check(), new RegExp(`The chain is broken at entry ${id}`));
    assert.match(text((await admin.get('/en/admin')).text), new RegExp(`The chain is broken at entry ${id}`));
  } finally {
    run('UPDATE audit SET action = ? WHERE id = ?', action, id);
  }
  assert.match(await check(), /nothing changed or missing/);
});

// ---- people ----

test('people are found by name and address, by state and role', async () => {
  const name = `Àgnès ${unique('Nom')}`;
  const p = await newMember({ name, roles: 'editor' });
  const there = async (q) => (await admin.get(`/en/admin/people?${q}`)).text.includes(`/admin/people/${p.id}"`);
  const words = encodeURIComponent(name);
  assert.ok(await there(`q=${words}`));
  assert.ok(await there(`q=${encodeURIComponent(p.email)}`));
  assert.ok(await there(`q=${words}&role=editor&state=active`));
  assert.ok(!(await there(`q=${words}&role=moderator`)));
  assert.ok(!(await there(`q=${words}&state=suspended`)));
  for (const q of ['q=%25', 'q=%FF', 'role=x', 'state=x', 'after=x', `q=${'a'.repeat(400)}`]) calm(await admin.get(`/en/admin/people?${q}`), q);
});

test('roles are given and taken: the person is signed out, told in her language, and it is logged', async () => {
  const p = await newSignedIn({ lang: 'fr', name: 'Awa Test' });
  const page = await admin.get(`/en/admin/people/${p.id}`);
  const done = await admin.submit(page, { roles: ['editor', 'moderator'] }, { action: '/roles' });
  assert.equal(done.status, 303, text(done.text));
  assert.equal(value('SELECT roles FROM member WHERE id = ?', p.id), 'editor,moderator');
  assert.match(lastAudit('member.roles', p.id).detail, /editor,moderator/);
  assert.notEqual((await p.client.get('/fr/me')).status, 200, 'signed out');
  const m = await mailTo(p.email, { subject: /rôles/ });
  assert.match(m.text, /Bonjour Awa Test/);
  assert.match(m.text, /Modérateur/);
  assert.equal((await (await signInAs(p)).get('/fr/admin')).status, 200);
  assert.match(text((await admin.follow(done)).text), /Changed the roles of a person/);

  await admin.submit(await admin.get(`/en/admin/people/${p.id}`), { roles: null }, { action: '/roles' });
  assert.equal(value('SELECT roles FROM member WHERE id = ?', p.id), '');
  const end = await until('the second mail', () => row("SELECT body FROM mail WHERE member_id = ? AND kind = 'member.roles' ORDER BY id DESC LIMIT 1 OFFSET 0", p.id)?.body.includes('pris fin'));
  assert.ok(end);
  // The same roles once more are no news.
  const n = value("SELECT COUNT(*) FROM mail WHERE member_id = ? AND kind = 'member.roles'", p.id);
  await admin.submit(await admin.get(`/en/admin/people/${p.id}`), { roles: null }, { action: '/roles' });
  assert.equal(value("SELECT COUNT(*) FROM mail WHERE member_id = ? AND kind = 'member.roles'", p.id), n);
});

test('bad input for roles is a 422 with a message, and changes nothing', async () => {
  const p = await newMember();
  const path = `/en/admin/people/${p.id}`;
  const page = await admin.get(path);
  const bad = [{ roles: ['king'] }, { roles: ['editor', 'king'] }, { version: '' }, { version: 'x' }, { version: '99999999999999999999' }, { version: Buffer.from([0xff]) }, { roles: [Buffer.from('edi\0tor')] }, { roles: [Buffer.from([0xc3, 0x28])] }, { roles: [`${'x'.repeat(500)}`] }, { version: '0' }];
  for (const fields of bad) {
    const done = await admin.submit(page, { roles: ['editor'], ...fields }, { action: '/roles' });
    assert.equal(done.status, 422, JSON.stringify(fields));
    assert.match(done.text, /role="alert"/);
    assert.equal(value('SELECT roles FROM member WHERE id = ?', p.id), '');
  }
  const twice = await admin.submit(page, { roles: ['editor', 'editor'], unknown: 'x' }, { action: '/roles' });
  assert.equal(twice.status, 303, 'the same twice, and a field that nobody knows, do no harm');
  const stale = await admin.submit(page, { roles: ['moderator'] }, { action: '/roles' });
  assert.equal(stale.status, 422);
  assert.match(text(stale.text), /changed in the meantime/);
  assert.equal((await admin.submit(stale, { roles: ['moderator'] }, { action: '/roles' })).status, 303, 'the second time it counts');
  const many = await admin.post(`${path}/roles`, [...findForms(stale.text).find((f) => f.action.endsWith('/roles')).fields, ...Array.from({ length: 5000 }, (_, i) => [`f${i}`, 'x'])]);
  assert.ok([400, 413, 422].includes(many.status), `${many.status}`);
});

test('nobody takes the role of administrator from oneself, and pending people get none', async () => {
  const own = await admin.submit(await admin.get(`/en/admin/people/${boss.id}`), { roles: ['editor'] }, { action: '/roles' });
  assert.equal(own.status, 422);
  assert.equal(value('SELECT roles FROM member WHERE id = ?', boss.id), 'administrator');
  const p = await newMember({ state: 'pending' });
  const page = await admin.get(`/en/admin/people/${p.id}`);
  assert.ok(!findForms(page.text).some((f) => f.action.endsWith('/roles')));
  const token = findForms(page.text).find((f) => f.method === 'POST').fields.filter(([n]) => n.startsWith('_'));
  const forced = await admin.post(`/en/admin/people/${p.id}/roles`, [...token, ['version', '1'], ['roles', 'editor']]);
  assert.equal(forced.status, 422);
});

test('an account is suspended with a reason, and restored', async () => {
  const p = await newSignedIn();
  const ask = await admin.get(`/en/admin/people/${p.id}/suspend`);
  for (const reason of ['', '   ', 'x'.repeat(501), Buffer.from([0xff, 0xfe]), Buffer.from('a\0b')]) {
    const bad = await admin.submit(ask, { reason }, { action: '/suspend' });
    assert.equal(bad.status, 422, String(reason).slice(0, 20));
    assert.match(bad.text, /id="f-reason-err"/);
  }
  const long = await admin.submit(ask, { reason: `kept ${'x'.repeat(501)}` }, { action: '/suspend' });
  assert.ok(long.text.includes('kept xxx'), 'what was typed stays');
  assert.equal(value('SELECT state FROM member WHERE id = ?', p.id), 'active');
  const done = await admin.submit(ask, { reason: 'Sends advertising' }, { action: '/suspend' });
  assert.equal(done.status, 303);
  assert.equal(value('SELECT state FROM member WHERE id = ?', p.id), 'suspended');
  assert.notEqual((await p.client.get('/en/me')).status, 200, 'signed out');
  await assert.rejects(signInAs(p), 'and stays out');
  const page = await admin.follow(done);
  assert.match(text(page.text), /Sends advertising/);
  assert.equal((await admin.get(`/en/admin/people/${p.id}/suspend`)).status, 303, 'twice is no use');
  await admin.submit(await admin.get(links(page.text).find((l) => l.endsWith('/ask/restore'))), {}, { action: '/restore' });
  assert.equal(value('SELECT state FROM member WHERE id = ?', p.id), 'active');
  assert.equal((await (await signInAs(p)).get('/en/me')).status, 200);
});

test('links that were mailed before a suspension are dead after it', async () => {
  const m = await newMember(), c = new Client();
  await c.submit(await c.get('/en/reset'), { email: m.email });
  const link = new URL((await mailTo(m.email, { subject: /new password/ })).links.find((l) => l.includes('/reset/new')));
  assert.equal((await c.get(link.pathname + link.search)).status, 200);
  await admin.submit(await admin.get(`/en/admin/people/${m.id}/suspend`), { reason: 'Asked to' }, { action: '/suspend' });
  run("UPDATE member SET state = 'active' WHERE id = ?", m.id);
  assert.notEqual((await c.get(link.pathname + link.search)).status, 200);
});

test('nobody suspends oneself', async () => {
  const page = await admin.get(`/en/admin/people/${boss.id}`);
  assert.ok(!links(page.text).some((l) => l.endsWith('/suspend')));
  const done = await admin.submit(await admin.get(`/en/admin/people/${boss.id}/suspend`), { reason: 'x' }, { action: '/suspend' });
  assert.equal(done.status, 422);
  assert.equal(value('SELECT state FROM member WHERE id = ?', boss.id), 'active');
});

test('a person is signed out everywhere', async () => {
  const p = await newSignedIn();
  const other = await signInAs(p);
  const page = await admin.get(`/en/admin/people/${p.id}`);
  assert.match(text(page.text), /Signed in on 2 devices/);
  const done = await admin.submit(await admin.get(links(page.text).find((l) => l.endsWith('/ask/sessions'))), {}, { action: '/sessions' });
  assert.match(flash(await admin.follow(done)), /Signed out of 2 devices/);
  for (const c of [p.client, other]) assert.notEqual((await c.get('/en/me')).status, 200);
});

test('without the token of the session nothing is done', async () => {
  const m = addMail();
  const j = addJob();
  const p = await newMember();
  for (const path of [`mails/${m.id}/resend`, `mails/${m.id}/stop`, `jobs/${j.id}/again`, `jobs/${j.id}/drop`, 'schedule/sweep/run', `people/${p.id}/roles`, `people/${p.id}/sessions`, `people/${p.id}/suspend`, `people/${p.id}/restore`])
    assert.equal((await admin.post(`/en/admin/${path}`, { roles: 'administrator', version: '1', reason: 'x' })).status, 403, path);
  assert.equal(value('SELECT state FROM mail WHERE id = ?', m.id), 'failed');
  assert.equal(value('SELECT state FROM job WHERE id = ?', j.id), 'failed');
  assert.deepEqual(rows('SELECT roles, state FROM member WHERE id = ?', p.id), [{ roles: '', state: 'active' }]);
});

test('on a telephone the areas and the pages of people wait behind one button, without a script; on a wide screen they stand there', async () => {
  const address = '/en/admin/invitations', seen = (page) => page.locator('#areas a').evaluateAll((all) => all.filter((a) => a.checkVisibility()).map((a) => a.textContent));
  const wide = await newPage({ as: admin, javaScriptEnabled: false });
  await wide.goto(address);
  const all = await seen(wide);
  assert.equal(all.length, 12);
  assert.equal(await wide.locator('button[popovertarget=areas]').isVisible(), false);
  await wide.context().close();
  const page = await newPage({ as: admin, width: 320, height: 640, javaScriptEnabled: false });
  await page.goto(address);
  assert.deepEqual(await seen(page), []);
  await page.keyboard.press('Tab');
  await page.locator('button[popovertarget=areas]').focus();
  await page.keyboard.press('Enter');
  assert.deepEqual(await seen(page), all);
  assert.equal(await page.locator('#areas [aria-current=page]').textContent(), 'Invitations');
  await page.locator('#areas a', { hasText: 'Merge two accounts' }).click();
  assert.equal(new URL(page.url()).pathname, '/en/admin/people/merge');
  await page.context().close();
  for (const dark of [false, true]) {
    const open = await newPage({ as: admin, width: 320, dark });
    await open.goto(address);
    await open.locator('button[popovertarget=areas]').click();
    assert.deepEqual(await axe(open), []);
    await open.context().close();
  }
});
