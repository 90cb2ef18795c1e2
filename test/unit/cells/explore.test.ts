import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { binsBetween, binsOf, boundsOf, periodBins, type Measure } from '../../../src/cells/bins';
import { exploreKind, type ExploreResult } from '../../../src/cells/explore/explore';
import {
  brushed,
  brushOf,
  toggled,
  type AttributeFigure,
  type MeasureFigure,
} from '../../../src/cells/explore/figures';
import { endless } from '../../../src/filter/clause';
import { clauseSql } from '../../../src/filter/sql';
import { contextOf, runCell } from '../../fixtures/cells';
import type { NativeDatabase } from '../../fixtures/native-database';
import { openSampleShop } from '../../fixtures/sample-shop';

const days: Measure = { column: 'recency_days', unit: 1, isCount: false };
const orders: Measure = { column: 'orders', unit: 1, isCount: true };
const money: Measure = { column: 'net', unit: 0.0001, isCount: false };

describe('bins', () => {
  test('of a long tail end with one for all that lies beyond, and it is open', () => {
    const bins = binsOf(money, { low: 3, high: 90_000, nearly: 880 });
    expect(bins).toMatchObject({ below: false, above: true });
    expect(bins.edges.slice(0, 3)).toEqual([0, 50, 100]);
    expect(bins.edges.at(-1)).toBe(900);
    expect(boundsOf(bins, money, [0, 0])).toEqual({ low: 0, high: 49.9999 });
    expect(boundsOf(bins, money, [18, 18])).toEqual({ low: 900, high: endless });
  });

  test('of a short tail reach its end', () => {
    expect(binsOf(days, { low: 0, high: 110, nearly: 100 })).toMatchObject({ above: false });
  });

  test('of refunds begin with one for all below nothing', () => {
    const bins = binsOf(money, { low: -250, high: 100, nearly: 90 });
    expect(bins.below).toBe(true);
    expect(boundsOf(bins, money, [0, 0])).toEqual({ low: -endless, high: -0.0001 });
    expect(boundsOf(bins, money, [0, 1]).low).toBe(-endless);
  });

  test('of orders hold one number each, from 1 on', () => {
    const bins = binsOf(orders, { low: 1, high: 400, nearly: 12 });
    expect(boundsOf(bins, orders, [0, 0])).toEqual({ low: 1, high: 1 });
    expect(boundsOf(bins, orders, [1, 2])).toEqual({ low: 2, high: 3 });
  });

  test('of time are calendar periods, few enough to be read', () => {
    const [low, high] = [Date.UTC(2024, 1, 29, 12), Date.UTC(2026, 9, 31)];
    const bins = periodBins('first_order_at', { low, high, nearly: high });
    expect(bins.edges[0]).toBe(Date.UTC(2024, 1));
    expect(bins.edges.at(-1)).toBe(Date.UTC(2026, 10));
    expect(bins.sql).toContain("date_diff('month'");
    const long = periodBins('first_order_at', { low: Date.UTC(2005, 4), high, nearly: high });
    expect(long.sql).toContain("date_diff('year'");
    const short = periodBins('first_order_at', { low, high: low + 40 * 86_400_000, nearly: high });
    expect(new Date(short.edges[0] ?? 0).getUTCDay()).toBe(1);
  });

  test('give back the bins of their own bounds, and no others', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -100, max: 100, noNaN: true }),
        fc.double({ min: 1, max: 1e6, noNaN: true }),
        fc.nat(),
        fc.nat(),
        (low, reach, one, other) => {
          const bins = binsOf(money, {
            low,
            high: Math.max(0, low) + reach,
            nearly: Math.max(0, low) + reach / 3,
          });
          expect(bins.count).toBeLessThanOrEqual(42);
          const [a, b] = [one % bins.count, other % bins.count];
          const range = [Math.min(a, b), Math.max(a, b)] as const;
          const bounds = boundsOf(bins, money, range);
          expect(binsBetween(bins, money, bounds)).toEqual(range);
          if (bounds.high < endless) {
            expect(binsBetween(bins, money, { ...bounds, high: bounds.high - 0.01 })).toBeNull();
          }
        },
      ),
    );
  });
});

describe('the figures of the sample shop', () => {
  let database: NativeDatabase;
  let figures: ExploreResult['figures'];
  const n = async (where: string): Promise<number> =>
    Number(
      (await database.rows(`SELECT count(*) AS n FROM derived.customer_summary WHERE ${where}`))[0]?.['n'],
    );

  beforeAll(async () => {
    database = await openSampleShop();
    const [last] = await database.rows(
      "SELECT strftime(max(ordered_at), '%Y-%m-%dT%H:%M:%SZ') AS at FROM orders",
    );
    const asOf = new Date(String(last?.['at']));
    const { result } = await runCell(
      database,
      exploreKind,
      {},
      contextOf(asOf, { scope: { currency: 'EUR', filter: null } }),
    );
    figures = result.figures;
  });
  afterAll(() => database.close());

  test('are those of measures, groups and what the files name', () => {
    expect(figures.map(({ column }) => column)).toEqual([
      'recency_days',
      'orders',
      'net',
      'average_order_value',
      'first_order_at',
      'median_gap_days',
      'rfm_group_quintile',
      'country',
      'first_channel',
      'first_product',
      'first_coupon',
    ]);
  });

  test('every customer is in the bin whose clause selects her, and in no other', async () => {
    const measured = figures.filter((figure): figure is MeasureFigure => figure.type === 'measure');
    for (const figure of measured) {
      let total = 0;
      for (let bin = 0; bin < figure.count; bin++) {
        const clause = brushed(figure, [bin, bin]);
        const inClause = clauseSql(clause);
        expect(brushOf(figure, clause)).toEqual([bin, bin]);
        expect(await n(`${inClause} AND ${figure.sql} IS DISTINCT FROM ${String(bin)}`), inClause).toBe(0);
        total += await n(inClause);
      }
      expect(total, figure.column).toBe(await n(`${figure.column} IS NOT NULL`));
    }
  });

  test('unknown values are in no bin', async () => {
    const gaps = figures.find(({ column }) => column === 'median_gap_days');
    expect(await n(`(${gaps?.sql ?? ''}) IS NOT NULL AND median_gap_days IS NULL`)).toBe(0);
    expect(await n('median_gap_days IS NULL')).toBeGreaterThan(1_000);
  });

  test('named values and the others are all customers', async () => {
    const valued = figures.filter((figure): figure is AttributeFigure => figure.type === 'attribute');
    for (const figure of valued) {
      const all = figure.values.reduce<ReturnType<typeof toggled>>(
        (clause, value) => toggled(figure, clause, value),
        null,
      );
      if (!all) throw new Error('No value');
      const others = await n(`(${figure.sql}) = ${String(figure.values.length)}`);
      expect(others > 0, figure.column).toBe(figure.hasOthers);
      expect((await n(clauseSql(all))) + others, figure.column).toBe(await n('true'));
    }
  });

  test('a value is chosen by one click and let go by another', () => {
    const country = figures.find((figure): figure is AttributeFigure => figure.column === 'country');
    if (!country) throw new Error('No countries');
    const one = toggled(country, null, 'ES');
    const two = toggled(country, one, 'IT');
    expect(two).toMatchObject({ columns: ['country'], values: [['ES'], ['IT']] });
    expect(toggled(country, two, 'ES')).toMatchObject({ values: [['IT']] });
    expect(toggled(country, toggled(country, two, 'ES'), 'IT')).toBeNull();
  });
});
