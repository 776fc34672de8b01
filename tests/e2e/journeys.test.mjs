// Whole journeys of readers and members, in a real browser: each in another language and setting.
import test from 'node:test';
import assert from 'node:assert/strict';
import { run, value } from './lib/db.mjs';
import { base, unique } from './lib/env.mjs';
import { aPdf, button, close, download, heading, link, main, newPage, noSideways, signIn, where } from './lib/journey.mjs';
import { press, tabTo } from './lib/keys.mjs';
import { mailTo } from './lib/mail.mjs';
import { newMember, samplePassword, signInAs } from './lib/people.mjs';
import { words } from './lib/words.mjs';

test('French, a phone, JavaScript off: from the library to an account to a proposal', async () => {
  const say = words('fr');
  const page = await newPage({ width: 360, height: 740, javaScriptEnabled: false, lang: 'fr-SN' });

  // The address without a language leads to the reader's own; search, filter, open, take the file.
  await page.goto('/');
  assert.equal(where(page), '/fr');
  await page.getByRole('searchbox').fill('diaspora');
  await button(page, say('Search')).click();
  assert.match(where(page), /^\/fr\/resources\?q=diaspora/);
  const all = await page.locator('ol.ledger > li').count();
  assert.ok(all > 1);
  await page.locator('button[popovertarget=facets]').click();
  await page.locator('#facets input[name=lang][value=es]').check();
  await button(page, say('Apply filters')).click();
  assert.match(where(page), /lang=es/);
  assert.ok((await page.locator('ol.ledger > li').count()) < all);
  await noSideways(page);
  await page.locator('ol.ledger h3 a').first().click();
  assert.match(where(page), /^\/fr\/resources\/\d+-/);
  await noSideways(page);
  const got = await download(page, () => link(page, /^Télécharger/).or(page.locator('td a.btn')).first().click());
  assert.match(got.name, /\.pdf$/);
  assert.equal(got.data.subarray(0, 5).toString(), '%PDF-');
  await link(page, say('Short of data? Read it as plain web pages')).click();
  assert.match(where(page), /\/text/);
  assert.ok((await page.locator('.prose section p').first().innerText()).length > 10);
  await noSideways(page);

  // Join, read the mail, press the button in it.
  await page.getByRole('button', { name: say('Menu') }).click();
  await page.locator('#site-nav').getByRole('link', { name: say('Join the network') }).click();
  const email = `${unique('awa')}@example.org`, password = 'quatre mots sans lien';
  await page.locator('#f-name').fill('Awa Ndiaye');
  await page.locator('#f-email').fill(email);
  await page.locator('#f-password').fill(password);
  await page.locator('#f-country').selectOption('SN');
  await page.locator('#f-organisation').fill('Mairie de Kaolack');
  await page.locator('input[name=listed][value=members]').check();
  await page.locator('#f-agreed').check();
  await button(page, say('Join the network')).click();
  assert.equal(await heading(page), say('Check your e-mail'));
  await mailTo(email);
  await page.goto(`/dev/mail?to=${email}`);
  await page.locator('ul.ledger a').first().click();
  await page.locator('.panel a[href*="/confirm"]').first().click();
  assert.match(where(page), /^\/fr\/confirm/);
  await button(page, say('Confirm this address')).click();
  assert.match(await main(page), /confirmée/);

  // Sign in and stay so; the own page.
  await signIn(page, email, password, say, { keep: true });
  assert.equal(where(page), '/fr/me');
  assert.equal(await heading(page), 'Awa Ndiaye');
  const kept = (await page.context().cookies()).find((c) => c.expires > Date.now() / 1000 + 86400);
  assert.ok(kept, 'a cookie that outlives the browser');
  await noSideways(page);

  // Propose, see what becomes of it.
  const title = `Accueillir chez soi ${unique()}`;
  await link(page, say('Propose a publication')).first().click();
  await page.locator('#f-title_fr').fill(title);
  await page.locator('#f-type').selectOption('guide');
  await page.locator('#f-licence').selectOption('CC-BY-4.0');
  await page.locator('#f-file').setInputFiles(aPdf('Un guide pour les communes'));
  await noSideways(page);
  await button(page, say('Send the proposal')).click();
  assert.equal(where(page).split('?')[0], '/fr/resources/mine');
  assert.match(await main(page), new RegExp(title));
  await noSideways(page);
  assert.equal(value('SELECT state FROM resource r JOIN resource_text t ON t.resource_id = r.id WHERE title = ?', title), 'proposed');
  await page.reload();
  assert.equal(value('SELECT COUNT(*) FROM resource_text WHERE title = ?', title), '1');
  await close(page);
});

