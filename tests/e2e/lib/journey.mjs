// What journeys through the site have in common.
import { after } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { closeBrowser, newPage as anyPage } from './browser.mjs';
import { base, unique } from './env.mjs';
import { pdf } from './files.mjs';

const dir = mkdtempSync(path.join(tmpdir(), 'm4d-journeys-'));
after(async () => {
  await closeBrowser();
  rmSync(dir, { recursive: true, force: true });
});

// Without smooth scrolling: with JavaScript off the driver would wait for its end in vain.
export const newPage = (options) => anyPage({ reducedMotion: 'reduce', ...options });
export const close = (...pages) => Promise.all(pages.map((p) => p.context().close()));

// A file on disk, as the file dialogue of a browser wants it.
export function fileOf(name, data) {
  const f = path.join(dir, name);
  writeFileSync(f, data);
  return f;
}
export const aPdf = (line, bytes) => fileOf(`${unique('file')}.pdf`, pdf(line, bytes));

export const button = (page, name) => page.locator('main').getByRole('button', { name, exact: true });
export const link = (page, name) => page.getByRole('link', { name, exact: true });
export const heading = (page) => page.getByRole('heading', { level: 1 }).innerText();
export const where = (page) => page.url().slice(base.length);
export const main = (page) => page.locator('main').innerText();

export async function noSideways(page) {
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `${page.url()} scrolls sideways`);
}

export async function signIn(page, email, password, say, { keep } = {}) {
  await page.locator('#f-email').fill(email);
  await page.locator('#f-password').fill(password);
  if (keep) await page.locator('#f-keep').check();
  await button(page, say('Sign in')).click();
}

export async function download(page, click) {
  const [file] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: file.suggestedFilename(), data: readFileSync(await file.path()) };
}
