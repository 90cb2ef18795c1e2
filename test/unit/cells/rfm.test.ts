import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFormatter } from '../../../src/cells/formatter';
import {
  rfmKind,
  type Method,
  type Monetary,
  type RfmResult,
  type Scheme,
  type Tally,
} from '../../../src/cells/rfm/rfm';
import { scoreSpans } from '../../../src/cells/rfm/distributions';
import { rfmView } from '../../../src/cells/rfm/view';
import { literal } from '../../../src/schema/sql';
import { contextOf, fill, openEmpty, runCell, type TestOrder } from '../../fixtures/cells';
import type { NativeDatabase } from '../../fixtures/native-database';
import { openCompleteJourney } from '../../fixtures/complete-journey';
import type { TestImport } from '../../fixtures/importing';
import { openOnlineRetail } from '../../fixtures/online-retail';
import { openSampleShop } from '../../fixtures/sample-shop';
import { hasShared } from '../../fixtures/shared';
import { median, scoreByHand, type Purchase, type Scored } from './rfm-by-hand';

const methods = ['quintiles', 'thresholds', '3x3x3'] as const;
const monetaries = ['total', 'mean'] as const;
const schemes = ['groups', 'tiers'] as const;
const all = [
  ...methods.flatMap((method) =>
    monetaries.map((monetary) => ({ method, monetary, scheme: 'groups' as const })),
  ),
  ...monetaries.map((monetary) => ({ method: 'quintiles' as const, monetary, scheme: 'tiers' as const })),
];
const format = createFormatter('en', 'EUR');
const day = 86_400_000;
const asOf = new Date(Date.UTC(2025, 0, 1, 12));

const cents = (value: number): number => Math.round(value * 100);
const centsOf = (people: readonly Scored[]): number =>
  cents(Number(people.reduce((sum, { units }) => sum + units, 0n)) / 10_000);

/** One line for each tally: what it is, how many, their money in cents, and their ranges. */
const lineOf = (name: string, tally: Tally): string =>
  [
    name,
    tally.customers,
    cents(tally.revenue),
    tally.medianDays,
    tally.minDays,
    tally.maxDays,
    tally.minOrders,
    tally.maxOrders,
  ].join(' ');

function linesByHand(people: readonly Scored[], nameOf: (one: Scored) => string): string[] {
  const parts = new Map<string, Scored[]>();
  for (const one of people) parts.set(nameOf(one), [...(parts.get(nameOf(one)) ?? []), one]);
  return [...parts].map(([name, of]) => {
    const [days, orders] = [of.map((one) => one.days), of.map((one) => one.orders)];
    const range = (values: readonly number[]): number[] => [Math.min(...values), Math.max(...values)];
    return [name, of.length, centsOf(of), median(days), ...range(days), ...range(orders)].join(' ');
  });
}

function expectByHand(
  result: RfmResult,
  purchases: readonly Purchase[],
  date: Date,
  method: Method,
  monetary: Monetary,
  scheme: Scheme = 'groups',
): void {
  const people = scoreByHand(purchases, date, method, monetary);
  expect(
    result.cells.map((cell) => lineOf(`${String(cell.recency)} ${String(cell.frequency)}`, cell)).sort(),
  ).toEqual(
    linesByHand(people, ({ recency, frequency }) => `${String(recency)} ${String(frequency)}`).sort(),
  );
  expect(result.groups.map((group) => lineOf(group.name, group)).sort()).toEqual(
    linesByHand(people, ({ group, tier }) => (scheme === 'tiers' ? tier : group)).sort(),
  );
  const sum = (tallies: readonly Tally[], of: (tally: Tally) => number): number =>
    tallies.reduce((total, tally) => total + of(tally), 0);
  for (const tallies of [result.cells, result.groups]) {
    expect(sum(tallies, ({ customers }) => customers)).toBe(people.length);
    expect(cents(sum(tallies, ({ revenue }) => revenue))).toBe(cents(result.total.revenue));
  }
  expect(result.total.customers).toBe(people.length);
  expect(cents(result.total.revenue)).toBe(centsOf(people));
}

const unitsOf = (net: number): bigint => BigInt(Math.round(net * 10_000));

/** Every identified order as the database holds it, exact. */
async function purchasesOf(database: NativeDatabase, currency: string | null): Promise<Purchase[]> {
  const rows = await database.rows<{ customer: string; at: number; units: number | string }>(`
    SELECT customer_id AS customer, epoch_ms(ordered_at) AS at, (net * 10000)::HUGEINT AS units
    FROM orders WHERE customer_id IS NOT NULL AND currency IS NOT DISTINCT FROM ${literal(currency)}`);
  return rows.map(({ customer, at, units }) => ({ customer, at: new Date(at), units: BigInt(units) }));
}

async function currencyOf(database: NativeDatabase): Promise<string | null> {
  const [row] = await database.rows<{ currency: string | null }>(
    'SELECT any_value(currency) AS currency FROM orders',
  );
  return row?.currency ?? null;
}

