import { newSignedIn } from './tests/e2e/lib/people.mjs';
import { begin, turnOn } from './tests/e2e/lib/totp.mjs';
import { newPage, closeBrowser, axe } from './tests/e2e/lib/browser.mjs';
import { run, value } from './tests/e2e/lib/db.mjs';
import { writeFileSync, mkdirSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { mailTo } from './tests/e2e/lib/mail.mjs';
mkdirSync('/tmp/vnu', { recursive: true });
let i = 0;
const keep = (a) => writeFileSync(`/tmp/vnu/${String(i++).padStart(2, '0')}-${a.path.replace(/[^a-z0-9]+/gi, '_').slice(0, 50)}.html`, a.text);
for (const lang of ['en', 'fr', 'es']) {
  const m = await newSignedIn({ lang, name: 'Fatou Diallo' });
  const to = `x${Date.now()}@example.org`;
  keep(await m.client.submit(await m.client.get(`/${lang}/me/addresses`), { email: 'nonsense', use: '', password: '' }, {}));
  await m.client.submit(await m.client.get(`/${lang}/me/addresses`), { email: to, use: 'main', password: m.password });
  run('INSERT INTO member_address (email, member_id, confirmed_at, kept_until) VALUES (?, ?, UTC_TIMESTAMP(6) - INTERVAL 9 DAY, UTC_TIMESTAMP(6) + INTERVAL 2 DAY)', `f.${Date.now()}@example.org`, m.id);
  const id = value('SELECT MAX(id) FROM member_address WHERE member_id = ? AND kept_until IS NOT NULL', m.id);
  const link = (await mailTo(to)).links.find((l) => l.includes('confirm?t='));
  const old = (await mailTo(m.email)).links.find((l) => l.includes('confirm?t='));
  keep(await m.client.get(link.slice(new URL(link).origin.length)));
  keep(await m.client.get(old.slice(new URL(old).origin.length)));
  await begin(m.client, { lang });
  for (const at of ['/me', '/me/addresses', `/me/addresses/${id}/main`, `/me/addresses/${id}/remove`, '/me/two-factor', '/me/two-factor/set-up', '/me/sessions', '/me/addresses/confirm?t=x']) keep(await m.client.get(`/${lang}${at}`));
  const n = await newSignedIn({ lang, roles: 'administrator', name: 'Zoe Keller' });
  await turnOn(n.client, { lang });
  for (const at of ['/me/two-factor', '/me/two-factor/codes', '/me/two-factor/off', '/me/two-factor/renew', '/me/addresses', '/admin/settings', '/admin/settings/history', '/admin/settings/import', `/admin/people/${n.id}`, `/admin/people/${n.id}/two-factor`]) keep(await n.client.get(`/${lang}${at}`));
  const s = await (await import('./tests/e2e/lib/http.mjs')).Client;
  const c = new s();
  keep(await c.follow(await c.submit(await c.get(`/${lang}/sign-in`), { email: n.email, password: n.password }, { action: '/sign-in' })));
}
const jar = path.join(path.dirname(createRequire(import.meta.url).resolve('./tests/node_modules/vnu-jar/package.json')), 'build/dist/vnu.jar');
try { console.log(execFileSync('java', ['-Xss1m', '-jar', jar, '--format', 'gnu', '--skip-non-html', '/tmp/vnu'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })); } catch (e) { console.log((e.stdout + e.stderr).split('\n').slice(0, 30).join('\n')); }
process.exit(0);
