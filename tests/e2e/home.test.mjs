// The front page, pages of text and their editor, and what machines ask a site for.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { axe, closeBrowser, newPage } from './lib/browser.mjs';
import { row, run, setting, value } from './lib/db.mjs';
import { unique, until } from './lib/env.mjs';
import { Client, links, text } from './lib/http.mjs';
import { mailTo } from './lib/mail.mjs';
import { newMember, newSignedIn, signedIn } from './lib/people.mjs';

const langs = ['en', 'fr', 'es'];
const page = Number(value("SELECT id FROM page WHERE slug = 'accessibility'"));
const first = row("SELECT MIN(id) AS en FROM page_revision WHERE page_id = ? AND lang = 'en'", page);
const newest = (lang) => row('SELECT * FROM page_revision WHERE page_id = ? AND lang = ? ORDER BY id DESC LIMIT 1', page, lang);
const edit = (lang, ui = 'en') => `/${ui}/pages/${page}/edit?in=${lang}`;

after(closeBrowser);
// What the tests wrote goes; the texts that came with the site stay.
after(() => {
  run('UPDATE page_revision SET source_id = NULL WHERE page_id = ? AND source_id > ?', page, Number(first.en) + 2);
  run('DELETE FROM page_revision WHERE page_id = ? AND id > ?', page, Number(first.en) + 2);
  run("UPDATE stamp SET n = n + 1 WHERE area = 'pages'");
});

test('the bare address leads to the language of the browser', async () => {
  for (const [sent, want] of [['fr-SN,fr;q=0.9', 'fr'], ['es', 'es'], ['de,en;q=0.5', 'en'], ['tlh', 'en'], ['', 'en']]) {
    const a = await new Client().get('/', { headers: { 'accept-language': sent } });
    assert.equal(a.status, 302);
    assert.match(a.location, new RegExp(`/${want}$`));
    assert.match(a.headers.vary, /accept-language/i);
  }
});

test('the bare address leads somebody signed in to the language of the account', async () => {
  const { client } = await newSignedIn({ lang: 'es' });
  assert.match((await client.get('/', { headers: { 'accept-language': 'fr' } })).location, /\/es$/);
});

test('the front page speaks three languages and searches the library', async () => {
  const titles = new Set();
  for (const lang of langs) {
    const a = await new Client().get(`/${lang}`);
    assert.equal(a.status, 200);
    assert.match(a.text, new RegExp(`<html lang="${lang}"`));
    assert.match(a.text, new RegExp(`action="/${lang}/resources"`));
    for (const other of langs) assert.ok(links(a.text).includes(`/${other}`), `${lang} links to ${other}`);
    titles.add(/<h1[^>]*>([^<]*)/.exec(a.text)[1]);
    assert.ok(!a.headers['set-cookie'], 'a stranger who only reads gets no cookie');
  }
  assert.equal(titles.size, 3);
});

test('site search leads to the search of the library', async () => {
  const c = new Client();
  assert.match((await c.get('/fr/search?q=plan%20local%20%26%20co')).location, /\/fr\/resources\?q=plan%20local%20%26%20co$/);
  assert.match((await c.get('/es/search')).location, /\/es\/resources$/);
});

test('pages of text are there in three languages and know each other', async () => {
  for (const slug of ['about', 'privacy', 'accessibility']) {
    for (const lang of langs) {
      const a = await new Client().get(`/${lang}/${slug}`);
      assert.equal(a.status, 200, `${lang}/${slug}`);
      for (const other of langs) assert.match(a.text, new RegExp(`rel="alternate" hreflang="${other}" href="[^"]*/${other}/${slug}"`));
      assert.match(a.text, new RegExp(`rel="canonical" href="[^"]*/${lang}/${slug}"`));
      assert.doesNotMatch(a.text, /English only|qu’en anglais|solo existe por ahora/);
    }
  }
});

test('robots.txt and security.txt', async () => {
  const robots = await new Client().get('/robots.txt');
  assert.match(robots.headers['content-type'], /^text\/plain/);
  assert.match(robots.text, /^Sitemap: https?:\/\/.*\/sitemap\.xml$/m);
  const security = await new Client().get('/.well-known/security.txt');
  assert.match(security.text, /^Contact: mailto:\S+@\S+$/m);
  assert.ok(new Date(/^Expires: (.*)$/m.exec(security.text)[1]) > new Date(Date.now() + 300 * 86400e3));
});

