import { outside, type Box, type Climb } from './bfgs';
import { along, evaluate, lineSearch, type Evaluated } from './line-search';
import { cholesky, dot, solveCholesky, type Matrix } from './linear';
import type { Maximum, NoMaximum, Objective, Problem } from './problem';

/** Width of the central differences: their error is its square, and rounding its inverse; both are far below need. */
const width = 1e-4;
const mostIterations = 60;
/** A Newton decrement is the distance to the top in standard errors: this is a hundred-millionth of one. */
const nearTop = 1e-8;
/** A decrement may be held above that by the rounding of gradients; this much is still a top for every use. */
const nearEnough = 1e-5;
/** Per customer, and beyond rounding. */
const flatGradient = 1e-6;
/** How far a ridge is followed before it counts as endless, in the units of the coordinates. */
const farAway = 6;

/** Second derivatives by central differences of the gradient. */
function hessianAt(objective: Objective, { point }: Evaluated): number[][] {
  const columns = [...point].map((_, i) => {
    const [up, down] = [width, -width].map((shift) =>
      evaluate(
        objective,
        point.map((value, j) => (i === j ? value + shift : value)),
      ),
    );
    return [...point].map((__, j) => ((up?.gradient[j] ?? 0) - (down?.gradient[j] ?? 0)) / (2 * width));
  });
  return columns.map((column, i) => column.map((value, j) => (value + (columns[j]?.[i] ?? 0)) / 2));
}

/** The Cholesky factor of the negative Hessian; where that is not positive definite, of it with a ridge. */
function factorOf(hessian: Matrix): { readonly factor: Matrix; readonly definite: boolean } | null {
  const negative = hessian.map((row) => row.map((value) => -value));
  const factor = cholesky(negative);
  if (factor) return { factor, definite: true };
  const size = Math.max(...negative.flat().map(Math.abs));
  for (let ridge = 1e-10 * size; ridge < 1e3 * size; ridge *= 10) {
    const raised = cholesky(
      negative.map((row, i) => row.map((value, j) => (i === j ? value + ridge : value))),
    );
    if (raised) return { factor: raised, definite: false };
  }
  return null;
}

/** Whether the value does not fall far away in the direction: then there is no top on this side. */
function endless(objective: Objective, at: Evaluated, direction: readonly number[]): boolean {
  const longest = Math.max(...direction.map(Math.abs));
  const far = evaluate(objective, along(at.point, direction, farAway / longest));
  return far.value >= at.value - 1e-11 * Math.abs(at.value);
}

const unit = (vector: readonly number[]): number[] => {
  const longest = Math.max(Number.MIN_VALUE, ...vector.map(Math.abs));
  return vector.map((value) => value / longest);
};

/**
 * Ends a climb by Newton's method with second derivatives by central differences; they are kept while steps are small.
 * Stops by the Newton decrement, not by the size of the gradient, which rounding keeps from zero.
 */
export function newton(problem: Problem, climb: Climb, box: Box): Omit<Maximum, 'evaluations'> | NoMaximum {
  const { objective, customers } = problem;
  let at = climb.at;
  const fail = (reason: NoMaximum['reason'], direction: readonly number[]): NoMaximum => {
    return { ok: false, reason, point: at.point, value: at.value, direction: unit(direction) };
  };
  if (climb.left) return fail('diverged', climb.drift);
  let hessian = hessianAt(objective, at);
  let factored = factorOf(hessian);
  let least = Infinity;
  for (let iterations = 1; iterations <= mostIterations; iterations++) {
    if (!factored) return fail('no_maximum', climb.drift);
    const step = solveCholesky(factored.factor, at.gradient);
    const decrement = Math.sqrt(dot(step, at.gradient));
    const longest = Math.max(...step.map(Math.abs));
    const flat = Math.max(...at.gradient.map(Math.abs)) / customers;
    const settled = decrement <= nearTop || (decrement <= nearEnough && decrement >= 0.5 * least);
    if (settled && factored.definite && longest < 1e-3 && flat <= flatGradient)
      return { ok: true, point: at.point, value: at.value, hessian, gradientNorm: flat, iterations };
    // On a ridge to infinity each Newton step is a long one and gains next to nothing.
    if (longest > 0.3 && decrement * decrement < 0.1 && endless(objective, at, step))
      return fail('diverged', step);
    if (settled && !factored.definite)
      return fail(endless(objective, at, climb.drift) ? 'diverged' : 'no_maximum', climb.drift);
    least = Math.min(least, decrement);
    const scale = Math.min(1, 2 / longest);
    const next =
      decrement < 1e-3 && factored.definite
        ? evaluate(objective, along(at.point, step, 1))
        : lineSearch(objective, at, step, scale);
    if (!next || next.value === -Infinity) return fail('no_maximum', step);
    at = next;
    if (outside(at.point, box)) return fail('diverged', step);
    if (decrement >= 1e-3 || !factored.definite) {
      hessian = hessianAt(objective, at);
      factored = factorOf(hessian);
    }
  }
  return fail('no_maximum', climb.drift);
}
