import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clvKind } from '../../../src/cells/clv/clv';
import { clvView } from '../../../src/cells/clv/view';
import { cohortsKind } from '../../../src/cells/cohorts/cohorts';
import { createFormatter } from '../../../src/cells/formatter';
import { keyFiguresKind } from '../../../src/cells/key-figures/key-figures';
import { periodsBetween, periods, startOfPeriod } from '../../../src/models/periods';
import { contextOf, fill, openEmpty, runCell, type TestOrder } from '../../fixtures/cells';
import type { NativeDatabase } from '../../fixtures/native-database';

const day = 86_400_000;
const start = Date.UTC(2023, 10, 20);
const asOf = new Date(start + 200 * day);

const order = fc.record({
  customer: fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { freq: 8 }),
  minutes: fc.integer({ min: 0, max: 200 * 24 * 60 }),
  cents: fc.integer({ min: 1, max: 100_000 }),
  costCents: fc.option(fc.integer({ min: 0, max: 50_000 })),
  country: fc.option(fc.constantFrom('ES', 'IT', 'FR')),
});
const shop = fc.array(order, { maxLength: 40 }).map((orders) =>
  orders.map(({ customer, minutes, cents, costCents, country }, index): TestOrder => ({
    id: String(index).padStart(3, '0'),
    customer,
    at: new Date(start + minutes * 60_000),
    net: cents / 100,
    cost: costCents === null ? null : costCents / 100,
    country,
  })),
);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const close = (actual: number | null, expected: number): void => {
  expect(actual).not.toBeNull();
  expect(Math.abs((actual ?? 0) - expected)).toBeLessThan(1e-6 * Math.max(1, Math.abs(expected)));
};

function byCustomer(orders: readonly TestOrder[]): Map<string, TestOrder[]> {
  const groups = new Map<string, TestOrder[]>();
  for (const one of [...orders].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))) {
    if (one.customer !== null) groups.set(one.customer, [...(groups.get(one.customer) ?? []), one]);
  }
  return groups;
}

/** Days from the first order until counted as lost, or until the as-of date; `of` is one customer's, by time. */
function activeDays(of: readonly TestOrder[], churnDays: number): number {
  const first = of[0]?.at.getTime() ?? 0;
  const last = of.at(-1)?.at.getTime() ?? 0;
  return Math.min(asOf.getTime() - first, last + churnDays * day - first) / day;
}

