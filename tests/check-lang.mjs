// Compares a catalogue with the words that are asked for, and says what is missing, fuzzy or asked for by nobody
// and which translations lost a {place} or the typography of their language. Both files come from
// `msgcat --no-wrap`. Arguments: language, catalogue, words asked for, --list to see what is the same.
import { readFileSync } from 'node:fs';

const [lang, catalogue, asked, list] = process.argv.slice(2);
let faults = 0;
function say(what, e) {
    faults++;
    console.log(`${what}: ${JSON.stringify(e.msgid)}`);
}

function read(file) {
    const out = new Map();
    let entry = { comments: [] }, into = '';
    const done = () => {
        if (entry.msgid !== undefined) out.set(entry.msgid, entry);
        entry = { comments: [] };
    };
    for (const line of readFileSync(file, 'utf8').split('\n')) {
        const m = line.match(/^(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) (".*")$/);
        if (line === '') done();
        else if (m) entry[(into = m[1])] = JSON.parse(m[2]);
        else if (line.startsWith('"')) entry[into] += JSON.parse(line);
        else if (line.startsWith('#') && !line.startsWith('#~')) entry.comments.push(line);
    }
    done();
    return out;
}
const texts = (e) => Object.entries(e).filter(([k]) => k.startsWith('msgstr')).map(([, v]) => v);
const where = (e) => e.comments.filter((c) => c.startsWith('#: ')).map((c) => c.slice(3).split(' ')[0])[0] ?? '?';
const places = (s) => [...new Set(s.match(/\{[a-z_0-9]+\}|%[-0-9.]*(?:ll|l|z)?[a-z]/g) ?? [])].sort().join(' ');
const plain = (s) => s.replace(/https?:\S+|&[a-z]+;/g, '');

function typography(e, text) {
    if (text.includes("'")) say('straight apostrophe', e);
    if (text.includes('"')) say('straight quotation mark', e);
    if (lang === 'fr' && /[^\u00a0\u202f\s][;?!»]| [:;?!»]|«[^\u00a0\u202f]|\p{L}:(?:\s|$)/u.test(plain(text)))
        say('no narrow no-break space before : ; ? ! » or after «', e);
    if (lang === 'es' && ((plain(text).includes('?') && !text.includes('¿')) || (text.includes('!') && !text.includes('¡'))))
        say('¿ or ¡ is missing', e);
    if (/^\s|\s$/.test(text) && !/^\s|\s$/.test(e.msgid)) say('blank at an end', e);
}

const have = read(catalogue), wanted = read(asked);
for (const e of wanted.values()) {
    if (e.msgid === '') continue;
    const found = have.get(e.msgid);
    if (!found || texts(found).some((t) => t === '')) say(`${where(e)}: missing`, e);
    else if (found.comments.some((c) => /^#,.*\bfuzzy\b/.test(c))) say(`${where(e)}: fuzzy`, e);
    else if (e.msgid_plural !== found.msgid_plural) say(`${where(e)}: other plural`, e);
}
for (const e of have.values()) {
    if (e.msgid === '') continue;
    if (!wanted.has(e.msgid)) say('nobody asks for it', e);
    const from = [e.msgid, ...(e.msgid_plural ? [e.msgid_plural] : [])]; /* a singular may do without its number */
    for (const text of texts(e).filter((t) => t !== '')) {
        if (!from.some((s) => places(s) === places(text))) say(`other {places} in ${JSON.stringify(text)}`, e);
        typography(e, text);
        if (list === '--list' && text === e.msgid) console.log(`same: ${e.msgid}`);
    }
}
process.exit(faults ? 1 : 0);
