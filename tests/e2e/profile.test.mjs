// What people tell about themselves, who sees it, and their photos.
import test, { after } from 'node:test';
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client, decode, links, text } from './lib/http.mjs';
import { axe, closeBrowser, newPage } from './lib/browser.mjs';
import { file, pdf, sha256, zip } from './lib/files.mjs';
import { fields, jpegWith, look, movingWebp, png, jpegProfile, middle, profileOf, wideRed } from './lib/pictures.mjs';
import { belongs, newOrganisation } from './lib/organisations.mjs';
import { newMember, newSignedIn, signInAs } from './lib/people.mjs';
import { row, rows, run, setting, value } from './lib/db.mjs';
import { unique, until } from './lib/env.mjs';

after(closeBrowser);

const ok = (a) => assert.equal(a.status, 303, `${a.status} ${text(a.text).slice(0, 600)}`);
const parts = ['photo', 'position', 'organisation', 'country', 'place', 'languages', 'themes', 'about'];
const all = (seen) => Object.fromEntries(parts.map((p) => [`${p}_seen`, seen]));
const save = async (m, changes) => m.client.submit(await m.client.get('/en/me/profile'), changes, { action: '/me/profile' });
const send = async (m, data, type = 'image/jpeg') =>
  m.client.submit(await m.client.get('/en/me/profile/photo'), { photo: file('photo', data, type) }, { action: '/me/profile/photo' });
const pageOf = async (client, id) => {
  const a = await client.get(`/en/members/${id}`);
  return a.status === 301 ? client.follow(a) : a;
};
const photosOf = (id) => row('SELECT photo_sha256 AS large, photo_small_sha256 AS small FROM profile WHERE member_id = ?', id);
const photoPath = (id, hash) => `/photos/${id}/${hash.slice(0, 24)}.jpg`;
const inStore = (hash) => path.join(setting('files_dir'), hash.slice(0, 2), hash.slice(2, 4), hash);
const theme = (code) => value("SELECT id FROM term WHERE vocabulary = 'theme' AND code = ?", code);

// A member whose every part is told, each with a word of its own.
async function told(more = {}) {
  const m = await newSignedIn({ name: `Told ${unique('Name')}`, country: 'NP' });
  const words = { position: unique('Posword'), organisation: unique('Orgword'), place: unique('Placeword'), about: unique('Aboutword') };
  ok(await save(m, { ...words, languages: ['new', 'qug'], themes: [theme('skills'), theme('children')], ...more }));
  ok(await send(m, png(300, 200), 'image/png'));
  const hash = photosOf(m.id);
  return { ...m, hash, show: { ...words, country: 'country=NP', languages: 'Newari', themes: 'Children on the move', photo: hash.large.slice(0, 24) } };
}

test('each part is shown to those whom it is for, on the page and as a photo', async () => {
  const m = await told(), other = await newSignedIn(), stranger = new Client();
  const rank = { public: 0, members: 1, me: 2 };
  for (const listed of ['public', 'members', 'me'])
    for (const seen of ['public', 'members', 'me']) {
      ok(await save(m, { listed, ...all(seen) }));
      for (const [client, who, level] of [[stranger, 'a stranger', 0], [other.client, 'a member', 1], [m.client, 'the person', 2]]) {
        const what = `${who}, listed ${listed}, parts ${seen}`;
        const here = rank[listed] <= level, sees = here && rank[seen] <= level;
        const page = await pageOf(client, m.id);
        assert.equal(page.status, here ? 200 : 404, what);
        for (const [part, word] of Object.entries(m.show))
          assert.equal(page.text.includes(word), sees, `${part}, ${what}`);
        assert.equal(page.text.includes(m.name), here, what);
        assert.ok(!page.text.includes(m.email), 'never the address');
        for (const hash of Object.values(m.hash))
          assert.equal((await client.get(photoPath(m.id, hash))).status, sees ? 200 : 404, `photo, ${what}`);
      }
    }
});

