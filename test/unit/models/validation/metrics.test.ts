import { expect, test } from 'vitest';
import { frequencySegments, lastRate, segmentMean } from '../../../../src/models/validation/baselines';
import { coverage, ranks, score, spearman, topDecileShare } from '../../../../src/models/validation/metrics';
import { expectClose } from '../closeness';

const of = (...values: number[]) => Float64Array.from(values);

test('ties share the mean of their ranks', () => {
  expect([...ranks(of(3, 1, 3, 2, 3))]).toEqual([4, 1, 4, 2, 4]);
});

test('Spearman with ties is the correlation of mean ranks', () => {
  // Ranks 1, 2.5, 2.5, 4 and 1, 3, 2, 4: their products of deviations 4.5, over the root of 4.5 × 5.
  expect(spearman(of(1, 2, 2, 3), of(1, 3, 2, 4))).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 14);
  expect(spearman(of(1, 2, 3), of(30, 20, 10))).toBe(-1);
  expect(spearman(of(1, 1, 1), of(1, 2, 3))).toBeNull();
});

test('a score by hand', () => {
  const found = score(of(1, 2, 0, 1), of(2, 2, 1, 0));
  expect(found.bias).toBeCloseTo(-1 / 5, 14);
  expect(found.mae).toBe(0.75);
  expect(found.rmse).toBeCloseTo(Math.sqrt(3) / 2, 14);
  expect(found.topDecilePerfect).toBe(0.4);
  expect(() => score(of(), of())).toThrow(RangeError);
  expect(score(of(1), of(0)).bias).toBeNull();
});

test('customers tied at the border of the top decile count in part', () => {
  const actual = Float64Array.from({ length: 20 }, (_, i) => (i < 4 ? 1 : 0));
  // Two places for the four of 20 that are ranked first together.
  const by = Float64Array.from({ length: 20 }, (_, i) => (i < 4 ? 9 : 1));
  expect(topDecileShare(actual, by)).toBe(0.5);
  expect(topDecileShare(new Float64Array(20), by)).toBeNull();
});

test('coverage counts both ends', () => {
  const intervals = [
    { low: 0, high: 1 },
    { low: 0, high: 1 },
  ];
  expect(coverage(intervals, [1, 2])).toBe(0.5);
  expect(coverage([], [])).toBeNull();
});

test('baselines go on as before', () => {
  const known = { x: of(0, 2, 9, 1), age: of(10, 10, 30, 0) };
  expect([...lastRate(known, 5)]).toEqual([0, 1, 1.5, 0]);
  const segments = frequencySegments(known.x, 2);
  expect([...segments]).toEqual([0, 2, 2, 1]);
  expectClose(segmentMean(known, segments, 4), [0, 1.1, 1.1, 0], 1e-15);
});
