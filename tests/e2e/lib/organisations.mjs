// Organisations for the tests: made in the database, so that each test begins where it wants to.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { row, rows, run, value } from './db.mjs';
import { binDir, conf, unique } from './env.mjs';

// { id, name, path }; routes: ['NP>QA'], offers: [{ side, what, themes, countries }]
export function newOrganisation({ name = `${unique('Org')} Town`, type = 'local-authority', country = null, state = 'active', place = null, website = null, routes = [],
  themes = [], languages = [], offers = [], responsible = [], members = [], createdBy = null } = {}) {
  run(`INSERT INTO organisation (name, words_key, type_id, country, place, website, host, state, created_by)
    SELECT ?, ?, id, ?, ?, ?, ?, ?, ? FROM term WHERE vocabulary = 'organisation' AND code = ?`, name, name, country, place, website, website ? new URL(website).host : null, state, createdBy, type);
  const id = Number(value('SELECT MAX(id) FROM organisation WHERE name = ?', name));
  const local = ['local-authority', 'la-network'].includes(type);
  for (const r of routes) {
    const [from, to] = r.split('>');
    run('INSERT INTO organisation_route (organisation_id, from_country, to_country, seat, local) VALUES (?, ?, ?, ?, ?)', id, from, to, country === from ? 'from' : country === to ? 'to' : 'else', local);
  }
  for (const t of themes) run("INSERT INTO organisation_theme SELECT ?, id FROM term WHERE vocabulary = 'theme' AND code = ?", id, t);
  for (const l of languages) run('INSERT INTO organisation_language VALUES (?, ?)', id, l);
  for (const o of offers) newOffer(id, o);
  for (const m of responsible) belongs(id, m, { role: 'responsible' });
  for (const m of members) belongs(id, m);
  return { id, name };
}

export function newOffer(id, { side = 'offers', what = 'expertise', text = unique('Something that is offered '), themes = [], countries = [] } = {}) {
  run('INSERT INTO offer (organisation_id, side, what, text, lang) VALUES (?, ?, ?, ?, ?)', id, side, what, text, 'en');
  const offer = Number(value('SELECT MAX(id) FROM offer WHERE organisation_id = ?', id));
  for (const t of themes) run("INSERT INTO offer_theme SELECT ?, id FROM term WHERE vocabulary = 'theme' AND code = ?", offer, t);
  for (const c of countries) run('INSERT INTO offer_country VALUES (?, ?)', offer, c);
  return offer;
}

export function belongs(id, member, { role = 'member', state = 'confirmed', shown = false } = {}) {
  run('INSERT INTO organisation_member (organisation_id, member_id, role, state, shown, confirmed_at) VALUES (?, ?, ?, ?, ?, ?)', id, member.id, role, state, shown, state === 'confirmed' ? '2026-01-01' : null);
}

// What was made in the database gets into the directory and the partner finder.
export const directoryAnew = () => execFileSync(path.join(binDir, 'm4d-admin'), ['directory-rebuild'], { env: { ...process.env, M4D_CONF: conf } });

export const membership = (id, member) => row('SELECT role, state, shown FROM organisation_member WHERE organisation_id = ? AND member_id = ?', id, member.id);

// All that belongs to one, to see that nothing changed.
export const wholeOf = (id) => JSON.stringify(['SELECT * FROM organisation WHERE id = ?', 'SELECT * FROM organisation_theme WHERE organisation_id = ?', 'SELECT * FROM organisation_language WHERE organisation_id = ?',
  'SELECT * FROM organisation_route WHERE organisation_id = ?', 'SELECT * FROM organisation_member WHERE organisation_id = ?', 'SELECT * FROM offer WHERE organisation_id = ?'].map((q) => rows(q, id)));
