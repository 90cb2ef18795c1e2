import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cells } from '../../../../src/models/btyd/model';
import { paretoNbd } from '../../../../src/models/btyd/pareto-nbd';

type Customer = readonly [x: number, recency: number, age: number];

const cellsOf = (customers: readonly Customer[]): Cells => ({
  x: Float64Array.from(customers, ([x]) => x),
  recency: Float64Array.from(customers, ([, recency]) => recency),
  age: Float64Array.from(customers, ([, , age]) => age),
  weight: Float64Array.from(customers, (_, i) => 1 + (i % 3)),
});

const logUniform = (low: number, high: number) =>
  fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);
const parameters = fc.record({
  r: logUniform(0.05, 20),
  alpha: logUniform(0.01, 500),
  s: logUniform(0.05, 20),
  beta: logUniform(0.01, 500),
});
const customer = fc
  .tuple(
    fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 100, max: 10_000 })),
    fc.integer({ min: 0, max: 500 }),
    fc.integer({ min: 0, max: 700 }),
  )
  .map(([x, one, more]): Customer => [x, x === 0 ? 0 : 1 + one, 1 + one + more]);
const customers = fc.array(customer, { minLength: 1, maxLength: 12 });
const seeded = { seed: 20_050_911, numRuns: 60 };

/** s ∫ G(u) / (beta + u) du over G(age), by Simpson's rule with very many steps: slow, and unlike the model's own rule. */
function goneOverAlive(
  p: { r: number; alpha: number; s: number; beta: number },
  [x, recency, age]: Customer,
): number {
  const steps = 20_000;
  const width = (age - recency) / steps;
  const density = (u: number) =>
    Math.exp(
      (p.r + x) * Math.log((p.alpha + age) / (p.alpha + u)) + p.s * Math.log((p.beta + age) / (p.beta + u)),
    ) /
    (p.beta + u);
  let sum = 0;
  for (let i = 0; i <= steps; i++)
    sum += (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2) * density(recency + i * width);
  return (p.s * sum * width) / 3;
}

describe('the likelihood of Pareto/NBD', () => {
  test('has the gradient of its own differences', () => {
    fc.assert(
      fc.property(parameters, customers, (p, people) => {
        const objective = paretoNbd.objective(cellsOf(people));
        const at = Float64Array.of(p.r, p.alpha, p.s, p.beta).map(Math.log);
        const gradient = new Float64Array(4);
        objective(at, gradient);
        const scale = Math.max(...gradient.map(Math.abs), 1);
        for (let i = 0; i < 4; i++) {
          const value = (shift: number) =>
            objective(
              at.map((each, j) => (j === i ? each + shift : each)),
              new Float64Array(4),
            );
          const width = 1e-4;
          const difference =
            (8 * (value(width) - value(-width)) - (value(2 * width) - value(-2 * width))) / (12 * width);
          expect(Math.abs(difference - (gradient[i] ?? 0)) / scale).toBeLessThan(2e-6);
        }
      }),
      seeded,
    );
  });

  test('does not depend on which customers share its integrals', () => {
    fc.assert(
      fc.property(parameters, customers, (p, people) => {
        const at = Float64Array.of(p.r, p.alpha, p.s, p.beta).map(Math.log);
        const together = paretoNbd.objective(cellsOf(people))(at, new Float64Array(4));
        const apart = people.map(
          (each, i) => (1 + (i % 3)) * paretoNbd.objective(cellsOf([each]))(at, new Float64Array(4)),
        );
        const sum = apart.reduce((total, each) => total + each, 0);
        const size = apart.reduce((total, each) => total + Math.abs(each), 1);
        expect(Math.abs(together - sum) / size).toBeLessThan(1e-11);
      }),
      seeded,
    );
  });

  test('is smooth where alpha equals beta', () => {
    const at = (alpha: number, beta: number) =>
      paretoNbd.objective(cellsOf([[3, 20, 39]]))(
        Float64Array.of(0.5, alpha, 0.6, beta).map(Math.log),
        new Float64Array(4),
      );
    const [below, middle, above] = [at(10 - 1e-6, 10), at(10, 10), at(10 + 1e-6, 10)];
    expect(Math.abs(below + above - 2 * middle)).toBeLessThan(1e-11);
  });
});

describe('P(alive) of Pareto/NBD', () => {
  test('agrees with Simpson’s rule', () => {
    fc.assert(
      fc.property(parameters, customer, (p, [, recency, age]) => {
        for (const x of recency > 0 ? [1, 7] : [0]) {
          const alive = paretoNbd.probabilityAlive(p, cellsOf([[x, recency, age]]), 0)[0] ?? Number.NaN;
          const expected = 1 / (1 + goneOverAlive(p, [x, recency, age]));
          // Simpson's rule cannot follow a density that falls within one of its steps.
          if (Math.min(p.alpha, p.beta) + recency > 5)
            expect(Math.abs(alive / expected - 1)).toBeLessThan(1e-7);
        }
      }),
      seeded,
    );
  });

  test('is one right after an order and falls while nothing comes', () => {
    const p = { r: 0.55, alpha: 10.6, s: 0.6, beta: 11.7 };
    expect(paretoNbd.probabilityAlive(p, cellsOf([[5, 30, 30]]), 0)[0]).toBe(1);
    const waiting = [30, 31, 35, 40, 60, 120].map((age): Customer => [5, 30, age]);
    const alive = [...paretoNbd.probabilityAlive(p, cellsOf(waiting), 0)];
    expect(alive).toEqual(alive.toSorted((one, other) => other - one));
    const later = [0, 1, 10, 100].map(
      (ahead) => paretoNbd.probabilityAlive(p, cellsOf([[5, 30, 35]]), ahead)[0] ?? 2,
    );
    expect(later).toEqual(later.toSorted((one, other) => other - one));
  });
});

