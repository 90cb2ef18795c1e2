import type { Trial } from './rolling';

/** Steps in which weights are tried. */
const step = 0.05;

/** All weights of `count` parts in steps that add up to 1. */
function* simplex(count: number, left = Math.round(1 / step)): Generator<readonly number[]> {
  if (count === 1) {
    yield [left * step];
    return;
  }
  for (let own = 0; own <= left; own++)
    for (const others of simplex(count - 1, left - own)) yield [own * step, ...others];
}

/**
 * Weights of a mean of forecasts, by their squared errors at the origins together (Breiman 1996, "Stacked regressions",
 * Machine Learning 24, 49-64: not negative, adding up to 1). Errors of an origin count by how much is forecast there.
 * @param ids of the candidates to weigh, at most 4; one that could not say at some origin gets 0
 * @returns a weight for each, in their order; null when none could say at all origins
 */
export function stackingWeights(trials: readonly Trial[], ids: readonly string[]): readonly number[] | null {
  const able = ids.filter((id) => trials.every(({ forecasts }) => forecasts.get(id)));
  if (able.length === 0 || trials.length === 0) return null;
  // Sums of products of errors: the squared error of any mean follows from them.
  const products = able.map(() => able.map(() => 0));
  for (const { actual, forecasts } of trials) {
    const errors = able.map((id) => forecasts.get(id)?.map((value, i) => value - (actual[i] ?? 0)));
    const scale = actual.reduce((sum, value) => sum + value * value, 0) || 1;
    errors.forEach((one, a) => {
      errors.forEach((other, b) => {
        const sum = one?.reduce((total, value, i) => total + value * (other?.[i] ?? 0), 0) ?? 0;
        const row = products[a];
        if (row) row[b] = (row[b] ?? 0) + sum / scale;
      });
    });
  }
  let best: readonly number[] = [];
  let least = Infinity;
  for (const weights of simplex(able.length)) {
    const error = weights.reduce(
      (sum, one, a) =>
        sum + weights.reduce((row, other, b) => row + one * other * (products[a]?.[b] ?? 0), 0),
      0,
    );
    if (error < least) [best, least] = [weights, error];
  }
  return ids.map((id) => best[able.indexOf(id)] ?? 0);
}
