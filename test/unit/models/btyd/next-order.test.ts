import { expect, test } from 'vitest';
import {
  medianTimeToOrder,
  noOrderWithin,
  timeToOrderWhileActive,
} from '../../../../src/models/btyd/next-order';
import { paretoNbd } from '../../../../src/models/btyd/pareto-nbd';
import { createRandom } from '../../../../src/models/random';

const parameters = { r: 0.55, alpha: 10.6, s: 0.6, beta: 11.7 };
const buyer = { x: 12, recency: 38, age: 39 };
const sleeper = { x: 3, recency: 5, age: 39 };

test('nothing is certain within no time, and nobody is sure to come back', () => {
  expect(noOrderWithin(paretoNbd, parameters, buyer, 0)).toBe(1);
  const waits = [1, 5, 20, 100, 1e4].map((time) => noOrderWithin(paretoNbd, parameters, buyer, time));
  expect(waits).toEqual(waits.toSorted((one, other) => other - one));
  expect(waits.at(-1)).toBeGreaterThan(0);
  expect(noOrderWithin(paretoNbd, parameters, sleeper, 20)).toBeGreaterThan(waits[2] ?? 1);
});

test('no order is what the expected number leaves when time is short', () => {
  const cells = {
    x: Float64Array.of(12),
    recency: Float64Array.of(38),
    age: Float64Array.of(39),
    weight: Float64Array.of(1),
  };
  const orders = paretoNbd.expectedOrders(parameters, cells, 1e-4)[0] ?? Number.NaN;
  expect((1 - noOrderWithin(paretoNbd, parameters, buyer, 1e-4)) / orders).toBeCloseTo(1, 4);
});

test('the median is where the probability is one half; who likely never comes has none', () => {
  const median = medianTimeToOrder(paretoNbd, parameters, buyer, 520);
  expect(noOrderWithin(paretoNbd, parameters, buyer, median ?? Number.NaN)).toBeCloseTo(0.5, 8);
  expect(medianTimeToOrder(paretoNbd, parameters, sleeper, 520)).toBeNull();
});

test('while active: the median and mean of drawn times', () => {
  const random = createRandom(3);
  const times = Array.from({ length: 200_000 }, () =>
    random.exponential(random.gamma(parameters.r + buyer.x, parameters.alpha + buyer.age)),
  ).sort((one, other) => one - other);
  const { mean, median } = timeToOrderWhileActive(parameters, buyer);
  expect((times[100_000] ?? 0) / median).toBeCloseTo(1, 1.5);
  expect(times.reduce((sum, time) => sum + time, 0) / times.length / (mean ?? 0)).toBeCloseTo(1, 1.5);
  expect(median).toBeLessThan(medianTimeToOrder(paretoNbd, parameters, buyer, 520) ?? 0);
});

test('while active: too little known has a median, and no mean', () => {
  const { mean, median } = timeToOrderWhileActive(parameters, { x: 0, age: 39 });
  expect(mean).toBeNull();
  expect(median).toBeCloseTo(49.6 * (2 ** (1 / 0.55) - 1), 10);
});
