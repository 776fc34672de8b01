import { newSignedIn, signedIn } from './tests/e2e/lib/people.mjs';
import { begin, turnOn } from './tests/e2e/lib/totp.mjs';
import { newPage, closeBrowser } from './tests/e2e/lib/browser.mjs';
import { run } from './tests/e2e/lib/db.mjs';
import { Client } from './tests/e2e/lib/http.mjs';
const lang = process.argv[2] || 'en';
const m = await newSignedIn({ lang, name: 'Fatou Diallo' });
await m.client.submit(await m.client.get('/en/me/addresses'), { email: `x${Date.now()}@example.org`, use: 'main', password: m.password });
run('INSERT INTO member_address (email, member_id, confirmed_at) VALUES (?, ?, UTC_TIMESTAMP(6) - INTERVAL 9 DAY)', `fatou.${Date.now()}@example.org`, m.id);
await begin(m.client, { lang });
const n = await newSignedIn({ lang, roles: 'administrator', name: 'Zoe Keller' });
await turnOn(n.client, { lang });
async function shot(name, at, as, o = {}) {
  for (const [w, dark] of o.sizes || [[1280, false], [390, true]]) {
    const p = await newPage({ as, width: w, dark, lang });
    await p.goto(`/${lang}${at}`);
    await p.screenshot({ path: `/tmp/shots/${lang}-${name}-${w}.png`, fullPage: true });
    await p.context().close();
  }
}
await shot('addresses', '/me/addresses', m.client);
await shot('setup', '/me/two-factor/set-up', m.client);
await shot('factor', '/me/two-factor', m.client);
await shot('codes', '/me/two-factor/codes', n.client);
await shot('factoron', '/me/two-factor', n.client);
await shot('settings', '/admin/settings', n.client);
await shot('me', '/me', m.client);
await shot('sessions', '/me/sessions', m.client);
await closeBrowser();
process.exit(0);
