/**
 * Intervals at once, from the curvature of the likelihood at its maximum: the delta method (Oehlert 1992, "A Note on the
 * Delta Method", The American Statistician 46, 27-29) on the logarithms of the parameters, where the likelihood is
 * closest to normal. This is parameter uncertainty only: how far another sample of customers would have moved the
 * estimate. What these very customers then happen to do is another matter (order-moments.ts).
 */
import type { Fit, Parameters } from '../btyd/model';
import type { Interval } from '../intervals';
import { dot, multiply } from '../numerics/linear';
import { normalQuantile } from './normal';

/** Where an interval is symmetric: `log` keeps it positive, `logit` between 0 and 1. */
export type Scale = 'log' | 'logit';

/** A fit as far as intervals need it; the rows of the covariance are in the order of the parameters. */
export type Estimated = Pick<Fit, 'parameters' | 'logCovariance'>;

/** Numbers that depend on the parameters of one or more fits made apart, such as orders and spend. */
export type Quantity = (parameters: readonly Parameters[]) => Float64Array;

export interface Uncertain {
  readonly estimate: Float64Array;
  /** Standard deviation by the delta method, in the unit of the estimate. */
  readonly deviation: Float64Array;
}

/** Steps in the logarithm of a parameter: balances rounding and curvature of a central difference. */
const step = 1e-4;

function shifted(parameters: Parameters, name: string, by: number): Parameters {
  return { ...parameters, [name]: (parameters[name] ?? NaN) * Math.exp(by) };
}

/** Slopes of the quantity in the logarithm of each parameter of one of the fits, by central differences. */
export function slopesOf(fits: readonly Estimated[], which: number, quantity: Quantity): Float64Array[] {
  const at = (name: string, by: number) =>
    quantity(fits.map(({ parameters }, i) => (i === which ? shifted(parameters, name, by) : parameters)));
  return Object.keys(fits[which]?.parameters ?? {}).map((name) => {
    const [above, below] = [at(name, step), at(name, -step)];
    return above.map((value, i) => (value - (below[i] ?? 0)) / (2 * step));
  });
}

/** The estimate and its standard deviation, for each number of the quantity. */
export function deltaMethod(fits: readonly Estimated[], quantity: Quantity): Uncertain {
  const estimate = quantity(fits.map(({ parameters }) => parameters));
  const variance = new Float64Array(estimate.length);
  fits.forEach(({ logCovariance }, which) => {
    const slopes = slopesOf(fits, which, quantity);
    const slope = new Float64Array(slopes.length);
    for (let i = 0; i < variance.length; i++) {
      for (let k = 0; k < slope.length; k++) slope[k] = slopes[k]?.[i] ?? NaN;
      variance[i] = (variance[i] ?? 0) + dot(slope, multiply(logCovariance, slope));
    }
  });
  return { estimate, deviation: variance.map((value) => Math.sqrt(Math.max(0, value))) };
}

/**
 * The interval of one number, symmetric on its scale. A number at an end of its scale (0, or 1 for logit) has no
 * uncertainty there: both ends are the number.
 * @param level such as 0.9
 */
export function intervalOf(estimate: number, deviation: number, level: number, scale: Scale): Interval {
  const z = normalQuantile((1 + level) / 2);
  if (estimate <= 0 || (scale === 'logit' && estimate >= 1) || !Number.isFinite(estimate))
    return { low: estimate, high: estimate };
  if (scale === 'log') {
    const factor = Math.exp((z * deviation) / estimate);
    return { low: estimate / factor, high: estimate * factor };
  }
  const half = (z * deviation) / (estimate * (1 - estimate));
  const at = (shift: number) => 1 / (1 + ((1 - estimate) / estimate) * Math.exp(-shift));
  return { low: at(-half), high: at(half) };
}

/** Intervals of a fit's own parameters, by name. */
export function parameterIntervals(fit: Estimated, level: number): Readonly<Record<string, Interval>> {
  return Object.fromEntries(
    Object.entries(fit.parameters).map(([name, value], i) => [
      name,
      intervalOf(value, value * Math.sqrt(fit.logCovariance[i]?.[i] ?? NaN), level, 'log'),
    ]),
  );
}
