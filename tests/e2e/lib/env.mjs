// Where the instance under test is. tests/run.mjs sets these; by hand they point at `make run`'s.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
export const varDir = path.resolve(root, process.env.M4D_VAR || process.env.VAR || 'var');
export const binDir = path.resolve(root, process.env.M4D_BIN || 'build/release');
export const conf = path.join(varDir, 'm4d.conf');
export const base = process.env.BASE_URL || `http://localhost:${port()}`;

function port() {
  try {
    return readFileSync(path.join(varDir, 'run/port'), 'utf8').trim();
  } catch {
    return '8080';
  }
}

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

// Calls f again and again until it gives something true, and returns that.
export async function until(what, f, ms = 30000) {
  const end = Date.now() + ms;
  for (;;) {
    const got = await f();
    if (got) return got;
    if (Date.now() > end) throw new Error(`waited ${ms} ms in vain for ${what}`);
    await sleep(50);
  }
}

let counter = 0;
// A short text that no other test has: for names, addresses, titles.
export const unique = (start = 't') =>
  `${start}${process.pid.toString(36)}${Date.now().toString(36).slice(-5)}${(counter++).toString(36)}`;
