import { gaussLegendre } from '../numerics/quadrature';

const rule = gaussLegendre(40);
/** A factor below exp(-45) adds nothing to a double. */
const negligible = 45;

/** Sums `add(node, weight)` over [0, length], cut into equal parts no longer than `longest`. */
function integrate(length: number, longest: number, add: (node: number, weight: number) => void): void {
  const parts = Math.max(1, Math.ceil(length / longest));
  const half = length / parts / 2;
  for (let part = 0; part < parts; part++) {
    for (let node = 0; node < rule.nodes.length; node++) {
      add(half * (2 * part + 1 + (rule.nodes[node] as number)), half * (rule.weights[node] as number));
    }
  }
}

/** (1 - exp(-z)) / z, whole at 0. */
const meanDecay = (z: number) => (z === 0 ? 1 : -Math.expm1(-z) / z);

/**
 * Expected discounted time that somebody alive stays, ∫ e^(-rate τ) (beta / (beta + τ))^s dτ from 0 to the horizon,
 * where the rate of leaving is gamma distributed with shape s and rate beta (after T without leaving: beta + T).
 * Times the expected rate of ordering it gives the expected orders: Fader & Hardie 2005, eq. 27 and 41, written so that
 * s = 1 is no special case; with an endless horizon the discounted expected residual transactions (Fader, Hardie & Lee
 * 2005, "RFM and CLV", J. Marketing Research 42, 415-430, eq. 2), there with the confluent hypergeometric function.
 * @param horizon in the unit of beta; may be Infinity
 * @param rate per unit of time, continuous; 0 or more
 * @returns in the unit of beta; Infinity only when nothing bounds it (endless horizon, rate 0, s up to 1)
 */
export function discountedStay(s: number, beta: number, horizon: number, rate: number): number {
  // In y = log(1 + τ / beta): beta ∫ exp(-rate beta (e^y - 1) - (s - 1) y) dy.
  const end = Math.log1p(horizon / beta);
  if (rate === 0) {
    if (horizon === Infinity) return s > 1 ? beta / (s - 1) : Infinity;
    return beta * end * meanDecay((s - 1) * end);
  }
  const decay = rate * beta;
  // For s below 1 the survival falls slower than the discount, so that the cut leaves room for e^y.
  const room =
    negligible + Math.max(0, 1 - s) * Math.log1p(negligible / decay) + negligible * (s < 1 ? 0.2 : 0);
  const cut = Math.min(end, Math.log1p(room / decay));
  let sum = 0;
  integrate(cut, 1, (y, weight) => {
    sum += weight * Math.exp(-decay * Math.expm1(y) - (s - 1) * y);
  });
  return beta * sum;
}

/**
 * P(X(time) = n) for n = 0 … maximum: who is alive at the end orders as a negative binomial, who left at u as one over u
 * (Fader & Hardie 2006/2020, "Deriving an expression for P(X(t) = x) under the Pareto/NBD model", before its integral is
 * written with 2F1). The integral is taken in log(u + min(alpha, beta)); every term is positive.
 */
export function paretoNbdDistribution(
  { r, alpha, s, beta }: { r: number; alpha: number; s: number; beta: number },
  time: number,
  maximum: number,
): Float64Array {
  const result = new Float64Array(maximum + 1);
  const logBinomial = new Float64Array(maximum + 1);
  for (let n = 1; n <= maximum; n++) {
    logBinomial[n] = (logBinomial[n - 1] as number) + Math.log((r + n - 1) / n);
  }
  /** Adds exp(logWeight) times the negative binomial over u. */
  const addOrders = (u: number, logWeight: number) => {
    const none = logWeight - r * Math.log1p(u / alpha);
    const step = Math.log(u / (alpha + u));
    result[0] = (result[0] as number) + Math.exp(none);
    for (let n = 1; n <= maximum; n++) {
      result[n] = (result[n] as number) + Math.exp(none + n * step + (logBinomial[n] as number));
    }
  };
  addOrders(time, -s * Math.log1p(time / beta));
  const least = Math.min(alpha, beta);
  // Orders at a nearly equal rate (large r) make the terms narrow in u: about 1 / sqrt(r) in its logarithm.
  integrate(Math.log1p(time / least), 6 / Math.sqrt(4 + r), (y, weight) => {
    const u = least * Math.expm1(y);
    const leaving = Math.log(s / beta) - (s + 1) * Math.log1p(u / beta);
    addOrders(u, leaving + Math.log(weight * least) + y);
  });
  return result;
}
