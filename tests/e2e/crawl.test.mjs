// What must hold for each page there is: no dead end, valid HTML, little weight, nothing from elsewhere,
// one language, no obstacle for assistive technology, no sideways scroll.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { Client } from './lib/http.mjs';
import { conversationFor } from './lib/messages.mjs';
import { newMember, signInAs } from './lib/people.mjs';
import { axe, closeBrowser, newPage } from './lib/browser.mjs';
import { crawl, kind } from './lib/crawl.mjs';
import { base } from './lib/env.mjs';

const roles = { stranger: null, member: '', editor: 'editor', administrator: 'administrator' };
const visits = {}; // role -> { client, pages }

before(async () => {
  for (const [role, has] of Object.entries(roles)) {
    const m = has === null ? null : await newMember({ roles: has, name: 'Ada Example' });
    if (m) await conversationFor(m.id);
    const client = m ? await signInAs(m) : new Client();
    const from = role === 'stranger' ? ['/en', '/fr', '/es'] : ['/en', '/fr/me', '/es/admin'].slice(0, role === 'member' ? 2 : 3);
    visits[role] = { client, pages: await crawl(client, from, { perKind: role === 'stranger' ? 3 : 2 }) };
  }
});
after(closeBrowser);

const each = function* (which = Object.keys(roles)) {
  for (const role of which) for (const [at, a] of visits[role].pages) yield { role, at, a };
};
// One page of each kind and language, as the role with the least rights that reaches it.
const kinds = (langs = ['en', 'fr', 'es']) => {
  const out = new Map();
  for (const v of each())
    if (v.a.status === 200 && /html/.test(v.a.headers['content-type']) && langs.includes(v.at.slice(1, 3))) {
      const k = v.at.slice(0, 3) + kind(v.at);
      if (!out.has(k)) out.set(k, v);
    }
  return [...out.values()];
};

test('no link leads nowhere', () => {
  const dead = [...each()].filter(({ a }) => a.status >= 400).map(({ role, at, a }) => `${a.status} ${at} (as ${role}, from ${a.by})`);
  assert.deepEqual(dead, []);
  assert.ok(visits.stranger.pages.size > 30, `only ${visits.stranger.pages.size} pages found`);
});

test('every page is valid HTML', () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'm4d-html-'));
  const names = [];
  for (const { role, at, a } of kinds()) {
    const f = path.join(dir, `${names.length}.html`);
    writeFileSync(f, a.text);
    names.push(`${at} (${role})`);
  }
  let out;
  try {
    const jar = path.join(path.dirname(createRequire(import.meta.url).resolve('vnu-jar/package.json')), 'build/dist/vnu.jar');
    execFileSync('java', ['-jar', jar, '--errors-only', '--format', 'json', dir], { stdio: ['ignore', 'ignore', 'pipe'], maxBuffer: 1 << 28 });
    out = '{"messages":[]}';
  } catch (e) {
    out = e.stderr?.toString() || String(e);
  } finally {
    rmSync(dir, { recursive: true });
  }
  const bad = JSON.parse(out).messages
    // The checker's CSS grammar is older than popover, container queries and the like.
    .map((m) => `${names[parseInt(path.basename(m.url || ''))]}: ${m.message} ${m.extract?.slice(0, 120) ?? ''}`);
  assert.deepEqual(bad, []);
});

test('pages without a picture of ours stay light even when compressed by hand', () => {
  for (const { at, a } of each()) if (a.status === 200) assert.ok(gzipSync(a.body).length < 40000, `${at}: ${gzipSync(a.body).length} bytes of HTML`);
});

// Words that are English and neither French nor Spanish.
const english = /\b(the|and|with|this|that|your|you|from|have|has|was|were|what|when|where|which|will|would|should|about|into|more|than|been|their|there|here|please|search|publications?|download|yes|sign|settings|next|previous|page of|found|only|each|every|files|people|newest|title|language|country|year|theme|save|cancel|delete|edit)\b/gi;
const alike = { fr: /^(page of|publications?|ont)$/i, es: /^(has|edit)$/i };

// Titles of publications that are names in any language.
const proper = /Gender on the Move/g;

// Text of the page that says it is in the page's language.
const ownText = (lang) => {
  const out = [];
  const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  for (let n = walk.nextNode(); n; n = walk.nextNode()) {
    const e = n.parentElement;
    if (!e.closest('script, style, code, pre, textarea, [translate=no]') && e.closest('[lang]').lang === lang) out.push(n.textContent);
  }
  for (const a of ['aria-label', 'placeholder', 'title', 'alt'])
    for (const e of document.querySelectorAll(`[${a}]`)) if (e.closest('[lang]').lang === lang) out.push(e.getAttribute(a));
  return out;
};
const sideways = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;

// Opens each page once, in one window per role, and hands it to `look`.
async function visit(langs, look) {
  const bad = new Set();
  const windows = {};
  for (const { role, at } of kinds(langs)) {
    if (!windows[role]) {
      const page = (windows[role] = await newPage({ as: visits[role].client, lang: at.slice(1, 3), reducedMotion: 'reduce' }));
      const cdp = await page.context().newCDPSession(page);
      await cdp.send('Network.enable');
      await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
      cdp.on('Network.loadingFinished', (e) => (page.bytes += e.encodedDataLength));
      page.on('console', (m) => /Content Security Policy/i.test(m.text()) && bad.add(`${page.at}: ${m.text()}`));
      page.on('request', (q) => {
        if (new URL(q.url()).origin !== new URL(base).origin && !q.url().startsWith('data:')) bad.add(`${page.at} asks for ${q.url()}`);
      });
    }
    const page = windows[role];
    page.bytes = 0;
    page.at = at;
    await page.goto(at, { waitUntil: 'load' });
    if (page.bytes > 60000) bad.add(`${at} (${role}) weighs ${page.bytes} bytes`);
    await look(page, at.slice(1, 3), (what) => bad.add(`${at} (${role}): ${what}`));
  }
  for (const page of Object.values(windows)) await page.context().close();
  return [...bad];
}

test('60 kB at most, nothing from elsewhere, no obstacle in light or dark, wide or narrow', async () => {
  const bad = await visit(['en'], async (page, lang, say) => {
    for (const width of [1280, 320])
      for (const colorScheme of ['light', 'dark']) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        for (const v of await axe(page)) say(`${width} ${colorScheme} ${v}`);
        const wide = await page.evaluate(sideways);
        if (wide > 0) say(`scrolls sideways by ${wide} px at ${width}`);
      }
  });
  assert.deepEqual(bad, []);
});

for (const lang of ['fr', 'es'])
  test(`pages in ${lang}: no English word but names and marked text, no sideways scroll on a telephone`, async () => {
    const bad = await visit([lang], async (page, l, say) => {
      for (const t of await page.evaluate(ownText, l))
        for (const m of t.replace(proper, '').matchAll(english)) if (!alike[l].test(m[0])) say(`«${t.trim().slice(0, 90)}»`);
      await page.setViewportSize({ width: 320, height: 900 });
      const wide = await page.evaluate(sideways);
      if (wide > 0) say(`scrolls sideways by ${wide} px`);
      await page.setViewportSize({ width: 1280, height: 900 });
    });
    assert.deepEqual(bad, []);
  });
