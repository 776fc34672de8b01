// Keeps the layers of the C code apart and the schema described: which file may include what, where SQL
// may be put together, calls that have a safe twin, comments on columns. Finds its planted faults first.
// Prints TAP.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = new URL('..', import.meta.url).pathname;

// Comments and the insides of strings are no code; line numbers stay.
function strip(source, keepStrings) {
    return source.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'/g, (m) =>
        m.startsWith('/') ? m.replace(/[^\n]/g, ' ') : m.startsWith('"') && keepStrings ? m : m[0] + m.slice(1, -1).replace(/[^\n]/g, 'x') + m[0]);
}

const layerOf = (file) => file.split('/')[1];
const pages = new Set(['home', 'members', 'network', 'resources', 'admin']);
// Libraries that only these folders may include.
const libraries = {
    'fcgiapp.h': ['kit'], 'mysql.h': ['kit'], 'mysqld_error.h': ['kit'], 'errmsg.h': ['kit'], 'ClearSilver.h': ['kit'],
    'gcrypt.h': ['kit', 'tool'], 'curl/curl.h': ['worker'], 'zip.h': ['model'], 'magic.h': ['kit'], 'jpeglib.h': ['photo'], 'png.h': ['photo'], 'webp/decode.h': ['photo'], 'lcms2.h': ['photo'], 'seccomp.h': ['photo'], 'libstemmer.h': ['model'], 'xlsxwriter.h': ['model'], 'qrencode.h': ['model'],
};
// Which of our own headers each layer may use; what comes later in the chain page -> common -> model -> kit.
const mayUse = { common: ['kit', 'model', 'common'], photo: ['photo'], kit: ['kit'], model: ['kit', 'model', 'photo'], worker: ['kit', 'model', 'worker'], tool: ['kit', 'model', 'tool'] };
const unsafe = {
    gets: 'fgets', strcpy: 'memcpy, snprintf or talloc', strcat: 'talloc', sprintf: 'snprintf or fmt', vsprintf: 'vsnprintf', strtok: 'strsep',
    alloca: 'talloc', system: 'execv', popen: 'execv', tmpnam: 'mkostemp', mktemp: 'mkostemp', atoi: 'parse_int', atol: 'parse_int',
    rand: 'gcry_randomize', random: 'gcry_randomize', localtime: 'gmtime_r', gmtime: 'gmtime_r', asctime: 'show_instant', ctime: 'show_instant',
};

