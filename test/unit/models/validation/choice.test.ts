import { describe, expect, test } from 'vitest';
import { bgNbd } from '../../../../src/models/btyd/bg-nbd';
import { paretoNbd } from '../../../../src/models/btyd/pareto-nbd';
import { createRandom } from '../../../../src/models/random';
import { averagingOf } from '../../../../src/models/validation/averaging';
import { averageCandidate, modelCandidate } from '../../../../src/models/validation/candidates';
import { chooseModel, type Contender } from '../../../../src/models/validation/choice';
import { score, type Score } from '../../../../src/models/validation/metrics';
import { occasionsOf, type Orders } from '../../../../src/models/validation/orders';
import { rollingOrigins, taskAt, tryCandidates, type Trial } from '../../../../src/models/validation/rolling';
import { monthOfDay, seasonalCandidate, seasonalIndex } from '../../../../src/models/validation/seasonal';
import { expectClose } from '../closeness';

const scored = (mae: number, bias = 0): Score => ({
  bias,
  mae,
  rmse: mae,
  spearman: 0,
  topDecile: 0,
  topDecilePerfect: 0,
});

const contender = (
  id: string,
  aic: number | null,
  maes: (number | null)[],
  isBaseline = false,
): Contender => ({
  id,
  aic,
  scores: maes.map((mae) => (mae === null ? null : scored(mae))),
  isBaseline,
});

describe('choice by likelihood and holdout', () => {
  const ones = [1, 1, 1];
  const naive = contender('naive', null, [3, 3, 3], true);

  test.each([
    ['both_agree', 'a', [contender('a', 10, [1, 1, 1]), contender('b', 12, [2, 2, 2])]],
    ['holdout_better', 'b', [contender('a', 10, [2, 2, 2]), contender('b', 12, [1, 1, 2.5])]],
    // Better on the whole by one origin only.
    ['holdout_close', 'a', [contender('a', 10, [2, 2, 2]), contender('b', 12, [0.1, 2.1, 2.1])]],
    ['likelihood_only', 'a', [contender('a', 10, [null, 1, 1]), contender('b', 12, [])]],
    ['baseline_better', 'a', [contender('a', 10, [4, 4, 4])]],
    ['none_fits', null, [contender('mean', null, [1, 1, 1])]],
    ['holdout_better', 'mean', [contender('a', 10, [2, 2, 2]), contender('mean', null, [1, 1, 1])]],
  ] as const)('%s', (reason, id, models) => {
    expect(chooseModel([...models, naive], ones)).toMatchObject({ reason, id });
  });

  test('the loss weighs the error of the total as well', () => {
    const biased = { ...contender('a', 10, []), scores: [scored(1, -0.5)] };
    expect(chooseModel([biased], [2]).losses.get('a')).toBe(1);
  });
});

describe('means of forecasts', () => {
  const actual = Float64Array.of(0, 0, 4, 8);
  const forecasts = new Map<string, Float64Array | null>([
    ['low', Float64Array.of(0, 0, 2, 4)],
    ['high', Float64Array.of(0, 0, 6, 12)],
    ['silent', null],
  ]);
  const trial: Trial = { origin: { end: 0, horizon: 1 }, actual, forecasts, scores: new Map() };

  test('two that err to either side meet between', () => {
    const found = averagingOf([trial, { ...trial }], ['low', 'high', 'silent']);
    expectClose(found?.weights ?? [], [0.5, 0.5, 0], 1e-12);
    expect(found?.scores[0]).toEqual(score(actual, actual));
    expect(averagingOf([trial, trial], ['silent'])).toBeNull();
    expect(averagingOf([trial], ['low'])).toBeNull();
  });

  test('who cannot say gives the weight to the others', () => {
    const task = taskAt(occasionsOf(shop()), { end: 700, horizon: 100 }, 7);
    const constant = (id: string, value: number | null) => ({
      id,
      forecast: () => (value === null ? null : task.split.x.map(() => value)),
    });
    const mean = averageCandidate('mean', [
      { candidate: constant('a', 1), weight: 0.2 },
      { candidate: constant('b', 3), weight: 0.2 },
      { candidate: constant('c', null), weight: 0.6 },
    ]);
    expect(mean.forecast(task)?.every((value) => Math.abs(value - 2) < 1e-12)).toBe(true);
  });
});

/** Two thousand customers who come in the first year and order for three, twice as often in December as in June. */
function shop(): Orders {
  const random = createRandom(21);
  const orders: { customer: number; time: number }[] = [];
  for (let customer = 0; customer < 2_000; customer++) {
    const first = random.below(365);
    orders.push({ customer, time: first });
    const rate = random.gamma(1, 60);
    const leaves = first + random.exponential(random.gamma(1.5, 900));
    for (
      let time = first + random.exponential(rate);
      time < Math.min(leaves, 1_095);
      time += random.exponential(rate)
    ) {
      if (random.chance(seasonAt(time))) orders.push({ customer, time: Math.ceil(time) });
    }
  }
  return {
    customer: Uint32Array.from(orders, ({ customer }) => customer),
    time: Float64Array.from(orders, ({ time }) => time),
    amount: new Float64Array(orders.length),
  };
}

const seasonAt = (time: number) => 0.75 + 0.25 * Math.cos((2 * Math.PI * (monthOfDay(time) - 11)) / 12);

describe('seasons', () => {
  test('an index is 1 without seasons, shrinks with little known, and keeps the total', () => {
    const season = Uint32Array.of(0, 1, 0, 1);
    const expected = Float64Array.of(100, 100, 100, 100);
    expectClose(seasonalIndex(expected, expected, season, 2), [1, 1], 1e-12);
    const actual = Float64Array.of(150, 50, 150, 50);
    const index = seasonalIndex(actual, expected, season, 2, 0);
    expectClose(index, [1.5, 0.5], 1e-12);
    const shrunk = seasonalIndex(actual, expected, season, 2, 200);
    expectClose(shrunk, [1.25, 0.75], 1e-12);
    expect(shrunk.reduce((sum, value) => sum + value, 0)).toBeCloseTo(2, 12);
  });

  test('months are those of the calendar', () => {
    expect([0, 31, 58.9, 364, 365].map(monthOfDay)).toEqual([0, 1, 1, 11, 0]);
  });

  test('a season seen twice makes the forecast better, and one seen once is not believed', () => {
    const occasions = occasionsOf(shop());
    const [plain, seasonal] = [modelCandidate(paretoNbd), seasonalCandidate(paretoNbd, monthOfDay)];
    const winter = { end: 1_003, horizon: 92 };
    const [trial] = tryCandidates([plain, seasonal], occasions, [winter], 7);
    const bias = (id: string) => Math.abs(trial?.scores.get(id)?.bias ?? 1);
    expect(bias(seasonal.id)).toBeLessThan(bias(plain.id) / 2);
    expect(seasonal.forecast(taskAt(occasions, { end: 500, horizon: 100 }, 7))).toBeNull();
  });
});

test('origins lie within what is known, and candidates that cannot fit say so', () => {
  const origins = rollingOrigins(100, 1_000, 3);
  expect(origins).toEqual([
    { end: 600, horizon: 300 },
    { end: 650, horizon: 300 },
    { end: 700, horizon: 300 },
  ]);
  expect(() => rollingOrigins(0, 10, 2)).toThrow(RangeError);
  const single = { customer: Uint32Array.of(0), time: Float64Array.of(1), amount: Float64Array.of(1) };
  expect(modelCandidate(bgNbd).forecast(taskAt(occasionsOf(single), { end: 5, horizon: 5 }, 1))).toBeNull();
});
