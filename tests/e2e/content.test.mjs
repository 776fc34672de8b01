// The sample library: all of it is in, in three languages, and its short editions are what they say.
import test from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from './lib/http.mjs';
import { rows, value } from './lib/db.mjs';
import { binDir, conf, root } from './lib/env.mjs';
import { signedIn } from './lib/people.mjs';

// RFC 4180, as the importer reads it.
function readCsv(file) {
  const out = [[]];
  let field = '', quoted = false;
  const source = readFileSync(file, 'utf8');
  for (let i = 0; i < source.length; i++) {
    const c = source[i];
    if (quoted) {
      if (c === '"' && source[i + 1] === '"') field += source[++i];
      else if (c === '"') quoted = false;
      else field += c;
    } else if (c === '"') quoted = true;
    else if (c === ',' || c === '\n') {
      out[out.length - 1].push(field);
      field = '';
      if (c === '\n') out.push([]);
    } else field += c;
  }
  const [head, ...body] = out.filter((r) => r.length > 1);
  return body.map((r) => Object.fromEntries(head.map((n, i) => [n, r[i]])));
}
const library = readCsv(path.join(root, 'conf/sample/library.csv'));

test('every publication of the table is in the library, with its texts and files', () => {
  const found = new Map(rows('SELECT id, source_key, state FROM resource WHERE source_key IS NOT NULL').map((r) => [r.source_key, r]));
  for (const row of library) {
    const r = found.get(row.key);
    assert.ok(r, row.key);
    assert.equal(r.state, 'published', row.key);
    const texts = rows('SELECT lang, title, summary FROM resource_text WHERE resource_id = ?', r.id);
    for (const lang of ['en', 'fr', 'es']) {
      assert.ok(row[`title_${lang}`] && row[`summary_${lang}`], `${row.key} in ${lang}`);
      assert.ok(texts.some((t) => t.lang === lang && t.title === row[`title_${lang}`]), `${row.key} in ${lang}`);
    }
    const files = row.files.split(';').filter(Boolean).length;
    assert.equal(Number(value('SELECT COUNT(*) FROM resource_file WHERE resource_id = ? AND short_edition AND removed_at IS NULL', r.id)), files, row.key);
    assert.ok(files > 0 || row.link, `${row.key} can be read somewhere`);
  }
});

test('short editions are tagged, have title and language, and say what they are', async () => {
  const client = new Client();
  const dir = mkdtempSync(path.join(os.tmpdir(), 'm4d-content-'));
  const says = { en: 'not the original publication', fr: 'n’est pas la publication originale', es: 'No es la publicación original', ar: 'ليست' };
  try {
    const files = rows(`SELECT f.id, f.name, f.lang, t.title FROM resource_file f JOIN resource r ON r.id = f.resource_id
                        JOIN resource_text t ON t.resource_id = r.id AND t.lang = f.lang
                        WHERE f.short_edition AND f.removed_at IS NULL AND r.source_key IN ('legacy', 'toolbox-m1', 'gouvernance-territoriale-2018-1', 'white-paper-mainstreaming')`);
    assert.ok(files.length >= 9);
    for (const f of files) {
      const got = await client.get(`/files/${f.id}/${f.name}`);
      assert.equal(got.status, 200, f.name);
      assert.ok(got.body.length < 120000, `${f.name} is light`);
      const file = path.join(dir, 'a.pdf');
      writeFileSync(file, got.body);
      const info = execFileSync('pdfinfo', [file], { encoding: 'utf8' });
      assert.match(info, /^Tagged: +yes$/m, f.name);
      assert.ok(info.includes(f.title), `${f.name}: ${f.title}`);
      assert.ok(got.body.includes(`/Lang (${f.lang})`), f.name);
      const text = execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');
      assert.ok(text.includes(says[f.lang]), f.name);
      assert.ok(text.length > 1500, f.name);
    }
  } finally {
    rmSync(dir, { recursive: true });
  }
});


// So that the sample people find something in their mailbox: marked as samples, some of it unread; made once.
test('sample people have written to each other', async () => {
  const table = readCsv(path.join(root, 'conf/sample/messages.csv'));
  const state = () => rows(`SELECT g.thread_id, g.n, t.subject, s.email AS sender, g.body, p.unread, c.unread AS counted,
      (SELECT COUNT(*) FROM message_party q WHERE q.member_id = p.member_id AND q.unread) AS want FROM message g JOIN message_thread t ON t.id = g.thread_id
    JOIN member s ON s.id = g.sender_id JOIN message_party p ON p.thread_id = t.id AND p.member_id <> s.id JOIN message_member c ON c.member_id = p.member_id
    WHERE t.subject RLIKE '^(Sample|Exemple|Ejemplo)' ORDER BY 1, 2`);
  const before = state();
  assert.equal(before.length, table.length);
  for (const m of table) {
    assert.match(m.subject, /^(Sample: |Exemple\u202f: |Ejemplo: )/);
    assert.match(`${m.from} ${m.to}`, /^\S+@example\.org \S+@example\.org$/);
    const there = before.filter((r) => r.body === m.body && r.subject === m.subject && r.sender === m.from);
    assert.equal(there.length, 1, m.subject);
  }
  for (const r of before) assert.equal(r.counted, r.want, 'what the menu counts');
  execFileSync(path.join(binDir, 'm4d-admin'), ['sample-messages', 'conf/sample/messages.csv'], { cwd: root, env: { ...process.env, M4D_CONF: conf } });
  assert.deepEqual(state(), before, 'the same rows again change nothing');
  const page = await (await signedIn('member')).get('/en/messages');
  for (const who of ['Giulia Ferrari', 'Mamadou Ba', 'Ramesh Adhikari']) assert.ok(page.text.includes(who), who);
});
