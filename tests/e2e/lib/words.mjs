// The site's words in another language, from conf/lang: tests press buttons by the names that people see.
//
//   const say = words('fr');
//   say('Sign in')   // 'Se connecter'; an English sentence that nobody has put into French is an error
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './env.mjs';

const text = (s) => [...s.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((m) => JSON.parse(`"${m[1]}"`)).join('');

export function words(lang) {
  if (lang === 'en') return (english) => english;
  const found = new Map();
  const dir = path.join(root, 'conf/lang');
  for (const f of readdirSync(dir).filter((x) => x.endsWith(`.${lang}.po`)))
    for (const m of readFileSync(path.join(dir, f), 'utf8').matchAll(/^msgid ((?:".*"\n)+)msgstr ((?:".*"(?:\n|$))+)/gm)) found.set(text(m[1]), text(m[2]));
  return (english) => {
    const said = found.get(english);
    if (!said) throw new Error(`"${english}" is not there in ${lang}`);
    return said;
  };
}
