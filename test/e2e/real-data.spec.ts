import { readFileSync } from 'node:fs';
import { hasShared, sharedPath } from '../fixtures/shared';
import type { App } from './support/app';
import { expect, test } from './support/app';

interface Reference {
  readonly summary: { orders: number; customers: number; gross: number; repeat_rate: number };
  readonly cohorts: readonly { cohort: string; age: number; customers: number; revenue: number }[];
}

const cohortSql = `
  SELECT strftime(c.first_order_at, '%Y-%m') AS cohort,
         date_diff('month', date_trunc('month', c.first_order_at), date_trunc('month', o.ordered_at))::INTEGER AS age,
         count(DISTINCT o.customer_id)::INTEGER AS customers,
         round(sum(o.net), 3)::DOUBLE AS revenue
  FROM orders o JOIN customers c USING (customer_id)
  GROUP BY ALL ORDER BY ALL`;

async function totals(app: App): Promise<Record<string, unknown> | undefined> {
  const [row] = await app.query(`
    SELECT count(*)::INTEGER AS orders, count(DISTINCT customer_id)::INTEGER AS customers,
           round(sum(net), 3)::DOUBLE AS net,
           (SELECT avg((orders > 1)::INTEGER) FROM customers)::DOUBLE AS repeat_rate
    FROM orders WHERE customer_id IS NOT NULL`);
  return row;
}

test.describe('public data (needs ../shared)', () => {
  test.skip(!hasShared, 'the public data sets are not beside the project');

  test('Online Retail gives its reference, cohort by cohort', async ({ app }) => {
    const reference = JSON.parse(
      readFileSync(sharedPath('reference/online_retail.json'), 'utf8'),
    ) as Reference;
    await app.visit();
    await app.load(sharedPath('data/online-retail/online_retail.csv.gz'));
    const found = await totals(app);
    expect(found).toMatchObject({
      orders: reference.summary.orders,
      customers: reference.summary.customers,
      net: reference.summary.gross,
    });
    expect(Number(found?.['repeat_rate'])).toBeCloseTo(reference.summary.repeat_rate, 10);
    const cohorts = await app.query(cohortSql);
    expect(cohorts).toHaveLength(reference.cohorts.length);
    for (const [index, cell] of reference.cohorts.entries()) {
      expect(cohorts[index]).toMatchObject({ cohort: cell.cohort, age: cell.age, customers: cell.customers });
      expect(Number(cohorts[index]?.['revenue'])).toBeCloseTo(cell.revenue, 2);
    }
  });

  for (const [name, customers, transactions] of [
    ['cdnow_sample.txt', 2_357, 6_919],
    ['cdnow_master.txt', 23_570, 69_659],
  ] as const) {
    test(`${name} loads whole`, async ({ app }) => {
      await app.visit();
      await app.load(sharedPath(`data/cdnow/${name}`));
      const found = await totals(app);
      expect(found?.['customers']).toBe(customers);
      const [rows] = await app.query('SELECT sum(rows)::INTEGER AS rows FROM source_files');
      expect(rows?.['rows']).toBe(transactions);
    });
  }
});