describe('cells on random shops, beside a reckoning by hand', () => {
  let database: NativeDatabase;
  beforeAll(async () => {
    database = await openEmpty();
  });
  afterAll(async () => {
    await database.close();
  });

  it('key figures', async () => {
    await fc.assert(
      fc.asyncProperty(shop, fc.integer({ min: 5, max: 90 }), async (orders, churnDays) => {
        await fill(database, orders);
        const { result } = await runCell(database, keyFiguresKind, { churnDays }, contextOf(asOf));
        const people = [...byCustomer(orders).values()];
        const known = orders.filter(({ customer }) => customer !== null);
        const costed = known.filter(({ cost }) => cost !== null);
        const edge = asOf.getTime() - churnDays * day;
        const recent = (of: TestOrder[]): boolean => of.some(({ at }) => at.getTime() > edge);
        const earlier = (of: TestOrder[]): boolean =>
          of.some(({ at }) => at.getTime() <= edge && at.getTime() > edge - churnDays * day);
        const gaps = people.flatMap((of) =>
          of.slice(1).map(({ at }, index) => (at.getTime() - (of[index]?.at.getTime() ?? 0)) / day),
        );
        expect(result.customers).toBe(people.length);
        expect(result.orders).toBe(known.length);
        expect(result.anonymousOrders).toBe(orders.length - known.length);
        expect(result.repeatCustomers).toBe(people.filter((of) => of.length > 1).length);
        expect(result.lapsed).toBe(people.filter((of) => !recent(of)).length);
        expect(result.churnBase).toBe(people.filter(earlier).length);
        expect(result.churnLost).toBe(people.filter((of) => earlier(of) && !recent(of)).length);
        expect(result.gaps).toBe(gaps.length);
        expect(result.costedOrders).toBe(costed.length);
        if (known.length === 0) {
          expect(result.revenue).toBeNull();
          return;
        }
        close(result.revenue, sum(known.map(({ net }) => net)));
        const active = people.map((of) => activeDays(of, churnDays));
        close(result.activeDays, sum(active));
        close(result.meanActiveDays, sum(active) / people.length);
        close(
          result.spanDays,
          sum(people.map((of) => ((of.at(-1)?.at.getTime() ?? 0) - (of[0]?.at.getTime() ?? 0)) / day)) /
            people.length,
        );
        if (costed.length === 0) expect(result.margin).toBeNull();
        else close(result.margin, sum(costed.map(({ net, cost }) => net - (cost ?? 0))));
      }),
      { numRuns: 40 },
    );
  });

  it('CLV totals, spread and imputed margin', async () => {
    await fc.assert(
      fc.asyncProperty(shop, async (orders) => {
        await fill(database, orders);
        const { result } = await runCell(database, clvKind, {}, contextOf(asOf));
        const people = [...byCustomer(orders).values()];
        const spend = people.map((of) => sum(of.map(({ net }) => net)));
        expect(result.customers).toBe(people.length);
        if (people.length === 0) return;
        const mean = sum(spend) / spend.length;
        close(result.revenue.total, sum(spend));
        if (spend.length > 1) {
          const variance = sum(spend.map((value) => (value - mean) ** 2)) / (spend.length - 1);
          close(result.revenue.deviation, Math.sqrt(variance));
        }
        const costed = people.flat().filter(({ cost }) => cost !== null);
        if (costed.length === 0) {
          expect(result.margin).toBeNull();
          return;
        }
        const rate =
          sum(costed.map(({ net, cost }) => net - (cost ?? 0))) / sum(costed.map(({ net }) => net));
        close(
          result.margin?.total ?? null,
          sum(people.flat().map(({ net, cost }) => (cost === null ? rate * net : net - cost))),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('count the same active years in both cells, and over them definitions 1, 2, 3 and 5 are one', async () => {
    const format = createFormatter('en', null);
    await fc.assert(
      fc.asyncProperty(shop, async (orders) => {
        await fill(database, orders);
        const context = contextOf(asOf);
        const { result, params } = await runCell(database, clvKind, { lifetime: 'observed' }, context);
        const { result: figures } = await runCell(database, keyFiguresKind, {}, context);
        for (const key of ['churnDays', 'churnBase', 'churnLost', 'activeDays', 'meanActiveDays'] as const) {
          expect(figures[key]).toBe(result[key]);
        }
        const people = [...byCustomer(orders).values()];
        const { revenue } = clvView(result, params, context, format);
        if (people.every((of) => of.length < 2)) {
          expect(result.churnDays).toBeNull();
          expect([revenue.yearly, revenue.clv[1], revenue.clv[2], revenue.clv[3]]).toEqual(
            Array(4).fill(null),
          );
          return;
        }
        const { churnDays } = result;
        close(result.activeDays, sum(people.map((of) => activeDays(of, churnDays ?? 0))));
        const mean = sum(people.flat().map(({ net }) => net)) / people.length;
        for (const definition of [1, 2, 3, 5] as const) close(revenue.clv[definition], mean);
      }),
      { numRuns: 40 },
    );
  });

  it('cohorts by period and by country', async () => {
    await fc.assert(
      fc.asyncProperty(shop, fc.constantFrom(...periods), fc.boolean(), async (orders, period, grouped) => {
        await fill(database, orders);
        const by = grouped ? 'country' : 'period';
        const { result } = await runCell(database, cohortsKind, { period, by }, contextOf(asOf));
        const actual = result.groups
          .flatMap((group) =>
            group.cohorts.flatMap((cohort) =>
              cohort.activity.map(
                (cell) =>
                  `${group.label ?? ''} ${cohort.start.toISOString()} ${String(cohort.size)} ${String(cell.age)} ${String(cell.customers)} ${String(cell.orders)} ${cell.revenue.toFixed(2)}`,
              ),
            ),
          )
          .sort();
        expect(actual).toEqual(expectedCells(orders, period, grouped));
      }),
      { numRuns: 60 },
    );
  });
});

function expectedCells(
  orders: readonly TestOrder[],
  period: (typeof periods)[number],
  grouped: boolean,
): string[] {
  const sizes = new Map<string, number>();
  const cells = new Map<
    string,
    { cohort: string; age: number; people: Set<string>; orders: number; net: number }
  >();
  for (const [customer, of] of byCustomer(orders)) {
    const [first] = of;
    if (!first) continue;
    const begin = startOfPeriod(first.at, period);
    const cohort = `${grouped ? (first.country ?? '') : ''} ${begin.toISOString()}`;
    sizes.set(cohort, (sizes.get(cohort) ?? 0) + 1);
    for (const { at, net } of of) {
      const age = periodsBetween(begin, at, period);
      const key = `${cohort} ${String(age)}`;
      const cell = cells.get(key) ?? { cohort, age, people: new Set(), orders: 0, net: 0 };
      cell.people.add(customer);
      cells.set(key, { ...cell, orders: cell.orders + 1, net: cell.net + net });
    }
  }
  return [...cells.values()]
    .map(
      ({ cohort, age, people, orders: count, net }) =>
        `${cohort} ${String(sizes.get(cohort))} ${String(age)} ${String(people.size)} ${String(count)} ${net.toFixed(2)}`,
    )
    .sort();
}
