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
import { newMember, signInAs } from './lib/people.mjs';
import { axe, closeBrowser, newPage } from './lib/browser.mjs';
import { crawl, kind } from './lib/crawl.mjs';
import { base } from './lib/env.mjs';

const roles = { stranger: null, member: '', editor: 'editor', administrator: 'administrator' };
const visits = {}; // role -> { client, pages }

before(async () => {
  for (const [role, has] of Object.entries(roles)) {
    const client = has === null ? new Client() : await signInAs(await newMember({ roles: has, name: 'Ada Example' }));
    const from = role === 'stranger' ? ['/en', '/fr', '/es'] : ['/en', '/fr/me', '/es/admin'].slice(0, role === 'member' ? 2 : 3);
    visits[role] = { client, pages: await crawl(client, from, { perKind: role === 'stranger' ? 4 : 2 }) };
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

test('the first view of any page weighs 60 kB at most, and nothing comes from elsewhere', async () => {
  for (const { role, at } of kinds(['fr'])) {
    const page = await newPage({ as: visits[role].client, lang: 'fr' });
    let bytes = 0;
    const foreign = [];
    page.on('request', (q) => {
      if (new URL(q.url()).origin !== new URL(base).origin && !q.url().startsWith('data:')) foreign.push(q.url());
    });
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Network.enable');
    cdp.on('Network.loadingFinished', (e) => (bytes += e.encodedDataLength));
    await page.goto(at, { waitUntil: 'load' });
    await page.context().close();
    assert.deepEqual(foreign, [], at);
    assert.ok(bytes <= 60000, `${at} (${role}) weighs ${bytes} bytes`);
  }
});

test('pages without a picture of ours stay light even when compressed by hand', () => {
  for (const { at, a } of each()) if (a.status === 200) assert.ok(gzipSync(a.body).length < 40000, `${at}: ${gzipSync(a.body).length} bytes of HTML`);
});

// Words that are English and neither French nor Spanish.
const english = /\b(the|and|with|this|that|your|you|from|have|has|was|were|what|when|where|which|will|would|should|about|into|more|than|been|their|there|here|please|search|publications?|download|yes|sign|settings|next|previous|page of|found|only|each|every|files|people|newest|title|language|country|year|theme|save|cancel|delete|edit)\b/gi;
const alike = { fr: /^(page of|publications?|ont)$/i, es: /^(has|edit)$/i };
for (const lang of ['fr', 'es'])
  test(`no English word on a page in ${lang} but names and marked text`, async () => {
    const bad = [];
    for (const { role, at } of kinds([lang])) {
      const page = await newPage({ as: visits[role].client, lang });
      await page.goto(at, { waitUntil: 'load' });
      const text = await page.evaluate((l) => {
        const out = [];
        const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
        for (let n = walk.nextNode(); n; n = walk.nextNode()) {
          const e = n.parentElement;
          if (e.closest('script, style, code, pre, textarea, [translate=no]') || e.closest('[lang]').lang !== l) continue;
          out.push(n.textContent);
        }
        for (const e of document.querySelectorAll('[aria-label], [placeholder], [title], [alt]'))
          if (e.closest('[lang]').lang === l) for (const a of ['aria-label', 'placeholder', 'title', 'alt']) out.push(e.getAttribute(a) ?? '');
        return out;
      }, lang);
      await page.context().close();
      for (const t of text)
        for (const m of t.matchAll(english)) if (!alike[lang].test(m[0])) bad.push(`${at} (${role}): «${t.trim().slice(0, 100)}»`);
    }
    assert.deepEqual([...new Set(bad)], []);
  });

for (const dark of [false, true])
  for (const width of [1280, 320])
    test(`no obstacle at ${width} px, ${dark ? 'dark' : 'light'}`, async () => {
      const bad = [];
      for (const { role, at } of kinds(dark ? ['en'] : ['en', 'es'])) {
        const page = await newPage({ as: visits[role].client, width, dark });
        const csp = [];
        page.on('console', (m) => /Content Security Policy/i.test(m.text()) && csp.push(m.text()));
        await page.goto(at, { waitUntil: 'load' });
        for (const v of await axe(page)) bad.push(`${at} (${role}): ${v}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (wide > 0) bad.push(`${at} (${role}): scrolls sideways by ${wide} px`);
        for (const c of csp) bad.push(`${at}: ${c}`);
        await page.context().close();
      }
      assert.deepEqual(bad, []);
    });
