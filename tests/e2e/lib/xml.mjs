// A small reader of XML that checks well-formedness with xmllint and gives a tree:
// { name, attributes, children: [...], text } where text is that of the element itself.
import { execFileSync } from 'node:child_process';
import { decode } from './html.mjs';

export function parseXml(source) {
  execFileSync('xmllint', ['--noout', '--nonet', '-'], { input: source, stdio: ['pipe', 'ignore', 'pipe'] });
  const root = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  for (const m of source.matchAll(/<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<(\/?)([^\s/>]+)((?:"[^"]*"|'[^']*'|[^>"'])*?)(\/?)>|([^<]+)/g)) {
    const [, close, name, rest, empty, text] = m;
    const top = open[open.length - 1];
    if (text !== undefined) top.text += decode(text);
    else if (close) open.pop();
    else if (name) {
      const node = { name, attributes: {}, children: [], text: '' };
      for (const [, n, v] of rest.matchAll(/([^\s=]+)\s*=\s*"([^"]*)"/g)) node.attributes[n] = decode(v);
      top.children.push(node);
      if (!empty) open.push(node);
    }
  }
  return root.children[0];
}

export const all = (node, name) => node.children.flatMap((c) => [...(c.name === name ? [c] : []), ...all(c, name)]);
export const one = (node, name) => all(node, name)[0];
