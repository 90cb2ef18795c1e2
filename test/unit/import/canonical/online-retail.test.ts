import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestImport } from '../../../fixtures/importing';
import { hasShared, sharedPath } from '../../../fixtures/shared';
import type { ImportReport } from '../../../../src/import/types';

interface Reference {
  readonly lines: number;
  readonly summary: { orders: number; customers: number; gross: number; repeat_rate: number };
  readonly also: Record<string, number>;
  readonly cohorts: readonly { cohort: string; age: number; customers: number; revenue: number }[];
}

const lastAmount = ({ bridge }: ImportReport) => bridge.at(-1)?.amount;

describe.skipIf(!hasShared)('Online Retail (needs ../shared)', () => {
  let shop: TestImport;
  let report: ImportReport;
  let reference: Reference;

  beforeAll(async () => {
    reference = JSON.parse(readFileSync(sharedPath('reference/online_retail.json'), 'utf8')) as Reference;
    shop = await TestImport.open();
    const file = gunzipSync(readFileSync(sharedPath('data/online-retail/online_retail.csv.gz')));
    const proposal = await shop.propose('online_retail.csv', new Uint8Array(file));
    expect(proposal.mapping.profile).toBe('online-retail');
    expect(proposal.questions).toEqual([]);
    report = await shop.commit([proposal]);
  }, 120_000);
  afterAll(() => shop.close());

  test('identified customers are those of the reference', async () => {
    const [row] = await shop.db.rows(`SELECT count(*) AS orders, count(DISTINCT customer_id) AS customers,
      sum(net) AS gross FROM orders WHERE customer_id IS NOT NULL`);
    const { orders, customers, gross } = reference.summary;
    expect(row).toEqual({ orders, customers, gross });
    const [repeat] = await shop.db.rows<{ rate: number }>(
      'SELECT count(*) FILTER (orders > 1) / count(*) AS rate FROM customers',
    );
    expect(repeat?.rate).toBeCloseTo(reference.summary.repeat_rate, 12);
    expect(report.anonymousOrders).toBe(report.orders - orders);
    expect(report.customers).toBe(customers);
  });

  test('every cell of the cohort triangle', async () => {
    const cells = await shop.db.rows(`SELECT strftime(date_trunc('month', first_order_at), '%Y-%m') AS cohort,
      date_diff('month', date_trunc('month', first_order_at), date_trunc('month', ordered_at)) AS age,
      count(DISTINCT customer_id) AS customers, sum(o.net) AS revenue
    FROM orders AS o JOIN customers USING (customer_id) GROUP BY ALL ORDER BY ALL`);
    expect(cells).toEqual(reference.cohorts.map((cell) => ({ ...cell })));
  });

  test('rows are accounted for, with their text', async () => {
    expect(report.rows).toBe(reference.lines);
    expect(report.outcomes.find(({ reason }) => reason === 'cancelled')?.rows).toBe(
      reference.also['cancellation_lines'],
    );
    const [row] = await shop.db.rows(`SELECT original FROM ledger WHERE reason = 'cancelled' AND line = (
      SELECT min(line) FROM ledger WHERE reason = 'cancelled')`);
    expect(row).toEqual({ original: 'C536379,D,Discount,-1,2010-12-01 09:41:00,27.5,14527,United Kingdom' });
  });

  test('the other policies give the other totals', async () => {
    const identified = await shop.apply({ cancelled: 'net', anonymous: 'exclude' });
    expect(lastAmount(identified)).toBe(reference.also['net_identified_lines_with_cancellations']);
    const all = await shop.apply({ cancelled: 'net', worthless: 'keep' });
    expect(lastAmount(all)).toBe(reference.also['net_all_lines']);
    const excluded = await shop.apply({ anonymous: 'exclude' });
    expect(excluded.outcomes.find(({ reason }) => reason === 'anonymous')?.rows).toBeGreaterThan(130_000);
    expect(lastAmount(excluded)).toBe(reference.summary.gross);
  });
});

describe.skipIf(!hasShared)('CDNOW (needs ../shared)', () => {
  test.each([
    ['cdnow_master.txt', 23_570, 69_659],
    ['cdnow_sample.txt', 2_357, 6_919],
  ])('%s', async (name, customers, orders) => {
    const shop = await TestImport.open();
    const proposal = await shop.propose(name, new Uint8Array(readFileSync(sharedPath(`data/cdnow/${name}`))));
    expect(proposal.questions).toEqual([]);
    expect(await shop.commit([proposal])).toMatchObject({ customers, orders, rows: orders });
    await shop.close();
  });
});
