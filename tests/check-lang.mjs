// Reads a catalogue (msgcat --no-wrap) on stdin; says which translations lost a {place}, a format or the
// typography of their language. Arguments: language, --list to see what is the same as in English.
import { readFileSync } from 'node:fs';

const [lang, list] = process.argv.slice(2);
const entries = [];
let entry = null, into = '';
for (const line of readFileSync(0, 'utf8').split('\n')) {
    if (line.startsWith('#~')) continue;
    const m = line.match(/^(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) (".*")$/);
    if (m?.[1] === 'msgid') entries.push((entry = {}));
    if (m) entry[(into = m[1])] = JSON.parse(m[2]);
    else if (line.startsWith('"')) entry[into] += JSON.parse(line);
}

const places = (s) => [...new Set(s.match(/\{[a-z_0-9]+\}|%[-0-9.]*(?:l|ll|z)?[a-z]/g) ?? [])].sort().join(' ');
let faults = 0;
function say(e, what) {
    faults++;
    console.log(`${what}: ${JSON.stringify(e.msgid)}`);
}
for (const e of entries) {
    if (!e.msgid) continue;
    for (const [key, text] of Object.entries(e)) {
        if (!key.startsWith('msgstr')) continue;
        // the singular may do without its number
        const from = key === 'msgstr' ? [e.msgid] : [e.msgid, e.msgid_plural];
        if (!from.some((s) => places(s) === places(text))) say(e, `other {places} in ${JSON.stringify(text)}`);
        if (text.includes("'")) say(e, 'straight apostrophe');
        if (/[^\s]"|"[^\s]/.test(text)) say(e, 'straight quotation mark');
        if (lang === 'fr' && /[^\u00a0\u202f\s](?:[;?!»])|[ ][:;?!»]|«[^\u00a0\u202f]|\p{L}:(?:\s|$)/u.test(text.replace(/https?:\S+|&[a-z]+;/g, '')))
            say(e, 'no narrow no-break space before : ; ? ! » or after «');
        if (lang === 'es' && ((/\?/.test(text.replace(/https?:\S+/g, '')) && !text.includes('¿')) || (text.includes('!') && !text.includes('¡'))))
            say(e, '¿ or ¡ is missing');
        if (/^\s|\s$/.test(text) && !/^\s|\s$/.test(e.msgid)) say(e, 'blank at an end');
        if (list === '--list' && text === e.msgid) console.log(`same: ${e.msgid}`);
    }
}
process.exit(faults ? 1 : 0);
