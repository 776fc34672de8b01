// Processes of the instance under test, found from its pid files, and never any others.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { varDir } from './env.mjs';

export const pidOf = (name) => parseInt(readFileSync(path.join(varDir, 'run', `${name}.pid`), 'utf8'), 10);

function children(pid) {
  try {
    return execFileSync('pgrep', ['-P', String(pid)]).toString().split('\n').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

// The ends of the tree below: supervisors are left out.
export const leaves = (pid) => children(pid).flatMap((c) => (children(c).length ? leaves(c) : [c]));

// SIGKILL for one working process of a program, picked by chance. False: there is none.
export function killOne(name) {
  const all = leaves(pidOf(name));
  try {
    process.kill(all[Math.floor(Math.random() * all.length)], 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}
