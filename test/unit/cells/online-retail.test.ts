import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clvKind } from '../../../src/cells/clv/clv';
import { clvView } from '../../../src/cells/clv/view';
import { cohortsKind } from '../../../src/cells/cohorts/cohorts';
import { cohortView } from '../../../src/cells/cohorts/view';
import { createFormatter } from '../../../src/cells/formatter';
import { keyFiguresKind } from '../../../src/cells/key-figures/key-figures';
import { contextOf, runCell } from '../../fixtures/cells';
import type { NativeDatabase } from '../../fixtures/native-database';
import { openOnlineRetail } from '../../fixtures/online-retail';
import { hasShared, sharedPath } from '../../fixtures/shared';

interface Reference {
  summary: { orders: number; customers: number; gross: number; aov: number; repeat_rate: number };
  cohorts: { cohort: string; age: number; customers: number; revenue: number }[];
}

const context = contextOf(new Date('2011-12-09T12:50:00Z'), { hasCosts: false });
const format = createFormatter('en', null);

describe.skipIf(!hasShared)('cells on Online Retail (needs ../shared)', () => {
  let database: NativeDatabase;
  let reference: Reference;
  beforeAll(async () => {
    reference = JSON.parse(readFileSync(sharedPath('reference/online_retail.json'), 'utf8')) as Reference;
    database = await openOnlineRetail();
  });
  afterAll(async () => {
    await database.close();
  });

  it('key figures equal the reference', async () => {
    const { result } = await runCell(database, keyFiguresKind, {}, context);
    const { summary } = reference;
    expect(result.orders).toBe(summary.orders);
    expect(result.customers).toBe(summary.customers);
    expect(result.revenue).toBeCloseTo(summary.gross, 6);
    expect((result.revenue ?? 0) / result.orders).toBeCloseTo(summary.aov, 9);
    expect(result.repeatCustomers / result.customers).toBeCloseTo(summary.repeat_rate, 12);
    expect(result.margin).toBeNull();
  });

  it('every cohort cell equals the reference', async () => {
    const { result } = await runCell(database, cohortsKind, {}, context);
    const actual = result.groups.flatMap(({ cohorts }) =>
      cohorts.flatMap(({ start, activity }) =>
        activity.map(({ age, customers, revenue }) => ({
          cohort: start.toISOString().slice(0, 7),
          age,
          customers,
          revenue: Math.round(revenue * 1000) / 1000,
        })),
      ),
    );
    expect(actual).toEqual(reference.cohorts);
  });

  it('masks the running month, and weighs the others by their customers', async () => {
    const { result, params } = await runCell(database, cohortsKind, {}, context);
    const view = cohortView(result, params, context);
    const full = reference.cohorts.filter(({ cohort, age }) => {
      const month = Number(cohort.slice(0, 4)) * 12 + Number(cohort.slice(5)) + age;
      return age === 1 && month < 2011 * 12 + 12;
    });
    const sizes = reference.cohorts.filter(
      ({ cohort, age }) => age === 0 && full.some((cell) => cell.cohort === cohort),
    );
    const total = (cells: readonly { customers: number }[]): number =>
      cells.reduce((sum, { customers }) => sum + customers, 0);
    expect(view.average.cells[1]?.value).toBeCloseTo(total(full) / total(sizes), 12);
    for (const row of view.rows) {
      expect(row.cells.at(-1)?.censored).toBe(true);
      expect(row.cells.at(-1)?.value).toBeNull();
      expect(row.cells.slice(0, -1).every(({ censored }) => !censored)).toBe(true);
    }
    expect(cohortsKind.finding(result, params, context, format)).toMatchInlineSnapshot(
      `"Of the customers who first bought in a month, 23.7% (95 % CI 22.4% to 25.0%; n = 3,974) bought again in the month after."`,
    );
  });

  it('the value so far of a cohort is all its revenue per customer', async () => {
    const { result, params } = await runCell(database, cohortsKind, { measure: 'clv' }, context);
    const view = cohortView(result, params, context);
    const december = reference.cohorts.filter(({ cohort }) => cohort === '2010-12');
    const revenue = december.reduce((sum, cell) => sum + cell.revenue, 0);
    expect(view.rows[0]?.valueSoFar).toBeCloseTo(revenue / 885, 6);
    // The last complete column holds the cumulative value up to November.
    expect(view.rows[0]?.cells[11]?.value).toBeCloseTo((revenue - (december.at(-1)?.revenue ?? 0)) / 885, 6);
  });

  it('counts every customer by country, the largest groups first', async () => {
    const { result, params } = await runCell(database, cohortsKind, { by: 'country' }, context);
    const view = cohortView(result, params, context);
    expect(view.rows).toHaveLength(13);
    expect(view.rows[0]?.group?.label).toBe('United Kingdom');
    expect(view.rows.reduce((sum, { size }) => sum + size, 0)).toBe(reference.summary.customers);
  });

  it('definitions of CLV', async () => {
    const { result, params } = await runCell(database, clvKind, {}, context);
    const view = clvView(result, params, context, format);
    expect(view.revenue.clv[5]).toBeCloseTo(reference.summary.gross / reference.summary.customers, 6);
    expect(view.revenue.clv[1]).toBeCloseTo(view.revenue.clv[2] ?? 0, 6);
    expect(view.revenue.clv[3]).toBeCloseTo(view.revenue.clv[2] ?? 0, 6);
    expect(view.margin).toBeNull();
    expect(view.churnDays).toBe(103);
    expect(view.revenue.clv[1]).toBeCloseTo(3779.654383, 6);
    expect(clvKind.finding(result, params, context, format)).toMatchInlineSnapshot(
      `"A customer has brought 2,054.27 so far (mean of 4,338 customers, 95 % CI 1,786.69 to 2,321.84; half of them less than 674.49); at today’s churn a customer’s whole life of 0.94 years is worth 3,779.65."`,
    );
  });

  it('definitions 1, 2, 3 and 5 are one identity over the observed lifetime', async () => {
    const { result, params } = await runCell(database, clvKind, { lifetime: 'observed' }, context);
    const { revenue } = clvView(result, params, context, format);
    const mean = reference.summary.gross / reference.summary.customers;
    for (const definition of [1, 2, 3, 5] as const) expect(revenue.clv[definition]).toBeCloseTo(mean, 6);
  });
});
