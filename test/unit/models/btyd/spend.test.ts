import { describe, expect, test } from 'vitest';
import { fitGammaGamma, type SpendCells } from '../../../../src/models/btyd/gamma-gamma';
import { robustSpend, shrunkSpend } from '../../../../src/models/btyd/spend-fallback';
import { spendIndependence } from '../../../../src/models/btyd/spend-independence';
import { erfc, incompleteBeta } from '../../../../src/models/numerics/special';
import { createRandom } from '../../../../src/models/random';

const cellsOf = (
  customers: readonly (readonly [x: number, mean: number, weight?: number])[],
): SpendCells => ({
  x: Float64Array.from(customers, ([x]) => x),
  mean: Float64Array.from(customers, ([, mean]) => mean),
  weight: Float64Array.from(customers, ([, , weight = 1]) => weight),
});

/** Customers whose spend per order is gamma distributed about a mean that follows x by a power. */
function shop(customers: number, power: number, seed: number): SpendCells {
  const random = createRandom(seed);
  return cellsOf(
    Array.from({ length: customers }, () => {
      const x = 1 + random.poisson(random.gamma(1, 0.5));
      return [x, (random.gamma(5 * x, random.gamma(4, 15)) / x) * x ** power] as const;
    }),
  );
}

describe('the independence of spend and frequency', () => {
  test('Spearman’s correlation with ties, by hand', () => {
    // Ranks of x: 1.5 1.5 3 4.5 4.5; of spend: 2 1 4 3 5. Covariance 8, variances 9.5 and 10 (times 5).
    const { spearman, customers } = spendIndependence(
      cellsOf([
        [1, 12],
        [1, 10],
        [2, 30],
        [3, 20],
        [3, 40],
      ]),
      null,
    );
    const [x, y] = [
      [1.5, 1.5, 3, 4.5, 4.5],
      [2, 1, 4, 3, 5],
    ];
    const products = (x ?? []).reduce((sum, rank, i) => sum + (rank - 3) * ((y?.[i] ?? 0) - 3), 0);
    expect(spearman).toBeCloseTo(products / Math.sqrt(9 * 10), 12);
    expect(customers).toBe(5);
  });

  test('weights count as customers', () => {
    const cells = shop(400, 0.2, 3);
    const doubled = { ...cells, weight: cells.weight.map(() => 2) };
    const copies = (values: Float64Array) => Float64Array.from([...values, ...values]);
    const twice = spendIndependence(
      {
        x: copies(cells.x),
        mean: copies(cells.mean),
        weight: copies(cells.weight),
      },
      null,
    );
    const weighed = spendIndependence(doubled, null);
    expect(weighed.spearman).toBeCloseTo(twice.spearman ?? 2, 12);
    expect(weighed.pValue).toBeCloseTo(twice.pValue ?? 2, 12);
    expect(weighed.perOrder).toBeCloseTo(twice.perOrder ?? 0, 9);
  });

  test('rejects independence in one of twenty independent shops, not more', () => {
    let [fitted, rejected, rejectedByOwnRanks] = [0, 0, 0];
    for (let seed = 1; seed <= 150; seed++) {
      const cells = shop(500, 0, seed);
      const outcome = fitGammaGamma(cells);
      if (!outcome.ok) continue;
      fitted++;
      if ((spendIndependence(cells, outcome.fit.parameters).pValue ?? 1) < 0.05) rejected++;
      if ((spendIndependence(cells, null).pValue ?? 1) < 0.05) rejectedByOwnRanks++;
    }
    expect(fitted).toBeGreaterThan(140);
    // Of 150 at 5 %, more than 15 has a chance of one in a hundred and fifty.
    expect(rejected).toBeLessThanOrEqual(15);
    expect(rejectedByOwnRanks).toBeGreaterThan(rejected);
  });

  test('finds that spend grows with frequency, and how much it matters', () => {
    const cells = shop(2_000, 0.4, 5);
    const outcome = fitGammaGamma(cells);
    if (!outcome.ok) throw new Error(outcome.refusal);
    const { pValue, spearman, perOrder, perCustomer, bands } = spendIndependence(
      cells,
      outcome.fit.parameters,
    );
    expect(pValue).toBeLessThan(1e-6);
    expect(spearman).toBeGreaterThan(0.2);
    expect((perOrder ?? 0) / (perCustomer ?? 1)).toBeGreaterThan(1.1);
    const spends = bands.map(({ meanSpend }) => meanSpend ?? Number.NaN);
    expect(spends).toEqual(spends.toSorted((one, other) => one - other));
  });

  test('bands hold all spenders, and nobody else', () => {
    const { bands, customers } = spendIndependence(
      cellsOf([
        [0, 0, 50],
        [1, 10, 2],
        [2, 0],
        [3, 20],
        [4, 40],
        [9, 1],
        [10, 2],
        [5000, 3],
      ]),
      null,
    );
    expect(customers).toBe(7);
    expect(bands.map(({ customers: count }) => count)).toEqual([2, 0, 2, 1, 2]);
    expect(bands.map(({ meanSpend }) => meanSpend)).toEqual([10, null, 30, 1, 2.5]);
    expect(bands.at(-1)).toMatchObject({ from: 10, to: null, orders: 5010 });
  });

  test('says nothing where nothing can be said', () => {
    expect(spendIndependence(cellsOf([]), null)).toMatchObject({
      spearman: null,
      pValue: null,
      perCustomer: null,
    });
    expect(
      spendIndependence(
        cellsOf([
          [2, 5],
          [2, 9],
          [2, 4],
          [2, 1],
        ]),
        null,
      ),
    ).toMatchObject({ spearman: null });
    expect(
      spendIndependence(
        cellsOf([
          [1, 5],
          [2, 9],
        ]),
        null,
      ).pValue,
    ).toBeNull();
  });
});

