import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bgNbd } from '../../../../src/models/btyd/bg-nbd';
import { cnbdK } from '../../../../src/models/btyd/cnbd-k';
import { mbgNbd } from '../../../../src/models/btyd/mbg-nbd';
import type { Cells, Parameters, TransactionModel } from '../../../../src/models/btyd/model';
import { createRandom } from '../../../../src/models/random';
import { cellOfEach } from '../../../fixtures/clv-reference';
import { expectClose, gradientByDifferences } from '../closeness';

const family: readonly (readonly [string, TransactionModel])[] = [
  ['BG/NBD', bgNbd],
  ['MBG/NBD', mbgNbd],
  ['BG/CNBD-2', cnbdK('bg', 2, 12.3)],
  ['MBG/CNBD-3', cnbdK('mbg', 3, -4.5)],
  ['MBG/CNBD-6', cnbdK('mbg', 6, 0)],
];

const inLogs = (low: number, high: number) =>
  fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);
const anyParameters: fc.Arbitrary<Parameters> = fc.record({
  r: inLogs(0.02, 50),
  alpha: inLogs(0.05, 500),
  a: inLogs(0.02, 50),
  b: inLogs(0.02, 50),
});
const anyStanding = fc
  .record({
    x: fc.integer({ min: 0, max: 60 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    age: inLogs(0.1, 1000),
  })
  .map(({ x, share, age }) => ({ x, recency: x === 0 ? 0 : share * age, age }));

const cdnow: Parameters = { r: 0.2425945, alpha: 4.413602, a: 0.792922, b: 2.425907 };
const sum = (values: Float64Array): number => values.reduce((total, each) => total + each, 0);
const only = (values: Float64Array): number => values[0] ?? NaN;

describe.each(family)('%s', (_, model) => {
  it('has the gradient of its likelihood', () => {
    fc.assert(
      fc.property(
        anyParameters,
        fc.array(anyStanding, { minLength: 1, maxLength: 6 }),
        (parameters, standings) => {
          const objective = model.objective(cellOfEach(standings));
          const point = Float64Array.from(model.parameterNames, (name) => Math.log(parameters[name] ?? NaN));
          const gradient = new Float64Array(4);
          const value = objective(point, gradient);
          const scale = 1 + Math.abs(value) * 1e-4 + Math.max(...gradient.map(Math.abs));
          gradientByDifferences(objective, point).forEach((slope, i) => {
            expect(Math.abs(slope - (gradient[i] ?? NaN)) / scale).toBeLessThan(1e-6);
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('tells probabilities that fall with time, and orders that grow', () => {
    fc.assert(
      fc.property(anyParameters, anyStanding, inLogs(0.1, 100), (parameters, standing, horizon) => {
        const cells = cellOfEach([standing]);
        const now = only(model.probabilityAlive(parameters, cells, 0));
        const later = only(model.probabilityAlive(parameters, cells, horizon));
        expect(now).toBeGreaterThanOrEqual(0);
        expect(now).toBeLessThanOrEqual(1);
        expect(later).toBeLessThanOrEqual(now * (1 + 1e-12));
        const [near, far] = [horizon, 2 * horizon].map((each) =>
          only(model.expectedOrders(parameters, cells, each)),
        );
        expect(near).toBeGreaterThanOrEqual(0);
        expect(far).toBeGreaterThanOrEqual((near ?? NaN) * (1 - 1e-12));
      }),
      { numRuns: 60 },
    );
  });

  it('has distributions of orders that sum to 1 and have the expectation told', () => {
    fc.assert(
      fc.property(anyStanding, inLogs(0.5, 60), (standing, horizon) => {
        const parameters = { r: 2, alpha: 8, a: 0.7, b: 2 };
        const distribution = model.orderDistributionOf(parameters, standing, horizon, 3000);
        expect(sum(distribution)).toBeCloseTo(1, 11);
        const mean = sum(distribution.map((probability, n) => n * probability));
        expectClose([mean], model.expectedOrders(parameters, cellOfEach([standing]), horizon), 1e-9);
      }),
      { numRuns: 40 },
    );
  });

  it('expects of a new customer what it expects of one observed for no time', () => {
    const distribution = model.orderDistribution(cdnow, 39, 2000);
    const mean = sum(distribution.map((probability, n) => n * probability));
    expectClose([mean], [model.expectedOrdersOfNew(cdnow, 39)], 1e-9);
  });

  it('discounts less the lower the rate, down to not at all', () => {
    const cells = cellOfEach([{ x: 5, recency: 20, age: 30 }]);
    const plain = only(model.expectedOrders(cdnow, cells, 52));
    expectClose(model.discountedOrders(cdnow, cells, 52, 1e-9), [plain], 1e-6);
    expect(only(model.discountedOrders(cdnow, cells, 52, 0))).toBe(plain);
    expect(only(model.discountedOrders(cdnow, cells, 52, 0.01))).toBeLessThan(plain);
  });

  it('comes to the same by the finite and the infinite method where they meet', () => {
    const cells = cellOfEach([
      { x: 0, recency: 0, age: 39 },
      { x: 5, recency: 20, age: 30 },
    ]);
    const rate = 0.05;
    const finite = model.discountedOrders(cdnow, cells, 44 / rate, rate);
    expectClose(finite, model.discountedOrders(cdnow, cells, Infinity, rate), 1e-9);
  });

  it('interpolates over ages without loss', () => {
    const random = createRandom(3);
    const many = cellOfEach(
      Array.from({ length: 300 }, () => ({
        x: 2,
        recency: 5 * random.uniform(),
        age: 5 + 400 * random.uniform(),
      })),
    );
    const all = model.discountedOrders(cdnow, many, 52, 0.002);
    const pick = (values: Float64Array) => values.slice(0, 5);
    const few: Cells = {
      x: pick(many.x),
      recency: pick(many.recency),
      age: pick(many.age),
      weight: pick(many.weight),
    };
    expectClose(all.slice(0, 5), model.discountedOrders(cdnow, few, 52, 0.002), 1e-10);
  });

  it('stays finite for buyers of up to ten thousand orders', () => {
    const cells = cellOfEach(
      [1, 100, 1000, 10_000].flatMap((x) => [
        { x, recency: 10, age: 400 },
        { x, recency: 400, age: 400 },
      ]),
    );
    for (const parameters of [cdnow, { r: 50, alpha: 0.1, a: 1, b: 300 }]) {
      const results = [
        model.probabilityAlive(parameters, cells, 0),
        model.probabilityAlive(parameters, cells, 52),
        model.expectedOrders(parameters, cells, 52),
        model.discountedOrders(parameters, cells, 52, 0.002),
        model.discountedOrders(parameters, cells, Infinity, 0.002),
      ];
      for (const values of results)
        expect(values.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
      const gradient = new Float64Array(4);
      const point = Float64Array.from(model.parameterNames, (name) => Math.log(parameters[name] ?? NaN));
      expect(Number.isFinite(model.objective(cells)(point, gradient))).toBe(true);
      expect(gradient.every(Number.isFinite)).toBe(true);
    }
    const alive = model.probabilityAlive(cdnow, cells, 0);
    expect(alive[6]).toBeLessThan(1e-100);
    expect(alive[7]).toBeGreaterThan(0.99);
  });

  it('expects endlessly many orders without a horizon or a rate, unless leaving is frequent enough', () => {
    const cells = cellOfEach([{ x: 2, recency: 10, age: 10 }]);
    expect(only(model.expectedOrders(cdnow, cells, Infinity))).toBe(Infinity);
    const leaving = { ...cdnow, a: 3, b: 2 };
    const inAll = only(model.expectedOrders(leaving, cells, Infinity));
    expectClose(model.expectedOrders(leaving, cells, 1e4), [inAll], 1e-2);
    expect(only(model.probabilityAlive(cdnow, cells, Infinity))).toBe(0);
  });
});

describe('BG/NBD and MBG/NBD', () => {
  // By mpmath 1.3 with 25 digits: P(alive) times the integral of exp(-δs) n/A 2F1(n + 1, a; a + b'; -s/A) over s.
  it.each([
    [bgNbd, 2, 30.43, 38.86, 39, 0.0019, 1.1840815326074716],
    [bgNbd, 2, 30.43, 38.86, Infinity, 0.0019, 6.241408102703355],
    [bgNbd, 0, 0, 0, 260, 0.0019, 3.0387659023913276],
    [bgNbd, 26, 30.86, 31, Infinity, 0.0019, 83.79726343935839],
    [mbgNbd, 2, 30.43, 38.86, 39, 0.0019, 1.294249392202595],
    [mbgNbd, 0, 0, 0, Infinity, 0.0019, 3.8592063886563834],
    [mbgNbd, 0, 0, 10, Infinity, 1e-6, 32.194455350658295],
  ])('discount orders exactly: %#', (model, x, recency, age, horizon, rate, exact) => {
    expectClose(
      model.discountedOrders(cdnow, cellOfEach([{ x, recency, age }]), horizon, rate),
      [exact],
      1e-12,
    );
  });

  it('take who never came back for alive, and not', () => {
    const cells = cellOfEach([{ x: 0, recency: 0, age: 39 }]);
    expect(only(bgNbd.probabilityAlive(cdnow, cells, 0))).toBe(1);
    expect(only(mbgNbd.probabilityAlive(cdnow, cells, 0))).toBeLessThan(0.8);
  });

  it('are the regular models with one tick', () => {
    const cells = cellOfEach([{ x: 4, recency: 20, age: 30 }]);
    expect(cnbdK('bg', 1, 7).expectedOrders(cdnow, cells, 10)).toEqual(
      bgNbd.expectedOrders(cdnow, cells, 10),
    );
    expect(cnbdK('mbg', 1, 7).expectedOrders(cdnow, cells, 10)).toEqual(
      mbgNbd.expectedOrders(cdnow, cells, 10),
    );
  });
});
