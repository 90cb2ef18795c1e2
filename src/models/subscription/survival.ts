/**
 * How long subscribers stay, by two models. In the shifted-beta-geometric (sBG: Fader and Hardie 2007, "How to Project
 * Customer Retention", Journal of Interactive Marketing 21(1), 76-90) each fails to renew with a probability
 * theta ~ beta(alpha, beta) that never changes. The beta-discrete-Weibull (BdW: Fader, Hardie, Liu, Davin and
 * Steenburgh 2018, "How to Project Customer Retention Revisited", same journal 43, 1-16) lets that probability fall
 * (c < 1) or rise (c > 1) as the subscription lasts:
 *
 *     S(t) = B(alpha, beta + t^c) / B(alpha, beta)
 *
 * The sBG is c = 1. Times are whole periods from the start.
 */
import type { Parameters } from '../btyd/model';
import { gaussLegendre } from '../numerics/quadrature';
import { logBeta } from '../numerics/special';

export interface Shape {
  readonly alpha: number;
  readonly beta: number;
  readonly c: number;
}

/** @throws RangeError unless alpha and beta (and c, for the BdW) are positive */
function shapeOf(parameters: Parameters): Shape {
  const shape = {
    alpha: parameters['alpha'] ?? NaN,
    beta: parameters['beta'] ?? NaN,
    c: parameters['c'] ?? 1,
  };
  if (!(shape.alpha > 0 && shape.beta > 0 && shape.c > 0))
    throw new RangeError('alpha, beta and c must be positive');
  return shape;
}

/** log S(t), t of at least 0 and not necessarily whole. */
function logSurvival({ alpha, beta, c }: Shape, t: number): number {
  return logBeta(alpha, beta + t ** c) - logBeta(alpha, beta);
}

/** log S(t) for t = 0 … periods; for the sBG by products, which lose no digits however alike subscribers are. */
export function logSurvivals(shape: Shape, periods: number): Float64Array {
  const { alpha, beta, c } = shape;
  const result = new Float64Array(periods + 1);
  for (let t = 1; t <= periods; t++) {
    result[t] = c === 1 ? (result[t - 1] ?? 0) - Math.log1p(alpha / (beta + t - 1)) : logSurvival(shape, t);
  }
  return result;
}

/** Share still subscribed after t = 0 … periods. */
export const survivalCurve = (parameters: Parameters, periods: number): Float64Array =>
  logSurvivals(shapeOf(parameters), periods).map(Math.exp);

/** Share of those who began period t that renew at its end, for t = 1 … periods: S(t) / S(t - 1). */
export function retentionRates(parameters: Parameters, periods: number): Float64Array {
  const logs = logSurvivals(shapeOf(parameters), periods);
  return Float64Array.from({ length: periods }, (_, i) => Math.exp((logs[i + 1] ?? 0) - (logs[i] ?? 0)));
}

/** P(a subscription ends with period t), for t = 1 … periods. */
export function lossDistribution(parameters: Parameters, periods: number): Float64Array {
  const logs = logSurvivals(shapeOf(parameters), periods);
  return Float64Array.from(
    { length: periods },
    (_, i) => -Math.exp(logs[i] ?? 0) * Math.expm1((logs[i + 1] ?? 0) - (logs[i] ?? 0)),
  );
}

/** Terms summed one by one; beyond, an undiscounted sum is finished by an integral. */
const directTerms = 2000;
const tailRule = gaussLegendre(40);

/**
 * Σ S(t) for t >= first, by the Euler-Maclaurin formula (Abramowitz and Stegun 23.1.30). S falls like t^-(c alpha), so
 * that z = (first / t)^(c alpha - 1) makes the integrand nearly flat on (0, 1).
 */
function undiscountedTail(shape: Shape, first: number): number {
  const fall = shape.c * shape.alpha - 1;
  if (fall <= 0) return Infinity;
  const integral = tailRule.nodes.reduce((sum, node, i) => {
    const z = (node + 1) / 2;
    const t = first * z ** (-1 / fall);
    // A t beyond the doubles holds nothing that a double could show.
    const value = t < 1e150 ? (Math.exp(logSurvival(shape, t)) * t) / (fall * z) : 0;
    return sum + ((tailRule.weights[i] ?? 0) / 2) * value;
  }, 0);
  const start = Math.exp(logSurvival(shape, first));
  const slope = start * (logSurvival(shape, first + 0.5) - logSurvival(shape, first - 0.5));
  return integral + start / 2 - slope / 12;
}

/**
 * Expected residual lifetime: how many more renewals a subscriber who has stayed for `survived` periods will make,
 *
 *     Σ S(survived + k) / S(survived) / (1 + rate)^(k - 1),   k = 1 … horizon
 *
 * discounted, when rate is above 0, to the moment of the next renewal (DERL: Fader and Hardie 2010, "Customer-Base
 * Valuation in a Contractual Setting: The Perils of Ignoring Heterogeneity", Marketing Science 29(1), 85-93,
 * equation 6, there as 2F1 for the sBG).
 * @param horizon renewals counted; may be Infinity
 * @param rate per period
 * @returns renewals; Infinity when undiscounted and endless with c × alpha of at most 1
 */
export function residualLifetime(
  parameters: Parameters,
  survived: number,
  horizon = Infinity,
  rate = 0,
): number {
  const shape = shapeOf(parameters);
  const { alpha, beta, c } = shape;
  const endless = horizon === Infinity && rate === 0;
  if (endless && c * alpha <= 1) return Infinity;
  if (endless && c === 1) return (beta + survived) / (alpha - 1);
  const base = logSurvival(shape, survived);
  const last = endless ? directTerms : horizon;
  let stays = 1;
  let discount = 1;
  let sum = 0;
  for (let k = 1; k <= last; k++) {
    const t = survived + k;
    stays = c === 1 ? stays / (1 + alpha / (beta + t - 1)) : Math.exp(logSurvival(shape, t) - base);
    sum += stays * discount;
    discount /= 1 + rate;
    // What is left is less than this term / rate.
    if (rate > 0 && stays * discount < rate * sum * 1e-16) break;
  }
  return endless ? sum + undiscountedTail(shape, survived + directTerms + 1) / Math.exp(base) : sum;
}
