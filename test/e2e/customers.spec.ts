import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, test, type App } from './support/app';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function violationsOf(page: Page, within: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include(within).withTags(tags).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
}

/** The sample shop's customers table. */
async function open(app: App): Promise<{ cell: Locator; grid: Locator; rowCount: () => Promise<number> }> {
  await app.visit();
  await app.openSample();
  const cell = app.cell('customers');
  await cell.scrollIntoViewIfNeeded();
  const grid = cell.getByRole('grid');
  await expect(grid.getByRole('row').nth(5)).not.toContainText('…');
  const rowCount = async () => Number(await grid.getAttribute('aria-rowcount')) - 1;
  return { cell, grid, rowCount };
}

const firstRow = (grid: Locator): Locator => grid.locator('[aria-rowindex="2"]');

test('the table scrolls through all customers, and sorts them', async ({ app, page, quietConsole }) => {
  const { cell, grid, rowCount } = await open(app);
  const [known] = await app.query('SELECT count(*) AS n FROM customers');
  expect(await rowCount()).toBe(known?.['n']);
  expect(await grid.getByRole('row').count()).toBeLessThan(60);

  await grid.focus();
  await page.keyboard.press('Control+End');
  const last = grid.locator(`[aria-rowindex="${String((await rowCount()) + 1)}"]`);
  const [least] = await app.query(
    'SELECT customer_id FROM customers ORDER BY net DESC, customer_id LIMIT 1 OFFSET (SELECT count(*) - 1 FROM customers)',
  );
  await expect(last).toContainText(String(least?.['customer_id']));
  await expect(last).toBeInViewport();

  await cell.getByRole('button', { name: 'Orders', exact: true }).click();
  const [most] = await app.query(
    'SELECT customer_id, orders FROM customers ORDER BY orders DESC, customer_id LIMIT 1',
  );
  await expect(firstRow(grid)).toContainText(String(most?.['customer_id']));
  await expect(grid.getByRole('columnheader', { name: 'Orders' })).toHaveAttribute('aria-sort', 'descending');
  await cell.getByRole('button', { name: 'Orders', exact: true }).click();
  await expect(firstRow(grid).getByRole('gridcell').first()).toHaveText('1');
  expect(quietConsole).toEqual([]);
});

test('a search and a brush in the head leave the customers that they name', async ({ app, page }) => {
  const { cell, grid, rowCount } = await open(app);
  const all = await rowCount();
  await cell.getByRole('searchbox').fill('2045');
  const [found] = await app.query("SELECT count(*) AS n FROM customers WHERE contains(customer_id, '2045')");
  await expect.poll(rowCount).toBe(found?.['n']);
  await expect(cell.getByRole('status')).toContainText(String(found?.['n']));
  await cell.getByRole('searchbox').fill('');
  await expect.poll(rowCount).toBe(all);

  // The first key of a brush takes the first bin: one order.
  await grid.getByRole('application', { name: 'Distribution of Orders' }).focus();
  await page.keyboard.press('ArrowRight');
  const [once] = await app.query('SELECT count(*) AS n FROM customers WHERE orders = 1');
  await expect.poll(rowCount).toBe(once?.['n']);
  await expect(cell.locator('.finding')).toContainText('are left by the filters');
  await expect(app.cell('key-figures').locator('.finding')).toContainText('0.0%');
  await page.keyboard.press('Escape');
  await expect.poll(rowCount).toBe(all);
});

test('a customer opens with their orders, by keyboard and by a click', async ({ app, page }) => {
  const { grid } = await open(app);
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  const id = await grid.locator('[aria-rowindex="3"]').getByRole('rowheader').textContent();
  await expect(dialog.getByRole('heading', { name: id?.trim() ?? '' })).toBeVisible();
  const [known] = await app.query(
    `SELECT count(*) AS n FROM orders WHERE customer_id = '${id?.trim() ?? ''}'`,
  );
  await expect(dialog.locator('ol > li')).toHaveCount(Number(known?.['n']));
  await expect(dialog.locator('svg circle')).toHaveCount(Number(known?.['n']));
  expect(await violationsOf(page, 'dialog')).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(grid).toBeFocused();
  await firstRow(grid).click();
  await expect(dialog.locator('ol > li').first()).toBeVisible();
});

test('an audience is saved as it was shown, and says what it lacks', async ({ app, page }) => {
  const { cell } = await open(app);
  await cell.getByRole('button', { name: 'Export audience' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('table')).toBeVisible();
  expect(await violationsOf(page, 'dialog')).toEqual([]);
  const saving = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download' }).click();
  const download = await saving;
  expect(download.suggestedFilename()).toMatch(/^tenure-All-customers-.+\.csv$/);
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
  const [known] = await app.query('SELECT count(*) AS n, sum(net) AS net FROM customers');
  expect(lines).toHaveLength(Number(known?.['n']) + 1);
  const at = (lines[0] ?? '').split(',').indexOf('Net revenue');
  const cents = lines.slice(1).reduce((sum, line) => sum + Math.round(Number(line.split(',')[at]) * 100), 0);
  expect(cents).toBe(Math.round(Number(known?.['net']) * 100));

  // The sample shop knows its customers by numbers alone.
  await dialog.getByLabel('Layout').selectOption('Google Customer Match');
  await expect(dialog.getByRole('alert')).toContainText('needs e-mail addresses');
  await expect(dialog.getByRole('button', { name: 'Download' })).toBeDisabled();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('the table has two columns, and passes axe', async ({ app, page }) => {
    const { grid } = await open(app);
    await expect(grid.getByRole('columnheader')).toHaveCount(2);
    expect(await violationsOf(page, '[data-cell="customers"]')).toEqual([]);
  });
});
