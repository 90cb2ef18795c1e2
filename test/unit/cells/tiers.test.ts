import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFormatter } from '../../../src/cells/formatter';
import { levelsAbove, nameOfTier } from '../../../src/cells/tiers/levels';
import { stepText } from '../../../src/cells/tiers/steps';
import { tiersKind, type TiersParams, type TierTotals } from '../../../src/cells/tiers/tiers';
import { tierClause, tiersView } from '../../../src/cells/tiers/view';
import { clauseSql } from '../../../src/filter/sql';
import { contextOf, fill, openEmpty, runCell, type TestOrder } from '../../fixtures/cells';
import type { NativeDatabase } from '../../fixtures/native-database';
import { openOnlineRetail } from '../../fixtures/online-retail';
import { openSampleShop } from '../../fixtures/sample-shop';
import { hasShared } from '../../fixtures/shared';
import { day, peopleOf, quantile, sum } from './worth-by-hand';

const asOf = new Date('2024-11-20T12:00:00Z');
const format = createFormatter('en', 'EUR');

/** The numbers that thresholds are proposed from, written out. */
const human = [-2, -1, 0, 1, 2, 3, 4].flatMap((power) =>
  [1, 1.5, 2, 2.5, 3, 4, 5, 7.5].map((step) => Number(`${String(step)}e${String(power)}`)),
);
const wantedShares: Readonly<Record<string, readonly number[]>> = {
  '3': [0.3, 0.1],
  '4': [0.4, 0.15, 0.05],
  '5': [0.5, 0.25, 0.1, 0.03],
};

/** The thresholds of the tiers above the lowest, by the rule as it is told to people; null where a tier is left out. */
function thresholdsByHand(values: readonly number[], count: string, given: readonly (number | null)[]) {
  const payers = values.filter((value) => value >= 0.01).length;
  const reaching = (number: number): number => values.filter((value) => value >= number).length;
  // A number that parts nobody from the next one is no choice.
  const choices = human.filter((number, index) => reaching(number) > reaching(human[index + 1] ?? Infinity));
  const shares = wantedShares[count] ?? [];
  const inForce = shares.map((share, index) => {
    const own = given[index] ?? null;
    if (own !== null) return own;
    const before = given.slice(0, index).filter((value) => value !== null);
    const after = given.slice(index + 1, shares.length).filter((value) => value !== null);
    const distance = (number: number): number =>
      Math.max(reaching(number) / (share * payers), (share * payers) / reaching(number));
    return choices
      .filter((number) => before.every((value) => number > value) && after.every((value) => number < value))
      .reduce<number | null>(
        (best, number) => (best === null || distance(number) < distance(best) ? number : best),
        null,
      );
  });
  return inForce.map((own, index) =>
    own !== null && inForce.slice(0, index).every((value) => value === null || own > value) ? own : null,
  );
}

const order = fc.record({
  customer: fc.nat({ max: 30 }),
  days: fc.integer({ min: 0, max: 700 }),
  cents: fc.oneof(fc.integer({ min: 1, max: 60_000 }), fc.constantFrom(1000, 2000, 5000)),
});
const shop = fc.array(order, { minLength: 1, maxLength: 70 }).map((orders) =>
  orders.map(({ customer, days, cents }, index): TestOrder => ({
    id: String(index),
    customer: String(customer),
    at: new Date(asOf.getTime() - days * day),
    net: cents / 100,
    cost: null,
    country: null,
  })),
);
const given = fc.option(fc.constantFrom(5, 20, 100, 150, 800), { freq: 2 });
const chosen = fc.record({
  money: fc.constantFrom('year', 'all'),
  tiers: fc.constantFrom('3', '4', '5'),
  from2: given,
  from3: given,
  from4: given,
  from5: given,
});

