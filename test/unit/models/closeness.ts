import { expect } from 'vitest';
import type { Objective } from '../../../src/models/numerics/problem';

/** Every number within a relative tolerance of the expected one. */
export function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>, relative: number): void {
  expect(found.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const [one = NaN, other = NaN] = [found[i], expected[i]];
    expect(Math.abs(one - other), `${String(i)}: ${String(one)}, not ${String(other)}`).toBeLessThanOrEqual(
      relative * Math.abs(other),
    );
  }
}

/** The slopes of an objective by central differences. */
export function gradientByDifferences(objective: Objective, point: Float64Array, step = 1e-5): Float64Array {
  const unused = new Float64Array(point.length);
  return point.map((_, k) => {
    const at = (by: number) =>
      objective(
        point.map((value, i) => (i === k ? value + by : value)),
        unused,
      );
    return (at(step) - at(-step)) / (2 * step);
  });
}