test('a session that ends while somebody types: signing in on the spot loses nothing', async () => {
  const m = await newMember({ lang: 'fr', name: 'Fatou Sow' });
  const say = words('fr');
  const page = await newPage({ as: await signInAs(m), lang: 'fr' });
  const title = `Long à écrire ${unique()}`, summary = `${'Une phrase « longue » & <b>des signes</b>. '.repeat(30)}\nFin.`;
  const note = 'Merci d’avance.\n\nFatou';
  const file = aPdf('Long à écrire');
  await page.goto('/fr/resources/propose');
  await page.locator('#f-title_fr').fill(title);
  await page.locator('#f-summary_fr').fill(summary);
  await page.locator('#f-type').selectOption('report');
  await page.locator('#f-licence').selectOption('CC0-1.0');
  await page.locator('#f-publishers').fill('Ville A\nVille B');
  await page.locator('#f-submit_note').fill(note);
  await page.locator('#f-file').setInputFiles(file);
  run('DELETE FROM session WHERE member_id = ?', m.id);
  await button(page, say('Send the proposal')).click();
  await page.locator('#f-password').waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
  await signIn(page, m.email, 'pas le bon mot', say); // a wrong try keeps it as well
  await page.locator('.errs').waitFor();
  await signIn(page, m.email, samplePassword, say);
  await button(page, say('Continue with what you typed')).click();
  // A file does not survive; the text does.
  await page.locator('.errs').waitFor();
  assert.equal(await page.locator('#f-title_fr').inputValue(), title);
  assert.equal(await page.locator('#f-summary_fr').inputValue(), summary);
  assert.equal(await page.locator('#f-publishers').inputValue(), 'Ville A\nVille B');
  assert.equal(await page.locator('#f-submit_note').inputValue(), note);
  await page.locator('#f-file').setInputFiles(file);
  await button(page, say('Send the proposal')).click();
  await page.waitForURL('**/fr/resources/mine*');
  assert.equal(value('SELECT summary FROM resource_text WHERE title = ?', title), summary.trim());
  assert.equal(value('SELECT submitted_by FROM resource r JOIN resource_text t ON t.resource_id = r.id WHERE title = ?', title), String(m.id));
  await close(page);
});

