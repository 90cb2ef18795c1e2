import { inflateRawSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { App, expect, test } from './support/app';

const linkOf = (page: Page) => page.evaluate(() => window.tenure.link());

/** What a link says, whatever the order in which it says it. */
function contentOf(link: string): unknown {
  const [, payload = ''] = new URL(link).hash.split('.');
  return JSON.parse(inflateRawSync(Buffer.from(payload, 'base64url')).toString());
}

test('a link gives the same view on another device, and carries no data', async ({ app, page, browser }) => {
  await app.visit();
  await app.openSample();
  const choice = app.cell('cohorts').getByRole('combobox').first();
  const options = await choice
    .locator('option')
    .evaluateAll((all) => all.map((option) => (option as HTMLOptionElement).value));
  const before = await choice.inputValue();
  const other = options.find((option) => option !== before) ?? before;
  await choice.selectOption(other);
  await app.settled();
  const link = await linkOf(page);
  expect(link.length).toBeLessThanOrEqual(8_000 + app.address.length);
  expect(new URL(link).hash).toMatch(/^#v1\./);

  const context = await browser.newContext({ locale: 'en-GB' });
  const device = new App(await context.newPage(), app.address);
  await device.page.goto(link);
  await device.ready();
  // It shows what it will set, and changes nothing before a yes.
  const preview = device.page.getByRole('dialog');
  await expect(preview).toBeVisible();
  await preview
    .getByRole('button', { name: /open|apply|use/i })
    .first()
    .click();
  await expect(preview).toBeHidden();
  await device.openSample();
  await expect(device.cell('cohorts').getByRole('combobox').first()).toHaveValue(other);
  expect(contentOf(await linkOf(device.page))).toEqual(contentOf(link));
  // Of the data itself a link says nothing: no customer, no product, no file name.
  expect(JSON.stringify(contentOf(link))).not.toMatch(/20001|House Espresso|orders\.csv/);
  await context.close();
});

test('cut, altered, newer and oversized links get a sentence and change nothing', async ({ app, page }) => {
  await app.visit();
  await app.openSample();
  const good = new URL(await linkOf(page)).hash;
  const middle = Math.floor(good.length / 2);
  const flipped = good[middle] === 'A' ? 'B' : 'A';
  const broken = [
    ['link_cut', good.slice(0, middle)],
    ['link_altered', good.slice(0, middle) + flipped + good.slice(middle + 1)],
    ['link_newer', good.replace('#v1.', '#v999.')],
    ['link_too_large', `#v1.${'A'.repeat(9_000)}`],
  ] as const;
  for (const [code, hash] of broken) {
    await page.evaluate((text) => {
      location.hash = text;
    }, hash);
    const failure = page.locator(`[data-error="${code}"]`);
    await expect(failure, code).toBeVisible();
    await failure.getByRole('button').first().click();
    await expect(page.getByRole('dialog')).toBeHidden();
    expect(new URL(await linkOf(page)).hash).toBe(good);
  }
});
