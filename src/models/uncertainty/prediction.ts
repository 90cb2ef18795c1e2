/**
 * Intervals of what customers will do, one of them, a segment or all: parameter uncertainty (delta.ts), outcome
 * uncertainty (order-moments.ts), and both together. The first shrinks with the customers a model was fitted to, the
 * second, for a total, with the customers added up; neither makes up for the other.
 */
import type { Interval } from '../intervals';
import { deltaMethod, intervalOf, type Estimated, type Quantity } from './delta';
import { normalQuantile } from './normal';

/** Means and variances of the outcomes, one for each cell, at the fitted parameters. */
export interface Outcome {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

export interface Prediction {
  readonly estimate: number;
  readonly parameterDeviation: number;
  readonly outcomeDeviation: number;
  /** Where the expectation may lie. */
  readonly parameter: Interval;
  /** Where the outcome would lie, were the parameters known. */
  readonly outcome: Interval;
  /** Where the outcome may lie. */
  readonly both: Interval;
}

/**
 * The interval of a positive total of given mean and deviation, taken as log-normal: many customers add up to nearly a
 * normal one, and few to one with a long right tail. All within [0, infinity).
 */
export function lognormalInterval(mean: number, deviation: number, level: number): Interval {
  if (!(mean > 0)) return { low: mean, high: mean };
  if (!Number.isFinite(deviation)) return { low: 0, high: Infinity };
  const variance = Math.log1p((deviation / mean) ** 2);
  const half = normalQuantile((1 + level) / 2) * Math.sqrt(variance);
  const middle = Math.log(mean) - variance / 2;
  return { low: Math.exp(middle - half), high: Math.exp(middle + half) };
}

/**
 * The total over customers of something expected of each: orders, or what they are worth.
 * @param quantity expected of a customer, for each cell
 * @param outcome of a customer, for each cell
 * @param weight customers of the segment in each cell; those of all for the total
 * @param level such as 0.9
 */
export function predictTotal(
  fits: readonly Estimated[],
  quantity: Quantity,
  outcome: Outcome,
  weight: Float64Array,
  level: number,
): Prediction {
  const totalOf = (values: Float64Array) =>
    values.reduce((sum, value, i) => sum + ((weight[i] ?? 0) > 0 ? value * (weight[i] ?? 0) : 0), 0);
  const { estimate, deviation } = deltaMethod(fits, (at) => Float64Array.of(totalOf(quantity(at))));
  const total = estimate[0] ?? NaN;
  const parameterDeviation = deviation[0] ?? NaN;
  const outcomeDeviation = Math.sqrt(totalOf(outcome.variance));
  return {
    estimate: total,
    parameterDeviation,
    outcomeDeviation,
    parameter: intervalOf(total, parameterDeviation, level, 'log'),
    outcome: lognormalInterval(total, outcomeDeviation, level),
    both: lognormalInterval(total, Math.hypot(parameterDeviation, outcomeDeviation), level),
  };
}

/**
 * The interval of one customer's number of orders: the fewest and the most between which lies a share of at least
 * `level`, as much cut off at either end.
 * @param distribution P(n orders), n = 0 … the most thought of; what is missing from 1 lies beyond
 */
export function countInterval(distribution: Float64Array, level: number): Interval {
  const tail = (1 - level) / 2;
  const reaching = (share: number) => {
    let sum = 0;
    const at = distribution.findIndex((probability) => (sum += probability) >= share);
    return at < 0 ? Infinity : at;
  };
  return { low: reaching(tail), high: reaching(1 - tail) };
}

/**
 * The interval of what one customer's orders will be worth: nothing with probability `none`, else log-normal with the
 * moments that are left (the zero-inflated log-normal of Wang, Liu & Miao 2019, arXiv:1912.07753, section 3).
 * @param mean and variance of the worth, the chance of nothing included
 */
export function worthInterval(none: number, mean: number, variance: number, level: number): Interval {
  const some = 1 - none;
  if (!(some > 0) || !(mean > 0)) return { low: 0, high: 0 };
  if (!Number.isFinite(variance)) return { low: 0, high: Infinity };
  const meanOfSome = mean / some;
  const spread = Math.log((variance + mean * mean) / some / (meanOfSome * meanOfSome));
  const at = (share: number) => {
    if (share <= none) return 0;
    const z = normalQuantile((share - none) / some);
    return meanOfSome * Math.exp(z * Math.sqrt(Math.max(0, spread)) - spread / 2);
  };
  return { low: at((1 - level) / 2), high: at((1 + level) / 2) };
}
