import { betaOddsRule, gammaRule } from '../numerics/laws';
import { gaussLegendre } from '../numerics/quadrature';
import type { Living } from './beta-geometric-posterior';
import { expectOverTicks, tickLaw } from './ticks';

/** Discounted orders of a living customer with the scale α + age, for each phase. */
export type Discounted = (scale: number, values: Float64Array) => void;

/**
 * By parts, exp(-δh) M(h) + δ ∫ exp(-δs) M(s) ds over s from 0 to h, M the expected number of orders: all positive. The
 * integral is taken by Gauss-Legendre over v, s = τ (exp(v) - 1), where M bends evenly; to about 1e-12.
 */
function finite({ k, shape, dropout }: Living, horizon: number, rate: number): Discounted {
  // Regular orders come in waves, which take more points.
  const { nodes, weights } = gaussLegendre(24 + 8 * k);
  return (scale, values) => {
    const unit = scale / (shape + 1);
    const length = Math.log1p(horizon / unit);
    const orders = (time: number, phase: number): number =>
      expectOverTicks(tickLaw(shape + phase, time / scale), k, phase, dropout.made);
    for (let phase = 0; phase < k; phase++) {
      let sum = 0;
      for (let i = 0; i < nodes.length; i++) {
        const v = (length * (1 + (nodes[i] as number))) / 2;
        const time = unit * Math.expm1(v);
        sum += (weights[i] as number) * Math.exp(v - rate * time) * orders(time, phase);
      }
      values[phase] = Math.exp(-rate * horizon) * orders(horizon, phase) + (rate * unit * length * sum) / 2;
    }
  };
}

/**
 * Over all time, given the rate λ of ticks, an order that is k ticks away counts q^k with q = λ / (λ + δ); those after it
 * make it q^(k - phase) E[1 / (1 - q^k (1 - p))]. Both means, over p and over λ, are of smooth positive functions.
 */
function infinite({ k, shape, a, b }: Living, rate: number): Discounted {
  const odds = betaOddsRule(a, b);
  const leaving = odds.points.map((each) => each / (1 + each));
  const series = (share: number, rest: number): number => {
    let sum = 0;
    for (let i = 0; i < leaving.length; i++)
      sum += (odds.weights[i] as number) / (rest + share * (leaving[i] as number));
    return sum;
  };
  const rules = Array.from({ length: k }, (_, phase) => gammaRule(shape + phase));
  return (scale, values) => {
    for (const [phase, { points, weights }] of rules.entries()) {
      let sum = 0;
      for (let i = 0; i < points.length; i++) {
        const logShare = -Math.log1p((rate * scale) / (points[i] as number));
        const all = series(Math.exp(k * logShare), -Math.expm1(k * logShare));
        sum += (weights[i] as number) * Math.exp((k - phase) * logShare) * all;
      }
      values[phase] = sum;
    }
  };
}

/** Beyond this exponent a discount leaves nothing. */
const spent = 45;

/**
 * Discounted orders of living customers who ordered x times.
 * @param horizon above 0; may be Infinity
 * @param rate continuous, per unit of time, above 0
 */
export const discountedOrdersOf = (living: Living, horizon: number, rate: number): Discounted =>
  rate * horizon > spent ? infinite(living, rate) : finite(living, horizon, rate);
