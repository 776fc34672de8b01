// conf/m4d.conf explains every option that the programs know, with its default, and no other.
import { readFileSync } from 'node:fs';

const known = new Map([...readFileSync('cgi-bin/kit/conf.c', 'utf8').matchAll(/\{"([a-z_]+)", "([^"]*)"\}/g)].map((m) => [m[1], m[2]]));
const faults = [];
const seen = new Set();
for (const [, off, name, value] of readFileSync('conf/m4d.conf', 'utf8').matchAll(/^(#?)([a-z_]+) =[ ]*(.*)$/gm)) {
  seen.add(name);
  if (!known.has(name)) faults.push(`conf/m4d.conf explains ${name}, which no program knows`);
  else if (off && known.get(name) !== value) faults.push(`${name}: the default is "${known.get(name)}", conf/m4d.conf says "${value}"`);
}
for (const name of known.keys()) if (!seen.has(name)) faults.push(`conf/m4d.conf does not explain ${name}`);
if (known.size < 20) faults.push('the table of options in cgi-bin/kit/conf.c could not be read');
console.log(faults.join('\n') || `${seen.size} options explained`);
process.exit(faults.length ? 1 : 0);