test('a new password by mail; where one is signed in; the language without losing the page', async () => {
  const m = await newMember({ lang: 'es', name: 'Lucía Vega' });
  const say = words('es'), password = 'cuatro palabras sin lazo';
  const page = await newPage({ lang: 'es' });
  const phone = await newPage({ as: await signInAs(m), width: 360, lang: 'es' });
  await page.goto('/es/sign-in');
  await link(page, say('Set a new password')).click();
  await page.locator('#f-email').fill(m.email);
  await button(page, say('Mail me a link')).click();
  const mail = await mailTo(m.email);
  await page.goto(mail.links.find((l) => /\/reset\/new/.test(l)).replace(/^https?:\/\/[^/]+/, base));
  assert.match(await main(page), new RegExp(m.email));
  await page.locator('#f-password').fill(password);
  await button(page, say('Set this password')).click();
  await signIn(page, m.email, password, say, { keep: true });
  await page.waitForURL('**/es/me');
  await phone.goto('/es/me');
  assert.match(phone.url(), /sign-in/, 'signed out everywhere');
  await signIn(phone, m.email, password, say);
  await phone.waitForURL('**/es/me');

  await link(page, say('Where I am signed in')).click();
  assert.equal(await page.locator('tbody tr').count(), 2);
  await page.locator('form[action$="/end"] button').first().click();
  await page.waitForLoadState();
  assert.equal(await page.locator('tbody tr').count(), 1);
  assert.equal(await page.locator('[role=status]').count(), 1, 'says that it is done');
  await phone.reload();
  assert.match(phone.url(), /sign-in/);

  await page.goto('/es/resources?q=diaspora&lang=fr&sort=title');
  await page.locator('.langs a[hreflang=fr]').click();
  assert.equal(where(page), '/fr/resources?q=diaspora&lang=fr&sort=title');
  await page.locator('ol.ledger h3 a').first().click();
  await page.locator('.langs a[hreflang=en]').click();
  assert.match(where(page), /^\/en\/resources\/\d+/);
  await close(page, phone);
});

test('back, twice pressed, loaded again, bookmarked', async () => {
  const say = words('en');
  const m = await newMember();
  const page = await newPage({ as: await signInAs(m) });
  await page.goto('/en/resources');
  await page.locator('#facets input[name=lang][value=fr]').check();
  await page.locator('#facets input[name=type][value=training]').check();
  await button(page, 'Apply filters').click();
  await page.waitForURL('**lang=fr*');
  const bookmark = where(page), count = await page.locator('#count').innerText();
  await page.locator('ol.ledger h3 a').first().click();
  await page.waitForURL('**/resources/*-*');
  await page.goBack();
  assert.equal(where(page), bookmark);
  assert.equal(await page.locator('#facets input:checked').count(), 2);
  const other = await newPage();
  await other.goto(bookmark);
  assert.equal(await other.locator('#count').innerText(), count);
  assert.equal(await other.locator('.chip').count(), 2);
  // Back without one of the filters, and forward again.
  await other.locator('.chip').first().click();
  await other.waitForURL((u) => u.pathname + u.search !== bookmark);
  assert.equal(await other.locator('.chip').count(), 1);
  await other.goBack();
  assert.equal(await other.locator('.chip').count(), 2);

  // An impatient double click: one proposal, one account.
  const title = unique('Impatient ');
  await page.goto('/en/resources/propose');
  await page.locator('#f-title_en').fill(title);
  await page.locator('#f-type').selectOption('guide');
  await page.locator('#f-licence').selectOption('CC0-1.0');
  await page.locator('#f-link').fill('https://example.org/guide');
  // A wrong turn in the middle of it, and back.
  await page.locator('.crumb a').first().click();
  await page.waitForURL('**/en');
  await page.goBack();
  await page.waitForURL('**/resources/propose');
  assert.equal(await page.locator('#f-title_en').inputValue(), title);
  assert.equal(await page.locator('#f-link').inputValue(), 'https://example.org/guide');
  await button(page, say('Send the proposal')).evaluate((b) => (b.click(), b.click(), b.click()));
  await page.waitForURL('**/resources/mine*');
  await page.reload();
  const made = () => value('SELECT COUNT(*) FROM resource_text WHERE title = ?', title);
  assert.equal(made(), '1');
  // Back to the form that was sent: it is the old one or a fresh one, and sending the old one is no second proposal.
  await page.goBack();
  await page.goForward();
  assert.equal(made(), '1');

  const email = `${unique('twice')}@example.org`;
  await other.goto('/en/join');
  await other.locator('#f-name').fill('Two Clicks');
  await other.locator('#f-email').fill(email);
  await other.locator('#f-password').fill('four words without a tie');
  await other.locator('#f-country').selectOption('GE');
  await other.locator('#f-organisation').fill('Town of Batumi');
  await other.locator('input[name=listed][value=members]').check();
  await other.locator('#f-agreed').check();
  await button(other, 'Join the network').dblclick();
  await other.waitForURL('**/join/sent');
  await mailTo(email);
  assert.equal(value('SELECT COUNT(*) FROM member WHERE email = ?', email), '1');
  assert.equal(value('SELECT COUNT(*) FROM mail WHERE to_email = ?', email), '1');

  // An answer to a POST, loaded again.
  await other.goto('/en/sign-in');
  await other.locator('#f-email').fill('nobody');
  await button(other, 'Sign in').click();
  await other.locator('.errs').waitFor();
  await other.reload();
  await other.locator('.errs').waitFor();
  assert.equal(await other.locator('#f-email').inputValue(), 'nobody');
  await close(page, other);
});

