import { describe, expect, it } from 'vitest';
import { meanInterval, student95, wilson } from '../../../src/models/intervals';

describe('wilson', () => {
  // Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('gives the published interval of %i in %i', (successes, n, low, high) => {
    const interval = wilson(successes, n);
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  it('is unknown without trials', () => {
    expect(wilson(0, 0)).toBeNull();
  });
});

describe('student95', () => {
  it.each([
    [1, 12.7062],
    [2, 4.30265],
    [3, 3.18245],
    [4, 2.77645],
    [5, 2.57058],
    [10, 2.22814],
    [30, 2.04227],
    [120, 1.97993],
    [100_000, 1.95999],
  ])('gives the tabulated quantile for %i degrees of freedom', (degrees, expected) => {
    expect(student95(degrees)).toBeCloseTo(expected, 4);
  });
});

describe('meanInterval', () => {
  it('is the textbook interval', () => {
    const interval = meanInterval(10, 2, 5);
    expect(interval?.high).toBeCloseTo(10 + (2.77645 * 2) / Math.sqrt(5), 4);
    expect(interval?.low).toBeCloseTo(10 - (2.77645 * 2) / Math.sqrt(5), 4);
  });

  it('is unknown for one value', () => {
    expect(meanInterval(10, 0, 1)).toBeNull();
  });
});
