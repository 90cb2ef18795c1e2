import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFormatter } from '../../../src/cells/formatter';
import { datesUntil } from '../../../src/cells/movement/dates';
import { datesOf, historyName, historyTable } from '../../../src/cells/movement/history';
import { movementKind, type MovementParams, type MovementResult } from '../../../src/cells/movement/movement';
import { pointOf } from '../../../src/cells/movement/places';
import { movementView } from '../../../src/cells/movement/view';
import type { CellContext } from '../../../src/cells/kind';
import { literal } from '../../../src/schema/sql';
import { compileSegments } from '../../../src/segments/compile';
import { segmentColumn } from '../../../src/summary/build';
import { contextOf, deriveSummary, fill, openEmpty, runCell, type TestOrder } from '../../fixtures/cells';
import type { NativeDatabase } from '../../fixtures/native-database';
import { openOnlineRetail } from '../../fixtures/online-retail';
import { openSampleShop } from '../../fixtures/sample-shop';
import { hasShared } from '../../fixtures/shared';
import { scoreByHand, type Purchase } from './rfm-by-hand';

const day = 86_400_000;
const asOf = new Date(Date.UTC(2025, 0, 31, 12));
const format = createFormatter('en', 'EUR');
const schemes = ['groups', 'tiers'] as const;

const cents = (value: number): number => Math.round(value * 100);

/** One line for each flow: where from, where to, how many, and their net before and since in cents. */
function linesByHand(
  purchases: readonly Purchase[],
  then: Date,
  now: Date,
  family: (typeof schemes)[number],
): string[] {
  const placesAt = (date: Date): Map<string, string> => {
    const until = purchases.filter(({ at }) => at <= date);
    const scored = until.length === 0 ? [] : scoreByHand(until, date, 'quintiles', 'total');
    return new Map(scored.map(({ customer, group, tier }) => [customer, family === 'tiers' ? tier : group]));
  };
  const [was, is] = [placesAt(then), placesAt(now)];
  const own = new Map<string, Purchase[]>();
  for (const one of purchases) {
    const basket = own.get(one.customer);
    if (basket) basket.push(one);
    else own.set(one.customer, [one]);
  }
  const flows = new Map<string, { customers: number; before: bigint; since: bigint }>();
  for (const [customer, place] of is) {
    const key = `${was.get(customer) ?? '-'} ${place}`;
    const flow = flows.get(key) ?? { customers: 0, before: 0n, since: 0n };
    flow.customers += 1;
    for (const { at, units } of own.get(customer) ?? []) {
      if (at > now) continue;
      if (at > then) flow.since += units;
      else if (at.getTime() > then.getTime() - 365 * day) flow.before += units;
    }
    flows.set(key, flow);
  }
  return [...flows].map(([key, { customers, before, since }]) =>
    [key, customers, cents(Number(before) / 10_000), cents(Number(since) / 10_000)].join(' '),
  );
}

const linesOf = ({ moves }: MovementResult): string[] =>
  moves.map(({ was, now, customers, netBefore, netSince }) =>
    [`${was ?? '-'} ${now}`, customers, cents(netBefore), cents(netSince)].join(' '),
  );

function expectEnds(result: MovementResult, params: MovementParams, context: CellContext): void {
  const view = movementView(result, params, context);
  const sum = (of: readonly { customers: number }[]): number =>
    of.reduce((all, { customers }) => all + customers, 0);
  expect(sum(view.before)).toBe(view.customers);
  expect(sum(view.now)).toBe(view.customers);
  const at = (index: number): Record<string, number> =>
    Object.fromEntries(
      view.sizes.flatMap(({ place, counts }) => {
        const count = counts.at(index) ?? 0;
        return count > 0 ? [[place, count]] : [];
      }),
    );
  const endsOf = (ends: readonly { place: string | null; customers: number }[]): Record<string, number> =>
    Object.fromEntries(ends.flatMap(({ place, customers }) => (place === null ? [] : [[place, customers]])));
  expect(at(0)).toEqual(endsOf(view.before));
  expect(at(-1)).toEqual(endsOf(view.now));
}

