// Nothing that somebody was told is saved may be lost or doubled, whatever dies meanwhile. The ledger of what
// was told is kept here, outside of everything that is killed. KILLS=n: how many (default 25 a test).
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import assert from 'node:assert/strict';
import { sleep, unique, until, varDir } from './lib/env.mjs';
import { Client, findForms, text } from './lib/http.mjs';
import { row, rows, run, setting, value } from './lib/db.mjs';
import { newSignedIn } from './lib/people.mjs';
import { mails } from './lib/mail.mjs';
import { killOne, leaves, pidOf } from './lib/processes.mjs';

const KILLS = Number(process.env.KILLS || 25);

// Does `work` (a list of functions) a few at a time while `kill` strikes; ends when both are done.
async function under(kill, work, atOnce = 4) {
  let killed = 0, done = false;
  const killer = (async () => {
    while (!done) {
      await sleep(killed ? 60 + Math.random() * 160 : 5); // the first one strikes before quick work is over
      if (!done && kill()) killed++;
    }
  })();
  const queue = [...work];
  try {
    await Promise.all(Array.from({ length: atOnce }, async () => {
      while (queue.length) await queue.shift()();
    }));
  } finally {
    done = true;
    await killer;
  }
  return killed;
}

// A page whose program died while it was sent ends too early; a person would load it again.
const whole = (a) => a.status === 200 && a.text.includes('</html>');

// Sends until the site answers as it should; the same body again and again, as a person pressing once more.
async function insist(send, good, tries = 60) {
  let last;
  for (let i = 0; i < tries; i++) {
    try {
      last = await send();
      if (good(last)) return last;
      assert.ok(last.status >= 500 || last.status === 429 || last.status === 200, `refused with ${last.status}: ${text(last.text).slice(0, 600)}`);
    } catch (e) {
      if (e.code === 'ERR_ASSERTION') throw e;
      last = e;
    }
    await sleep(50 + 50 * i);
  }
  throw new Error(`no good answer after ${tries} tries: ${last?.status ?? last}`);
}

test('sign-ups while processes of members die', async () => {
  const told = [];
  const work = Array.from({ length: KILLS }, () => async () => {
    const c = new Client();
    const page = await insist(() => c.get('/en/join'), whole);
    const email = `${unique('k')}@example.org`;
    const form = findForms(page.text).find((f) => f.names.has('email') && f.names.has('password'));
    const body = [...form.fields.filter(([n]) => !['name', 'email', 'password', 'agreed'].includes(n)),
      ['name', 'Kofi Under Fire'], ['email', email], ['password', 'a long walk along the river'], ['listed', 'members'], ['agreed', '1']];
    await insist(() => c.post('/en/join', body), (a) => a.status === 303);
    told.push(email);
  });
  const killed = await under(() => killOne('members'), work);
  assert.ok(killed > 0);
  for (const email of told) {
    assert.equal(value('SELECT COUNT(*) FROM member WHERE email = ?', email), '1', email);
    assert.equal(value("SELECT COUNT(*) FROM mail WHERE to_email = ? AND kind = 'member.confirm'", email), '1', email);
  }
});

test('mails while the worker dies: each goes out, once', async () => {
  const mark = unique('mails');
  const before = new Set(mails().map((m) => m.file));
  let sql = '';
  for (let i = 0; i < KILLS * 8; i++)
    sql += `INSERT INTO mail (to_email, lang, kind, subject, body, next_at) VALUES ('${mark}-${i}@example.org', 'en', 'kill.drill', 'Number ${i}', 'Body ${i}', NOW(6));\n`;
  const start = leaves(pidOf('worker')).length;
  assert.ok(start > 0, 'the worker runs');
  run(sql);
  let killed = 0;
  const open = () => Number(value("SELECT COUNT(*) FROM mail WHERE to_email LIKE ? AND state <> 'sent'", `${mark}-%`));
  while (open() > 0 && killed < KILLS) {
    await sleep(150);
    if (killOne('worker')) killed++;
  }
  // A mail that was in hand is taken up again when its lease is over.
  run("UPDATE mail SET lease_until = NOW(6) WHERE to_email LIKE ? AND state = 'sending'", `${mark}-%`);
  await until('all mails sent', () => {
    run("UPDATE mail SET lease_until = NOW(6), next_at = NOW(6) WHERE to_email LIKE ? AND state <> 'sent'", `${mark}-%`);
    return open() === 0;
  }, 120000);
  const got = mails().filter((m) => !before.has(m.file) && m.to.includes(mark)).map((m) => m.to);
  assert.equal(new Set(got).size, KILLS * 8, 'each one is there');
  assert.equal(got.length, KILLS * 8, 'and none twice');
});

test('edits of a page while processes of home die', async () => {
  const { client } = await newSignedIn({ roles: 'editor' });
  const id = Number(value("SELECT id FROM page WHERE slug = 'accessibility'"));
  const at = `/en/pages/${id}/edit?in=en`;
  const original = row("SELECT title, body FROM page_revision WHERE page_id = ? AND lang = 'en' ORDER BY id DESC LIMIT 1", id);
  const told = [];
  const work = Array.from({ length: KILLS }, () => async () => {
    const mark = unique('edit');
    for (;;) { // a lost race with oneself shows as a version conflict: look again, then save
      const page = await insist(() => client.get(at), whole);
      const form = findForms(page.text).find((f) => f.names.has('body'));
      const body = form.fields.map(([n, v]) => (n === 'body' ? [n, `${original.body}\n\n${mark}`] : [n, v]));
      const a = await insist(() => client.post(form.action || at, body), (x) => x.status === 303 || x.status === 409 || x.status === 422);
      if (a.status === 303) break;
      if (value('SELECT COUNT(*) FROM page_revision WHERE body LIKE ?', `%${mark}%`) !== '0') break; // saved, the answer was lost
    }
    told.push(mark);
  });
  await under(() => killOne('home'), work, 1);
  for (const mark of told) assert.equal(value('SELECT COUNT(*) FROM page_revision WHERE page_id = ? AND body LIKE ?', id, `%${mark}%`), '1', mark);
  run("INSERT INTO page_revision (page_id, lang, title, body) VALUES (?, 'en', ?, ?)", id, original.title, original.body);
});