async function lastOrder(database: NativeDatabase): Promise<Date> {
  const [row] = await database.rows<{ at: number }>('SELECT epoch_ms(max(ordered_at)) AS at FROM orders');
  return new Date(row?.at ?? 0);
}

// Few different amounts and times, so that ties are common.
const order = fc.record({
  customer: fc.option(fc.constantFrom(...'abcdefghijklmno'), { freq: 10 }),
  hours: fc.oneof(fc.integer({ min: 0, max: 500 * 24 }), fc.constantFrom(0, 30 * 24, 90 * 24, 365 * 24)),
  cents: fc.oneof(fc.integer({ min: -2_000, max: 50_000 }), fc.constantFrom(0, 1_000, 2_000, 3_000)),
});
const shop = fc.array(order, { maxLength: 60 }).map((orders) =>
  orders.map(({ customer, hours, cents: net }, index): TestOrder => ({
    id: String(index),
    customer,
    at: new Date(asOf.getTime() - hours * 3_600_000),
    net: net / 100,
    cost: null,
    country: null,
  })),
);
const purchase = (customer: string, days: number, net: number): TestOrder => ({
  id: `${customer} ${String(days)} ${String(net)}`,
  customer,
  at: new Date(asOf.getTime() - days * day),
  net,
  cost: null,
  country: null,
});

describe('RFM on small shops', () => {
  let database: NativeDatabase;
  const run = (
    orders: readonly TestOrder[],
    method: Method,
    monetary: Monetary = 'total',
    scheme: Scheme = 'groups',
  ) =>
    fill(database, orders).then(() =>
      runCell(database, rfmKind, { method, monetary, scheme }, contextOf(asOf)),
    );
  beforeAll(async () => {
    database = await openEmpty();
  });
  afterAll(async () => {
    await database.close();
  });

  it('equals a reckoning by hand on random shops', async () => {
    await fc.assert(
      fc.asyncProperty(
        shop,
        fc.constantFrom(...methods),
        fc.constantFrom(...monetaries),
        fc.constantFrom(...schemes),
        async (orders, method, monetary, scheme) => {
          const { result } = await run(orders, method, monetary, scheme);
          const anonymous = orders.filter(({ customer }) => customer === null);
          expect(result.anonymousOrders).toBe(anonymous.length);
          expect(cents(result.anonymousRevenue)).toBe(
            anonymous.reduce((sum, { net }) => sum + cents(net), 0),
          );
          const known = orders.flatMap(({ customer, at, net }) =>
            customer === null ? [] : [{ customer, at, units: unitsOf(net) }],
          );
          if (known.length > 0) expectByHand(result, known, asOf, method, monetary, scheme);
          else expect(rfmKind.empty(result, contextOf(asOf))).not.toBeNull();
        },
      ),
      { numRuns: 40 },
    );
  });

  it.each(['quintiles', '3x3x3'] as const)('%s never split a tie', async (method) => {
    const same = Array.from({ length: 17 }, (_, index) => purchase(`same ${String(index)}`, 40, 10));
    const { result } = await run(same, method);
    expect(result.cells.map(({ recency, frequency }) => [recency, frequency])).toEqual([[1, 1]]);
    const { result: mixed } = await run([...same, purchase('b', 3, 90), purchase('b', 9, 90)], method);
    expect(mixed.cells.map(({ customers }) => customers).sort((a, b) => a - b)).toEqual([1, 17]);
    const best = method === '3x3x3' ? 3 : 5;
    expect(mixed.cells[0]).toMatchObject({ recency: best, frequency: best, customers: 1, revenue: 180 });
  });

  it('equal means are equal, whatever sums they come from', async () => {
    const orders = [
      purchase('a', 5, 0.1),
      purchase('a', 6, 0.1),
      purchase('a', 7, 0.1),
      purchase('b', 5, 0.1),
    ];
    // By total a is worth more than b; by the mean they tie, and only frequency tells them apart.
    const { result } = await run(orders, 'quintiles', 'mean');
    expectByHand(
      result,
      orders.map(({ customer, at, net }) => ({ customer: customer ?? '', at, units: unitsOf(net) })),
      asOf,
      'quintiles',
      'mean',
    );
  });

  it('leaves out orders after the as-of date', async () => {
    const { result } = await run(
      [purchase('a', 5, 10), purchase('a', -1, 99), purchase('b', -2, 1)],
      'quintiles',
    );
    expect(result.total).toMatchObject({ customers: 1, revenue: 10, minDays: 5 });
  });

  it('says what the champions bring and who is slipping away', async () => {
    const often = (name: string, days: number, times: number): TestOrder[] =>
      Array.from({ length: times }, (_, index) => purchase(name, days + index, 100));
    const orders = [...often('best', 1, 10), ...often('gone', 400, 9), purchase('once', 60, 10)];
    const { result, params } = await run(orders, 'thresholds');
    expect(rfmKind.finding(result, params, contextOf(asOf), format)).toMatchInlineSnapshot(
      `"1 Champion (33.3% of customers) brings 52.4% of net revenue. 1 customer worth €900.00 so far is slipping away (At risk or Cannot lose them)."`,
    );
    const quiet = await run([purchase('once', 60, 10)], 'thresholds');
    expect(rfmKind.finding(quiet.result, quiet.params, contextOf(asOf), format)).toMatchInlineSnapshot(
      `"No customer is a Champion by these scores. Nobody who was a good customer is slipping away."`,
    );
  });

  it('names who nobody is, and lists everyone else in the table', async () => {
    const { result, params } = await run([purchase('a', 5, 10), purchase('b', 100, 10)], '3x3x3');
    const view = rfmView(result, params);
    expect([...view.groups.map(({ name }) => name), ...view.emptyGroups]).toHaveLength(9);
    expect(view.rows.map(({ recency }) => recency)).toEqual([3, 2, 1]);
    const { rows } = rfmKind.table(result, params, contextOf(asOf), format);
    expect(rows[0]?.values).toMatchObject({ customers: 2, revenue: 20, revenueShare: 1 });
    expect(rows).toHaveLength(1 + view.groups.length + result.cells.length);
  });
});

