/**
 * What one customer will be worth, as an interval: nothing at all with a probability that the model tells, else a
 * lognormal amount of the moments that it tells (the zero-inflated lognormal of Wang, Liu & Miao 2019, "A Deep
 * Probabilistic Model for Customer Lifetime Value Prediction", arXiv:1912.07753, section 3).
 */
import type { Interval } from '../intervals';
import { normalQuantile } from './normal';

export interface Outcome {
  readonly mean: number;
  readonly variance: number;
  /** Probability of nothing at all. */
  readonly none: number;
}

function quantile({ mean, variance, none }: Outcome, share: number): number {
  if (share <= none || !(mean > 0)) return 0;
  const some = 1 - none;
  const centre = mean / some;
  const spread = Math.max(0, (variance + mean * mean) / some - centre * centre);
  if (spread === 0) return centre;
  if (spread === Infinity) return share < 0.5 ? 0 : Infinity;
  const logVariance = Math.log1p(spread / (centre * centre));
  const z = normalQuantile((share - none) / some);
  return centre * Math.exp(z * Math.sqrt(logVariance) - logVariance / 2);
}

/** The middle `level` of what may happen; with a level of 0.9, one customer in twenty ends below it and one above. */
export const outcomeInterval = (outcome: Outcome, level: number): Interval => ({
  low: quantile(outcome, (1 - level) / 2),
  high: quantile(outcome, (1 + level) / 2),
});
