import { lineSearch, type Evaluated } from './line-search';
import { dot, multiply, type Matrix } from './linear';
import type { Problem } from './problem';

/** Bounds of each coordinate. */
export interface Box {
  readonly low: readonly number[];
  readonly high: readonly number[];
}

export interface Climb {
  readonly at: Evaluated;
  /** Whether it ended because it left the box. */
  readonly left: boolean;
  /** The sum of the last steps. */
  readonly drift: readonly number[];
  readonly iterations: number;
}

export const outside = (point: Float64Array, { low, high }: Box): boolean =>
  point.some((value, i) => value < (low[i] ?? -Infinity) || value > (high[i] ?? Infinity));

const mostIterations = 300;
/** Longest step of a coordinate: a factor of e² in a logarithm. */
const longestStep = 2;
/** Where gains are this small (relative to the value) Newton's method takes over. */
const smallGain = 1e-10;

const scaledIdentity = (size: number, scale: number): number[][] =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (__, j) => (i === j ? scale : 0)));

/** The inverse BFGS update (Nocedal & Wright 2006, 6.17) by step s and fall of the gradient y. */
function update(inverse: Matrix, s: readonly number[], y: readonly number[], curvature: number): number[][] {
  const turned = multiply(inverse, y);
  const scale = (1 + dot(y, turned) / curvature) / curvature;
  return inverse.map((row, i) =>
    row.map((value, j) => {
      const [si, sj] = [s[i] ?? 0, s[j] ?? 0];
      return value + scale * si * sj - ((turned[i] ?? 0) * sj + si * (turned[j] ?? 0)) / curvature;
    }),
  );
}

/** The quasi-Newton direction, or the gradient where rounding has spoilt the former; never longer than a step may be. */
function directionOf(inverse: Matrix, gradient: Float64Array): number[] {
  const quasi = multiply(inverse, gradient);
  const direction = dot(quasi, gradient) > 0 ? quasi : [...gradient];
  const longest = Math.max(...direction.map(Math.abs));
  return longest > longestStep ? direction.map((value) => (value / longest) * longestStep) : direction;
}

/** Below a top that is known, and so near to it that the climb can only end there. */
const under = (known: Evaluated | undefined, { point, value }: Evaluated): boolean =>
  known !== undefined &&
  value <= known.value &&
  point.every((each, i) => Math.abs(each - (known.point[i] ?? 0)) < 0.1);

/**
 * Climbs by BFGS until the gain is small, the box is left, or the climb joins one that ended at `known`. It need not end
 * at the top: Newton's method judges that.
 */
export function bfgs(problem: Problem, start: Evaluated, box: Box, known?: Evaluated): Climb {
  const size = start.point.length;
  const { objective, customers } = problem;
  let inverse: Matrix = problem.inverseHessian ?? scaledIdentity(size, 1 / customers);
  let scaled = problem.inverseHessian !== undefined;
  let at = start;
  let drift = Array.from({ length: size }, () => 0);
  let calm = 0;
  let iterations = 0;
  for (; iterations < mostIterations && calm < 2 && !under(known, at); iterations++) {
    const direction = directionOf(inverse, at.gradient);
    const next = lineSearch(objective, at, direction, 1);
    if (!next) {
      // A spoilt matrix points nowhere: once more along the gradient before giving up.
      if (!scaled) break;
      [inverse, scaled] = [scaledIdentity(size, 1 / customers), false];
      continue;
    }
    const previous = at;
    const step = [...next.point].map((value, i) => value - (previous.point[i] ?? 0));
    const fall = [...next.gradient].map((value, i) => (previous.gradient[i] ?? 0) - value);
    const curvature = dot(step, fall);
    if (curvature > 0) {
      if (!scaled) inverse = scaledIdentity(size, curvature / dot(fall, fall));
      scaled = true;
      inverse = update(inverse, step, fall, curvature);
    }
    drift = drift.map((value, i) => 0.7 * value + (step[i] ?? 0));
    calm = next.value - previous.value <= smallGain * Math.abs(next.value) ? calm + 1 : 0;
    at = next;
    if (outside(at.point, box)) return { at, left: true, drift, iterations };
  }
  return { at, left: false, drift, iterations };
}