function lintC(file, source) {
    const found = [];
    const say = (at, what) => found.push(`${file}:${source.slice(0, at).split('\n').length}: ${what}`);
    const code = strip(source, false), strings = strip(source, true), layer = layerOf(file);

    for (const m of strings.matchAll(/^\s*#\s*include\s*[<"]([^>"]+)[>"]/gm)) {
        const only = libraries[m[1]];
        if (only && !only.includes(layer)) say(m.index, `${m[1]} belongs to ${only.join(' and ')}`);
        const ours = m[1].match(/^(kit|model|common|home|members|network|resources|admin|worker|tool|photo)\//)?.[1];
        const allowed = mayUse[layer] ?? (pages.has(layer) ? ['kit', 'model', 'common', layer] : null);
        if (ours && allowed && !allowed.includes(ours)) say(m.index, `${layer} does not use ${m[1]}`);
        if (m[1] === 'kit/web.h' && !pages.has(layer) && layer !== 'kit' && layer !== 'common') say(m.index, `${layer} knows nothing of requests (kit/web.h)`);
    }
    for (const [name, twin] of Object.entries(unsafe))
        for (const m of code.matchAll(new RegExp(`(?<![A-Za-z0-9_.>])${name}\\s*\\(`, 'g'))) say(m.index, `${name}(): use ${twin}`);
    for (const m of code.matchAll(/\b(DB_TEXT_ADD|db_text_add|db_text_all)\s*\(/g))
        if (layer !== 'kit' && !/_search_sql\.[ch]$/.test(file)) say(m.index, 'SQL put together outside of a file *_search_sql.c');
    for (const m of strings.matchAll(/DB_TEXT_ADD\s*\([^,]*,\s*(?:fmt|fill|copy|query_text|form_text|url_escape)\s*\(/g)) say(m.index, 'SQL from something that is not constant');
    if (pages.has(layer) || layer === 'common')
        for (const m of strings.matchAll(/"\s*<(?:!doctype|\/?(?:p|div|a|ul|li|h[1-6]|span|table|form|input|script|b|br))[ >]/gi)) say(m.index, 'HTML in C');
    for (const m of strings.matchAll(/\b(?:fmt|fill|printf|FAIL)\s*\(\s*(?:ERR_[A-Z]+\s*,\s*)?"[^"]*\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM)\b[^"]*(?:%|\{)/g))
        if (layer !== 'kit' && layer !== 'tool') say(m.index, 'SQL by printf');
    return found;
}

function lintSql(file, source) {
    const found = [];
    const text = source.replace(/--[^\n]*/g, '').trim();
    const create = text.match(/^CREATE TABLE[^(]*\(([\s\S]*)\)([^)]*)$/i);
    if (text.replace(/'(?:''|[^'])*'/g, "''").split(';').filter((s) => s.trim()).length > 1) found.push(`${file}: more than one statement`);
    if (create) {
        for (const line of create[1].split('\n').map((l) => l.trim()).filter(Boolean)) {
            if (/^(PRIMARY|UNIQUE|KEY|INDEX|CONSTRAINT|FULLTEXT|FOREIGN|CHECK|REFERENCES|ON )/i.test(line)) continue;
            if (/^[a-z_0-9]+ [A-Z]/.test(line) && !/ COMMENT '/.test(line)) found.push(`${file}: no comment on ${line.split(' ')[0]}`);
        }
        if (!/COMMENT\s*=\s*'/.test(create[2])) found.push(`${file}: no comment on the table`);
        if (!/ENGINE\s*=\s*InnoDB/i.test(create[2])) found.push(`${file}: not InnoDB`);
    }
    if (!/\/\d{4}_[a-z0-9_]+\.sql$/.test(file)) found.push(`${file}: its name is not NNNN_what.sql`);
    return found;
}

// ---- planted faults ----
const faults = [
    ['cgi-bin/home/x.c', '#include <ClearSilver.h>', 'belongs to kit'],
    ['cgi-bin/model/x.c', '#include <mysql.h>', 'belongs to kit'],
    ['cgi-bin/model/x.c', '#include "kit/web.h"', 'knows nothing of requests'],
    ['cgi-bin/kit/x.c', '#include "model/member.h"', 'kit does not use'],
    ['cgi-bin/home/x.c', '#include "members/pages.h"', 'home does not use'],
    ['cgi-bin/common/x.c', '#include "members/pages.h"', 'common does not use'],
    ['cgi-bin/model/x.c', '#include "common/import_pages.h"', 'model does not use'],
    ['cgi-bin/home/x.c', 'strcpy(a, b);', 'strcpy(): use'],
    ['cgi-bin/home/x.c', 'n = atoi (s);', 'atoi(): use'],
    ['cgi-bin/model/x.c', 'DB_TEXT_ADD(&t, "a");', 'outside of a file'],
    ['cgi-bin/model/x_search_sql.c', 'DB_TEXT_ADD(&t, fmt("%s", typed));', 'not constant'],
    ['cgi-bin/home/x.c', 'puts("<p>x</p>");', 'HTML in C'],
    ['cgi-bin/model/x.c', 'fmt("SELECT a FROM b WHERE c = %d", 1);', 'SQL by printf'],
    ['sql/0001_x.sql', 'CREATE TABLE x (\n    id INT NOT NULL\n) ENGINE=InnoDB COMMENT=\'x\'', 'no comment on id'],
    ['sql/0001_x.sql', "CREATE TABLE x (\n    id INT NOT NULL COMMENT 'y'\n) ENGINE=InnoDB", 'no comment on the table'],
    ['sql/0001_x.sql', "DROP TABLE a; DROP TABLE b;", 'more than one statement'],
    ['sql/x.sql', "DROP TABLE a", 'its name'],
];
const innocent = [
    ['cgi-bin/model/x.c', '/* strcpy(a, b) */ char *s = "atoi(x)"; db->system(1); my_strcpy(a);'],
    ['cgi-bin/model/x_search_sql.c', 'DB_TEXT_ADD(&t, " AND a = ?", typed); DB_TEXT_ADD(t, COLUMNS "x");'],
    ['sql/0001_x.sql', "-- why; and how\nCREATE TABLE x (\n    id INT NOT NULL COMMENT 'y; z',\n    KEY ix (id)\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='x'"],
];
const lint = (file, source) => (file.endsWith('.sql') ? lintSql : lintC)(file, source);
let count = 0, failed = 0;
function result(ok, what, lines = []) {
    count++;
    if (!ok) failed++;
    console.log(`${ok ? 'ok' : 'not ok'} ${count} - ${what}`);
    if (!ok) for (const l of lines) console.log(`# ${l}`);
}
console.log('TAP version 13');
for (const [file, source, want] of faults) {
    const found = lint(file, source);
    result(found.some((f) => f.includes(want)), `finds the planted ${JSON.stringify(source)}`, found);
}
for (const [file, source] of innocent) {
    const found = lint(file, source);
    result(found.length === 0, `lets pass ${JSON.stringify(source)}`, found);
}

// ---- the tree ----
function files(folder, pattern, out = []) {
    for (const name of readdirSync(folder).sort()) {
        const path = join(folder, name);
        if (statSync(path).isDirectory()) files(path, pattern, out);
        else if (pattern.test(name)) out.push(relative(root, path));
    }
    return out;
}
const read = (file) => readFileSync(join(root, file), 'utf8');
for (const layer of readdirSync(join(root, 'cgi-bin')).sort()) {
    if (layer === 'sample') continue; // makes the sample's files; is not installed
    const found = files(join(root, 'cgi-bin', layer), /\.[ch]$/).flatMap((f) => lintC(f, read(f)));
    result(found.length === 0, `cgi-bin/${layer}`, found);
}
{
    const all = files(join(root, 'sql'), /\.sql$/);
    const found = all.flatMap((f) => lintSql(f, read(f)));
    const numbers = all.map((f) => f.slice(4, 8));
    for (const n of new Set(numbers)) if (numbers.filter((x) => x === n).length > 1) found.push(`sql: number ${n} is there twice`);
    result(found.length === 0, 'sql', found);
}
console.log(`1..${count}`);
process.exit(failed ? 1 : 0);