test('uploads in pieces while processes of resources die', async () => {
  const { client } = await newSignedIn({ roles: 'editor' });
  const page = await client.get('/en/resources/propose');
  const token = findForms(page.text).flatMap((f) => f.fields).find(([n]) => n === '_token')[1];
  const told = [];
  const work = Array.from({ length: KILLS }, () => async () => {
    const data = Buffer.concat([Buffer.from(`${unique('up')}\n`), Buffer.from(randomBytes(300000).toString('base64'))]);
    const begun = await insist(() => client.post('/en/uploads', { _token: token, name: 'notes.txt', size: String(data.length) }), (a) => a.status === 200 || a.status === 201);
    const ticket = begun.json.ticket;
    let at = 0, complete = false;
    while (!complete) { // an empty piece at the end asks once more to put the file into the store
      const chunk = data.subarray(at, at + 60000);
      try {
        const a = await client.post(`/en/uploads/${ticket}`, chunk, { headers: { 'content-type': 'application/octet-stream', 'upload-offset': String(at) } });
        if (a.status < 300) {
          at = a.json.received;
          complete = a.json.complete;
          continue;
        }
      } catch { /* ask how far it got */ }
      await sleep(30);
      const state = (await insist(() => client.get(`/en/uploads/${ticket}`), (a) => a.status === 200)).json;
      at = state.received;
      complete = state.complete;
    }
    told.push(createHash('sha256').update(data).digest('hex'));
  });
  const killed = await under(() => killOne('resources'), work);
  assert.ok(killed > 0);
  for (const sha of told) {
    const file = path.join(setting('files_dir'), sha.slice(0, 2), sha.slice(2, 4), sha);
    assert.ok(existsSync(file), `${sha} is in the store`);
    assert.equal(createHash('sha256').update(readFileSync(file)).digest('hex'), sha);
    assert.equal(value('SELECT COUNT(*) FROM upload WHERE sha256 = ?', sha), '1');
  }
});

test('the same form sent by fifty at once makes one thing', async () => {
  const { client, id } = await newSignedIn();
  const page = await client.get('/en/me');
  assert.equal(page.status, 200);
  const c = new Client();
  const join = await c.get('/en/join');
  const form = findForms(join.text).find((f) => f.names.has('email') && f.names.has('password'));
  const email = `${unique('d')}@example.org`;
  const body = [...form.fields.filter(([n]) => !['name', 'email', 'password', 'agreed'].includes(n)),
    ['name', 'Double Click'], ['email', email], ['password', 'a long walk along the river'], ['listed', 'members'], ['agreed', '1']];
  const answers = await Promise.all(Array.from({ length: 20 }, () => c.post('/en/join', body)));
  for (const a of answers) assert.ok(a.status === 303 || a.status === 429, String(a.status));
  assert.equal(value('SELECT COUNT(*) FROM member WHERE email = ?', email), '1');
  assert.equal(value('SELECT COUNT(*) FROM mail WHERE to_email = ?', email), '1');
  assert.ok(id > 0);
});

test('the database is killed under sign-ups: what was told is there, the rest says so', async () => {
  const told = [];
  const mariadb = () => {
    try {
      process.kill(pidOf('mariadbd'), 'SIGKILL');
      return true;
    } catch {
      return false;
    }
  };
  const before = pidOf('mariadbd');
  const sign = async () => {
    const c = new Client();
    const page = await insist(() => c.get('/en/join'), whole);
    const form = findForms(page.text).find((f) => f.names.has('email') && f.names.has('password'));
    const email = `${unique('z')}@example.org`;
    const body = [...form.fields.filter(([n]) => !['name', 'email', 'password', 'agreed'].includes(n)),
      ['name', 'Zed Under Fire'], ['email', email], ['password', 'a long walk along the river'], ['listed', 'members'], ['agreed', '1']];
    await insist(() => c.post('/en/join', body), (a) => a.status === 303, 200);
    told.push(email);
  };
  const going = Array.from({ length: 8 }, sign);
  await sleep(150);
  assert.ok(mariadb());
  await sleep(500);
  // `make run` starts what is missing.
  execFileSync('make', ['run', `VARIANT=${/san/.test(process.env.M4D_BIN || '') ? 'san' : 'release'}`], {
    cwd: path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../..'),
    env: { ...process.env, VAR: varDir, PORT: new URL(process.env.BASE_URL || 'http://localhost:8080').port, NOSAMPLE: '1' },
    stdio: 'ignore',
  });
  await Promise.all(going);
  assert.notEqual(pidOf('mariadbd'), before);
  for (const email of told) assert.equal(value('SELECT COUNT(*) FROM member WHERE email = ?', email), '1', email);
  assert.deepEqual(rows('SELECT COUNT(*) AS n FROM audit_head'), [{ n: '1' }]);
});
