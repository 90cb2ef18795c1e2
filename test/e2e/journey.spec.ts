import { expect, test } from './support/app';

test.describe('a first visit', () => {
  test('from the empty page to the sample shop’s report', async ({ app, page, quietConsole }) => {
    await app.visit();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await app.openSample();
    for (const kind of ['loaded', 'key-figures', 'clv', 'cohorts', 'rfm']) {
      await expect(app.cell(kind), kind).toBeVisible();
    }
    await expect(page.getByText(/simulated/i).first()).toBeVisible();
    expect(quietConsole).toEqual([]);
  });

  test('the numbers of the page are those of the tables', async ({ app }) => {
    await app.visit();
    await app.openSample();
    const [totals] = await app.query(
      `SELECT count(*)::INTEGER AS orders, count(DISTINCT customer_id)::INTEGER AS customers,
              round(sum(net), 2)::DOUBLE AS net FROM orders`,
    );
    const [steps] = await app.query(
      `SELECT round(sum(amount) FILTER (position < last), 2)::DOUBLE AS parts,
              round(sum(amount) FILTER (position = last), 2)::DOUBLE AS whole
       FROM (SELECT *, max(position) OVER () AS last FROM bridge)`,
    );
    expect(totals?.['orders']).toBeGreaterThan(14_000);
    expect(totals?.['customers']).toBeGreaterThan(3_800);
    expect(steps?.['parts']).toBe(steps?.['whole']);
    expect(steps?.['whole']).toBe(totals?.['net']);
    const shown = await app.cell('key-figures').innerText();
    const formatted = new Intl.NumberFormat('en').format(Number(totals?.['customers']));
    expect(shown).toContain(formatted);
  });

  test('every row of the sample is accounted for', async ({ app }) => {
    await app.visit();
    await app.openSample();
    const [counts] = await app.query(
      `SELECT (SELECT sum(rows) FROM source_files)::INTEGER AS rows,
              (SELECT count(*) FROM order_lines)::INTEGER AS kept,
              (SELECT count(*) FROM ledger)::INTEGER AS told`,
    );
    expect(counts?.['rows']).toBeGreaterThan(44_000);
    expect(Number(counts?.['kept'])).toBeGreaterThan(40_000);
    expect(Number(counts?.['told'])).toBeGreaterThan(0);
  });
});

test('a shortcut opens the sample shop at once', async ({ app, page }) => {
  await app.visit('?action=sample');
  await expect(app.cell('cohorts')).toBeVisible();
  expect(new URL(page.url()).search).toBe('');
});
