// The app on the phone: codes of RFC 6238, and setting up the second factor of an account.
//
//   const f = await turnOn(client);          // { secret, codes }; the client is signed in, without one until now
//   f.code()                                 // a code that was not used yet
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { run } from './db.mjs';
import { links, text } from './http.mjs';
import { samplePassword } from './people.mjs';

export function fromBase32(s) {
  const bits = [...s.replace(/[\s=]/g, '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
}

export const stepNow = () => Math.floor(Date.now() / 30000);

export function totp(secret, step = stepNow()) {
  const message = Buffer.alloc(8);
  message.writeBigInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(message).digest();
  const n = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
  return String(n % 1e6).padStart(6, '0');
}

// The newest step that was taken is forgotten, so that a test need not wait half a minute for its next code.
export const forgetStep = (id) => run('UPDATE two_factor SET last_step = 0 WHERE member_id = ?', id);

export async function begin(client, { lang = 'en', password = samplePassword, next } = {}) {
  const page = await client.get(`/${lang}/me/two-factor${next ? `?next=${encodeURIComponent(next)}` : ''}`);
  const done = await client.submit(page, { password }, { action: '/me/two-factor' });
  assert.equal(done.status, 303, text(done.text));
  const setup = await client.follow(done);
  const uri = links(setup.text).find((l) => l.startsWith('otpauth:'));
  return { setup, uri, secret: fromBase32(new URL(uri).searchParams.get('secret')) };
}

export async function turnOn(client, options = {}) {
  const { setup, secret, uri } = await begin(client, options);
  const done = await client.submit(setup, { code: totp(secret) }, { action: '/set-up' });
  assert.equal(done.status, 303, text(done.text));
  const page = await client.follow(done);
  const codes = [...page.text.matchAll(/<code>([0-9a-z]{5}-[0-9a-z]{5})<\/code>/g)].map((m) => m[1]);
  return { secret, uri, codes, page, done };
}
