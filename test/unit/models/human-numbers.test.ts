import { describe, expect, it } from 'vitest';
import { humanNumbers } from '../../../src/models/human-numbers';

describe('human numbers', () => {
  it('are round, ascending and within their bounds, which may be among them', () => {
    expect(humanNumbers(1, 100)).toEqual([1, 1.5, 2, 2.5, 3, 4, 5, 7.5, 10, 15, 20, 25, 30, 40, 50, 75, 100]);
    expect(humanNumbers(0.03, 0.1)).toEqual([0.03, 0.04, 0.05, 0.075, 0.1]);
    expect(humanNumbers(26, 29)).toEqual([]);
    expect(humanNumbers(5, 1)).toEqual([]);
  });

  it('are never more than half as much again as the one before', () => {
    const all = humanNumbers(0.01, 1e12);
    expect(all).toHaveLength(14 * 8 + 1);
    for (const [index, number] of all.entries()) {
      const before = all[index - 1];
      if (before === undefined) continue;
      expect(number).toBeGreaterThan(before);
      expect(number / before).toBeLessThanOrEqual(1.5 + 1e-12);
    }
  });

  it('begin above 0', () => {
    expect(() => humanNumbers(0, 10)).toThrow(RangeError);
    expect(() => humanNumbers(NaN, 10)).toThrow(RangeError);
  });
});