function checkTier(
  tier: TierTotals,
  next: TierTotals | undefined,
  people: readonly { value: number; orders: number }[],
) {
  const members = people.filter(
    ({ value }) =>
      (tier.threshold === null || value >= tier.threshold) &&
      (next?.threshold == null || value < next.threshold),
  );
  expect(tier.customers).toBe(members.length);
  expect(tier.orders).toBe(sum(members.map(({ orders }) => orders)));
  expect(tier.value).toBeCloseTo(sum(members.map(({ value }) => value)), 6);
  const median = quantile(
    members.map(({ value }) => value),
    0.5,
  );
  if (median === null) expect(tier.medianValue).toBeNull();
  else expect(tier.medianValue).toBeCloseTo(median, 6);
  const edge = next?.threshold == null ? Infinity : (next.threshold * 9) / 10;
  expect(tier.closeToNext).toBe(members.filter(({ value }) => value >= edge).length);
}

describe('tiers on random shops, beside a reckoning by hand', () => {
  let database: NativeDatabase;
  beforeAll(async () => {
    database = await openEmpty();
  });
  afterAll(() => database.close());

  it('thresholds, sizes, medians and who is about to rise', async () => {
    await fc.assert(
      fc.asyncProperty(shop, chosen, async (orders, choice) => {
        await fill(database, orders);
        const { result, params } = await runCell(database, tiersKind, choice as TiersParams, contextOf(asOf));
        const yearAgo = Date.UTC(2023, 10, 20, 12);
        const people = peopleOf(orders).map(({ times, nets, net }) => ({
          orders: times.length,
          // To the cent, as money is in the tables.
          value:
            Math.round(
              100 *
                (choice.money === 'all'
                  ? net
                  : sum(nets.filter((_, index) => (times[index] ?? 0) > yearAgo))),
            ) / 100,
        }));
        const expected = thresholdsByHand(
          people.map(({ value }) => value),
          choice.tiers,
          levelsAbove.map((level) => params[`from${String(level)}` as 'from2']),
        );
        const tiers = result.tiers;
        expect(tiers[0]?.threshold).toBeNull();
        for (const [index, threshold] of expected.entries()) {
          expect(tiers.find(({ level }) => level === index + 2)?.threshold ?? null).toBe(threshold);
        }
        expect(tiers).toHaveLength(1 + expected.filter((threshold) => threshold !== null).length);
        tiers.forEach((tier, index) => checkTier(tier, tiers[index + 1], people));
        expect(sum(tiers.map(({ customers }) => customers))).toBe(people.length);
      }),
      { numRuns: 20 },
    );
  });

  it('says how far the median member is from the next tier, in money and in orders', async () => {
    const nets = [...Array.from({ length: 7 }, () => 20), 120, 190, 800];
    await fill(
      database,
      nets.map((net, index) => ({
        id: String(index),
        customer: String(index),
        at: new Date(asOf.getTime() - day),
        net,
        cost: null,
        country: null,
      })),
    );
    const { result, params } = await runCell(
      database,
      tiersKind,
      { tiers: '3', from2: 100, from3: 200 },
      contextOf(asOf),
    );
    const view = tiersView(result);
    expect(view.tiers.map(({ customers }) => customers)).toEqual([7, 2, 1]);
    expect(view.tiers.map(({ step }) => step?.missing ?? null)).toEqual([80, 45, null]);
    expect(view.tiers[0]?.step?.orders).toBeCloseTo(4, 12);
    expect(view.tiers[1]?.step?.orders).toBeCloseTo(45 / 155, 12);
    const [bronze, silver, gold] = view.tiers.map((tier) => stepText(tier, format));
    expect(bronze).toBe(
      'The median Bronze member is at €20.00 and lacks €80.00 for Silver. At €20.00 per order that is 4.0 orders. 0 customers are within 10 % of it.',
    );
    expect(silver).toContain('1 customer is within 10 % of it.');
    expect(gold).toBeNull();
    expect(tiersKind.finding(result, params, contextOf(asOf), format)).toBe(
      'Gold (from €200 in 12 months) would hold 1 customer (10.0% of all), who brings 64.0% of the revenue of these months. 1 customer is within 10 % of the next tier.',
    );
    expect(tiersKind.automatic?.(result)).toEqual({ from2: 100, from3: 200, from4: null, from5: null });
  });

  it('has one tier where nobody has paid anything in the time that counts', async () => {
    const at = new Date(asOf.getTime() - 500 * day);
    await fill(database, [{ id: '1', customer: 'a', at, net: 50, cost: null, country: null }]);
    const context = contextOf(asOf);
    const { result, params } = await runCell(database, tiersKind, {}, context);
    expect(result.tiers).toHaveLength(1);
    expect(tiersKind.finding(result, params, context, format)).toContain('No threshold tells');
    expect(tiersKind.empty(result, context)).toBeNull();
  });
});

