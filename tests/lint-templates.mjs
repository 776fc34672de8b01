// Reads every template as HTML with holes in it and reports what must never be in one: output that is
// not escaped, attributes without double quotes, inline script and style, values inside of tags, words
// that no translation reaches. First it proves on planted faults that it finds them. Prints TAP.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = new URL('..', import.meta.url).pathname;
const templates = join(root, 'templates');

// Names and abbreviations that are the same in every language.
const names = /^(M4D|Net|JMDI|EN|FR|ES|AR|English|Français|Español|PDF|CSV|ZIP|DOI|ISBN|ISSN|OAI|PMH|Atom|RSS|BibTeX|RIS|JSON|XML|API|HTML|ORCID|URL|MB|KB|kB|SHA|UTC|Markdown|IP|ID|utf)$/;
const places = /^(Coventry|Montpellier|Zarzis|Figuig|Kailali|Kayes|Loja)$/;
const spoken = new Set(['alt', 'title', 'aria-label', 'placeholder', 'label']);
const addresses = new Set(['href', 'src', 'action', 'formaction', 'poster', 'cite']);
// Names of text that people typed: no address begins with one.
const typed = /(^|[._])(title|name|text|label|value|body|note|hint|description|summary|query|q|email|code|slug|id)$/;
const made = /^(Page\.here_escaped|url_validate\()/;

function lineOf(text, at) {
    return text.slice(0, at).split('\n').length;
}

// ---- pieces: text and <?cs ... ?> ----
function pieces(source) {
    const out = [];
    const tag = /<\?cs([\s\S]*?)\?>/g;
    let at = 0;
    for (let m; (m = tag.exec(source)); at = tag.lastIndex) {
        if (m.index > at) out.push({ text: source.slice(at, m.index), at });
        out.push({ cs: m[1].trim(), at: m.index });
    }
    if (at < source.length) out.push({ text: source.slice(at), at });
    return out;
}

// Takes macros out: {body: pieces outside, macros: {name: pieces}}
function split(all) {
    const body = [], macros = new Map();
    let into = body;
    for (const p of all) {
        const m = p.cs?.match(/^def:\s*([A-Za-z_0-9]+)/);
        if (m) {
            into = [];
            macros.set(m[1], into);
        } else if (p.cs === '/def') into = body;
        else into.push(p);
    }
    return { body, macros };
}

// ---- the walk ----
// state: text | tag | value | comment | close | raw
class Walk {
    constructor(file, source, found, calls, context, known) {
        Object.assign(this, { file, source, found, calls, known });
        this.state = context;
        this.element = '';
        this.attribute = context === 'value' ? '(any)' : '';
        this.value = '';
        this.seen = new Map();
    }

    say(at, what) {
        this.found.push(`${this.file}:${lineOf(this.source, at)}: ${what}`);
    }

    run(list) {
        list.forEach((p, i) => (p.cs === undefined ? this.text(p.text, p.at) : this.code(p.cs, p.at, list, i)));
        return this.state;
    }

    // Each reader takes some of s from i on and returns how much.
    text(s, at) {
        const readers = {
            text: this.inText, tag: this.inTag, value: this.inValue, comment: this.inComment, close: this.inClose, raw: this.inRaw,
        };
        for (let i = 0; i < s.length;) i += readers[this.state].call(this, s, i, at + i);
    }

    // Words as people read them: entities are signs, and "/join" is an address.
    check(words, at) {
        for (const w of words.replace(/&[#a-z0-9A-Z]+;|\/[a-z-]+/g, ' ').match(/\p{L}{2,}/gu) ?? [])
            if (!names.test(w) && !places.test(w)) this.say(at, `"${w}" is not translated: use _("...")`);
    }

    rest(s, i, pattern) {
        pattern.lastIndex = i;
        return pattern.exec(s);
    }

    inText(s, i, at) {
        const open = s.indexOf('<', i);
        this.check(s.slice(i, open < 0 ? s.length : open), at);
        if (open < 0) return s.length - i;
        const skip = open - i;
        if (s.startsWith('<!--', open)) {
            this.state = 'comment';
            return skip + 4;
        }
        const m = this.rest(s, open, /<(\/?)([A-Za-z!][A-Za-z0-9-]*)/y);
        if (!m) {
            this.say(at + skip, 'a "<" that begins no element');
            return skip + 1;
        }
        this.element = m[2].toLowerCase();
        this.state = m[1] || m[2].startsWith('!') ? 'close' : 'tag';
        this.seen = new Map();
        if (this.element === 'style' && !m[1]) this.say(at + skip, 'inline style element');
        return skip + m[0].length;
    }

    inComment(s, i) {
        const end = s.indexOf('-->', i);
        if (end < 0) return s.length - i;
        this.state = 'text';
        return end + 3 - i;
    }

    inClose(s, i) {
        const end = s.indexOf('>', i);
        if (end < 0) return s.length - i;
        this.state = 'text';
        return end + 1 - i;
    }

    inTag(s, i, at) {
        const blank = this.rest(s, i, /\s+/y);
        if (blank) return blank[0].length;
        if (s[i] === '>') {
            const raw = this.element === 'script' || this.element === 'style';
            if (this.element === 'script' && !this.seen.has('src') && !this.isData())
                this.say(at, 'inline script element');
            this.state = raw ? 'raw' : 'text';
            return 1;
        }
        if (s[i] === '/') return 1;
        const m = this.rest(s, i, /([A-Za-z][A-Za-z0-9:_-]*)(\s*=\s*)?("|'|[^\s>])?/y);
        if (!m) {
            this.say(at, `"${s[i]}" has no place in a tag`);
            return 1;
        }
        const name = m[1].toLowerCase();
        this.attribute = name;
        if (/^on/.test(name)) this.say(at, `inline handler ${name}`);
        if (name === 'style') this.say(at, 'style attribute');
        if (!m[2]) {
            if (i + m[1].length === s.length && this.source[at + m[1].length] === '=') return m[1].length;
            this.seen.set(name, '');
            return m[1].length;
        }
        if (m[3] !== '"') {
            this.say(at, `attribute ${name} without double quotes`);
            const skip = this.rest(s, i + m[1].length + m[2].length, /'[^']*'|[^\s>]*/y);
            return m[1].length + m[2].length + (skip ? skip[0].length : 0);
        }
        this.state = 'value';
        this.value = '';
        return m[1].length + m[2].length + 1;
    }

    inValue(s, i, at) {
        const end = s.indexOf('"', i);
        const part = s.slice(i, end < 0 ? s.length : end);
        this.value += part;
        if (spoken.has(this.attribute)) this.check(part, at);
        if (/^\s*(javascript|data|vbscript):/i.test(this.value) && addresses.has(this.attribute))
            this.say(at, `${this.attribute} that runs something`);
        if (this.attribute === 'class') this.classes(part, at);
        if (end < 0) return s.length - i;
        if (this.attribute === '(any)') this.say(at + end - i, 'a quotation mark in a macro that is called inside of an attribute');
        this.seen.set(this.attribute, this.value);
        this.state = 'tag';
        return end + 1 - i;
    }

    // Whole class names only: one that touches a value is made of both.
    classes(part, at) {
        const before = this.source.slice(0, at), after = this.source.slice(at + part.length);
        let list = part.split(/\s+/);
        if (/<\?cs (var|call)[^?]*\?>$/.test(before) && /^\S/.test(part)) list = list.slice(1);
        if (/^<\?cs (var|call)/.test(after) && /\S$/.test(part)) list = list.slice(0, -1);
        for (const c of list)
            if (c && this.known.classes && !this.known.classes.has(c)) this.say(at, `class "${c}" is not in m4d.css`);
    }

    inRaw(s, i, at) {
        const end = s.search(new RegExp(`</${this.element}`, 'i'));
        const text = s.slice(i, end < 0 ? s.length : end);
        if (text.trim() && !this.isData()) this.say(at, `text inside of ${this.element}`);
        if (end < 0) return s.length - i;
        this.state = 'close';
        return end + 2 - i;
    }

    isData() {
        return this.element === 'script' && this.seen.get('type') === 'application/ld+json';
    }

    // ---- code ----
    code(cs, at, list, index) {
        if (cs.startsWith('#')) return;
        const m = cs.match(/^(\/?[a-z]+)\s*([:!]?)\s*([\s\S]*)$/);
        const [verb, what] = m ? [m[1], m[3]] : [cs, ''];
        if (['uvar', 'lvar', 'evar', 'linclude', 'name'].includes(verb)) this.say(at, `${verb} is not escaped`);
        if ((verb === 'include' || verb === 'linclude') && !/^"[^"]*"$/.test(what.trim()))
            this.say(at, 'include of something that is not constant');
        if (verb === 'escape') this.escape(what, at, list, index);
        if (/(^|[^A-Za-z0-9_])_\((?!"[^"]+"\))/.test(cs)) this.say(at, '_() of something that is not constant');
        for (const w of cs.matchAll(/(?:^|[^A-Za-z0-9_])_\("([^"]*)"\)/g))
            if (/[\n']/.test(w[1])) this.say(at, 'a line end or a straight apostrophe in _()');
        if (verb === 'call') this.call(what, at);
        if (verb === 'var' || verb === 'alt') this.output(what, at);
    }

    escape(what, at, list, index) {
        const inside = list[index + 1]?.cs;
        const html = this.file === 'lib/html.cst' && inside === 'var:x';
        const data = this.state === 'raw' && this.isData() && inside === 'var:jsonld';
        if (what.replace(/\s/g, '') !== '"none"' || !(html || data) || list[index + 2]?.cs !== '/escape')
            this.say(at, 'escaping turned off');
    }

    output(what, at) {
        if (this.state === 'tag') this.say(at, 'a value between attributes');
        if (this.state === 'close' || this.state === 'comment') this.say(at, 'a value where none belongs');
        if (this.state === 'raw' && !(this.isData() && what === 'jsonld')) this.say(at, `a value inside of ${this.element}`);
        if (this.state !== 'value') return;
        if (/^(on|style$)/.test(this.attribute)) this.say(at, `a value inside of ${this.attribute}`);
        if (addresses.has(this.attribute) && this.value === '' && typed.test(what.trim()) && !made.test(what.trim()))
            this.say(at, `${this.attribute} begins with ${what.trim()}: is it an address? (url_validate)`);
        this.value += '\u0001';
    }

    call(what, at) {
        const m = what.match(/^([A-Za-z_0-9]+)\s*\(([\s\S]*)\)$/);
        if (!m) return;
        if (m[1] === 'icon') {
            const icon = m[2].match(/^"([a-z0-9-]+)"$/);
            if (!icon) this.say(at, 'icon() of something that is not constant');
            else if (this.known.icons && !this.known.icons.has(icon[1])) this.say(at, `icon "${icon[1]}" is not in icons.svg`);
            return;
        }
        for (const arg of m[2].match(/(_\()?"[^"]*"/g) ?? [])
            if (!arg.startsWith('_') && /^"\p{Lu}\p{Ll}+ \p{L}/u.test(arg)) this.say(at, `${arg} is not translated: use _("...")`);
        const context = this.state === 'raw' || this.state === 'comment' || this.state === 'close' ? null : this.state;
        if (context === null) this.say(at, 'a macro where none belongs');
        else this.calls.push([m[1], context]);
        if (context === 'value') this.value += '\u0001';
    }
}
// files: {name: source}. Macros are read once for each place that they are called from.
function lint(files, known = {}) {
    const found = [], calls = [], macros = new Map();
    for (const [file, source] of Object.entries(files)) {
        const parts = split(pieces(source));
        for (const [name, list] of parts.macros) {
            const of = macros.get(name) ?? [];
            of.push({ file, source, list });
            macros.set(name, of);
        }
        const end = new Walk(file, source, found, calls, 'text', known).run(parts.body);
        if (end !== 'text') found.push(`${file}: ends inside of a ${end}`);
    }
    const done = new Set();
    const walk = (name, context) => {
        if (done.has(`${name} ${context}`)) return;
        done.add(`${name} ${context}`);
        for (const { file, source, list } of macros.get(name) ?? []) {
            const end = new Walk(file, source, found, calls, context, known).run(list);
            if (end !== context) found.push(`${file}: macro ${name} begins in ${context} and ends in ${end}`);
        }
    };
    while (calls.length) walk(...calls.pop());
    for (const name of macros.keys())
        if (![...done].some((d) => d.startsWith(`${name} `))) walk(name, 'text');
    while (calls.length) walk(...calls.pop());
    return [...new Set(found)];
}

// ---- planted faults ----
const faults = [
    ['<?cs uvar:x ?>', 'uvar is not escaped'],
    ['<?cs lvar:x ?>', 'lvar is not escaped'],
    ['<?cs evar:x ?>', 'evar is not escaped'],
    ['<?cs linclude:"a.cst" ?>', 'linclude is not escaped'],
    ['<?cs name:x ?>', 'name is not escaped'],
    ['<?cs include:x ?>', 'include of something'],
    ['<?cs include:"a" + x ?>', 'include of something'],
    ['<?cs escape:"none" ?><?cs var:x ?><?cs /escape ?>', 'escaping turned off'],
    ['<?cs escape:"url" ?>x<?cs /escape ?>', 'escaping turned off'],
    ['<p class=x>', 'without double quotes'],
    ["<p class='x'>", 'without double quotes'],
    ['<p id=<?cs var:x ?>>', 'without double quotes'],
    ['<p <?cs var:x ?>>', 'between attributes'],
    ['<p onclick="x">', 'inline handler onclick'],
    ['<p onclick="<?cs var:x ?>">', 'a value inside of onclick'],
    ['<p style="color:red">', 'style attribute'],
    ['<style>p{}</style>', 'inline style element'],
    ['<script>x()</script>', 'inline script element'],
    ['<script src="/x.js"><?cs var:x ?></script>', 'a value inside of script'],
    ['<script type="application/ld+json"><?cs var:x ?></script>', 'a value inside of script'],
    ['<!-- <?cs var:x ?> -->', 'where none belongs'],
    ['<a href="javascript:x()">', 'runs something'],
    ['<a href="<?cs var:item.title ?>">', 'is it an address'],
    ['<p>Hello</p>', '"Hello" is not translated'],
    ['<img src="/x.png" alt="Photo">', '"Photo" is not translated'],
    ['<?cs call:field("name", "Your name") ?>', 'is not translated'],
    ['<?cs var:_(x) ?>', 'not constant'],
    ['<?cs call:icon(x) ?>', 'icon() of something'],
    ['<?cs call:icon("nothing") ?>', 'not in icons.svg'],
    ['<p class="nothing">', 'not in m4d.css'],
    ['<p class="i <?cs if:x ?>nothing<?cs /if ?>">', 'not in m4d.css'],
    ['<?cs def:m() ?> <?cs var:x ?> <?cs /def ?><p <?cs call:m() ?>>', 'between attributes'],
    ['<?cs def:m() ?>"x"<?cs /def ?><p id="<?cs call:m() ?>">', 'quotation mark in a macro'],
    ['<?cs def:m() ?><p id="x<?cs /def ?><?cs call:m() ?>', 'begins in text and ends in value'],
    ['<p id="x', 'ends inside of a value'],
    ['</<?cs var:x ?>>', 'where none belongs|begins no element'],
];
const innocent = [
    '<!doctype html><p class="i" hidden id="a-<?cs var:x ?>"><?cs var:_("Hello") ?> &amp; <?cs call:icon("check") ?></p>',
    '<a class="<?cs if:x ?>i<?cs /if ?>" href="<?cs var:Page.base ?>/x?<?cs var:y ?>">PDF</a><script src="/x.js" defer></script>',
    '<script type="application/ld+json"><?cs escape:"none" ?><?cs var:jsonld ?><?cs /escape ?></script>',
    '<?cs def:m(x) ?> data-x="<?cs var:x ?>"<?cs /def ?><p<?cs call:m("y") ?>></p><?cs # a remark with "quotes" and <b> ?>',
    '<textarea rows="3">\n<?cs var:x ?></textarea><input value="<?cs var:x ?>"<?cs if:y ?> checked<?cs /if ?>>',
];
const trial = { classes: new Set(['i']), icons: new Set(['check']) };
let count = 0, failed = 0;
function result(ok, what, lines = []) {
    count++;
    if (!ok) failed++;
    console.log(`${ok ? 'ok' : 'not ok'} ${count} - ${what}`);
    for (const l of lines) console.log(`# ${l}`);
}
console.log('TAP version 13');
for (const [source, want] of faults) {
    const found = lint({ 'x.cst': source }, trial);
    result(found.some((f) => new RegExp(want.replace(/[()]/g, '\\$&')).test(f)), `finds the planted ${JSON.stringify(source)}`, found);
}
for (const source of innocent) {
    const found = lint({ 'x.cst': source }, trial);
    result(found.length === 0, `lets pass ${JSON.stringify(source)}`, found);
}

// ---- the templates ----
function read(folder, out = {}) {
    for (const name of readdirSync(folder).sort()) {
        const path = join(folder, name);
        if (statSync(path).isDirectory()) read(path, out);
        else if (name.endsWith('.cst')) out[relative(templates, path)] = readFileSync(path, 'utf8');
    }
    return out;
}
const css = readFileSync(join(root, 'htdocs/static/m4d.css'), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
const icons = readFileSync(join(root, 'htdocs/static/icons.svg'), 'utf8');
const known = {
    classes: new Set([...css.matchAll(/\.(-?[A-Za-z_][A-Za-z0-9_-]*)/g)].map((m) => m[1])),
    icons: new Set([...icons.matchAll(/<symbol[^>]* id="([^"]+)"/g)].map((m) => m[1])),
};
const files = read(templates);
const found = lint(files, known);
for (const file of Object.keys(files)) {
    const here = found.filter((f) => f.startsWith(`${file}:`));
    result(here.length === 0, `templates/${file}`, here);
}
console.log(`1..${count}`);
process.exit(failed ? 1 : 0);