const forms = {
  '': ['/en/join', '/fr/sign-in', '/es/reset', '/en/confirm/resend'],
  member: ['/fr/me/profile', '/en/me/password', '/es/resources/propose'],
  editor: ['/fr/resources/manage/new', '/en/resources/import', '/es/resources/terms/new?vocabulary=theme', '/en/resources/series/new'],
};
for (const [roles, paths] of Object.entries(forms))
  test(`what is wrong in a form has the focus and leads to its fields: ${roles || 'stranger'}`, async () => {
    const as = roles ? await signInAs(await newMember({ roles: roles === 'member' ? '' : roles })) : undefined;
    const page = await newPage({ as, width: 360, height: 740 });
    for (const at of paths) {
      await page.goto(at);
      for (const field of await page.locator('main form[method=post] input:is([type=text],[type=email]):not([tabindex="-1"])').all()) if (await field.isVisible()) await field.fill('');
      await page.locator('main form[method=post] button.btn:not(.alt)').first().click();
      await page.locator('.errs').waitFor();
      assert.ok(await page.locator('.errs').evaluate((e) => e === document.activeElement), `${at}: the summary has the focus`);
      assert.match(await page.title(), /^(Error|Erreur|Error)/, at);
      const links = page.locator('.errs a');
      assert.ok((await links.count()) > 0, at);
      for (let i = 0; i < (await links.count()); i++) {
        await links.nth(i).focus();
        await page.keyboard.press('Enter');
        const id = (await links.nth(i).getAttribute('href')).slice(1);
        const f = page.locator(`[id="${id}"]`);
        assert.ok(await f.evaluate((e) => e === document.activeElement), `${at}: ${id} gets the focus`);
        assert.ok(await f.isVisible(), `${at}: ${id} is seen`);
        assert.match((await f.getAttribute('aria-describedby')) ?? (await f.locator('xpath=ancestor::fieldset').getAttribute('aria-describedby')) ?? '', new RegExp(`${id}-err`), `${at}: ${id} says what is wrong`);
      }
    }
    await close(page);
  });

for (const javaScriptEnabled of [true, false])
  test(`320 px, JavaScript ${javaScriptEnabled ? 'on' : 'off'}: menu and filters by touch and by keyboard`, async () => {
    const page = await newPage({ width: 320, height: 640, hasTouch: true, isMobile: true, lang: 'es', javaScriptEnabled });
    const menu = page.locator('button[popovertarget=site-nav]'), nav = page.locator('#site-nav');
    const filter = page.locator('button[popovertarget=facets]'), facets = page.locator('#facets');
    await page.goto('/es');
    assert.equal(await nav.isVisible(), false);
    await menu.tap();
    await nav.waitFor({ state: 'visible' });
    await noSideways(page);
    await nav.locator('a[href="/es/resources"]').tap();
    await page.waitForURL('**/es/resources');

    await filter.tap();
    await facets.waitFor({ state: 'visible' });
    await facets.locator('input[name=lang][value=ar]').tap();
    await facets.locator('button').tap();
    await page.waitForURL('**lang=ar*');
    await noSideways(page);
    assert.ok((await page.locator('ol.ledger > li').count()) > 0);

    await tabTo(menu);
    await page.keyboard.press('Enter');
    await nav.waitFor({ state: 'visible' });
    await page.keyboard.press('Escape');
    await nav.waitFor({ state: 'hidden' });
    assert.ok(await menu.evaluate((e) => e === document.activeElement), 'the focus is back where it was');
    await page.keyboard.press('Space');
    await press(nav.locator('a[href="/es/about"]'));
    assert.equal(where(page), '/es/about');

    await page.goto('/es/resources');
    await tabTo(filter);
    await page.keyboard.press('Enter');
    await tabTo(facets.locator('input[name=lang][value=fr]'));
    await page.keyboard.press('Space');
    await press(facets.locator('button'));
    assert.match(where(page), /lang=fr/);
    await close(page);
  });