test('an unknown address is answered in its language, with the number of the request', async () => {
  for (const [lang, word] of [['en', 'front page'], ['fr', 'page d’accueil'], ['es', 'página de inicio']]) {
    const a = await new Client().get(`/${lang}/%22%3E%3Csvg%20onload=1%3E`);
    assert.equal(a.status, 404);
    assert.match(text(a.text), new RegExp(word));
    assert.ok(a.text.includes(a.headers['x-request-id']));
    assert.ok(!a.text.includes('<svg onload'));
    assert.match(a.text, /name="robots" content="noindex"/);
  }
});

test('only editors and administrators get to the editor', async () => {
  for (const path of ['/en/pages', edit('fr'), `/en/pages/${page}/history`, `/en/pages/${page}/revisions/${first.en}`]) {
    assert.ok([303, 403].includes((await new Client().get(path)).status), `stranger ${path}`);
    assert.equal((await (await signedIn('member')).get(path)).status, 403, `member ${path}`);
    assert.equal((await (await signedIn('editor')).get(path)).status, 200, `editor ${path}`);
    assert.equal((await (await signedIn('admin')).get(path)).status, 200, `administrator ${path}`);
  }
});

test('what does not exist is not found', async () => {
  const c = await signedIn('editor');
  for (const path of ['/en/pages/999999/edit', '/en/pages/999999/history', `/en/pages/${page}/edit?in=de`, `/en/pages/${page}/revisions/999999`,
    `/en/pages/${page}/revisions/${value("SELECT MIN(id) FROM page_revision WHERE page_id <> ?", page)}`])
    assert.equal((await c.get(path)).status, 404, path);
});

