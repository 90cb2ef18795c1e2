/** What customers are worth together, with intervals: of all, or of any part of them, from what is known of each. */
import type { Fit } from '../btyd/model';
import type { Interval } from '../intervals';
import { dot, multiply } from '../numerics/linear';
import { intervalOf } from './delta';
import { lognormalInterval } from './prediction';

export interface Total {
  readonly estimate: number;
  /** How far another sample of customers would have moved the estimate. */
  readonly parameters: Interval;
  /** That, and how far what happens may lie from what is expected. */
  readonly outcome: Interval;
}

/**
 * @param deviation of the estimate, by the parameters
 * @param variance of what happens, at the best parameters: customers are independent given them, so it adds up
 */
export function totalOf(estimate: number, deviation: number, variance: number, level: number): Total {
  return {
    estimate,
    parameters: intervalOf(estimate, deviation, level, 'log'),
    outcome: lognormalInterval(estimate, Math.hypot(deviation, Math.sqrt(variance)), level),
  };
}

/**
 * The standard deviation that the fits' parameters give a sum, by the delta method: slopes add up over customers where
 * deviations do not.
 * @param slopes of the sum in the logarithm of each parameter, fit after fit
 */
export function deviationOf(slopes: readonly number[], fits: readonly Pick<Fit, 'logCovariance'>[]): number {
  let [variance, from] = [0, 0];
  for (const { logCovariance } of fits) {
    const own = Float64Array.from(slopes.slice(from, from + logCovariance.length));
    from += logCovariance.length;
    variance += dot(own, multiply(logCovariance, own));
  }
  return Math.sqrt(Math.max(0, variance));
}
