import { describe, expect, it } from 'vitest';
import { maximise } from '../../../../src/models/numerics/optimise';
import type { Objective } from '../../../../src/models/numerics/problem';

/** Rosenbrock's valley turned over; its top is at (1, 1). */
const rosenbrock: Objective = (point, gradient) => {
  const [x = 0, y = 0] = point;
  gradient[0] = 2 * (1 - x) + 400 * x * (y - x * x);
  gradient[1] = -200 * (y - x * x);
  return -((1 - x) ** 2 + 100 * (y - x * x) ** 2) - 5;
};

/** Grows towards -100 however far x goes. */
const endless: Objective = (point, gradient) => {
  const [x = 0, y = 0] = point;
  gradient[0] = Math.exp(-x);
  gradient[1] = -2 * y;
  return -Math.exp(-x) - y * y - 100;
};

/** Tops at -2 (height 1) and at 2 (height 2). */
const twoTops: Objective = (point, gradient) => {
  const [x = 0] = point;
  const [left, right] = [Math.exp(-((x + 2) ** 2)), 2 * Math.exp(-((x - 2) ** 2))];
  gradient[0] = -2 * (x + 2) * left - 2 * (x - 2) * right;
  return left + right;
};

describe('maximise', () => {
  it('climbs a curved ridge to the top', () => {
    const top = maximise({ objective: rosenbrock, starts: [[-1.2, 1]], customers: 1 });
    expect(top.ok).toBe(true);
    expect(top.point[0]).toBeCloseTo(1, 8);
    expect(top.point[1]).toBeCloseTo(1, 8);
    if (top.ok) expect(top.hessian[0]?.[0]).toBeCloseTo(-802, 3);
  });

  it('takes the higher of two tops', () => {
    const top = maximise({ objective: twoTops, starts: [[-1.5], [3]], customers: 1 });
    expect(top.point[0]).toBeCloseTo(2, 5);
  });

  it('ends at the top of a value so large that rounding hides the last gains', () => {
    const objective: Objective = (point, gradient) => {
      const x = (point[0] ?? 0) - 0.3;
      gradient[0] = -2e7 * x;
      return -1e7 * x * x - 1e9;
    };
    const top = maximise({ objective, starts: [[2]], customers: 1e7 });
    expect(top.ok).toBe(true);
    expect(top.point[0]).toBeCloseTo(0.3, 10);
    if (top.ok) expect(top.evaluations).toBeLessThan(40);
  });

  it('tells where a value grows without end', () => {
    const end = maximise({ objective: endless, starts: [[0, 1]], customers: 1 });
    expect(end).toMatchObject({ ok: false, reason: 'diverged' });
    if (!end.ok) expect(end.direction[0]).toBeGreaterThan(0.99);
  });

  it('turns back from where there is no value', () => {
    const objective: Objective = (point, gradient) => {
      const x = point[0] ?? 0;
      gradient[0] = 1 / x - 1;
      return Math.log(x) - x;
    };
    const top = maximise({ objective, starts: [[-1], [0.01]], customers: 1 });
    expect(top.point[0]).toBeCloseTo(1, 8);
  });

  it('finds none where no start has a value', () => {
    const end = maximise({ objective: () => Number.NaN, starts: [[0]], customers: 1 });
    expect(end).toMatchObject({ ok: false, reason: 'no_maximum' });
  });

  it('stops when it is told to', () => {
    const stop = AbortSignal.abort(new Error('enough'));
    expect(() => maximise({ objective: rosenbrock, starts: [[0, 0]], customers: 1, signal: stop })).toThrow(
      'enough',
    );
  });
});
