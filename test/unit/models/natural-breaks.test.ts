import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseClasses, naturalBreaks, type Weighted } from '../../../src/models/natural-breaks';

/** Squared distances to the classes' means, the classes given by where the sorted values are cut. */
function spread(values: readonly number[], cuts: readonly number[]): number {
  const edges = [-Infinity, ...cuts, Infinity];
  let sum = 0;
  for (let at = 1; at < edges.length; at += 1) {
    const of = values.filter((value) => value >= (edges[at - 1] ?? 0) && value < (edges[at] ?? 0));
    const mean = of.reduce((total, value) => total + value, 0) / of.length;
    sum += of.reduce((total, value) => total + (value - mean) ** 2, 0);
  }
  return sum;
}

/** All ways to cut between different values into k classes. */
function* everyCut(distinct: readonly number[], k: number, from = 1): Generator<number[]> {
  if (k === 1) {
    yield [];
    return;
  }
  for (let at = from; at <= distinct.length - k + 1; at += 1) {
    const cut = ((distinct[at - 1] ?? 0) + (distinct[at] ?? 0)) / 2;
    for (const rest of everyCut(distinct, k - 1, at + 1)) yield [cut, ...rest];
  }
}

const weighted = (values: readonly number[]): Weighted[] => values.map((value) => ({ value, count: 1 }));

test('no other cuts fit better', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -30, max: 60 }), { minLength: 1, maxLength: 14 }), (values) => {
      const distinct = [...new Set(values)].sort((a, b) => a - b);
      const found = naturalBreaks(weighted(values), 5);
      expect(found.map(({ k }) => k)).toEqual(
        Array.from({ length: Math.min(5, distinct.length) }, (_, index) => index + 1),
      );
      const whole = spread(values, []);
      for (const { k, cuts, fit } of found) {
        const best = Math.min(...[...everyCut(distinct, k)].map((each) => spread(values, each)));
        expect(spread(values, cuts)).toBeCloseTo(best, 8);
        expect(fit).toBeCloseTo(whole === 0 ? 1 : 1 - best / whole, 8);
      }
    }),
    { numRuns: 200 },
  );
});

test('equal values count together, in any order', () => {
  const values = [
    { value: 9, count: 2 },
    { value: 1, count: 3 },
    { value: 9, count: 1 },
    { value: 2, count: 1 },
  ];
  const single = [1, 1, 1, 2, 9, 9, 9];
  expect(naturalBreaks(values, 3)).toEqual(naturalBreaks(weighted(single), 3));
});

// Jenks's breaks of three plain heaps, which any method must find.
test('three heaps are three classes, chosen by their fit', () => {
  const heaps = [1, 1.1, 1.2, 5, 5.1, 5.2, 20, 20.1, 20.2];
  const found = naturalBreaks(weighted(heaps), 6);
  expect(found[2]?.cuts).toEqual([(1.2 + 5) / 2, (5.2 + 20) / 2]);
  expect(chooseClasses(found, 0.99)?.k).toBe(3);
  expect(chooseClasses(found, 0.5)?.k).toBe(2);
  expect(chooseClasses(found, 1.1)?.k).toBe(6);
});

test('fit never falls with more classes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 500, noNaN: true }), { minLength: 2, maxLength: 200 }),
      (values) => {
        const fits = naturalBreaks(weighted(values), 6).map(({ fit }) => fit);
        fits.forEach((fit, index) => expect(fit).toBeGreaterThanOrEqual((fits[index - 1] ?? 0) - 1e-9));
      },
    ),
    { numRuns: 100 },
  );
});

test('nothing has no classes; one value has one', () => {
  expect(naturalBreaks([], 6)).toEqual([]);
  expect(chooseClasses([], 0.8)).toBeNull();
  expect(chooseClasses(naturalBreaks([{ value: 4, count: 9 }], 6), 0.8)).toEqual({ k: 1, cuts: [], fit: 1 });
});
