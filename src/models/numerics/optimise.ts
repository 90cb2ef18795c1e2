import { bfgs } from './bfgs';
import { evaluate, type Evaluated } from './line-search';
import { newton } from './newton';
import type { Maximum, NoMaximum, Objective, Problem } from './problem';

/** How far from all starts a coordinate may go: a factor of e^12, some 160,000, for logarithms. */
const reach = 12;
/** Climbs that end this near in value (relative) have found the same top. */
const sameTop = 1e-9;

/** The best starts first; those with no finite value are dropped. */
function screen(problem: Problem): Evaluated[] {
  return problem.starts
    .map((start) => evaluate(problem.objective, Float64Array.from(start)))
    .filter((each) => each.value > -Infinity)
    .sort((one, other) => other.value - one.value);
}

function boxAround(starts: Problem['starts']): { readonly low: number[]; readonly high: number[] } {
  const coordinates = (starts[0] ?? []).map((_, i) => starts.map((start) => start[i] ?? 0));
  return {
    low: coordinates.map((values) => Math.min(...values) - reach),
    high: coordinates.map((values) => Math.max(...values) + reach),
  };
}

/**
 * Finds the maximum of a smooth function: the starts are ordered by one evaluation each, all climb by BFGS, and
 * the highest ends by Newton's method, which also judges the top: the gradient vanishes and the
 * Hessian is negative definite. Anything else is told as no maximum.
 * @throws the signal's reason when it is aborted
 */
export function maximise(problem: Problem): Maximum | NoMaximum {
  let evaluations = 0;
  const objective: Objective = (point, gradient) => {
    problem.signal?.throwIfAborted();
    evaluations++;
    return problem.objective(point, gradient);
  };
  const counted = { ...problem, objective };
  const starts = screen(counted);
  const box = boxAround(problem.starts);
  let best: ReturnType<typeof bfgs> | null = null;
  let iterations = 0;
  for (const start of starts) {
    const climb = bfgs(counted, start, box, best?.at);
    iterations += climb.iterations;
    const tolerance = sameTop * Math.abs(climb.at.value);
    // Of equal tops, one inside the box is a maximum; one that left it is not.
    if (!best || climb.at.value > best.at.value + (climb.left ? tolerance : -tolerance)) best = climb;
  }
  if (!best)
    return { ok: false, reason: 'no_maximum', point: new Float64Array(), value: -Infinity, direction: [] };
  const top = newton(counted, best, box);
  return top.ok ? { ...top, iterations: iterations + top.iterations, evaluations } : top;
}
