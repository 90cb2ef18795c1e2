import type { Locator } from '@playwright/test';
import { App, expect, test } from './support/app';

/** What a bar of a figure says: its value and how many of its customers are selected. */
async function barsOf(figure: Locator): Promise<Record<string, number>> {
  const labels = await figure
    .getByRole('button', { name: / of / })
    .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''));
  return Object.fromEntries(
    labels.map((label) => {
      const [, value = '', selected = ''] = /^(.*): ([\d,]+) of /.exec(label) ?? [];
      return [value, Number(selected.replaceAll(',', ''))];
    }),
  );
}

async function countedBy(app: App, column: string, where: string): Promise<Record<string, number>> {
  const rows = await app.query(
    `SELECT ${column} AS value, count(*) FILTER (${where})::INTEGER AS n FROM derived.customer_summary GROUP BY value`,
  );
  return Object.fromEntries(rows.map((row) => [String(row['value']), Number(row['n'])]));
}

test('one filter across all figures: by keys, by clicks, back, and in a link', async ({
  app,
  page,
  browser,
  quietConsole,
}) => {
  await app.visit();
  await app.openSample();
  const bar = page.getByTestId('filter-bar');
  const countries = page.locator('[data-figure="country"]');
  const recency = page.locator('[data-figure="recency_days"] [role="application"]');
  const before = await barsOf(countries);
  expect(before).toEqual(await countedBy(app, 'country', 'true'));

  // Keys: three bins from the second on. Its announcement gives the range.
  await recency.focus();
  for (const key of ['Home', 'ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight'])
    await page.keyboard.press(key);
  await app.settled();
  const chip = bar.locator('[data-source="explore.recency_days"]');
  const [, low = '', high = ''] = /(\d+) to (\d+)/.exec(await chip.innerText()) ?? [];
  const range = `recency_days BETWEEN ${low} AND ${high}`;
  expect(await barsOf(countries)).toEqual(await countedBy(app, 'country', range));
  const [selected] = await app.query(
    `SELECT count(*)::INTEGER AS n FROM derived.customer_summary WHERE ${range}`,
  );
  const customers = new Intl.NumberFormat('en').format(Number(selected?.['n']));
  await expect(bar.locator('[data-total="customers"] dd')).toHaveText(new RegExp(`^${customers} of `));
  await expect(recency.locator('[aria-live]')).toContainText(`${customers} customers selected`);

  // A click in another figure: it is not filtered by itself, the others are by both.
  const channels = page.locator('[data-figure="first_channel"]');
  await channels.getByRole('button', { name: /^email:/ }).click();
  await app.settled();
  expect(await barsOf(channels)).toEqual(await countedBy(app, 'first_channel', range));
  const both = `${range} AND first_channel = 'email'`;
  expect(await barsOf(countries)).toEqual(await countedBy(app, 'country', both));
  // The cells that ask all orders have followed.
  const keyFigures = await app.cell('key-figures').innerText();
  const [few] = await app.query(`SELECT count(*)::INTEGER AS n FROM derived.customer_summary WHERE ${both}`);
  expect(keyFigures).toContain(new Intl.NumberFormat('en').format(Number(few?.['n'])));

  // The link says both, before it is opened and after.
  const link = await page.evaluate(() => window.tenure.link());
  const context = await browser.newContext({ locale: 'en-GB' });
  const device = new App(await context.newPage(), app.address);
  await device.page.goto(link);
  await device.ready();
  const offer = device.page.getByTestId('offer');
  await expect(offer).toContainText(`Days since the last order: ${low} to ${high}`);
  await expect(offer).toContainText('First channel: email');
  await device.page.getByRole('button', { name: 'Apply' }).click();
  await device.openSample();
  expect(await barsOf(device.page.locator('[data-figure="country"]'))).toEqual(
    await countedBy(device, 'country', both),
  );
  await context.close();

  // Back by the key, on by the button, and away by Escape.
  await page.keyboard.press('Control+z');
  await app.settled();
  expect(await barsOf(countries)).toEqual(await countedBy(app, 'country', range));
  await bar.getByRole('button', { name: /^Redo/ }).click();
  await app.settled();
  expect(await barsOf(countries)).toEqual(await countedBy(app, 'country', both));
  await recency.focus();
  await page.keyboard.press('Escape');
  await expect(chip).toBeHidden();
  await bar.getByRole('button', { name: 'Clear all' }).click();
  await app.settled();
  expect(await barsOf(countries)).toEqual(before);
  expect(quietConsole).toEqual([]);
});