describe('the future under Pareto/NBD', () => {
  test('all quantities are finite and in their range for any customer', () => {
    fc.assert(
      fc.property(parameters, customers, logUniform(0.1, 1000), (p, people, horizon) => {
        const cells = cellsOf(people);
        const gradient = new Float64Array(4);
        expect(
          paretoNbd.objective(cells)(Float64Array.of(p.r, p.alpha, p.s, p.beta).map(Math.log), gradient),
        ).toSatisfy(Number.isFinite);
        expect([...gradient].every(Number.isFinite)).toBe(true);
        const alive = paretoNbd.probabilityAlive(p, cells, 0);
        const orders = paretoNbd.expectedOrders(p, cells, horizon);
        const discounted = paretoNbd.discountedOrders(p, cells, horizon, 0.002);
        const endless = paretoNbd.discountedOrders(p, cells, Infinity, 0.002);
        people.forEach(([x, , age], cell) => {
          const [now = -1, soon = -1, less = -1, all = -1] = [alive, orders, discounted, endless].map(
            (each) => each[cell],
          );
          expect(now >= 0 && now <= 1).toBe(true);
          expect(soon).toBeGreaterThanOrEqual(0);
          expect(soon).toBeLessThanOrEqual((((p.r + x) * horizon) / (p.alpha + age)) * (1 + 1e-12));
          expect(less).toBeLessThanOrEqual(soon * (1 + 1e-9));
          expect(less).toBeLessThanOrEqual(all * (1 + 1e-9));
          expect(Number.isFinite(all)).toBe(true);
        });
      }),
      seeded,
    );
  });

  test('without discount and end, orders are bounded only where s is above 1', () => {
    const cells = cellsOf([[3, 20, 39]]);
    const orders = (s: number) =>
      paretoNbd.expectedOrders({ r: 0.5, alpha: 10, s, beta: 12 }, cells, Infinity)[0];
    expect(orders(0.9)).toBe(Infinity);
    const far = paretoNbd.expectedOrders({ r: 0.5, alpha: 10, s: 2.5, beta: 12 }, cells, 1e9)[0] ?? 0;
    expect(orders(2.5)).toBeCloseTo(far, 9);
  });

  test('a discount over a finite horizon is the sum over its weeks', () => {
    const p = { r: 0.55, alpha: 10.6, s: 0.6, beta: 11.7 };
    const cells = cellsOf([[3, 20, 39]]);
    const steps = 40_000;
    const rate = 0.01;
    let sum = 0;
    let before = 0;
    for (let i = 1; i <= steps; i++) {
      const orders = paretoNbd.expectedOrders(p, cells, (100 * i) / steps)[0] ?? 0;
      sum += (orders - before) * Math.exp((-rate * 100 * (i - 0.5)) / steps);
      before = orders;
    }
    expect((paretoNbd.discountedOrders(p, cells, 100, rate)[0] ?? 0) / sum).toBeCloseTo(1, 8);
  });

  test.each([
    [{ r: 0.55, alpha: 10.56, s: 0.61, beta: 11.64 }, 39, 2000],
    [{ r: 30, alpha: 4, s: 3, beta: 20 }, 20, 1500],
    [{ r: 2, alpha: 0.5, s: 0.2, beta: 80 }, 5, 1500],
  ])('numbers of orders sum to one and to their mean: %o', (p, time, maximum) => {
    const shares = paretoNbd.orderDistribution(p, time, maximum);
    const total = shares.reduce((sum, share) => sum + share, 0);
    const mean = shares.reduce((sum, share, n) => sum + n * share, 0);
    expect(total).toBeCloseTo(1, 10);
    expect(mean / paretoNbd.expectedOrdersOfNew(p, time)).toBeCloseTo(1, 9);
  });

  test('numbers of orders of a customer sum to one and to what it is expected to order', () => {
    const p = { r: 0.55, alpha: 10.56, s: 0.61, beta: 11.64 };
    for (const [x, recency, age] of [
      [0, 0, 39],
      [3, 20, 39],
      [400, 38, 39],
    ] as const) {
      const shares = paretoNbd.orderDistributionOf(p, { x, recency, age }, 26, 1200);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
      const mean = shares.reduce((sum, share, n) => sum + n * share, 0);
      const expected = paretoNbd.expectedOrders(p, cellsOf([[x, recency, age]]), 26)[0] ?? Number.NaN;
      expect(mean / expected).toBeCloseTo(1, 8);
    }
  });
});