/** The tiers part the customers, and a tier's clause selects its own. */
async function checkPartition(database: NativeDatabase, currency: string | null, end: Date): Promise<void> {
  const context = contextOf(end, { scope: { currency, filter: null } });
  for (const money of ['year', 'all'] as const) {
    for (const tiers of ['3', '4', '5'] as const) {
      const { result, params } = await runCell(database, tiersKind, { money, tiers }, context);
      const view = tiersView(result);
      expect(view.tiers).toHaveLength(Number(tiers));
      const [all] = await database.rows<{ n: number; net: number }>(
        'SELECT count(*)::INTEGER AS n, sum(net)::DOUBLE AS net FROM derived.customer_summary',
      );
      expect(view.customers).toBe(all?.n);
      expect(sum(view.tiers.map(({ net }) => net))).toBeCloseTo(all?.net ?? 0, 2);
      expect(sum(view.tiers.map(({ valueShare }) => valueShare ?? 0))).toBeCloseTo(1, 9);
      expect(sum(view.tiers.map(({ customerShare }) => customerShare))).toBeCloseTo(1, 9);
      for (const tier of view.tiers) {
        const filter = clauseSql(tierClause(tier, params, 'tiers'));
        const [own] = await database.rows<{ n: number }>(
          `SELECT count(*)::INTEGER AS n FROM derived.customer_summary WHERE ${filter}`,
        );
        expect(own?.n).toBe(tier.customers);
        expect(tier.customers).toBeGreaterThan(0);
      }
    }
  }
}

describe('tiers on the sample shop', () => {
  const end = new Date('2026-09-30T23:59:59Z');
  let database: NativeDatabase;
  beforeAll(async () => {
    database = await openSampleShop();
  });
  afterAll(() => database.close());

  it('part all customers by round numbers, each tier selectable', async () => {
    await checkPartition(database, 'EUR', end);
  });

  it('keep their thresholds under a filter, and name each in the table', async () => {
    const scope = { currency: 'EUR', filter: null };
    const whole = await runCell(database, tiersKind, {}, contextOf(end, { scope }));
    const context = contextOf(end, { scope: { ...scope, filter: 'orders = 1' } });
    const { result, params } = await runCell(database, tiersKind, {}, context);
    expect(result.tiers.map(({ threshold }) => threshold)).toEqual(
      whole.result.tiers.map(({ threshold }) => threshold),
    );
    const { rows } = tiersKind.table(result, params, context, format);
    expect(rows.map(({ values }) => values['tier'])).toEqual(([1, 2, 3, 4] as const).map(nameOfTier));
    expect(rows[0]?.values).not.toHaveProperty('from');
    expect(tiersKind.finding(result, params, context, format)).toMatch(/^Of the [\d,]+ customers selected:/);
  });
});

describe.skipIf(!hasShared)('tiers on Online Retail (needs ../shared)', () => {
  it('part all customers by round numbers, each tier selectable', async () => {
    const database = await openOnlineRetail();
    try {
      await checkPartition(database, null, new Date('2011-12-09T12:50:00Z'));
    } finally {
      await database.close();
    }
  });
});
