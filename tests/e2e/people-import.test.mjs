// People out of a table: dry run, report, run, invitations in turn, and what cannot be read.
import { after, before, test as nodeTest } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { decode, findForms, text } from './lib/http.mjs';
import { row, rows, run, value } from './lib/db.mjs';
import { sleep, unique, until } from './lib/env.mjs';
import { file } from './lib/files.mjs';
import { mailTo, mails } from './lib/mail.mjs';
import { newMember, newSignedIn } from './lib/people.mjs';
import { killOne, leaves, pidOf } from './lib/processes.mjs';
import { oneJob } from './lib/worker.mjs';

const test = (name, f) => nodeTest(name, { timeout: 300000 }, f);
let admin, boss;
before(async () => {
  boss = await newSignedIn({ roles: 'administrator', name: 'Import Boss' });
  admin = boss.client;
});

const quote = (x) => (/["\n,;\t]/.test(x) ? `"${x.replace(/"/g, '""')}"` : x);
const csv = (lines, sep = ',') => lines.map((l) => l.map(quote).join(sep)).join('\r\n') + '\r\n';
const head = ['name', 'email', 'country', 'organisation', 'language', 'position', 'place', 'themes', 'languages'];
const main = (page) => page.text.slice(page.text.indexOf('<main'), page.text.indexOf('</main>'));
const state = (id) => value('SELECT state FROM import WHERE id = ?', id);
const outcomes = (id) => rows('SELECT line, outcome FROM import_row WHERE import_id = ? ORDER BY line', id).map((r) => `${r.line} ${r.outcome}`);
const setPace = (n) => run("INSERT INTO setting (name, value, changed_at) VALUES ('invitations_per_hour', ?, UTC_TIMESTAMP(6)) ON DUPLICATE KEY UPDATE value = ?", String(n), String(n));
const dueNow = () => run("UPDATE schedule SET next_run = UTC_TIMESTAMP(6) WHERE kind = 'invitations.send'");
after(() => run("DELETE FROM setting WHERE name = 'invitations_per_hour'"));

async function upload(data, name = 'people.csv') {
  return admin.submit(await admin.get('/en/admin/imports'), { csv: file(name, Buffer.from(data), 'text/csv') }, { action: '/imports' });
}
async function checked(data) {
  const done = await upload(data);
  assert.equal(done.status, 303, text(done.text).slice(0, 600));
  const id = Number(/imports\/(\d+)/.exec(done.location)[1]);
  await until('the dry run', () => state(id) !== 'checking', 120000);
  assert.equal(state(id), 'checked');
  return id;
}
async function confirm(id, invite) {
  await admin.submit(await admin.get(`/en/admin/imports/${id}`), invite ? {} : { invite: null }, { action: '/confirm' });
  await until('the import', () => state(id) === 'done', 200000);
}

test('dry run, report, import without invitations, then invitations in turn, held and let go', async () => {
  setPace(1);
  const known = await newMember(), k = unique('imp');
  const at = (i) => `${k}-${i}@example.org`;
  run('INSERT INTO member_address (email, member_id, confirmed_at) VALUES (?, ?, UTC_TIMESTAMP(6))', `${k}-second@example.org`, known.id);
  const table = csv([
    head,
    ['Awa Diop', at(1), 'SN', 'Ville de Dakar', 'fr', 'Chargée de mission', 'Dakar', 'diaspora; Social inclusion', 'French; wo'],
    ['Kofi', at(2), "Cote d'Ivoire", '', 'French', '', '', '', ''],
    ['Ann', at(3), 'Ivory Coast', '', '', '', '', '', ''],
    ['Ben', at(4), 'CIV', '', 'anglais', '', '', '', ''],
    ['Two', at(4).toUpperCase(), '', '', '', '', '', '', ''],
    ['Known', known.email, '', '', '', '', '', '', ''],
    ['Second', `${k}-second@example.org`, '', '', '', '', '', '', ''],
    ['Bad', 'nobody at example', 'Sengal', '', 'klingon', '', '', 'nothing', 'Elvish'],
    ['', at(9), 'Atlantis', '', '', '', '', '', ''],
  ]);
  const id = await checked(table);
  assert.deepEqual(outcomes(id), ['2 new', '3 new', '4 new', '5 new', '6 fault', '7 same', '8 same', '9 fault', '10 fault']);
  assert.equal(value('SELECT COUNT(*) FROM member WHERE email LIKE ?', `${k}-%`), '0', 'a dry run changes nothing');
  const page = await admin.get(`/en/admin/imports/${id}`);
  const words = text(main(page));
  for (const w of ['Read as Côte d’Ivoire', 'The same address stands in line 5', 'has an account already', '“nobody at example” is not an e-mail address', 'There is no country “Sengal”', 'Did you mean Senegal?', '“klingon” is not a language of this site', 'There is no term “nothing”', '“Elvish” is not a language', 'The name is missing', 'There is no country “Atlantis”', '3 rows cannot be taken'])
    assert.ok(words.replace(/'/g, '’').includes(w), `${w}\n${words}`);
  assert.ok(decode((await admin.get(`/fr/admin/imports/${id}`)).text).includes('Sénégal'));
  assert.match((await admin.get(`/en/admin/imports/${id}/report.csv?outcome=fault`)).text, /Atlantis/);

  await confirm(id, false);
  const m = row('SELECT * FROM member WHERE email = ?', at(1));
  assert.deepEqual([m.name, m.state, m.country, m.organisation, m.lang, m.password_hash], ['Awa Diop', 'pending', 'SN', 'Ville de Dakar', 'fr', null]);
  assert.deepEqual(row('SELECT position, place, listed FROM profile WHERE member_id = ?', m.id), { position: 'Chargée de mission', place: 'Dakar', listed: 'members' });
  assert.deepEqual(rows('SELECT t.code FROM profile_theme p JOIN term t ON t.id = p.term_id WHERE p.member_id = ? ORDER BY t.code', m.id).map((r) => r.code), ['diaspora', 'social-inclusion']);
  assert.deepEqual(rows('SELECT language FROM profile_language WHERE member_id = ? ORDER BY language', m.id).map((r) => r.language), ['fr', 'wo']);
  assert.deepEqual([2, 3, 4].map((i) => value('SELECT CONCAT(country, lang) FROM member WHERE email = ?', at(i))), ['CIfr', 'CIen', 'CIen']);
  assert.equal(value("SELECT COUNT(*) FROM directory_entry WHERE kind = 'person' AND object_id = ?", m.id), '0', 'nobody sees who has not joined');
  assert.equal(mails({ to: at(1) }).length, 0, 'nobody was written to');
  assert.ok(!/example\.org|Diop/.test(value("SELECT detail FROM audit WHERE action = 'member.import' AND object_id = ?", m.id)));

  // Later: invited, one an hour; put on hold, and let go.
  run("UPDATE invitation SET sent_at = sent_at - INTERVAL 2 HOUR WHERE sent_at IS NOT NULL");
  await admin.submit(await admin.get(`/en/admin/imports/${id}`), {}, { action: '/invite' });
  assert.equal(value("SELECT COUNT(*) FROM invitation WHERE import_id = ?", id), '4');
  dueNow();
  await until('the first invitation', () => value("SELECT COUNT(*) FROM invitation WHERE import_id = ? AND state = 'sent'", id) === '1');
  const first = value("SELECT m.email FROM invitation i JOIN member m ON m.id = i.member_id WHERE i.import_id = ? AND i.state = 'sent'", id);
  assert.match((await mailTo(first)).subject, /invitation/i);
  dueNow();
  await until('another look', () => Number(value("SELECT TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(6), next_run) FROM schedule WHERE kind = 'invitations.send'")) > 60);
  await sleep(1000);
  assert.equal(value("SELECT COUNT(*) FROM invitation WHERE import_id = ? AND state = 'sent'", id), '1', 'no more in this hour');
  const held = await admin.submit(await admin.get(`/en/admin/imports/${id}`), {}, { action: '/hold' });
  assert.equal(held.status, 303);
  assert.equal(value("SELECT COUNT(*) FROM invitation WHERE import_id = ? AND state = 'paused'", id), '3');
  setPace(5000);
  dueNow();
  await sleep(1500);
  assert.equal(value("SELECT COUNT(*) FROM invitation WHERE import_id = ? AND state = 'sent'", id), '1', 'held is held');
  await admin.submit(await admin.get(`/en/admin/imports/${id}`), {}, { action: '/hold' });
  dueNow();
  await until('all invitations', () => value("SELECT COUNT(*) FROM invitation WHERE import_id = ? AND state = 'sent'", id) === '4');
  for (const i of [1, 2, 3, 4]) await mailTo(at(i));
  assert.equal(mails({ to: at(1) }).length, 1);
  // The same table once more finds everybody.
  assert.deepEqual(outcomes(await checked(table)).filter((o) => o.endsWith('new')), []);
});

test('tables as spreadsheets save them, and those that cannot be read', async () => {
  const k = unique('enc');
  const line = (i) => ['Zoë Müller', `${k}-${i}@example.org`, 'Côte d’Ivoire'];
  const heading = ['name', 'email', 'country'];
  const latin = Buffer.from(csv([heading, ['Zoë Müller', `${k}-1@example.org`, 'Sénégal']], ';'), 'latin1');
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(csv([heading, line(2)], '\t'), 'utf16le')]);
  const marked = Buffer.from(`\ufeff${csv([heading, line(3)])}`);
  for (const [i, data] of [latin, wide, marked].entries()) {
    const id = await checked(data);
    assert.deepEqual(rows('SELECT title, outcome FROM import_row WHERE import_id = ?', id), [{ title: 'Zoë Müller', outcome: 'new' }], String(i));
  }
  const cases = { nothing: '', heading: 'name,email\r\n', binary: 'name,email\r\na\0b,c', 'no name': csv([['email'], ['a@example.org']]), unknown: csv([[...heading, 'shoe size'], [...line(4), '42']]), quotes: 'name,email\r\n"a,b\r\n' };
  for (const [what, data] of Object.entries(cases)) {
    const done = await upload(data);
    assert.equal(done.status, 422, what);
    assert.match(text(main(done)), /thing to fix/, what);
  }
  assert.equal((await admin.post('/en/admin/imports', findForms((await admin.get('/en/admin/imports')).text).find((f) => f.method === 'POST' && f.action.endsWith('/imports')).fields, { multipart: true })).status, 422);
  // A workbook is told for what it is; headings may be those that people use.
  const book = await upload(Buffer.from('PK\x03\x04\x14\0\x06\0people', 'latin1'), 'people.xlsx');
  assert.ok(book.status === 422 && /This is a workbook/.test(text(main(book))));
  const spoken = await checked(csv([['Nom', 'E-Mail', 'País', 'organización'], ['Zoë Müller', `${k}-5@example.org`, 'Senegal', 'Town']]));
  assert.deepEqual(outcomes(spoken), ['2 new']);
  const twice = await upload(csv([['name', 'Nom', 'email'], ['Zoë', 'Müller', `${k}-6@example.org`]]));
  assert.match(text(main(twice)), /is there twice/);
  const template = await admin.get('/en/admin/imports/template.csv');
  assert.ok(template.text.includes(head.join(',')));
  const id = await checked(template.text.replace('ana@', `${unique('tpl')}@`));
  assert.deepEqual(outcomes(id), ['2 new'], 'the template itself can be imported');
  await admin.submit(await admin.get(`/en/admin/imports/${id}`), {}, { action: '/cancel' });
  assert.equal(state(id), 'cancelled');
  assert.equal((await admin.get(`/en/resources/import/${id}`)).status, 404, 'not among the imports of publications');
});

test('a month after its end no name is left, also when somebody of the table was erased; one without an answer is dropped', async () => {
  const k = unique('month'), table = (i) => csv([['name', 'email'], [`Forgotten ${k}`, `${k}-${i}@example.org`]]);
  const [done, erased, waits, young] = [await checked(table(1)), await checked(table(2)), await checked(table(3)), await checked(table(4))];
  for (const id of [done, erased]) await confirm(id, false);
  run("UPDATE import SET csv_sha256 = '', csv_name = '' WHERE id = ?", erased); // as erasing does
  run('UPDATE import SET ended_at = UTC_TIMESTAMP(6) - INTERVAL 31 DAY WHERE id IN (?, ?)', done, erased);
  run('UPDATE import SET created_at = UTC_TIMESTAMP(6) - INTERVAL 31 DAY WHERE id = ?', waits);
  await oneJob('test.sweep');
  assert.deepEqual([done, erased, young].map((id) => value('SELECT COUNT(*) FROM import_row WHERE import_id = ?', id)), ['0', '0', '1']);
  assert.equal(value('SELECT csv_sha256 FROM import WHERE id = ?', done), '');
  assert.deepEqual([state(waits), state(young)], ['cancelled', 'checked']);
});

test('an import while its worker is killed: everybody once', async () => {
  const k = unique('kill'), n = 300;
  const id = await checked(csv([['name', 'email'], ...Array.from({ length: n }, (_, i) => [`Kill ${i}`, `${k}-${i}@example.org`])]));
  await admin.submit(await admin.get(`/en/admin/imports/${id}`), { invite: null }, { action: '/confirm' });
  let killed = 0;
  while (state(id) === 'running' && killed < 3) {
    await sleep(150);
    if (killOne('worker')) killed++;
  }
  await until('the import', () => state(id) === 'done', 150000);
  assert.equal(value('SELECT COUNT(*) FROM member WHERE email LIKE ?', `${k}-%`), String(n));
  assert.equal(value("SELECT COUNT(*) FROM audit a JOIN member m ON m.id = a.object_id WHERE a.action = 'member.import' AND m.email LIKE ?", `${k}-%`), String(n));
  assert.equal(value('SELECT done FROM import WHERE id = ?', id), String(n));
  run('DELETE FROM member WHERE email LIKE ?', `${k}-%`);
});

// Programs with sanitizers take five times as long and ten times the memory: they look at fewer rows.
const slow = /san/.test(process.env.M4D_BIN ?? '');
const rowsOfTest = slow ? 3000 : 20000;

test('20,000 rows are looked at in bounded memory; one more is too many', async () => {
  const k = unique('big');
  const lines = (n) => csv([head, ...Array.from({ length: n }, (_, i) => [`Person ${i}`, `${k}-${i}@example.org`, 'Senegal', 'Ville', 'fr', '', '', '', ''])]);
  const many = await upload(lines(20001));
  assert.equal(many.status, 422);
  assert.match(text(main(many)), /more than 20,000 rows/);
  const done = await upload(lines(rowsOfTest));
  const id = Number(/imports\/(\d+)/.exec(done.location)[1]);
  let peak = 0;
  await until('the dry run', () => {
    for (const pid of leaves(pidOf('worker'))) try {
      peak = Math.max(peak, Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0));
    } catch { /* gone */ }
    return state(id) !== 'checking';
  }, 250000);
  assert.equal(value("SELECT COUNT(*) FROM import_row WHERE import_id = ? AND outcome = 'new'", id), String(rowsOfTest));
  if (!slow) assert.ok(peak < 120000, `${peak} kB`);
  await admin.submit(await admin.get(`/en/admin/imports/${id}`), {}, { action: '/cancel' });
});
