import { beforeAll, describe, expect, test } from 'vitest';
import { fitModel } from '../../../src/models/btyd/fit';
import { mbgNbd } from '../../../src/models/btyd/mbg-nbd';
import { paretoNbd } from '../../../src/models/btyd/pareto-nbd';
import { lastRate } from '../../../src/models/validation/baselines';
import { score, type Score } from '../../../src/models/validation/metrics';
import { occasionsOf, splitAt, spread, type Orders } from '../../../src/models/validation/orders';
import { purchasesSql } from '../../../src/predict/foretell';
import ordersSql from '../../../src/predict/orders.sql?raw';
import { validateModels } from '../../../src/predict/validate';
import type { Validation, Way } from '../../../src/predict/validation';
import { bindSql } from '../../../src/schema/sql';
import { cdnowOrders, dayOf } from '../../fixtures/cdnow-orders';
import { openSampleShop } from '../../fixtures/sample-shop';
import { sampleValidation } from '../../fixtures/sample-validation';
import { hasShared } from '../../fixtures/shared';

const request = { timeUnit: 'week', origins: 3, horizonDays: null, level: 0.9 } as const;
const contestant = ({ contestants }: Validation, way: Way) => contestants.find((one) => one.way === way);

describe('the sample shop', () => {
  let orders: Orders;
  let found: Validation;
  let end: number;
  const shares: number[] = [];

  beforeAll(async () => {
    const database = await openSampleShop();
    const last = sampleValidation.asOf;
    end = Math.floor(last.getTime() / 86_400_000);
    const scope = { currency: 'EUR', end: new Date((end + 1) * 86_400_000 - 1) };
    const rows = await database.rows<{ customer: number; day: number; net: number }>(
      bindSql(ordersSql, scope),
    );
    orders = {
      customer: Uint32Array.from(rows, ({ customer }) => customer),
      time: Float64Array.from(rows, ({ day }) => day),
      amount: Float64Array.from(rows, ({ net }) => net),
    };
    const [summary] = await database.rows<{ customers: number; x: number; recency: number }>(
      `SELECT count(*)::INTEGER AS customers, sum(x) AS x, sum(recency) AS recency
       FROM (${purchasesSql({ currency: 'EUR', end: last })})`,
    );
    const { x, recency } = splitAt(occasionsOf(orders), end, 0, 1);
    expect(summary).toEqual({ customers: x.length, x: total(x), recency: total(recency) });
    const validated = await validateModels(
      orders,
      { ...request, end },
      { onProgress: (share) => shares.push(share) },
    );
    if (!validated) throw new Error('too short');
    found = validated;
  }, 60_000);

  test('is told the same in Node and in the browser', () => {
    expect(contestant(found, 'mbg-nbd')?.mean?.mae).toBeCloseTo(sampleValidation.mae, 9);
    expect(contestant(found, 'mbg-nbd')?.mean?.bias).toBeCloseTo(sampleValidation.bias, 9);
  });

  test('each origin is scored as a fit made by hand there', () => {
    const occasions = occasionsOf(orders);
    expect(found.origins).toHaveLength(3);
    found.origins.forEach((origin, i) => {
      expect(origin.end + origin.days).toBeLessThanOrEqual(end);
      const split = splitAt(occasions, origin.end, origin.days, 7);
      expect(origin).toMatchObject({ customers: split.x.length, orders: total(split.actualOrders) });
      const outcome = fitModel(mbgNbd, split.cells);
      if (!outcome.ok) throw new Error(outcome.refusal);
      const forecast = spread(
        mbgNbd.expectedOrders(outcome.fit.parameters, split.cells, origin.days / 7),
        split.cellOf,
      );
      expectScore(contestant(found, 'mbg-nbd')?.scores[i], score(forecast, split.actualOrders));
      const naive = score(lastRate(split, origin.days / 7), split.actualOrders);
      expectScore(contestant(found, 'last_rate')?.scores[i], naive);
    });
  });

  test('every way that competes is told of, and the two naive ones beside them', () => {
    const ways = found.contestants.map(({ way }) => way);
    expect(ways).toEqual(expect.arrayContaining(['bg-nbd', 'mbg-nbd', 'pareto-nbd', 'cohort', 'average']));
    expect(found.contestants.filter(({ isBaseline }) => isBaseline).map(({ way }) => way)).toEqual([
      'last_rate',
      'segment_mean',
    ]);
  });

  test('nine of ten customers lie in their interval, and totals carry one', () => {
    const own = contestant(found, 'mbg-nbd');
    expect(own?.mean?.coverage).toBeGreaterThan(0.86);
    for (const each of own?.scores ?? []) {
      expect(each?.interval?.low).toBeLessThan(each?.predicted ?? 0);
      expect(each?.interval?.high).toBeGreaterThan(each?.predicted ?? Infinity);
    }
  });

  test('the figures count all customers, orders and weeks once', () => {
    const [portrait] = found.portraits;
    const last = found.origins.at(-1);
    if (!portrait || !last) throw new Error('no portrait');
    expect(sum(portrait.repeats.actual)).toBe(last.customers);
    expect(sum(portrait.repeats.expected)).toBeCloseTo(last.customers, 6);
    const mean = portrait.byFrequency.actual.map((value, n) =>
      Number.isNaN(value) ? 0 : value * (portrait.byFrequency.customers[n] ?? 0),
    );
    expect(sum(mean)).toBeCloseTo(last.orders, 6);
    expect(portrait.tracking.actual).toHaveLength(portrait.tracking.expected.length);
  });

  test('progress rises to 1', () => {
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((one, other) => one - other));
  });

  test('too little time cannot be held back, and an abort ends it', async () => {
    const few = Float64Array.of(0, 10, 20);
    const short = { customer: Uint32Array.of(0, 0, 1), time: few, amount: few };
    expect(await validateModels(short, { ...request, end: 20 })).toBeNull();
    const stopped = validateModels(
      orders,
      { ...request, end },
      { signal: AbortSignal.abort(new Error('enough')) },
    );
    await expect(stopped).rejects.toThrow('enough');
  });
});

