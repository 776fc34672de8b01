// Journeys of members who look for each other, in a real browser: each in another language and setting.
import test from 'node:test';
import assert from 'node:assert/strict';
import { run, value } from './lib/db.mjs';
import { unique } from './lib/env.mjs';
import { button, close, heading, link, main, newPage, noSideways, signIn, where } from './lib/journey.mjs';
import { choose, press, tabTo, type } from './lib/keys.mjs';
import { mailTo } from './lib/mail.mjs';
import { newMember, newSignedIn, samplePassword, signInAs } from './lib/people.mjs';
import { words } from './lib/words.mjs';
import { belongs, directoryAnew, newOrganisation } from './lib/organisations.mjs';

// Young accounts may write less.
const old = (m) => {
  run('UPDATE member SET confirmed_at = UTC_TIMESTAMP(6) - INTERVAL 3 DAY WHERE id = ?', m.id);
  return m;
};

test('English, a phone, JavaScript off: from a new municipality to a letter to the other end of the route', async () => {
  const officer = old(await newMember({ name: 'Sita Gurung', country: 'NP' }));
  const there = old(await newMember({ name: 'Salim Haddad', country: 'QA', lang: 'fr' }));
  const name = unique('Lalitpur Ward Office '), twin = unique('Doha Quarter Council ');
  const other = newOrganisation({ name: twin, country: 'QA', routes: ['NP>QA'], offers: [{ side: 'offers', what: 'expertise' }] });
  const salim = await signInAs(there);
  await salim.submit(await salim.get('/fr/me/profile'), { position: 'Chef de service' }, { action: '/me/profile' });
  belongs(other.id, there, { role: 'responsible', shown: true });
  directoryAnew();

  const page = await newPage({ width: 360, height: 740, javaScriptEnabled: false, as: await signInAs(officer), lang: 'en-NP' });
  await page.goto('/en/me');
  await link(page, /Propose an organisation/).first().click();
  await page.locator('#f-name').fill(name);
  await page.locator('#f-type').selectOption('local-authority');
  await page.locator('#f-country').selectOption('NP');
  await page.locator('#f-place').fill('Lalitpur');
  await page.locator('#f-shown').check();
  await noSideways(page);
  await button(page, 'Propose it').click();
  assert.equal(await heading(page), name.trim());
  assert.match(await main(page), /Only you and the moderators see this page/);

  const moderator = (await newSignedIn({ roles: 'moderator' })).client;
  const id = value('SELECT id FROM organisation WHERE name = ?', name.trim());
  await moderator.submit(await moderator.get(`/en/organisations/manage/${id}`), {}, { action: '/accept' });
  await mailTo(officer.email, { subject: /directory/ });

  // What it offers and seeks, and the route that it stands at one end of.
  await page.goto(`/en/organisations/${id}/routes`);
  await page.locator('select[name=from]').first().selectOption('NP');
  await page.locator('select[name=to]').first().selectOption('QA');
  await button(page, 'Save').click();
  assert.match(await main(page), /Nepal/);
  for (const [side, text] of [['seeks', 'Somebody who has run a returnee desk'], ['offers', 'Ten years of ward registers']]) {
    await page.goto(`/en/organisations/${id}/offers/new`);
    await page.locator(`input[name=side][value=${side}]`).check();
    await page.locator('input[name=what][value=expertise]').check();
    await page.locator('#f-text').fill(text);
    await noSideways(page);
    await button(page, 'Save').click();
    assert.match(await main(page), new RegExp(text));
  }

  // The finder names the other end and says why.
  await page.goto('/en/me');
  await link(page, /^Find partners/).first().click();
  const found = page.locator('main li, main article').filter({ hasText: twin.trim() }).first();
  assert.match(await found.innerText(), /Nepal – Qatar/);
  assert.match(await found.innerText(), /Offers what you seek: expertise/);
  await noSideways(page);
  await found.getByRole('link', { name: /Write to them/ }).click();
  assert.match(where(page), /\/messages\/new\?to=/);
  assert.match(await main(page), new RegExp(`Salim Haddad\\s+Chef de service, ${twin.trim()}`), 'whom one writes to');
  await page.locator('#f-subject').fill('A desk for those who return');
  await page.locator('#f-body').fill('Would you show us yours?\n\nSita');
  await noSideways(page);
  await button(page, /Send/).or(page.locator('main form button.btn').first()).first().click();
  assert.match(where(page), /\/messages\/\d+/);
  assert.match(await main(page), new RegExp(`Chef de service, ${twin.trim()}`), 'whom one has written to');
  assert.ok(!(await page.content()).includes(there.email));

  // The other one is told in French, answers, and neither has seen an address. Notices wait some minutes for
  // further messages; here the wait is over.
  run('UPDATE message_member SET notice_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE member_id = ?', there.id);
  run("INSERT INTO job (kind, payload, not_before) VALUES ('messages.notify', '{}', UTC_TIMESTAMP(6))");
  const mail = await mailTo(there.email, { subject: /Sita/ });
  assert.ok(!mail.raw.includes(officer.email));
  const desk = await newPage({ as: await signInAs(there), lang: 'fr' });
  await desk.goto(mail.links.find((l) => /\/messages\/\d+/.test(l)));
  assert.match(where(desk), /^\/fr\/messages\/\d+/);
  await desk.locator('#f-body').fill('Avec plaisir.');
  await desk.locator('main form:has(#f-body) button.btn').first().click();
  assert.match(await main(desk), /Avec plaisir/);
  assert.ok(!(await desk.content()).includes(officer.email));
  await page.goto('/en/me');
  assert.match(await page.locator('header').innerText() + (await page.locator('#site-nav').textContent()), /Messages/);
  await page.goto('/en/messages');
  await link(page, /A desk for those who return/).first().click();
  assert.match(await main(page), /Avec plaisir/);
  await close(page, desk);
});

test('Spanish, by keyboard: a profile, who sees it, how others see it', async () => {
  const say = words('es');
  const m = await newMember({ lang: 'es', name: `Rosa ${unique('Quispe')}`, country: 'EC' });
  const page = await newPage({ as: await signInAs(m, { lang: 'es' }), lang: 'es' });
  await page.goto('/es/me');
  await press(link(page, say('Edit my profile')));
  const position = unique('Técnica ');
  await type(page.locator('#f-position'), position);
  await choose(page.locator('#f-position_seen'), say('Only me'));
  await type(page.locator('#f-place'), 'Cuenca');
  await tabTo(page.locator('input[name=languages]').first());
  await page.keyboard.press('Space');
  await press(button(page, say('Save')));
  assert.ok(!/\/profile$/.test(where(page)) || (await page.locator('.note.good').count()), 'it is saved');
  assert.equal(value('SELECT position FROM profile WHERE member_id = ?', m.id), position);
  await page.goto('/es/me/profile/preview?as=members');
  assert.ok(!(await main(page)).includes(position));
  assert.match(await main(page), /Cuenca/);

  // Found in the same second by whoever looks.
  const seeker = await newPage({ as: await signInAs(await newMember()), width: 320 });
  await seeker.goto(`/en/members?q=${encodeURIComponent(m.name.split(' ')[1].slice(0, -2))}`);
  assert.match(await main(seeker), new RegExp(m.name));
  await noSideways(seeker);
  await seeker.goto('/en/members?q=cuen');
  assert.match(await main(seeker), /Cuenca/);
  await close(page, seeker);
});