test('a password can be looked at while it is typed, by keyboard too, and goes out as one', async () => {
  const page = await newPage({ lang: 'en', javaScriptEnabled: true });
  await page.goto('/en/sign-in');
  const field = page.locator('#f-password'), show = page.getByRole('button', { name: 'Show: Password', exact: true });
  await field.fill(samplePassword);
  assert.equal(await field.getAttribute('type'), 'password');
  await tabTo(show);
  await page.keyboard.press('Enter');
  assert.equal(await field.getAttribute('type'), 'text');
  assert.equal(where(page), '/en/sign-in', 'the button sends nothing');
  const type = page.evaluate(() => new Promise((f) => document.forms[document.forms.length - 1].addEventListener('submit', (e) => { e.preventDefault(); f(document.querySelector('#f-password').type) })));
  await button(page, 'Sign in').click();
  assert.equal(await type, 'password', 'browsers keep no password as a plain text');
  await page.getByRole('button', { name: 'Show: Password', exact: true }).waitFor();
  await close(page);
});

test('signed out while typing: nothing on the page to sign in leads away from what was typed', async () => {
  const m = await newMember(), client = await signInAs(m);
  const page = await newPage({ lang: 'en', as: client, javaScriptEnabled: false });
  await page.goto('/en/me/profile');
  await page.locator('#f-about').fill('Typed for an hour');
  run('DELETE FROM session WHERE member_id = ?', m.id);
  await button(page, 'Save').click();
  assert.match(await main(page), /What you typed is kept/);
  assert.deepEqual(await page.locator('main a').evaluateAll((all) => all.filter((a) => a.target !== '_blank').map((a) => a.textContent)), []);
  await signIn(page, m.email, samplePassword, (x) => x);
  await button(page, 'Continue with what you typed').click();
  assert.equal(value('SELECT about FROM profile WHERE member_id = ?', m.id), 'Typed for an hour');
  await close(page);
});

test('signed out while writing a message: the page says so, and not a character is lost', async () => {
  const m = await newMember(), other = await newMember(), typed = '  Two blanks first\n\n“Quotes” & <b>tags</b>, مرحبا 🌍\nthe end';
  run('UPDATE member SET created_at = \'2024-01-01\' WHERE id = ?', m.id);
  const page = await newPage({ lang: 'en', as: await signInAs(m), javaScriptEnabled: true });
  await page.goto(`/en/messages/new?to=${other.id}`);
  await page.locator('#f-subject').fill('A long letter');
  await page.locator('#f-body').fill('Begun');
  await page.locator('[data-state]', { hasText: 'Draft saved' }).waitFor();
  run('DELETE FROM session WHERE member_id = ?', m.id);
  await page.locator('#f-body').fill(typed);
  await page.locator('[data-state]', { hasText: 'You are signed out. Your text is still here' }).waitFor();
  await button(page, 'Send').click();
  assert.match(await main(page), /What you typed is kept/);
  await signIn(page, m.email, samplePassword, (x) => x);
  await button(page, 'Continue with what you typed').click();
  assert.match(await main(page), /Your message is sent/);
  assert.equal(value('SELECT body FROM message WHERE sender_id = ?', m.id), typed.trim());
  await close(page);
});
