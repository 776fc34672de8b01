// Pages used by keyboard alone.
//
//   await tabTo(page.getByRole('button', { name: 'Save' }));   // as many Tabs as it takes
//   await press(page.getByRole('link', { name: 'Queue' }));    // Tab there, then Enter, and the next page
export async function tabTo(locator, { most = 400 } = {}) {
  const page = locator.page();
  const wanted = await locator.first().elementHandle();
  for (let i = 0; i < most; i++) {
    if (await wanted.evaluate((e) => e === document.activeElement)) {
      const box = await wanted.boundingBox();
      if (!box?.width || !box.height) throw new Error(`${locator} has the focus and is not to be seen`);
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`${most} Tabs do not lead to ${locator}`);
}

// Enter leads to another page.
export async function press(locator, key = 'Enter') {
  const page = locator.page();
  await tabTo(locator);
  const next = page.waitForEvent('framenavigated');
  await page.keyboard.press(key);
  await next;
  await page.waitForLoadState();
}

export async function type(locator, words) {
  await tabTo(locator);
  await locator.page().keyboard.press('Control+A');
  await locator.page().keyboard.type(words);
}

// A closed select takes the letters with which a choice begins.
export async function choose(locator, label) {
  await tabTo(locator);
  const page = locator.page();
  const chosen = () => locator.evaluate((e) => e.selectedOptions[0].label);
  for (let i = 0; i < 300 && (await chosen()) !== label; i++) await page.keyboard.press(i === 0 ? 'Home' : 'ArrowDown');
  if ((await chosen()) !== label) throw new Error(`no choice "${label}"`);
}