test.each([
  [0, 1],
  [0.5, 0.4795001221869535],
  [1.9, 0.007209570764742526],
  [2.1, 0.002979466656333],
  [5, 1.5374597944280349e-12],
  [-1, 1.842700792949715],
])('erfc(%f)', (x, expected) => {
  expect(Math.abs(erfc(x) / expected - 1)).toBeLessThan(1e-12);
});

test.each([
  [2, 3, 0.4, 0.5248],
  [0.5, 0.5, 0.25, 1 / 3],
  [50_000, 4, 0.9999, 0.264969767189846],
  [3, 1, 0.5, 0.125],
])('incompleteBeta(%f, %f, %f)', (a, b, x, expected) => {
  expect(Math.abs(incompleteBeta(a, b, x) / expected - 1)).toBeLessThan(1e-11);
  expect(Math.abs(incompleteBeta(b, a, 1 - x) / (1 - expected) - 1)).toBeLessThan(1e-11);
});

describe('spend without a model', () => {
  test('gives an estimate where the gamma-gamma model has no mean', () => {
    const random = createRandom(2);
    const wild = cellsOf(
      Array.from({ length: 3_000 }, () => {
        const x = 1 + random.poisson(1);
        return [x, random.gamma(3 * x, random.gamma(0.6, 10)) / x] as const;
      }),
    );
    expect(fitGammaGamma(wild).ok).toBe(false);
    const estimate = robustSpend(wild);
    if (!estimate) throw new Error('no estimate');
    expect(estimate.centre).toBeLessThan(estimate.cap);
    expect(
      shrunkSpend(estimate, wild.x, wild.mean).every((value) => Number.isFinite(value) && value > 0),
    ).toBe(true);
  });

  test('weighs own orders as the gamma-gamma model does, where that holds', () => {
    const estimate = robustSpend(shop(40_000, 0, 9));
    // (q - 1) / p orders weigh as much as the population's mean, p v / (q - 1) = 25.
    expect(estimate?.priorOrders).toBeGreaterThan(0.4);
    expect(estimate?.priorOrders).toBeLessThan(0.9);
    expect(Math.abs((estimate?.centre ?? 0) / 25 - 1)).toBeLessThan(0.03);
  });

  test('one outlier moves it by next to nothing', () => {
    const calm = shop(2_000, 0, 4);
    const shaken = { ...calm, mean: calm.mean.map((value, i) => (i === 7 ? 1e7 : value)) };
    expect((robustSpend(shaken)?.centre ?? 0) / (robustSpend(calm)?.centre ?? 1)).toBeCloseTo(1, 2);
  });

  test('a customer without repeat orders is expected to spend the centre; one order weighs one without more data', () => {
    const estimate = robustSpend(
      cellsOf([
        [1, 10],
        [1, 30],
      ]),
    );
    expect(estimate).toEqual({ centre: 20, priorOrders: 1, cap: 30 });
    if (estimate)
      expect([...shrunkSpend(estimate, Float64Array.of(0, 1, 3), Float64Array.of(0, 40, 40))]).toEqual([
        20, 30, 35,
      ]);
    expect(robustSpend(cellsOf([[0, 0]]))).toBeNull();
  });
});