test('one part may be open and another closed', async () => {
  const m = await told({ listed: 'public', ...all('members'), position_seen: 'public', about_seen: 'me' });
  const other = await newSignedIn();
  const seen = async (client) => Object.entries(m.show).filter(([, word]) => client.text.includes(word)).map(([part]) => part);
  assert.deepEqual(await seen(await pageOf(new Client(), m.id)), ['position']);
  assert.deepEqual(await seen(await pageOf(other.client, m.id)), parts.filter((p) => p !== 'about').sort((a, b) => Object.keys(m.show).indexOf(a) - Object.keys(m.show).indexOf(b)));
  assert.equal((await seen(await pageOf(m.client, m.id))).length, parts.length);
});

test('organisations that a person belongs to are shown to those whom they are for', async () => {
  const m = await told({ listed: 'public' }), other = await newSignedIn();
  const o = newOrganisation({ members: [m] }), asked = newOrganisation();
  belongs(asked.id, m, { state: 'asked' });
  const rank = { public: 0, members: 1, me: 2 };
  for (const seen of ['public', 'members', 'me']) {
    ok(await save(m, { organisation_seen: seen }));
    for (const [client, level] of [[new Client(), 0], [other.client, 1], [m.client, 2]]) {
      const t = (await pageOf(client, m.id)).text;
      assert.equal(t.includes(o.name), rank[seen] <= level, `for ${seen}, seen by ${level}`);
      assert.ok(!t.includes(asked.name), 'who has only asked does not belong to it');
    }
    for (const as of ['public', 'members'])
      assert.equal((await m.client.get(`/en/me/profile/preview?as=${as}`)).text.includes(o.name), rank[seen] <= rank[as], `for ${seen}, preview as ${as}`);
  }
});

test('a hidden word is nowhere: page, machine data, preview, directory, search, photo', async () => {
  const m = await told({ listed: 'public', ...all('me') });
  const other = await newSignedIn();
  const hidden = ['position', 'organisation', 'place', 'about', 'photo'].map((p) => m.show[p]);
  for (const client of [new Client(), other.client]) {
    const addresses = [`/en/members/${m.id}`, '/en/members', `/en/members?q=${encodeURIComponent(m.name)}`, ...hidden.map((w) => `/en/members?q=${w}`), `/en/search?q=${m.show.place}`];
    for (const at of addresses) {
      const a = at.endsWith(`/${m.id}`) ? await pageOf(client, m.id) : await client.get(at);
      const html = a.text.replaceAll(at.split('q=')[1] || '\0', ''); // the search repeats what was asked
      for (const w of hidden) assert.ok(!html.includes(w), `${w} at ${at}`);
      assert.ok(!html.includes(m.email));
    }
    for (const hash of Object.values(m.hash)) {
      const a = await client.get(photoPath(m.id, hash));
      assert.equal(a.status, 404);
      assert.ok(!JSON.stringify(a.headers).includes(hash.slice(0, 24)));
    }
  }
  for (const as of ['public', 'members']) {
    const a = await m.client.get(`/en/me/profile/preview?as=${as}`);
    for (const w of hidden) assert.ok(!a.text.includes(w), `${w} in the preview as ${as}`);
  }
});

test('who may not know of a person gets what a number of nobody gets', async () => {
  const m = await told({ listed: 'members' });
  const plain = (a) => a.text.replace(/[0-9a-f]{8,}/g, '').replaceAll(String(m.id), '').replaceAll('999999999', '');
  const hidden = await new Client().get(`/en/members/${m.id}-x`), nobody = await new Client().get('/en/members/999999999-x');
  assert.equal(hidden.status, 404);
  assert.equal(nobody.status, 404);
  assert.equal(plain(hidden), plain(nobody));
  const other = await newSignedIn();
  assert.equal((await pageOf(other.client, m.id)).status, 200);
  for (const change of ["state = 'suspended'", "state = 'pending'", "state = 'active', dormant_at = UTC_TIMESTAMP(6)"]) {
    run(`UPDATE member SET ${change} WHERE id = ?`, m.id);
    assert.equal((await pageOf(other.client, m.id)).status, 404, change);
    assert.equal((await other.client.get(photoPath(m.id, m.hash.large))).status, 404, change);
  }
});

