// Who visits: the sample people of a development instance, and fresh members.
//
//   const editor = await signedIn('editor');            // a Client; role: member editor moderator admin
//   const m = await newMember({ lang: 'fr', roles: 'editor' }); // { id, email, name, password }
//   const c = await signInAs(m);
import { Client } from './http.mjs';
import { run, value } from './db.mjs';
import { unique } from './env.mjs';

export const samplePassword = 'rivers meet the sea';
export const sample = (role) => ({ email: `${role}@example.org`, password: samplePassword });

export async function signInAs({ email, password = samplePassword }, { lang = 'en', keep = false, client = new Client() } = {}) {
  const page = await client.get(`/${lang}/sign-in`);
  const done = await client.submit(page, { email, password, ...(keep && { keep: '1' }) });
  if (done.status !== 303) throw new Error(`${email} could not sign in: ${done.status}\n${done.text.slice(0, 3000)}`);
  return client;
}

export const signedIn = (role, options) => signInAs(sample(role), options);

// A confirmed member, made in the database with the sample people's password: sign-up has its own tests.
export async function newMember({ lang = 'en', roles = '', state = 'active', name = 'Test Person', country = 'SN' } = {}) {
  const email = `${unique('m')}@example.org`;
  run(
    `INSERT INTO member (email, password_hash, name, country, organisation, lang, state, roles, terms_version, terms_at, confirmed_at)
     SELECT ?, password_hash, ?, ?, 'Test House', ?, ?, ?, terms_version, terms_at, confirmed_at FROM member WHERE email = 'member@example.org'`,
    email, name, country, lang, state, roles);
  return { id: Number(value('SELECT id FROM member WHERE email = ?', email)), email, name, password: samplePassword };
}

export async function newSignedIn(options) {
  const m = await newMember(options);
  const client = await signInAs(m, options);
  return { ...m, client };
}
