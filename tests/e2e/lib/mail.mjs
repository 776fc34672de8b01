// Mails of the instance under test, as the worker put them into the sink.
//
//   const m = await mailTo('ada@example.org', { subject: /confirm/i });
//   m.subject, m.text, m.headers['list-unsubscribe'], m.links, m.raw
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { setting } from './db.mjs';
import { until } from './env.mjs';

const words = (s) =>
  s.replace(/\?=\s+=\?/g, '?==?').replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, how, v) =>
    how.toLowerCase() === 'b'
      ? Buffer.from(v, 'base64').toString('latin1')
      : v.replace(/_/g, ' ').replace(/=([0-9a-f]{2})/gi, (__, h) => String.fromCharCode(parseInt(h, 16))));
const utf8 = (s) => (/[\u0080-\u00ff]/.test(s) && !/[^\u0000-\u00ff]/.test(s) ? Buffer.from(s, 'latin1').toString('utf8') : s);

export function parseMail(raw) {
  const [head, ...rest] = raw.replace(/\r\n/g, '\n').split('\n\n');
  const headers = {};
  for (const line of head.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const m = /^([^:]+):\s*(.*)$/.exec(line);
    if (m) headers[m[1].toLowerCase()] = utf8(words(m[2]));
  }
  let body = rest.join('\n\n');
  const how = (headers['content-transfer-encoding'] || '').toLowerCase();
  if (how === 'base64') body = Buffer.from(body, 'base64').toString('utf8');
  if (how === 'quoted-printable')
    body = Buffer.from(body.replace(/=\n/g, '').replace(/=([0-9a-f]{2})/gi, (_, h) => String.fromCharCode(parseInt(h, 16))), 'latin1').toString('utf8');
  return {
    headers, raw, text: body,
    subject: headers.subject || '', from: headers.from || '', to: headers.to || '',
    links: [...body.matchAll(/https?:\/\/[^\s<>"]+/g)].map((m) => m[0].replace(/[.,)]+$/, '')),
  };
}

// All mails in the sink, oldest first.
export function mails({ to, subject } = {}) {
  const dir = setting('mail_sink_dir');
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .filter((f) => f.endsWith('.eml') && !f.startsWith('.'))
    .map((f) => path.join(dir, f))
    .map((f) => ({ file: f, at: statSync(f).mtimeMs, ...parseMail(readFileSync(f, 'utf8')) }))
    .sort((a, b) => a.at - b.at || a.file.localeCompare(b.file, 'en', { numeric: true }))
    .filter((m) => (!to || m.to.toLowerCase().includes(to.toLowerCase())) && (!subject || subject.test(m.subject)));
}

// Waits for the n-th mail (the newest by default) to this address.
export const mailTo = (to, { subject, count = 1, ms = 30000 } = {}) =>
  until(`mail number ${count} to ${to}${subject ? ` about ${subject}` : ''}`, () => {
    const found = mails({ to, subject });
    return found.length >= count && found[found.length - 1];
  }, ms);
