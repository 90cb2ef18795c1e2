import { dot } from './linear';
import type { Objective } from './problem';

/** A point with its value and gradient. */
export interface Evaluated {
  readonly point: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
}

/** Evaluates into new arrays; what is not finite counts as -Infinity, so that a search turns back from it. */
export function evaluate(objective: Objective, point: Float64Array): Evaluated {
  const gradient = new Float64Array(point.length);
  const value = objective(point, gradient);
  const finite = Number.isFinite(value) && gradient.every(Number.isFinite);
  return { point, value: finite ? value : -Infinity, gradient };
}

export const along = (point: Float64Array, direction: readonly number[], step: number): Float64Array =>
  point.map((value, i) => value + step * (direction[i] ?? 0));

const [sufficient, flat] = [1e-4, 0.9];
const mostTries = 40;
/** Of a sum over millions of terms, relative. */
const rounding = 1e-12;

/** The top of the parabola through a value and slope at `low` and a value at `high`, kept well inside the two. */
function between(low: number, high: number, rise: number, slope: number): number {
  const width = high - low;
  const top = (slope * width * width) / (2 * (slope * width - rise));
  return low + (Number.isFinite(top) ? Math.min(0.9 * width, Math.max(0.1 * width, top)) : width / 2);
}

/**
 * A step uphill that meets the weak Wolfe conditions: enough gained (Armijo), and the slope along the direction fallen
 * (curvature), so that a BFGS update stays positive definite. By bracketing (Lewis & Overton 2013, algorithm 2.6),
 * interpolating where the bracket allows. Rounding of the value is forgiven, so that it ends near the top too.
 * @returns null when no step gains
 */
export function lineSearch(
  objective: Objective,
  from: Evaluated,
  direction: readonly number[],
  firstStep: number,
): Evaluated | null {
  const slope = dot(from.gradient, direction);
  const noise = rounding * Math.abs(from.value);
  let [low, high, step] = [0, Infinity, firstStep];
  let [lowValue, lowSlope] = [from.value, slope];
  let best: Evaluated | null = null;
  for (let tries = 0; tries < mostTries; tries++) {
    const next = evaluate(objective, along(from.point, direction, step));
    const nextSlope = dot(next.gradient, direction);
    if (!(next.value + noise >= from.value + sufficient * step * slope)) {
      high = step;
      step =
        next.value === -Infinity
          ? low + (high - low) / 4
          : between(low, high, next.value - lowValue, lowSlope);
    } else if (nextSlope > flat * slope) {
      best = next;
      [low, lowValue, lowSlope] = [step, next.value, nextSlope];
      step = high === Infinity ? 3 * step : (low + high) / 2;
    } else return next;
    if (high - low < 1e-12 * high) break;
  }
  return best;
}
