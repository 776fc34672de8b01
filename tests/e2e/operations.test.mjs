// The page of operations and the same for monitoring: it says what is wrong and what to do, and no secret.
import { before, test as nodeTest } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run, setting, value } from './lib/db.mjs';
import { binDir, conf, until, unique } from './lib/env.mjs';
import { text } from './lib/http.mjs';
import { newSignedIn } from './lib/people.mjs';

const test = (name, f) => nodeTest(name, { timeout: 120000 }, f);
let admin;
before(async () => {
  admin = (await newSignedIn({ roles: 'administrator' })).client;
});
const main = (page) => page.text.slice(page.text.indexOf('<main'), page.text.indexOf('</main>'));
const checks = async () => JSON.parse((await admin.get('/en/admin/operations.json')).text).checks;
const tool = (...args) => execFileSync(path.join(binDir, 'm4d-admin'), args, { env: { ...process.env, M4D_CONF: conf }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

test('all that can go wrong is looked at, and nothing secret is shown', async () => {
  const page = await admin.get('/en/admin/operations');
  assert.equal(page.status, 200);
  const words = text(main(page));
  for (const w of ['Mails waiting', 'Mails of the last 24 hours', 'Worker', 'Jobs by the clock', 'Certificate', 'Virus scanner', 'Disk for files', 'Programs of the site', 'Database', 'Connections', 'Slow queries', 'Last backup', 'Next run'])
    assert.ok(words.includes(w), w);
  const c = await checks();
  for (const k of ['mail_queue', 'mail_day', 'worker', 'jobs', 'schedule', 'certificate', 'scanner', 'disk', 'programs', 'database', 'connections', 'slow_queries', 'backup', 'verify'])
    assert.ok(['ok', 'off', 'warning', 'fault'].includes(c[k]?.state), k);
  assert.equal(c.programs.state, 'ok');
  assert.equal(c.worker.state, 'ok');
  assert.equal(c.certificate.state, 'off', 'this instance has no https address');
  for (const secret of [setting('db_password'), setting('secret_file'), setting('db_socket'), setting('files_dir')])
    assert.ok(!secret || (!page.text.includes(secret) && !JSON.stringify(c).includes(secret)), secret);
  for (const role of ['', 'editor', 'moderator']) {
    const { client } = await newSignedIn({ roles: role });
    assert.equal((await client.get('/en/admin/operations.json')).status, 403, role);
  }
});

test('a failed mail, a failed job and a late worker are told with what to do', async () => {
  const kind = unique('test.ops.');
  run("INSERT INTO mail (to_email, lang, kind, subject, body, state, next_at) VALUES ('x@example.org', 'en', 'test.ops', 'x', 'x', 'failed', UTC_TIMESTAMP(6))");
  run("INSERT INTO job (kind, payload, not_before, state, ended_at) VALUES (?, '{}', UTC_TIMESTAMP(6), 'failed', UTC_TIMESTAMP(6))", kind);
  try {
    const c = await checks();
    assert.ok(c.mail_day.number >= 1 && ['warning', 'fault'].includes(c.mail_day.state) && c.mail_day.advice);
    assert.ok(c.jobs.number >= 1 && c.jobs.state === 'warning');
    const page = await admin.get('/en/admin/operations');
    assert.match(text(main(page)), /What needs somebody/);
    assert.match(text((await admin.get('/fr/admin/operations')).text), /page des tâches|tâche/);
  } finally {
    run("DELETE FROM mail WHERE kind = 'test.ops'");
    run('DELETE FROM job WHERE kind = ?', kind);
  }
  run("UPDATE schedule SET next_run = UTC_TIMESTAMP(6) - INTERVAL 1 HOUR WHERE kind = 'site.check'");
  run("UPDATE job SET state = 'waiting', not_before = UTC_TIMESTAMP(6) + INTERVAL 1 DAY WHERE id = (SELECT job_id FROM schedule WHERE kind = 'site.check')");
  try {
    await until('the check of the worker', async () => ['ok', 'fault'].includes((await checks()).worker.state));
  } finally {
    run("UPDATE job SET state = 'done', ended_at = UTC_TIMESTAMP(6) WHERE id = (SELECT job_id FROM schedule WHERE kind = 'site.check')");
    run("UPDATE schedule SET next_run = UTC_TIMESTAMP(6) WHERE kind = 'site.check'");
  }
  await until('the next look at the site', () => Number(value("SELECT TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(6), next_run) FROM schedule WHERE kind = 'site.check'")) > 60);
});

test('a backup and its reading again are written down, good or bad', async () => {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'm4d-ops-'));
  try {
    tool('backup', dir);
    const made = path.join(dir, readdirSync(dir).find((f) => /^\d{8}T/.test(f)));
    assert.equal((await checks()).backup.state, 'ok');
    tool('backup-verify', made);
    assert.equal((await checks()).verify.state, 'ok');
    assert.match(text(main(await admin.get('/en/admin/operations'))), /Last backup that was read again/);
    truncateSync(path.join(made, 'database.sql.gz'), 10);
    assert.throws(() => tool('backup-verify', made));
    const c = await checks();
    assert.equal(c.verify.state, 'warning');
    assert.match(c.verify.reading, /A later one failed/);
    run("UPDATE backup_run SET at = at - INTERVAL 5 DAY WHERE kind = 'backup'");
    assert.equal((await checks()).backup.state, 'fault');
  } finally {
    run('DELETE FROM backup_run');
    rmSync(dir, { recursive: true, force: true });
  }
});
