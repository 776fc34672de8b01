// Every page that somebody can reach by links, starting from the front page.
//
//   const pages = await crawl(client, ['/en']);   // Map: address -> answer
import { links } from './http.mjs';
import { base } from './env.mjs';

const skip = /^\/(files|static|dev)\/|\.(csv|xlsx|atom|xml|json)(\?|$)|\/(bibtex|ris|csv)(\?|$)|^\/(oai|api|r\/)/;

// What stays the same when numbers and words in an address change: one page of each kind is enough for
// slow checks.
export const kind = (p) =>
  p.split('?')[0].replace(/^\/(en|fr|es)/, '').replace(/\/\d+(-[^/]*)?/g, '/N') + (p.includes('?') ? '?' : '');

// perKind: how many pages of one kind are opened, for lists with endless filters.
export async function crawl(client, from, { perKind = 6, within = /^\/(en|fr|es)(\/|\?|$)/ } = {}) {
  const found = new Map();
  const seen = new Map();
  const todo = from.map((to) => ({ to, by: 'start' }));
  while (todo.length) {
    const { to, by } = todo.shift();
    if (found.has(to)) continue;
    const k = to.slice(0, 3) + kind(to);
    if ((seen.get(k) ?? 0) >= perKind) continue;
    seen.set(k, (seen.get(k) ?? 0) + 1);
    const a = await client.get(to);
    a.by = by;
    found.set(to, a);
    if (!/^text\/html/.test(a.headers['content-type'] || '')) continue;
    for (const link of links(a.text)) {
      const u = new URL(link, new URL(to, base));
      const p = u.pathname + u.search;
      if (u.origin === new URL(base).origin && within.test(p) && !skip.test(p)) todo.push({ to: p, by: to });
    }
  }
  return found;
}