describe('RFM on the sample shop', () => {
  let database: NativeDatabase;
  beforeAll(async () => {
    database = await openSampleShop();
  });
  afterAll(async () => {
    await database.close();
  });

  it.each(all)(
    '$method, $monetary, $scheme equal a reckoning by hand',
    async ({ method, monetary, scheme }) => {
      const date = await lastOrder(database);
      const context = contextOf(date, { scope: { currency: 'EUR', filter: null } });
      const { result } = await runCell(database, rfmKind, { method, monetary, scheme }, context);
      expect(result.total.customers).toBeGreaterThan(1000);
      expectByHand(result, await purchasesOf(database, 'EUR'), date, method, monetary, scheme);
    },
  );
});

describe.skipIf(!hasShared)('RFM on Online Retail (needs ../shared)', () => {
  let database: NativeDatabase;
  const date = new Date('2011-12-09T12:50:00Z');
  beforeAll(async () => {
    database = await openOnlineRetail();
  });
  afterAll(async () => {
    await database.close();
  });

  it.each(all)(
    '$method, $monetary, $scheme equal a reckoning by hand',
    async ({ method, monetary, scheme }) => {
      const { result } = await runCell(database, rfmKind, { method, monetary, scheme }, contextOf(date));
      expect(result.total.customers).toBe(4338);
      expectByHand(result, await purchasesOf(database, null), date, method, monetary, scheme);
    },
  );

  it('finds its champions', async () => {
    const { result, params } = await runCell(database, rfmKind, {}, contextOf(date));
    expect(
      rfmKind.finding(result, params, contextOf(date), createFormatter('en', 'GBP')),
    ).toMatchInlineSnapshot(
      `"546 Champions (12.6% of customers) bring 48.0% of net revenue. 421 customers worth £873,315.52 so far are slipping away (At risk or Cannot lose them)."`,
    );
  });
});

describe.skipIf(!hasShared)('RFM on Complete Journey (needs ../shared)', () => {
  let shop: TestImport;
  beforeAll(async () => {
    shop = await openCompleteJourney();
  });
  afterAll(() => shop.close());

  it('cells and groups add up to the total, to the cent', async () => {
    const date = await lastOrder(shop.db);
    const currency = await currencyOf(shop.db);
    const context = contextOf(date, { scope: { currency, filter: null } });
    const purchases = await purchasesOf(shop.db, currency);
    for (const scheme of schemes) {
      const { result } = await runCell(shop.db, rfmKind, { scheme }, context);
      expect(result.total.customers).toBeGreaterThan(100);
      expectByHand(result, purchases, date, 'quintiles', 'total', scheme);
    }
  });
});

describe('where scores begin', () => {
  it('is at the first day, order or amount with the score, the days from the best down', () => {
    const bins = [0, 10, 20, 30].map((low) => ({ low, high: low + 10, customers: 1 }));
    const scores = [
      { score: 5, low: 0, high: 4 },
      { score: 2, low: 5, high: 34 },
      { score: 1, low: 35, high: 900 },
    ];
    expect(scoreSpans({ measure: 'recency', bins, scores })).toEqual([
      { score: 5, from: 0, to: 0.5 },
      { score: 2, from: 0.5, to: 3.5 },
      { score: 1, from: 3.5, to: 4 },
    ]);
    const worth = [
      { score: 3, low: 25, high: 900 },
      { score: 1, low: -3, high: 24.99 },
    ];
    expect(scoreSpans({ measure: 'monetary', bins, scores: worth })).toEqual([
      { score: 1, from: 0, to: 2.5 },
      { score: 3, from: 2.5, to: 4 },
    ]);
  });
});