const order = fc.record({
  customer: fc.option(fc.constantFrom(...'abcdefghijklmno'), { freq: 10 }),
  hours: fc.oneof(
    fc.integer({ min: -20 * 24, max: 700 * 24 }),
    fc.constantFrom(0, 30 * 24, 184 * 24, 365 * 24),
  ),
  cents: fc.oneof(fc.integer({ min: -2_000, max: 50_000 }), fc.constantFrom(0, 1_000, 2_000)),
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

describe('the dates', () => {
  it('end at the as-of date and never overshoot a short month', () => {
    expect(datesUntil(asOf, 3).map((date) => date.toISOString().slice(0, 13))).toEqual([
      '2024-10-31T12',
      '2024-11-30T12',
      '2024-12-31T12',
      '2025-01-31T12',
    ]);
    expect(datesUntil(asOf, 12)).toHaveLength(7);
    expect(datesUntil(asOf, 13).map((date) => date.toISOString().slice(0, 7))).toEqual([
      '2023-12',
      '2024-01',
      '2024-04',
      '2024-07',
      '2024-10',
      '2025-01',
    ]);
    expect(datesUntil(asOf, 1)).toHaveLength(2);
  });

  it('are those of the engine', async () => {
    const database = await openEmpty();
    const dates = [31, 30, 29, 28, 1].map((date) => new Date(Date.UTC(2024, 2, date, 9, 30, 15)));
    for (const date of dates) {
      const [row] = await database.rows(
        `SELECT epoch_ms(${literal(date)} - to_months(1)) AS one, epoch_ms(${literal(date)} - to_months(13)) AS more`,
      );
      expect(datesUntil(date, 1)[0]?.getTime()).toBe(Number(row?.['one']));
      expect(datesUntil(date, 13)[0]?.getTime()).toBe(Number(row?.['more']));
    }
    await database.close();
  });
});

describe('movement on small shops', () => {
  let database: NativeDatabase;
  beforeAll(async () => {
    database = await openEmpty();
  });
  afterAll(async () => {
    await database.close();
  });
  const run = async (
    orders: readonly TestOrder[],
    params: Partial<MovementParams> = {},
    context = contextOf(asOf),
  ) => {
    await fill(database, orders);
    return runCell(database, movementKind, params, context);
  };

  it('equals a reckoning by hand on random shops', async () => {
    await fc.assert(
      fc.asyncProperty(
        shop,
        fc.constantFrom(...schemes),
        fc.constantFrom('3', '6', '12', 'custom'),
        async (orders, family, span) => {
          const { result, params } = await run(orders, { family, span, months: 20 });
          const context = contextOf(asOf);
          const [then = asOf] = datesOf(params, context);
          const known = orders.flatMap(({ customer, at, net }) =>
            customer === null ? [] : [{ customer, at, units: BigInt(Math.round(net * 10_000)) }],
          );
          expect(linesOf(result).sort()).toEqual(linesByHand(known, then, asOf, family).sort());
          if (result.moves.length > 0) expectEnds(result, params, context);
          else expect(movementKind.empty(result, context)).not.toBeNull();
        },
      ),
      { numRuns: 20 },
    );
  });

  it('says which move costs the most, per year', async () => {
    // The first bought every month until half a year ago and never since, the second goes on.
    const orders = [
      ...Array.from({ length: 12 }, (_, index) => purchase('a', 190 + 30 * index, 100)),
      ...Array.from({ length: 18 }, (_, index) => purchase('b', 5 + 30 * index, 50)),
      ...[...'cdefgh'].map((name, index) => purchase(name, 200 + index, 10)),
      purchase('new', 20, 30),
    ];
    const { result, params } = await run(orders);
    const context = contextOf(asOf);
    const view = movementView(result, params, context);
    expect(view.before.at(-1)).toEqual({ place: null, customers: 1 });
    expect(view.daysBefore).toBe(336);
    expect(movementKind.finding(result, params, context, format)).toMatchInlineSnapshot(
      `"1 customer moved from Promising to About to sleep since Jul 31, 2024, having spent €10.86 a year before and €0.00 a year since. In all, 1 customer (12.5% of the 8 customers of then) is in another group now; 1 customer came since."`,
    );
    const { rows } = movementKind.table(result, params, context, format);
    expect(
      rows.slice(0, view.flows.length).reduce((sum, { values }) => sum + Number(values['customers']), 0),
    ).toBe(9);
    expect(rows.some(({ values }) => values['was'] === 'Not yet customers' && !('cost' in values))).toBe(
      true,
    );
  });

  it('says when nobody was a customer yet', async () => {
    const { result, params } = await run([purchase('a', 5, 10), purchase('b', 9, 10)]);
    expect(movementKind.finding(result, params, contextOf(asOf), format)).toMatchInlineSnapshot(
      `"Nobody was a customer on Jul 31, 2024 yet: there is no earlier group to compare with."`,
    );
  });

  it('counts the selected customers in the groups of the whole shop', async () => {
    const orders = [...'abcdefgh'].flatMap((name, index) => [
      purchase(name, 5 + 20 * index, 10 * (index + 1)),
      purchase(name, 300, 10),
    ]);
    const whole = await run(orders);
    const scope = { currency: null, filter: "customer_id IN ('a', 'h')" };
    const some = await run(orders, {}, contextOf(asOf, { scope }));
    const count = ({ moves }: MovementResult): number =>
      moves.reduce((sum, { customers }) => sum + customers, 0);
    expect(count(whole.result)).toBe(8);
    expect(count(some.result)).toBe(2);
    const flows = whole.result.moves.map(({ was, now }) => `${was ?? ''} ${now}`);
    for (const { was, now } of some.result.moves) expect(flows).toContain(`${was ?? ''} ${now}`);
  });
});

const purchasesSql = (currency: string | null): string => `
  SELECT customer_id AS customer, epoch_ms(ordered_at) AS at, (net * 10000)::HUGEINT AS units
  FROM orders WHERE customer_id IS NOT NULL AND currency IS NOT DISTINCT FROM ${literal(currency)}`;

/** The groups equal those of the customer summary for each customer at the as-of date, and of the hand before. */
function onShop(
  name: string,
  open: () => Promise<NativeDatabase>,
  date: Date | null,
  currency: string | null,
): void {
  describe(`movement on ${name}`, () => {
    let database: NativeDatabase;
    let context: CellContext;
    beforeAll(async () => {
      database = await open();
      const [row] = await database.rows('SELECT epoch_ms(max(ordered_at)) AS at FROM orders');
      const until = date ?? new Date(Number(row?.['at']));
      const scope = { currency, filter: null };
      await deriveSummary(database, { currency, asOf: until });
      const { segments } = await compileSegments({}, (sql) => database.rows(sql));
      context = contextOf(until, { scope, segments });
    });
    afterAll(async () => {
      await database.close();
    });

    it.each(schemes)('%s equal a reckoning by hand', async (family) => {
      const { result, params } = await runCell(database, movementKind, { family }, context);
      const rows = await database.rows<{ customer: string; at: number; units: number | string }>(
        purchasesSql(currency),
      );
      const purchases = rows.map(({ customer, at, units }) => ({
        customer,
        at: new Date(at),
        units: BigInt(units),
      }));
      const [then = asOf] = datesOf(params, context);
      expect(linesOf(result).sort()).toEqual(linesByHand(purchases, then, context.asOf, family).sort());
      expectEnds(result, params, context);
    });

    it.each(['groups', 'tiers', 'segment'] as const)(
      '%s are at last those of the customer summary',
      async (family) => {
        const { params } = await runCell(database, movementKind, { family, segment: 'at_risk' }, context);
        const { column } = pointOf(family, 'at_risk', 'in');
        const place =
          family === 'segment'
            ? `CASE ${column} WHEN true THEN 'in' WHEN false THEN 'out' ELSE 'unclassified' END`
            : column;
        const [row] = await database.rows<{ same: number; whole: number }>(`
        SELECT (count(*) FILTER (places[-1] = ${place}))::INTEGER AS same, count(*)::INTEGER AS whole
        FROM derived.customer_summary FULL JOIN derived.${historyName(params, context)} USING (customer_id)`);
        expect(row?.same).toBe(row?.whole);
        expect(row?.whole).toBeGreaterThan(1000);
      },
    );

    it('a segment at the earlier date is that of a summary made then', async () => {
      const params: MovementParams = { family: 'segment', segment: 'at_risk', span: '3', months: 1 };
      const table = historyTable(params, context);
      const dates = datesOf(params, context);
      const [then = asOf] = dates;
      await deriveSummary(database, { currency, asOf: context.asOf }, context.segments);
      await database.run(`CREATE OR REPLACE TABLE derived.${table.name} AS ${table.sql}`);
      await deriveSummary(database, { currency, asOf: then }, context.segments);
      const column = segmentColumn('at_risk');
      const [row] = await database.rows<{ same: number; whole: number }>(`
        SELECT count(*)::INTEGER AS whole, (count(*) FILTER (
          places[-${String(dates.length)}] = CASE ${column} WHEN true THEN 'in' WHEN false THEN 'out' ELSE 'unclassified' END
        ))::INTEGER AS same
        FROM derived.customer_summary LEFT JOIN derived.${table.name} USING (customer_id)`);
      expect(row?.same).toBe(row?.whole);
      expect(row?.whole).toBeGreaterThan(1000);
    });
  });
}

onShop('the sample shop', openSampleShop, null, 'EUR');
describe.skipIf(!hasShared)('with public data (needs ../shared)', () => {
  onShop('Online Retail', openOnlineRetail, new Date('2011-12-09T12:50:00Z'), null);
});