describe.skipIf(!hasShared)('CDNOW, next 39 weeks (needs ../shared)', () => {
  const end = dayOf('19970930');
  const days = 273;

  test('what is chosen without a look at them, beside what is published', async () => {
    const all = cdnowOrders();
    const known = [...all.time.keys()].filter((i) => (all.time[i] ?? 0) <= end);
    const orders: Orders = {
      customer: Uint32Array.from(known, (i) => all.customer[i] ?? 0),
      time: Float64Array.from(known, (i) => all.time[i] ?? 0),
      amount: Float64Array.from(known, (i) => all.amount[i] ?? 0),
    };
    const found = await validateModels(orders, { ...request, end });
    expect(found?.choice).toEqual({ way: 'mbg-nbd', reason: 'both_agree', model: 'mbg-nbd' });

    const split = splitAt(occasionsOf(all), end, days, 7);
    const scoreOf = (model: typeof mbgNbd): Score => {
      const outcome = fitModel(model, split.cells);
      if (!outcome.ok) throw new Error(outcome.refusal);
      const expected = model.expectedOrders(outcome.fit.parameters, split.cells, days / 7);
      return score(spread(expected, split.cellOf), split.actualOrders);
    };
    // Published, Pareto/NBD: bias -11.5 %, MAE .7545, Spearman .460; BG/NBD: -12.2 %, .7855, .449; the last rate: 55.7 %,
    // 1.0237, .490. The model chosen lies between the first two in MAE and forecasts less than both.
    const chosen = scoreOf(mbgNbd);
    expect(chosen.mae).toBeCloseTo(0.7648, 4);
    expect(chosen.bias).toBeCloseTo(-0.1622, 4);
    expect(chosen.spearman).toBeCloseTo(0.45, 3);
    // Pareto/NBD meets the published figures to their last digit; a choice inside these 39 weeks cannot know that it is best.
    const published = scoreOf(paretoNbd);
    expect(published.mae).toBeCloseTo(0.7545, 4);
    expect(published.bias).toBeCloseTo(-0.115, 4);
  });
});

const total = (values: Float64Array): number => values.reduce((all, value) => all + value, 0);
const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

function expectScore(found: Score | null | undefined, by: Score): void {
  if (!found) throw new Error('not scored');
  for (const [name, value] of Object.entries(by))
    expect(found[name as keyof Score]).toBeCloseTo(Number(value), 9);
}