test('a saved text is shown, as Markdown and nothing more, and is in the list of texts', async () => {
  const c = await signedIn('editor');
  const word = unique('word');
  const done = await c.submit(await c.get(edit('es')), {
    title: `Accesibilidad ${word}`, note: `note ${word}`,
    body: `Uno **${word}** <script>alert(1)</script> [x](javascript:alert(1))\n\n## Dos\n\n- tres`,
  });
  assert.equal(done.status, 303, text(done.text));
  assert.match(text((await c.follow(done)).text), /Saved\./);
  const shown = await c.get('/es/accessibility');
  assert.match(shown.text, new RegExp(`<strong>${word}</strong>`));
  assert.match(shown.text, /<h2>Dos<\/h2>/);
  assert.ok(!shown.text.includes('<script>alert'));
  assert.ok(!/href="javascript/i.test(shown.text));
  assert.match(text((await c.get(`/en/pages/${page}/history?in=es`)).text), new RegExp(`note ${word}`));
  assert.equal(value("SELECT COUNT(*) FROM audit WHERE action = 'page.save' AND detail LIKE ?", `%"revision": ${newest('es').id}}`), '1');
});

test('sending the form again without a change makes no second text', async () => {
  const c = await signedIn('editor');
  const before = newest('en').id;
  assert.equal((await c.submit(await c.get(edit('en')))).status, 303);
  assert.equal(newest('en').id, before);
});

test('a preview shows the text and saves nothing', async () => {
  const c = await signedIn('editor');
  const word = unique('word');
  const before = newest('fr').id;
  const a = await c.submit(await c.get(edit('fr')), { title: `T ${word}`, body: `Un *${word}*\n` }, { button: ['do', 'preview'] });
  assert.equal(a.status, 200);
  assert.match(a.text, new RegExp(`<em>${word}</em>`));
  assert.match(a.text, new RegExp(`value="T ${word}"`));
  assert.equal(newest('fr').id, before);
  const saved = await c.submit(a, {}, { button: ['do', 'save'] });
  assert.equal(saved.status, 303, 'the form of the preview can be saved');
  assert.equal(newest('fr').title, `T ${word}`);
});

test('bad input is answered beside its field and what was typed stays', async () => {
  const c = await signedIn('editor');
  const form = await c.get(edit('en'));
  const bad = async (fields, which, options) => {
    const a = await c.submit(form, fields, options);
    assert.equal(a.status, 422, JSON.stringify(fields).slice(0, 100));
    assert.match(a.text, new RegExp(`id="f-${which}-err"`));
    assert.match(a.text, /<title>Error: /);
    return a;
  };
  const before = newest('en').id;
  assert.match((await bad({ title: '', body: 'kept <b>"text"' }, 'title')).text, /kept &lt;b&gt;/);
  await bad({ title: 'x'.repeat(201) }, 'title');
  await bad({ body: ' \n ' }, 'body');
  await bad({ body: '# One sign\n\ntext' }, 'body');
  await bad({ body: 'x'.repeat(100001) }, 'body');
  await bad({ note: 'n'.repeat(201) }, 'note');
  await bad({ title: 'a\0b' }, 'title');
  assert.equal((await c.submit(form, { seen: 'many' })).status, 422);
  assert.equal((await c.submit(form, { title: ['one', 'two'], unknown: 'x', roles: 'administrator', lang: 'fr', member_id: '1' }, { button: ['do', 'preview'] })).status, 200);
  const invalid = await c.post(edit('en'), `title=%ff%fe&body=x&seen=${before}&_token=${/name="_token" value="([^"]*)"/.exec(form.text)[1]}`, { headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  assert.equal(invalid.status, 422);
  assert.equal((await c.submit(form, { _token: 'wrong' })).status, 403);
  assert.equal(newest('en').id, before);
});

test('two people edit the same text: the second sees both and loses nothing', async () => {
  const [a, b] = [await signedIn('editor'), await signedIn('admin')];
  const [one, two] = [unique('one'), unique('two')];
  const [forA, forB] = [await a.get(edit('es')), await b.get(edit('es'))];
  assert.equal((await a.submit(forA, { body: `Texto ${one}` })).status, 303);
  const refused = await b.submit(forB, { body: `Texto ${two}`, title: `T ${two}` });
  assert.equal(refused.status, 422);
  for (const word of [one, two, `T ${two}`]) assert.ok(refused.text.includes(word), word);
  assert.match(newest('es').body, new RegExp(one));
  assert.equal((await b.submit(refused)).status, 303, 'having seen it, the second may save');
  assert.match(newest('es').body, new RegExp(two));
});

test('a translation is marked when the English text is newer, until it is brought in line', async () => {
  const c = await signedIn('editor');
  await c.submit(await c.get(edit('fr')), { in_line: '1', body: `Avant ${unique('v')}` });
  assert.doesNotMatch((await c.get('/fr/accessibility')).text, /plus récent/);
  await c.submit(await c.get(edit('en')), { body: `Newer ${unique('v')}` });
  assert.match((await c.get('/fr/accessibility')).text, /plus récent que cette traduction/);
  assert.match((await c.get('/en/pages')).text, /English is newer/);
  await c.submit(await c.get(edit('fr')), { body: `Encore ${unique('v')}`, in_line: null });
  assert.match((await c.get('/fr/accessibility')).text, /plus récent que cette traduction/);
  await c.submit(await c.get(edit('fr')), { in_line: '1' });
  assert.doesNotMatch((await c.get('/fr/accessibility')).text, /plus récent que cette traduction/);
});

test('a missing translation falls back to English, and says so', async () => {
  const c = await signedIn('editor');
  const kept = row("SELECT * FROM page_revision WHERE page_id = ? AND lang = 'es' ORDER BY id LIMIT 1", page);
  run("UPDATE page_revision SET lang = 'fr' WHERE page_id = ? AND lang = 'es'", page);
  try {
    const a = await c.get('/es/accessibility');
    assert.equal(a.status, 200);
    assert.match(text(a.text), /solo existe por ahora en inglés/);
    assert.match(a.text, /<article lang="en">/);
    assert.match((await c.get('/en/pages')).text, /Not written yet/);
    assert.equal((await c.get(edit('es'))).status, 200);
    assert.equal((await c.get(`/en/pages/${page}/history?in=es`)).status, 200);
  } finally {
    run("UPDATE page_revision SET lang = 'es' WHERE page_id = ? AND (id = ? OR (id > ? AND (body LIKE 'Texto%' OR body LIKE 'Uno%')))", page, Number(kept.id), Number(kept.id));
  }
});

test('an earlier text can be looked at and brought back', async () => {
  const c = await signedIn('editor');
  const word = unique('old');
  await c.submit(await c.get(edit('es')), { body: `Texto ${word}` });
  const old = newest('es').id;
  await c.submit(await c.get(edit('es')), { body: `Texto ${unique('new')}` });
  const look = await c.get(`/en/pages/${page}/revisions/${old}`);
  assert.ok(look.text.includes(word));
  const late = await c.get(`/en/pages/${page}/revisions/${old}`);
  assert.equal((await c.submit(look)).status, 303);
  assert.match(newest('es').body, new RegExp(word));
  assert.match(text((await c.follow(await c.submit(late))).text), /Nothing was brought back/);
});

test('mails of a development site can be read', { skip: !setting('mail_sink_dir') }, async () => {
  const c = new Client();
  const m = await newMember({ lang: 'fr' });
  await c.submit(await c.get('/fr/reset'), { email: m.email });
  const mail = await mailTo(m.email);
  const list = await until('the mail in the list', async () => {
    const a = await c.get(`/dev/mail?to=${encodeURIComponent(m.email)}`);
    return links(a.text).some((l) => /^\/dev\/mail\/.+\.eml$/.test(l)) && a;
  });
  assert.ok(text(list.text).includes(mail.subject));
  const shown = await c.get(links(list.text).find((l) => l.endsWith('.eml')));
  assert.equal(shown.status, 200);
  for (const l of mail.links) assert.ok(links(shown.text).includes(l), l);
  for (const name of ['..%2f..%2fm4d.conf', '.eml', 'nothing.eml', '%2e%2e%2fx.eml', `${'9'.repeat(90)}.eml`])
    assert.equal((await c.get(`/dev/mail/${name}`)).status, 404, name);
});

// Pages that no link leads to; the others are looked at by the crawl over all of them.
test('error summary, preview and conflict: no accessibility fault, no sideways scrolling', async () => {
  const [a, b] = [await signedIn('editor'), await signedIn('admin')];
  const faults = async (p, what) => {
    const over = await p.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.deepEqual(await axe(p), [], what);
    assert.ok(over <= 0, `${what} is ${over} pixels too wide`);
  };
  for (const [width, dark] of [[1280, false], [320, true]]) {
    const p = await newPage({ width, dark, as: a, javaScriptEnabled: true });
    await p.goto(edit('fr', 'fr'));
    await p.fill('[name=title]', '');
    await p.click('[value=save]');
    await p.waitForSelector('.errs');
    assert.ok(await p.evaluate(() => document.activeElement.matches('.errs')), 'the summary has the focus');
    await faults(p, `errors at ${width}`);
    await p.fill('[name=title]', unique('Titre'));
    await p.click('[value=preview]');
    await p.waitForSelector('#preview-h');
    await faults(p, `preview at ${width}`);
    assert.equal((await b.submit(await b.get(edit('fr')), { body: `Autre ${unique('v')}` })).status, 303);
    await p.click('[value=save]');
    await p.waitForSelector('#theirs');
    await faults(p, `conflict at ${width}`);
    await p.context().close();
  }
});

test('the front page that signed-in people share names each of them, with a token of their own', async () => {
  const people = await Promise.all(['Ana <b>&amp; "Bo"', 'Chen ~x~n', 'Dédé O’Neill'].map((name) => newSignedIn({ name })));
  for (let round = 0; round < 8; round++) {
    const p = people[round % 3];
    const page = await p.client.get('/en');
    assert.match(page.headers['cache-control'], /no-store/);
    assert.ok(text(page.text).includes(p.name), p.name);
    for (const other of people) if (other !== p) assert.ok(!text(page.text).includes(other.name));
  }
  const stranger = text((await new Client().get('/en?again')).text);
  for (const p of people) assert.ok(!stranger.includes(p.name));
  const page = await people[0].client.get('/en');
  assert.equal((await people[1].client.submit(page, {}, { action: '/sign-out' })).status, 403, 'somebody else’s token');
  assert.equal((await people[0].client.submit(page, {}, { action: '/sign-out' })).status, 303);
  assert.match(text((await people[0].client.get('/en')).text), /Sign in/);
});
