// Print is for reading: pages about people and organisations keep what they tell and leave out what one can do.
import test, { after } from 'node:test';
import assert from 'node:assert/strict';
import { run } from './lib/db.mjs';
import { unique } from './lib/env.mjs';
import { closeBrowser, newPage } from './lib/browser.mjs';
import { conversationFor } from './lib/messages.mjs';
import { directoryAnew, newOrganisation } from './lib/organisations.mjs';
import { newSignedIn } from './lib/people.mjs';

after(closeBrowser);

// What can be seen of what one would press, choose or fill in.
const controls = () => [...document.querySelectorAll('button, input, select, textarea, form, nav, .btn, summary')]
  .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height > 1).map((e) => `${e.tagName} ${e.innerText}`);

test('pages of people, organisations, the directory, partners, conversations and one’s own data', { timeout: 60000 }, async () => {
  const boss = await newSignedIn({ name: 'Prisca Imprenta' }), reader = await newSignedIn();
  const name = unique('Ville de Papier '), words = 'A text that is worth its paper.';
  const o = newOrganisation({ name, country: 'SN', responsible: [boss], routes: ['SN>FR'], themes: ['diaspora'], offers: [{ text: words }] });
  run('UPDATE organisation_member SET shown = TRUE WHERE organisation_id = ?', o.id);
  directoryAnew();
  const { thread } = await conversationFor(boss.id);
  const pages = [[reader, `/organisations/${o.id}`, [words, 'Prisca Imprenta', 'Senegal'], /Do you work here|Ask to join/], [boss, `/organisations/${o.id}`, [words], /Change|Remove|Look after|Add an entry|Leave/],
    [reader, `/members/${boss.id}`, ['Prisca Imprenta'], /Write/], [boss, `/members/${boss.id}`, ['Prisca Imprenta'], /your own page|Edit/], [reader, '/members?q=prisca', ['Prisca Imprenta'], /Next|Search/],
    [reader, '/organisations', ['organisations'], /Propose/], [reader, '/partners?from=SN&to=FR', [name, 'Senegal'], /Write|written to|Find$/m], [boss, `/partners?organisation=${o.id}`, ['Find partners'], /Choose a route yourself|Still open/],
    [boss, '/me/data', ['Your account'], /Delete my account|Make a copy|^Open/m], [boss, `/messages/${thread}`, [], /Report|Delete|Archive|Your answer/]];
  const page = new Map();
  for (const who of [boss, reader]) page.set(who, await newPage({ as: who.client, width: 800 }));
  for (const [who, at, there, not] of pages) {
    const p = page.get(who);
    await p.emulateMedia({ media: 'print' });
    const answer = await p.goto(`/en${at}`);
    assert.equal(answer.status(), 200, at);
    assert.deepEqual(await p.evaluate(controls), [], at);
    const text = await p.locator('body').innerText();
    for (const t of there) assert.ok(text.includes(t), `${at}: ${t} is missing`);
    assert.doesNotMatch(text, not, at);
  }
});