test('the page: its address, what machines read, where its links lead', async () => {
  const m = await told({ listed: 'public', ...all('public'), place_seen: 'members' });
  const short = await new Client().get(`/en/members/${m.id}`);
  assert.equal(short.status, 301);
  assert.match(short.location, new RegExp(`/en/members/${m.id}-told-name`));
  assert.equal((await new Client().get(`/en/members/${m.id}-another-name`)).location, short.location);
  const page = await new Client().follow(short);
  const json = JSON.parse(page.text.match(/<script type="application\/ld\+json">(.*?)<\/script>/s)[1]);
  assert.equal(json['@type'], 'Person');
  assert.equal(json.jobTitle, m.show.position);
  assert.equal(json.address.addressCountry, 'NP');
  assert.equal(json.address.addressLocality, undefined, 'not what is for members');
  assert.ok(!page.text.includes('name="robots"'), 'search engines may find who wants to be found');
  const to = links(page.text);
  for (const l of ['/en/members?country=NP', '/en/members?theme=skills', '/en/members?language=new']) assert.ok(to.includes(l), l);
  assert.ok(to.some((l) => l.startsWith('/en/sign-in?next=')), 'a stranger signs in to write');
  assert.match(text(page.text), /Sample person/);

  const other = await newSignedIn();
  const inside = await pageOf(other.client, m.id);
  assert.ok(links(inside.text).includes(`/en/messages/new?to=${m.id}`));
  assert.ok(!JSON.stringify(inside.text.match(/ld\+json">(.*?)<\/script>/s)).includes(m.show.place), 'machines read what everyone may see');
  const own = await pageOf(m.client, m.id);
  assert.match(text(own.text), /This is your own page/);
  assert.ok(links(own.text).includes('/en/me/profile') && !links(own.text).includes(`/en/messages/new?to=${m.id}`));

  for (const a of [inside, own]) assert.match(a.text, /<title translate="no">[^]*<li aria-current="page" translate="no">/, 'a name');

  ok(await save(m, { listed: 'members' }));
  assert.match((await pageOf(other.client, m.id)).text, /<meta name="robots" content="noindex">/);
});

test('nobody reads page after page of people without end', async () => {
  const m = await newSignedIn(), other = await newMember();
  run('INSERT INTO rate (bucket, window_at, n) VALUES (?, UTC_TIMESTAMP(6), 1000000)', `directory:member:${m.id}`);
  assert.equal((await m.client.get(`/en/members/${other.id}`)).status, 429);
  assert.equal((await pageOf(m.client, m.id)).status, 200, 'the own page');
});

test('two windows: the second is told, nothing typed is lost, and it may replace the first', async () => {
  const m = await newSignedIn();
  const first = await m.client.get('/en/me/profile'), second = await m.client.get('/en/me/profile');
  ok(await m.client.submit(first, { position: 'Typed first', about: 'One' }, { action: '/me/profile' }));
  const told = await m.client.submit(second, { position: 'Typed second', place: 'Kayes', languages: ['bm'] }, { action: '/me/profile' });
  assert.equal(told.status, 422);
  assert.match(text(told.text), /changed in another window meanwhile.*Saved meanwhile.*Typed first/s);
  assert.match(told.text, /value="Typed second"/);
  assert.match(told.text, /value="Kayes"/);
  assert.match(told.text, /value="bm" checked/);
  assert.equal(value('SELECT position FROM profile WHERE member_id = ?', m.id), 'Typed first');
  ok(await m.client.submit(told, {}, { action: '/me/profile' }));
  assert.deepEqual(rows('SELECT position, place, about FROM profile WHERE member_id = ?', m.id), [{ position: 'Typed second', place: 'Kayes', about: null }]);

  const open = await m.client.get('/en/me/profile'); // a photo meanwhile is no conflict and stays
  ok(await send(m, png(200, 200), 'image/png'));
  ok(await m.client.submit(open, { position: 'Typed third' }, { action: '/me/profile' }));
  assert.ok(photosOf(m.id).large);
  assert.equal(value("SELECT COUNT(*) FROM audit WHERE action = 'member.profile' AND object_id = ?", m.id), '3');
});

test('wrong values are refused beside their field, and the rest is kept', async () => {
  const m = await told();
  const many = rows('SELECT code FROM language LIMIT 21').map((l) => l.code);
  const themes = rows("SELECT id FROM term WHERE vocabulary = 'theme' LIMIT 13").map((t) => t.id);
  const other = value("SELECT id FROM term WHERE vocabulary = 'organisation' LIMIT 1");
  for (const [field, wrong, why] of [
    ['name', '', /Enter your name/], ['name', 'x'.repeat(121), /at most 120/], ['position', 'x'.repeat(201), /at most 200/],
    ['place', 'x'.repeat(121), /at most 120/], ['about', 'x'.repeat(2001), /at most 2,000/], ['country', 'XX', /country from the list/],
    ['languages', ['xx'], /languages from the list/], ['languages', ['é'], /languages from the list/], ['languages', many, /at most 20 languages/],
    ['themes', ['x'], /values offered/], ['themes', ['999999'], /themes from the list/], ['themes', [other], /themes from the list/], ['themes', themes, /at most 12 themes/],
    ['listed', 'all', /values offered/], ['about_seen', 'editors', /values offered/], ['place_seen', null, /who sees it/],
  ]) {
    const a = await save(m, { about: 'kept text', ...(field === 'position' ? {} : { position: 'Kept position' }), [field]: wrong });
    assert.equal(a.status, 422, field);
    assert.match(decode(a.text.match(new RegExp(`id="f-${field}-err"[\\s\\S]*?</p>`))?.[0] ?? ''), why, `${field} ${wrong}`);
    if (field !== 'position') assert.match(a.text, /value="Kept position"/, field);
    if (field !== 'about') assert.match(a.text, />\nkept text</, field);
    assert.ok(a.text.includes(photoPath(m.id, m.hash.large)), 'the photo is still there');
  }
  assert.equal(value('SELECT position FROM profile WHERE member_id = ?', m.id), m.show.position, 'nothing was saved');
  assert.deepEqual(photosOf(m.id), m.hash);
  run("UPDATE term SET retired = TRUE WHERE vocabulary = 'theme' AND code = 'children'");
  try {
    ok(await save(m, {})); // who has it keeps it
    const fresh = await newSignedIn();
    assert.equal((await save(fresh, { themes: [theme('children')] })).status, 422);
  } finally {
    run("UPDATE term SET retired = FALSE WHERE vocabulary = 'theme' AND code = 'children'");
  }
});

test('a theme that people have is not deleted; merged, they have the other one, in the directory too', async () => {
  const code = unique('theme'), editor = await newSignedIn({ roles: 'editor' });
  run("INSERT INTO term (vocabulary, code, position, label_en, label_fr, label_es) VALUES ('theme', ?, 9000, ?, ?, ?)", code, code, code, code);
  const id = theme(code), skills = theme('skills');
  const one = await newSignedIn(), both = await newSignedIn();
  ok(await save(one, { themes: [id] }));
  ok(await save(both, { themes: [id, skills] }));
  const found = (m) => rows("SELECT value FROM directory_facet WHERE kind = 'person' AND audience = 'members' AND facet = 'theme' AND object_id = ? ORDER BY value", m.id).map((r) => r.value);
  assert.deepEqual(found(both), ['skills', code].sort());
  const page = await editor.client.get(`/en/resources/terms/${id}`);
  assert.match(text(page.text), /cannot be deleted while publications, people or organisations have it/);
  const kept = await editor.client.post(`/en/resources/terms/${id}/delete`, { _token: page.text.match(/name="_token" value="([^"]*)"/)[1] });
  assert.match(text((await editor.client.follow(kept)).text), /This term is in use/);
  ok(await editor.client.submit(await editor.client.get(`/en/resources/terms/${id}/merge`), { into: skills }, { action: '/merge' }));
  assert.equal(theme(code), undefined);
  for (const m of [one, both]) {
    assert.deepEqual(rows('SELECT term_id FROM profile_theme WHERE member_id = ?', m.id), [{ term_id: skills }]);
    assert.deepEqual(found(m), ['skills']);
  }
});

test('nobody changes the profile of another', async () => {
  const m = await newSignedIn(), victim = await newMember({ name: 'Victim Name' });
  ok(await save(m, { name: 'Own Name', id: String(victim.id), member_id: String(victim.id) }));
  assert.equal(value('SELECT name FROM member WHERE id = ?', victim.id), 'Victim Name');
  for (const at of ['/en/me/profile', '/en/me/profile/photo', '/en/me/profile/preview', '/en/me/settings'])
    assert.equal((await new Client().get(at)).status, 303, at);
});

test('the own page tells how much is filled in and who can find one', async () => {
  const m = await newSignedIn();
  const empty = await m.client.get('/en/me');
  assert.match(text(empty.text), /Members can find you.*2 of 8 parts are filled in.*Add a photo/s);
  const full = await told({ listed: 'me' });
  assert.match(text((await full.client.get('/en/me')).text), /Nobody can find you.*8 of 8 parts are filled in/s);
  assert.match(text((await full.client.get('/en/me/profile/preview?as=members')).text), /Nobody sees you/);
  assert.match(text((await m.client.get('/en/me/profile/preview?as=public')).text), /Strangers do not see you/);
});

// ---- photos ----

test('a photo is made anew: upright, square, in two sizes, without what the camera noted', async () => {
  const m = await newSignedIn(), page = await newPage();
  await page.goto('/en/about');
  const jpeg = await fields(page, 'image/jpeg', 1200, 800), secret = unique('GPS-48.8566-');
  const turns = { 1: 'r g b rg', 3: 'rg b g r', 6: 'b r rg g', 7: 'rg g b r' }; // all eight: tests/unit/test_photo.c
  for (const [turned, colours] of Object.entries(turns)) {
    const sent = Buffer.concat([jpegWith(jpeg, { turned: Number(turned), secret }), Buffer.from(`PK${secret}-tail`), zip({ [`${secret}.html`]: Buffer.from('<script>') })]);
    ok(await send(m, sent));
    const hash = photosOf(m.id);
    assert.ok(!existsSync(inStore(sha256(sent))), 'the file as sent is kept nowhere');
    for (const [h, size] of [[hash.large, 320], [hash.small, 96]]) {
      const a = await m.client.get(photoPath(m.id, h));
      assert.equal(a.status, 200);
      assert.equal(a.headers['content-type'], 'image/jpeg');
      assert.match(a.headers['content-security-policy'], /sandbox/);
      assert.equal(sha256(a.body), h);
      assert.ok(a.body.length < 20000, `${a.body.length} bytes`);
      for (const trace of [secret, 'Exif', 'adobe', 'PK'])
        assert.ok(!a.body.includes(trace), trace);
      assert.deepEqual(await look(page, a.body), { width: size, height: size, colours }, `turned ${turned}`);
    }
  }
  for (const type of ['image/png', 'image/webp']) {
    ok(await send(m, await fields(page, type, 500, 1300), type));
    assert.deepEqual(await look(page, (await m.client.get(photoPath(m.id, photosOf(m.id).large))).body), { width: 320, height: 320, colours: 'r g b rg' }, type);
  }
  await page.context().close();
});

test('the wide colours of telephones look as they were; a profile that is broken counts as none', async () => {
  const m = await newSignedIn(), page = await newPage();
  await page.goto('/en/about');
  const seen = async (data, type) => {
    ok(await send(m, data, type));
    const { large, small } = photosOf(m.id), both = [];
    for (const h of [large, small]) both.push(await middle(page, (await m.client.get(photoPath(m.id, h))).body));
    assert.ok(both[0].every((v, i) => Math.abs(v - both[1][i]) < 8), `${both}`);
    return both[0];
  };
  const near = (got, want, what) => assert.ok(got.every((v, i) => Math.abs(v - want[i]) < 8), `${what}: ${got} for ${want}`);
  const right = [255, 0, 0], dull = [234, 51, 35], jpeg = await wideRed(page, 'image/jpeg'), icc = profileOf(jpeg);
  assert.equal(icc.toString('latin1', 36, 40), 'acsp', 'the browser writes a profile');
  for (const type of ['image/jpeg', 'image/png', 'image/webp']) near(await seen(await wideRed(page, type), type), right, type);
  near(await seen(jpegProfile(jpeg, icc)), right, 'put in anew');
  near(await seen(jpegProfile(jpeg, null)), dull, 'without a profile');
  const wrong = (at, bytes) => Buffer.concat([icc.subarray(0, at), Buffer.from(bytes, 'latin1'), icc.subarray(at + bytes.length)]);
  for (const [what, p] of [['cut off', icc.subarray(0, 100)], ['for print', wrong(16, 'CMYK')], ['no profile', wrong(36, 'nope')], ['all zeros', Buffer.alloc(icc.length)],
    ['more tags than there are', wrong(128, '\xff\xff\xff\xff')], ['large and empty', Buffer.concat([icc.subarray(0, 128), Buffer.alloc(60000)])]])
    near(await seen(jpegProfile(jpeg, p)), dull, what);
  await page.context().close();
});

test('a photo in the format of telephones: what to do is said, in three languages, and telephones are asked for another one', async () => {
  const m = await newSignedIn(), heic = Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(5000)]);
  for (const [lang, why] of [['en', /HEIC or AVIF.*from the telephone itself.*JPEG/], ['fr', /HEIC ou AVIF.*depuis le téléphone.*JPEG/], ['es', /HEIC o AVIF.*desde el propio teléfono.*JPEG/]]) {
    const form = await m.client.get(`/${lang}/me/profile/photo`);
    assert.match(form.text, /type="file" accept="image\/jpeg,image\/png,image\/webp"/, 'so that they convert');
    const a = await m.client.submit(form, { photo: file('IMG_0001.HEIC', heic, 'image/heic') }, { action: '/me/profile/photo' });
    assert.equal(a.status, 422);
    assert.match(text(a.text.match(/id="f-photo-err"[\s\S]*?<\/p>/)[0]), why);
  }
});

test('browsers keep a photo; another one has another address; removed is gone', async () => {
  const m = await told({ listed: 'public', ...all('public') });
  const at = photoPath(m.id, m.hash.large);
  assert.match((await new Client().get(at)).headers['cache-control'], /^private, max-age=\d+/);
  ok(await save(m, { photo_seen: 'members' }));
  const other = await newSignedIn();
  assert.match((await other.client.get(at)).headers['cache-control'], /^private, max-age=\d+/);
  const none = await new Client().get(at);
  assert.equal(none.status, 404);
  assert.doesNotMatch(none.headers['cache-control'], /public/);
  ok(await send(m, png(250, 250, { more: [['tEXt', Buffer.from('Comment\0new')]] }), 'image/png'));
  ok(await send(m, png(120, 120), 'image/png'));
  assert.equal((await other.client.get(at)).status, 404, 'the old one');
  const now = photosOf(m.id);
  for (const wrong of ['', now.large.slice(0, 15), `${now.large.slice(0, 24)}.png`, `${now.large.slice(0, 24)}`, '..%2f..%2fetc%2fpasswd', `${'0'.repeat(24)}.jpg`])
    assert.equal((await other.client.get(`/photos/${m.id}/${wrong}`)).status, 404, wrong);
  const listed = async () => (await other.client.get(`/en/members?q=${encodeURIComponent(m.name)}`)).text;
  assert.ok((await listed()).includes(photoPath(m.id, now.small)), 'the directory shows the newest one');
  const gone = await m.client.submit(await m.client.get('/en/me/profile/photo/remove'), {}, { action: '/photo/remove' });
  ok(gone);
  assert.ok(!(await listed()).includes(`/photos/${m.id}/`));
  assert.deepEqual(photosOf(m.id), { large: null, small: null });
  assert.equal((await m.client.get(photoPath(m.id, now.large))).status, 404);
  assert.equal((await m.client.get('/en/me/profile/photo/remove')).status, 200);
  assert.deepEqual(rows("SELECT action, COUNT(*) AS n FROM audit WHERE action LIKE 'member.photo%' AND member_id = ? AND object_id = ? GROUP BY action ORDER BY action", m.id, m.id), [{ action: 'member.photo', n: '3' }, { action: 'member.photo.remove', n: '1' }]);
});

test('what is no photo, or means harm, is refused with a sentence, and the old photo stays', async () => {
  const m = await told(), page = await newPage();
  await page.goto('/en/about');
  const jpeg = await fields(page, 'image/jpeg', 900, 900);
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)" width="300" height="300"/>');
  const webp = await fields(page, 'image/webp', 400, 400);
  await page.context().close();
  for (const [what, data, why] of [
    ['nothing chosen', null, /Choose a photo first/], ['an empty file', Buffer.alloc(0), /not a photo that we can read/],
    ['SVG', svg, /not a photo that we can read/], ['a PDF', pdf('x'), /not a photo that we can read/], ['GIF', Buffer.from('GIF89a\x01\0\x01\0\0\0\0;', 'latin1'), /not a photo that we can read/],
    ['HTML', Buffer.from('<!doctype html><script>1</script>'), /not a photo that we can read/],
    ['a bomb by its head', png(60000, 60000, { data: Buffer.from('x') }), /more than 40 million/], ['one line too many', png(40001, 1000, { data: Buffer.from('x') }), /more than 40 million/],
    ['tiny', png(50, 300), /at least 96 by 96/], ['moving', movingWebp(), /This picture moves/],
    ['cut off JPEG', jpeg.subarray(0, jpeg.length / 2), /damaged or did not arrive whole/], ['the first bytes alone', jpeg.subarray(0, 20), /damaged/],
    ['cut off PNG', png(200, 200).subarray(0, 60), /damaged/], ['cut off WebP', webp.subarray(0, webp.length / 2), /damaged/],
    ['PNG without its data', png(200, 200, { data: Buffer.from('no zlib at all') }), /damaged/],
    ['JPEG with noise in it', Buffer.concat([jpeg.subarray(0, 700), Buffer.alloc(3000, 0xa5), jpeg.subarray(3700)]), /damaged|more than/],
  ]) {
    const a = data ? await send(m, data) : await m.client.post('/en/me/profile/photo', { _token: (await m.client.get('/en/me/profile/photo')).text.match(/name="_token" value="([^"]*)"/)[1] }, { multipart: true });
    assert.equal(a.status, 422, what);
    assert.match(text(a.text.match(/id="f-photo-err"[\s\S]*?<\/p>/)?.[0] ?? ''), why, what);
    run('DELETE FROM rate WHERE bucket = ?', `photo:${m.id}`);
  }
  assert.deepEqual(photosOf(m.id), m.hash);
  ok(await send(m, png(6300, 6300, { laced: true }), 'image/png')); // large, but a photo
  assert.notDeepEqual(photosOf(m.id), m.hash);
});

test('nobody sends photos without end', async () => {
  const m = await newSignedIn();
  run("INSERT INTO rate (bucket, window_at, n) VALUES (?, UTC_TIMESTAMP(6), 30)", `photo:${m.id}`);
  const a = await send(m, png(200, 200), 'image/png');
  assert.equal(a.status, 429);
  assert.match(text(a.text), /many photos within an hour/);
});

test('old photos leave the store, those in use stay', async () => {
  const m = await newSignedIn(), hour = () => new Date().getUTCHours();
  const now = hour();
  const ofThisHour = () => {
    for (;;) {
      const data = Buffer.from(unique('photo ')), h = sha256(data);
      if (parseInt(h.slice(0, 2), 16) % 24 === now) return { data, h };
    }
  };
  const [large, small, old] = [ofThisHour(), ofThisHour(), ofThisHour()], day = new Date(Date.now() - 25 * 3600 * 1000);
  for (const { data, h } of [large, small, old]) {
    mkdirSync(path.dirname(inStore(h)), { recursive: true });
    writeFileSync(inStore(h), data);
    utimesSync(inStore(h), day, day);
  }
  run('INSERT INTO profile (member_id, photo_sha256, photo_small_sha256) VALUES (?, ?, ?)', m.id, large.h, small.h);
  run("INSERT INTO job (kind, payload, not_before, state) VALUES ('sweep', '{}', UTC_TIMESTAMP(6), 'waiting')");
  const id = value("SELECT MAX(id) FROM job WHERE kind = 'sweep'");
  await until('the clean-up', () => value('SELECT state FROM job WHERE id = ?', id) === 'done');
  assert.ok(existsSync(inStore(large.h)) && existsSync(inStore(small.h)));
  if (hour() === now) assert.ok(!existsSync(inStore(old.h)));
});

// ---- in a browser ----

test('without JavaScript, on a phone, by keyboard: the whole way, and each page is in order', async () => {
  const m = await newSignedIn({ name: 'Phone Person' });
  const page = await newPage({ width: 320, javaScriptEnabled: false, as: m.client });
  await page.goto('/en/me');
  await page.getByRole('link', { name: 'Edit my profile' }).press('Enter');
  await page.getByLabel('Position').first().fill('Mayor');
  await page.getByLabel('Who sees it: Position').selectOption('Everyone');
  await page.getByText('More languages').press('Enter');
  await page.getByLabel('Wolof').press('Space');
  await page.getByLabel('Skills development and retention').press('Space');
  await page.getByRole('button', { name: 'Save' }).press('Enter');
  await page.getByText('Your profile is saved.').waitFor();
  await page.getByRole('link', { name: 'Add a photo' }).press('Enter');
  await page.getByLabel('Photo', { exact: true }).setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: png(300, 300) });
  await page.getByRole('button', { name: 'Send the photo' }).press('Enter');
  await page.getByText('Your photo is saved.').waitFor();
  await page.goto('/en/me/profile/preview?as=members');
  assert.match(await page.locator('main').innerText(), /Phone Person\s+Mayor/);
  assert.deepEqual(rows('SELECT language FROM profile_language WHERE member_id = ?', m.id), [{ language: 'wo' }]);
  await page.context().close();

  const id = m.id, bad = [];
  ok(await save(m, { listed: 'public', ...all('public'), position: `Leiterin der ${'Angelegenheiten'.repeat(4)}` }));
  const person = `/members/${id}-phone-person`;
  for (const [width, dark, lang, pages] of [[320, false, 'fr', ['/me/profile', '/me/profile/photo', person]], [1280, true, 'es', ['/me', '/me/profile/preview?as=public']]]) {
    const p = await newPage({ width, dark, as: m.client, lang });
    for (const at of pages) {
      await p.goto(`/${lang}${at}`);
      for (const v of await axe(p)) bad.push(`${lang} ${at}: ${v}`);
      if (await p.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)) bad.push(`${at} is too wide at ${width}`);
    }
    await p.context().close();
  }
  assert.deepEqual(bad, []);
  const weight = (await m.client.get('/en/me/profile', { headers: { 'accept-encoding': 'identity' } })).text.length;
  assert.ok(weight < 60000, `${weight} bytes`);
});
