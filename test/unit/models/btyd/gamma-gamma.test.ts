import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  expectedSpend,
  fitGammaGamma,
  gammaGammaObjective,
  gammaGammaParameters,
  type SpendCells,
} from '../../../../src/models/btyd/gamma-gamma';
import { createRandom } from '../../../../src/models/random';
import { customersOf, references, type TransactionFile } from '../../../fixtures/clv-reference';
import { hasShared } from '../../../fixtures/shared';

const cellsOf = (customers: readonly (readonly [x: number, mean: number])[]): SpendCells => ({
  x: Float64Array.from(customers, ([x]) => x),
  mean: Float64Array.from(customers, ([, mean]) => mean),
  weight: new Float64Array(customers.length).fill(1),
});

function simulated(customers: number, { p, q, v }: Readonly<Record<'p' | 'q' | 'v', number>>): SpendCells {
  const random = createRandom(11);
  return cellsOf(
    Array.from({ length: customers }, () => {
      const x = 1 + random.poisson(2);
      return [x, random.gamma(p * x, random.gamma(q, v)) / x] as const;
    }),
  );
}

describe.skipIf(!hasShared)('gamma-gamma against reference values (needs ../shared)', () => {
  const exact = hasShared ? references('Gamma-Gamma', ['mle_exact']) : [];

  test.each(exact.map((each) => [each.id, each] as const))(
    '%s meets the exact optimum',
    (_, { dataset, expected }) => {
      const { params, LL, se } = expected as unknown as {
        params: Record<string, number>;
        LL: number;
        se: Record<string, number>;
      };
      const spend = customersOf(dataset as TransactionFile).map(({ x, repeatSpend }) => {
        const sum = repeatSpend.reduce((total, amount) => total + amount, 0);
        return [x, x > 0 ? sum / x : 0] as const;
      });
      const outcome = fitGammaGamma(cellsOf(spend));
      if (!outcome.ok) throw new Error(outcome.refusal);
      const { fit } = outcome;
      expect(Math.abs(fit.logLikelihood - LL)).toBeLessThan(1e-6);
      for (const name of gammaGammaParameters) {
        expect(Math.abs((fit.parameters[name] ?? 0) / (params[name] ?? 0) - 1), name).toBeLessThan(1e-6);
        expect(Math.abs((fit.standardErrors[name] ?? 0) / (se[name] ?? 0) - 1), name).toBeLessThan(1e-4);
      }
    },
  );

  test('the expected spend of the first ten CDNOW customers', () => {
    const [entry] = references('Gamma-Gamma', ['gg_mean']);
    const { params, x, m } = entry?.inputs as { params: Record<string, number>; x: number[]; m: number[] };
    const values = expectedSpend(params, Float64Array.from(x), Float64Array.from(m));
    const { exact: expected } = entry?.expected as { exact: number[] };
    values.forEach((value, i) => expect(Math.abs(value / (expected[i] ?? 0) - 1)).toBeLessThan(1e-12));
  });
});

describe('gamma-gamma', () => {
  test('has the gradient of its own differences', () => {
    const logs = fc.tuple(...[0, 1, 2].map(() => fc.double({ min: -2, max: 3, noNaN: true })));
    const people = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 300 }), fc.double({ min: 0, max: 500, noNaN: true })),
      { minLength: 1, maxLength: 10 },
    );
    fc.assert(
      fc.property(logs, people, (at, customers) => {
        const objective = gammaGammaObjective(cellsOf(customers));
        const gradient = new Float64Array(3);
        objective(Float64Array.from(at), gradient);
        const scale = Math.max(1, ...gradient.map(Math.abs));
        for (let i = 0; i < 3; i++) {
          const value = (shift: number) =>
            objective(
              Float64Array.from(at, (each, j) => (j === i ? each + shift : each)),
              new Float64Array(3),
            );
          const width = 1e-3;
          const difference =
            (8 * (value(width) - value(-width)) - (value(2 * width) - value(-2 * width))) / (12 * width);
          expect(Math.abs(difference - (gradient[i] ?? 0)) / scale).toBeLessThan(1e-6);
        }
      }),
      { seed: 2013, numRuns: 100 },
    );
  });

  test('finds the truth of simulated spend within four standard errors', () => {
    const truth = { p: 6, q: 4, v: 15 };
    const outcome = fitGammaGamma(simulated(20_000, truth));
    if (!outcome.ok) throw new Error(outcome.refusal);
    const { parameters, standardErrors, customers } = outcome.fit;
    for (const name of gammaGammaParameters)
      expect(
        Math.abs((parameters[name] ?? 0) - truth[name]) / (standardErrors[name] ?? 0),
        name,
      ).toBeLessThan(4);
    expect(customers).toBe(20_000);
  });

  test('a cell that holds three customers counts as three', () => {
    const cells = simulated(300, { p: 6, q: 4, v: 15 });
    const thrice = { ...cells, weight: cells.weight.map(() => 3) };
    const copies = (values: Float64Array) => Float64Array.from([...values, ...values, ...values]);
    const [one, other] = [
      fitGammaGamma(thrice),
      fitGammaGamma({ x: copies(cells.x), mean: copies(cells.mean), weight: copies(cells.weight) }),
    ];
    if (!one.ok || !other.ok) throw new Error('no fit');
    expect(one.fit.logLikelihood).toBeCloseTo(other.fit.logLikelihood, 7);
    expect(one.fit.parameters['q']).toBeCloseTo(other.fit.parameters['q'] ?? 0, 7);
  });

  test('refuses what it cannot tell', () => {
    expect(
      fitGammaGamma(
        cellsOf([
          [2, 10],
          [0, 0],
          [3, 0],
        ]),
      ),
    ).toEqual({ ok: false, refusal: 'too_few_spenders' });
    expect(fitGammaGamma(simulated(3_000, { p: 3, q: 0.6, v: 10 }))).toEqual({
      ok: false,
      refusal: 'infinite_mean',
    });
    const onePrice = cellsOf(Array.from({ length: 200 }, (_, i) => [1 + (i % 4), 20]));
    expect(fitGammaGamma(onePrice)).toEqual({ ok: false, refusal: 'all_alike' });
  });

  test('expects the population’s mean of the unknown, and more and more of the own mean', () => {
    const parameters = { p: 6.25, q: 3.74, v: 15.44 };
    const [none = 0, one = 0, many = 0] = expectedSpend(
      parameters,
      Float64Array.of(0, 1, 10_000),
      Float64Array.of(Number.NaN, 100, 100),
    );
    expect(none).toBeCloseTo((6.25 * 15.44) / 2.74, 12);
    expect(one).toBeGreaterThan(none);
    expect(one).toBeLessThan(100);
    expect(many).toBeCloseTo(100, 1);
    expect(expectedSpend({ ...parameters, q: 0.9 }, Float64Array.of(3), Float64Array.of(5))[0]).toBeNaN();
  });
});
