import { expect, test } from 'vitest';
import { bgNbd } from '../../../src/models/btyd/bg-nbd';
import { mbgNbd } from '../../../src/models/btyd/mbg-nbd';
import { paretoNbd } from '../../../src/models/btyd/pareto-nbd';
import { createRandom } from '../../../src/models/random';
import { simulateCustomers } from '../../../src/models/simulate';
import { runSet, type SetSettings } from '../../fixtures/simulated-sets';

const customers = 20_000;
const spend = { p: 6, q: 4, v: 15 };
const geometric = { r: 0.8, alpha: 6, a: 0.9, b: 2.5 };

test.each([
  { model: bgNbd, name: 'bg-nbd' as const, parameters: geometric },
  { model: mbgNbd, name: 'mbg-nbd' as const, parameters: geometric },
  { model: paretoNbd, name: 'pareto-nbd' as const, parameters: { r: 0.8, alpha: 6, s: 0.6, beta: 12 } },
])('$name: customers order and spend as the model expects', ({ model, name, parameters }) => {
  const made = simulateCustomers(
    { model: name, parameters, customers, age: () => 30, horizon: 20, spend },
    createRandom(5),
  );
  const share = (of: number) => made.x.filter((x) => x === of).length / customers;
  model.orderDistribution(parameters, 30, 3).forEach((probability, n) => {
    expect(Math.abs(share(n) - probability)).toBeLessThan(5 * Math.sqrt(probability / customers));
  });
  const cells = { ...made, weight: new Float64Array(customers).fill(1) };
  const total = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0);
  const expected = total(model.expectedOrders(parameters, cells, 20));
  expect(Math.abs(total(made.futureOrders) / expected - 1)).toBeLessThan(0.05);
  const alive = total(model.probabilityAlive(parameters, cells, 0));
  expect(Math.abs(total(made.alive) / alive - 1)).toBeLessThan(0.02);
  const paid = total(made.futureSpend) / total(made.futureOrders);
  expect(Math.abs(paid / ((spend.p * spend.v) / (spend.q - 1)) - 1)).toBeLessThan(0.05);
});

test('a grid records no more than one order in each of its steps', () => {
  const made = simulateCustomers(
    {
      model: 'bg-nbd',
      parameters: { ...geometric, alpha: 0.05 },
      customers: 50,
      age: () => 30,
      horizon: 0,
      grid: 1,
    },
    createRandom(5),
  );
  expect(made.recency.every(Number.isInteger)).toBe(true);
  expect(made.x.every((x) => x <= 30)).toBe(true);
});

// The thousand of `tsx test/bench/fits.ts`, in small.
const sets: readonly SetSettings[] = Array.from({ length: 25 }, (_, i) => ({
  seed: 70_000 + i,
  kind:
    (['ordinary', 'ordinary', 'no churn', 'heavy buyers', 'only one-timers'] as const)[i % 5] ?? 'ordinary',
  model: (['bg-nbd', 'mbg-nbd', 'pareto-nbd'] as const)[i % 3] ?? 'bg-nbd',
  customers: [1_000, 1_000, 200][i % 3] ?? 300,
  unit: i % 2 === 0 ? 'days' : 'weeks',
}));

test.each(sets)(
  '$kind, $customers customers of $model by $unit: the best of 20 starts, or a reason',
  (settings) => {
    const result = runSet(settings, 20);
    expect(result.passes, JSON.stringify(result)).toBe(true);
    if (settings.kind === 'only one-timers') expect(result.refusal).toBe('no_repeat_buyers');
  },
);
