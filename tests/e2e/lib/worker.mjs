// Workers of a test's own, beside the one of the instance.
//
//   const child = startWorker(['--once', '--only', 'mail', '--kinds', 'check.mail']);
//   const { code, signal, log } = await child.done;
//   await oneJob('test.alerts.send');   // adds a job of this kind, which a worker of our own takes and ends well
//   after(endWorkers);
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { run } from './db.mjs';
import { binDir, conf } from './env.mjs';

const children = new Set();

export function startWorker(args, settings = conf) {
  const child = spawn(path.join(binDir, 'worker'), args, { env: { ...process.env, M4D_CONF: settings }, stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.on('data', (d) => (log += d));
  children.add(child);
  child.done = new Promise((done) => child.on('close', (code, signal) => {
    children.delete(child);
    done({ code, signal, log });
  }));
  return child;
}

// The kinds of test jobs begin with "test." and two more words: those of another test are left to it.
export function startJob(kind) {
  run("INSERT INTO job (kind, payload, not_before) VALUES (?, '{}', UTC_TIMESTAMP(6))", kind);
  return startWorker(['--once', '--only', 'jobs', '--kinds', kind.replace(/\.\w+$/, '')]);
}

export async function oneJob(kind) {
  const end = await startJob(kind).done;
  assert.equal(end.code, 0, end.log);
  assert.match(end.log, /"state": ?"done"/, end.log);
}

export function endWorkers() {
  for (const c of children) c.kill('SIGKILL');
}
