// SQL on the database of the instance under test, through Debian's client.
//
//   rows('SELECT id, name FROM member WHERE email = ?', mail)   -> [{ id: '1', name: 'Ada' }]
//   value('SELECT COUNT(*) FROM member')                        -> '12'
//   run('UPDATE member SET state = ? WHERE id = ?', 'active', 7)
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { conf } from './env.mjs';

export function setting(name) {
  const lines = readFileSync(conf, 'utf8').split('\n').map((l) => /^\s*(\w+)\s*=\s*(.*?)\s*$/.exec(l)).filter(Boolean);
  return lines.filter((m) => m[1] === name).pop()?.[2] ?? '';
}

export function quote(v) {
  if (v === null || v === undefined) return 'NULL';
  if (typeof v === 'number' || typeof v === 'bigint') return String(v);
  if (typeof v === 'boolean') return v ? '1' : '0';
  if (Buffer.isBuffer(v)) return `x'${v.toString('hex')}'`;
  return `'${String(v).replace(/[\\'\0\n\r\x1a]/g, (c) => ({ '\\': '\\\\', "'": "\\'", '\0': '\\0', '\n': '\\n', '\r': '\\r', '\x1a': '\\Z' })[c])}'`;
}

const fill = (sql, args) => {
  let i = 0;
  return sql.replace(/\?/g, () => quote(args[i++]));
};

// By the account that may do anything with the database; the programs have one of their own, which cannot.
const command = () => [
  'mariadb',
  ['--no-defaults', `--socket=${setting('db_socket')}`, `--user=${setting('db_owner_user') || setting('db_user') || 'm4d'}`, '--batch', '--unbuffered', '--binary-as-hex', '--default-character-set=utf8mb4', setting('db_name') || 'm4d'],
];
const environment = () => ({ ...process.env, MYSQL_PWD: setting('db_owner_user') ? setting('db_owner_password') : setting('db_password') });

function client(sql) {
  return execFileSync(...command(), { input: sql, env: environment(), maxBuffer: 1 << 28 }).toString('utf8');
}

const unescape = (s) => (s === 'NULL' ? null : s.replace(/\\(.)/g, (_, c) => ({ n: '\n', t: '\t', 0: '\0', '\\': '\\' })[c] ?? c));

// Every value is text or null.
export function rows(sql, ...args) {
  const [head, ...body] = client(fill(sql, args)).split('\n').slice(0, -1);
  const names = head?.split('\t') ?? [];
  return body.map((line) => Object.fromEntries(line.split('\t').map((v, i) => [names[i], unescape(v)])));
}

export const row = (sql, ...args) => rows(sql, ...args)[0];
export const value = (sql, ...args) => Object.values(row(sql, ...args) ?? {})[0];
export function run(sql, ...args) {
  client(fill(sql, args));
}

// A transaction that has done this much and is held open: what else touches its rows waits until commit().
export async function held(sql, ...args) {
  const c = spawn(...command(), { env: environment(), stdio: ['pipe', 'pipe', 'inherit'] });
  const over = new Promise((done) => c.on('close', done));
  c.stdin.write(`START TRANSACTION;\n${fill(sql, args)};\nSELECT 'held';\n`);
  await new Promise((done) => c.stdout.once('data', done));
  return {
    commit: async () => {
      c.stdin.end('COMMIT;\n');
      if ((await over) !== 0) throw new Error(`not done: ${sql}`);
    },
  };
}
