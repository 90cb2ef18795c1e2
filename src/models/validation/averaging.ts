/**
 * Means of several forecasts, which often beat each of them (Bates and Granger 1969, "The combination of forecasts",
 * Operational Research Quarterly 20, 451-468). Weights are not negative and add up to 1 (Breiman 1996, "Stacked
 * regressions", Machine Learning 24, 49-64), and are those with the least loss at the origins, by the very loss that models are
 * chosen by.
 */
import { score, type Score } from './metrics';
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

/** Distinct rows of forecasts and outcome: customers of a cell with the same outcome are one, weighed. */
interface Rows {
  readonly values: readonly Float64Array[];
  readonly actual: Float64Array;
  readonly weight: Float64Array;
}

function rowsOf({ actual, forecasts }: Trial, ids: readonly string[]): Rows {
  const columns = ids.map((id) => forecasts.get(id) ?? new Float64Array(actual.length));
  const found = new Map<string, { at: number; count: number }>();
  actual.forEach((value, i) => {
    const key = `${String(value)} ${columns.map((column) => String(column[i])).join(' ')}`;
    const row = found.get(key);
    if (row) row.count++;
    else found.set(key, { at: i, count: 1 });
  });
  const rows = [...found.values()];
  const pick = (values: Float64Array) => Float64Array.from(rows, ({ at }) => values[at] ?? NaN);
  return {
    values: columns.map(pick),
    actual: pick(actual),
    weight: Float64Array.from(rows, ({ count }) => count),
  };
}

/** The loss of a mean of the forecasts, `lossOf` of choice.ts, from rows. */
function lossOfMean({ values, actual, weight }: Rows, weights: readonly number[]): number {
  let absolute = 0;
  let predicted = 0;
  let total = 0;
  for (let i = 0; i < actual.length; i++) {
    let mean = 0;
    for (let k = 0; k < weights.length; k++) mean += (weights[k] ?? 0) * (values[k]?.[i] ?? NaN);
    const [came, count] = [actual[i] ?? NaN, weight[i] ?? NaN];
    absolute += count * Math.abs(mean - came);
    predicted += count * mean;
    total += count * came;
  }
  return total > 0 ? (absolute + Math.abs(predicted - total)) / total : 0;
}

export interface Averaging {
  /** For each candidate, in their order; from all origins. */
  readonly weights: readonly number[];
  /**
   * What such a mean is worth: its score at each origin by the weights of the other origins, so that no origin chooses
   * the weights that it judges.
   */
  readonly scores: readonly Score[];
}

/** The weights with the least sum of losses over the origins kept. */
function leastLoss(all: readonly (readonly number[])[], losses: readonly Float64Array[]): readonly number[] {
  let best: readonly number[] = [];
  let least = Infinity;
  for (const [i, weights] of all.entries()) {
    const loss = losses.reduce((sum, each) => sum + (each[i] ?? NaN), 0);
    if (loss < least) [best, least] = [weights, loss];
  }
  return best;
}

/**
 * @param trials at two origins or more
 * @param ids of the candidates to weigh, at most 4; one that could not say at some origin gets 0
 * @returns null when none could say at all origins, or there are fewer than two
 */
export function averagingOf(trials: readonly Trial[], ids: readonly string[]): Averaging | null {
  const able = ids.filter((id) => trials.every(({ forecasts }) => forecasts.get(id)));
  if (able.length === 0 || trials.length < 2) return null;
  const all = [...simplex(able.length)];
  const losses = trials.map((trial) => {
    const rows = rowsOf(trial, able);
    return Float64Array.from(all, (weights) => lossOfMean(rows, weights));
  });
  const best = leastLoss(all, losses);
  return {
    weights: ids.map((id) => best[able.indexOf(id)] ?? 0),
    scores: trials.map(({ actual, forecasts }, own) => {
      const weights = leastLoss(
        all,
        losses.filter((_, i) => i !== own),
      );
      const mean = new Float64Array(actual.length);
      for (const [k, id] of able.entries())
        forecasts.get(id)?.forEach((value, i) => {
          mean[i] = (mean[i] ?? 0) + (weights[k] ?? 0) * value;
        });
      return score(mean, actual);
    }),
  };
}
