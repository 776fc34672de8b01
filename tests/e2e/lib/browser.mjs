// Debian's Chromium, driven by playwright-core.
//
//   const b = await browser();                     // one per test file; closed by closeBrowser() or at exit
//   const page = await newPage({ width: 320, dark: true, javaScriptEnabled: false, as: client });
import { existsSync } from 'node:fs';
import { base } from './env.mjs';
import { randomIp } from './http.mjs';

let running;

export async function browser() {
  if (!running) {
    const { chromium } = await import('playwright-core');
    const path = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find((p) => p && existsSync(p));
    running = await chromium.launch({
      executablePath: path,
      args: [
        ...(process.getuid() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
        '--disable-sync', '--disable-dev-shm-usage',
      ],
    });
  }
  return running;
}

export async function closeBrowser() {
  await running?.close();
  running = undefined;
}

// as: a Client whose cookies (sign-in) the page takes over. lang: of the browser.
export async function newPage({ width = 1280, height = 900, dark = false, lang = 'en', as, ...more } = {}) {
  const context = await (await browser()).newContext({
    baseURL: base,
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    locale: lang,
    extraHTTPHeaders: { 'x-forwarded-for': as?.ip ?? randomIp() },
    ...more,
  });
  if (as) await context.addCookies([...as.cookies].map(([name, v]) => ({ name, value: v, url: base })));
  const page = await context.newPage();
  page.setDefaultTimeout(30000);
  return page;
}

// axe-core over the page as it stands: a list of violations, one line each.
export async function axe(page) {
  const { createRequire } = await import('node:module');
  const source = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  const { readFileSync } = await import('node:fs');
  // evaluate() is not bound by the page's CSP, a <script> would be.
  await page.evaluate(readFileSync(source, 'utf8'));
  const found = await page.evaluate(() =>
    globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
  return found.violations.map((v) => `${v.id}: ${v.help} (${v.nodes.map((n) => n.target.join(' ')).slice(0, 4).join(' | ')})`);
}
