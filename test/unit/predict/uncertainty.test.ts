import { beforeAll, describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { createRandom } from '../../../src/models/random';
import { simulateCustomers } from '../../../src/models/simulate';
import { bootstrapStakes } from '../../../src/predict/bootstrap';
import type { Purchases } from '../../../src/predict/customers';
import { fitPurchases, type Fitted } from '../../../src/predict/fit';
import { forecast } from '../../../src/predict/forecast';
import { atOnce, stakesOf, type Group, type Stakes } from '../../../src/predict/groups';
import { sampleStakes } from '../../../src/predict/posterior';
import { fitRequestSchema } from '../../../src/predict/request';
import type { Uncertainty } from '../../../src/predict/uncertainty';

const fit = v.parse(fitRequestSchema, { model: 'mbg-nbd', timeUnit: 'day', horizonDays: 180 });
const request = { fit, calibrationEnd: '2025-12-31', groups: ['segment_half'] };

const made = simulateCustomers(
  {
    model: 'mbg-nbd',
    parameters: { r: 0.8, alpha: 40, a: 0.7, b: 2.5 },
    customers: 600,
    age: (random) => 4 * Math.round(25 + random.below(65)),
    horizon: 0,
    spend: { p: 6, q: 4, v: 15 },
    grid: 1,
  },
  createRandom(5),
);
const purchases: Purchases = {
  x: made.x,
  recency: made.recency,
  age: made.age,
  repeatNet: made.meanSpend.map((mean, i) => mean * (made.x[i] ?? 0)),
  logGaps: made.x.map(() => 0),
};
const everybody = Uint32Array.from(purchases.x.keys());
const half = everybody.filter((row) => row % 2 === 0);
const groups: readonly Group[] = [
  { name: null, members: everybody },
  { name: 'segment_half', members: half },
];

describe('intervals of groups', () => {
  let fitted: Fitted;
  let stakes: Stakes;
  let quick: Uncertainty;

  beforeAll(() => {
    fitted = fitPurchases(purchases, fit, request.calibrationEnd);
    const found = stakesOf(fitted, purchases, fit, groups);
    if (!found) throw new Error('no stakes');
    stakes = found;
    quick = atOnce(stakes, fit.level);
  });

  test('all customers come to the totals of the forecast, and a half to the sum of its customers', () => {
    const foretold = forecast(fitted, purchases, fit);
    const [all, some] = quick.groups;
    if (!foretold || !all || !some) throw new Error('no forecast');
    expect(all).toEqual({
      group: null,
      customers: 600,
      orders: foretold.totals.orders,
      clv: foretold.totals.clv,
    });
    expect(some.customers).toBe(300);
    const sum = (values: Float64Array) => half.reduce((total, row) => total + (values[row] ?? 0), 0);
    expect(some.clv.estimate).toBeCloseTo(sum(foretold.clv), 6);
    expect(some.orders.estimate).toBeCloseTo(sum(foretold.expectedOrders), 6);
  });

  test('the quantity at the best parameters is the estimate', () => {
    const values = stakes.quantity(stakes.chosen.fit.parameters, fitted.spend?.parameters ?? null);
    const estimates = [...quick.groups.map(({ orders }) => orders), ...quick.groups.map(({ clv }) => clv)];
    estimates.forEach(({ estimate }, i) => expect((values[i] ?? NaN) / estimate).toBeCloseTo(1, 9));
  });

  const widthOf = ({ low, high }: { low: number; high: number }) => high - low;
  const near = (other: Uncertainty) => {
    for (const [i, group] of quick.groups.entries()) {
      const own = other.groups[i];
      if (!own) throw new Error('a group is missing');
      for (const what of ['orders', 'clv'] as const) {
        for (const kind of ['parameters', 'outcome'] as const) {
          const share = widthOf(own[what][kind]) / widthOf(group[what][kind]);
          expect(share).toBeGreaterThan(0.7);
          expect(share).toBeLessThan(1.4);
        }
        expect(widthOf(own[what].outcome)).toBeGreaterThan(widthOf(own[what].parameters));
      }
    }
    for (const [name, interval] of Object.entries(quick.parameters)) {
      const own = other.parameters[name];
      expect(own?.low).toBeLessThan(stakes.chosen.fit.parameters[name] ?? 0);
      expect(widthOf(own ?? { low: 0, high: 0 }) / widthOf(interval)).toBeGreaterThan(0.7);
    }
  };

  test('the bootstrap comes near those at once, and again with the same seed', async () => {
    const asked = { ...request, replicates: 80, seed: 3 };
    const shares: number[] = [];
    const found = await bootstrapStakes(fitted, stakes, asked, { onProgress: (share) => shares.push(share) });
    near(found);
    expect(shares.at(-1)).toBeCloseTo(1, 12);
    expect(shares).toEqual(shares.toSorted((one, other) => one - other));
    expect(await bootstrapStakes(fitted, stakes, asked)).toEqual(found);
  });

  test('so does the posterior, with chains that meet', async () => {
    const found = await sampleStakes(fitted, stakes, { ...request, chains: 2, draws: 150, seed: 3 });
    near(found);
    for (const { rHat, effectiveSize } of Object.values(found.agreement)) {
      expect(rHat).toBeLessThan(1.05);
      expect(effectiveSize).toBeGreaterThan(60);
    }
    expect(found.divergent).toBe(0);
  });

  test('an abort ends both', async () => {
    const patience = { signal: AbortSignal.abort(new Error('enough')) };
    await expect(
      bootstrapStakes(fitted, stakes, { ...request, replicates: 50, seed: 1 }, patience),
    ).rejects.toThrow('enough');
    await expect(
      sampleStakes(fitted, stakes, { ...request, chains: 2, draws: 100, seed: 1 }, patience),
    ).rejects.toThrow('enough');
  });
});
