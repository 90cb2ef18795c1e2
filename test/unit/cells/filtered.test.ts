import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clvKind } from '../../../src/cells/clv/clv';
import { createFormatter } from '../../../src/cells/formatter';
import { keyFiguresKind } from '../../../src/cells/key-figures/key-figures';
import { rfmKind } from '../../../src/cells/rfm/rfm';
import { contextOf, fill, openEmpty, runCell, type TestOrder } from '../../fixtures/cells';
import type { NativeDatabase } from '../../fixtures/native-database';
import { median } from './rfm-by-hand';

const day = 86_400_000;
const start = Date.UTC(2024, 3, 1);
const asOf = new Date(start + 300 * day);
const selected = contextOf(asOf, { scope: { currency: null, filter: "country = 'ES'" } });
const format = createFormatter('en', 'EUR');

const order = fc.record({
  customer: fc.option(fc.constantFrom(...'abcdefghij'), { freq: 8 }),
  minutes: fc.integer({ min: 0, max: 300 * 24 * 60 }),
  cents: fc.integer({ min: 1, max: 100_000 }),
  isCosted: fc.boolean(),
});
/** The country goes by the customer, so that it can select. */
const countryOf = (customer: string | null): string => ('abcde'.includes(customer ?? 'z') ? 'ES' : 'IT');
const shop = fc.array(order, { minLength: 1, maxLength: 50 }).map((orders) =>
  orders.map(({ customer, minutes, cents, isCosted }, index): TestOrder => ({
    id: String(index).padStart(3, '0'),
    customer,
    at: new Date(start + minutes * 60_000),
    net: cents / 100,
    cost: isCosted ? cents / 200 : null,
    country: countryOf(customer),
  })),
);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function timesOf(orders: readonly TestOrder[]): Map<string, number[]> {
  const times = new Map<string, number[]>();
  for (const { customer, at } of orders) {
    if (customer !== null) times.set(customer, [...(times.get(customer) ?? []), at.getTime()]);
  }
  for (const of of times.values()) of.sort((a, b) => a - b);
  return times;
}
const gapsOf = (times: readonly number[]): number[] =>
  times.slice(1).map((at, index) => (at - (times[index] ?? 0)) / day);

/** The 90th percentile between neighbours, as whole days. */
function lostAfter(gaps: readonly number[]): number | null {
  if (gaps.length === 0) return null;
  const sorted = [...gaps].sort((a, b) => a - b);
  const at = 0.9 * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return Math.max(1, Math.round(low + (at - Math.floor(at)) * (high - low)));
}

describe('cells under a filter on random shops, beside a reckoning by hand', () => {
  let database: NativeDatabase;
  beforeAll(async () => {
    database = await openEmpty();
  });
  afterAll(() => database.close());

  it('count the selected customers, and take the days that count as lost from the whole shop', async () => {
    await fc.assert(
      fc.asyncProperty(shop, fc.option(fc.integer({ min: 5, max: 120 })), async (orders, churnDays) => {
        await fill(database, orders);
        const { result } = await runCell(database, keyFiguresKind, { churnDays }, selected);
        const all = timesOf(orders);
        const mine = [...all].filter(([customer]) => countryOf(customer) === 'ES').map(([, times]) => times);
        const money = orders.filter(({ customer }) => customer !== null && countryOf(customer) === 'ES');
        const days = churnDays ?? lostAfter([...all.values()].flatMap(gapsOf));
        expect(result.churnDays).toBe(days);
        expect(result.customers).toBe(mine.length);
        expect(result.orders).toBe(money.length);
        expect(result.revenue ?? 0).toBeCloseTo(sum(money.map(({ net }) => net)), 6);
        expect([result.anonymousOrders, result.anonymousRevenue]).toEqual([0, null]);
        const gaps = mine.flatMap(gapsOf);
        expect(result.gaps).toBe(gaps.length);
        if (gaps.length === 0) expect(result.medianGapDays).toBeNull();
        else expect(result.medianGapDays).toBeCloseTo(median(gaps), 9);
        if (days === null) return;
        const edge = asOf.getTime() - days * day;
        const recent = (times: readonly number[]): boolean => times.some((at) => at > edge);
        const earlier = (times: readonly number[]): boolean =>
          times.some((at) => at <= edge && at > edge - days * day);
        expect(result.churnBase).toBe(mine.filter(earlier).length);
        expect(result.churnLost).toBe(mine.filter((times) => earlier(times) && !recent(times)).length);
        const { result: clv } = await runCell(database, clvKind, { churnDays }, selected);
        for (const key of ['churnDays', 'churnBase', 'churnLost', 'activeDays', 'observedDays'] as const) {
          expect(clv[key]).toBe(result[key]);
        }
        expect(clv.revenue.total).toBeCloseTo(result.revenue ?? 0, 6);
      }),
      { numRuns: 20 },
    );
  });

  it('keep the scores and their limits that all customers of the shop set', async () => {
    await fc.assert(
      fc.asyncProperty(shop, async (orders) => {
        await fill(database, orders);
        const whole = await runCell(database, rfmKind, {}, contextOf(asOf));
        const { result } = await runCell(database, rfmKind, {}, selected);
        expect(result.distributions.map(({ scores }) => scores)).toEqual(
          whole.result.distributions.map(({ scores }) => scores),
        );
        for (const { bins } of result.distributions) {
          expect(sum(bins.map(({ customers }) => customers))).toBe(result.total.customers);
        }
        for (const cell of result.cells) {
          const same = whole.result.cells.find(
            ({ recency, frequency }) => recency === cell.recency && frequency === cell.frequency,
          );
          expect(same?.customers ?? 0).toBeGreaterThanOrEqual(cell.customers);
        }
      }),
      { numRuns: 8 },
    );
  });

  it('say whom they count, and that nobody is selected', async () => {
    const orders = ['a', 'b', 'z'].map((customer, index): TestOrder => ({
      id: customer,
      customer,
      at: new Date(start + index * day),
      net: 10,
      cost: null,
      country: countryOf(customer),
    }));
    await fill(database, orders);
    const nobody = contextOf(asOf, { scope: { currency: null, filter: 'orders > 9' } });
    const figures = await runCell(database, keyFiguresKind, {}, selected);
    expect(keyFiguresKind.finding(figures.result, figures.params, selected, format)).toMatch(
      /^Of the 2 customers selected: /,
    );
    const groups = await runCell(database, rfmKind, { scheme: 'tiers' }, selected);
    expect(rfmKind.finding(groups.result, groups.params, selected, format)).toMatch(
      /^Of the 2 customers selected: /,
    );
    const none = await runCell(database, keyFiguresKind, {}, nobody);
    expect(keyFiguresKind.empty(none.result, nobody)).toMatch(/^No customer is selected/);
  });
});
