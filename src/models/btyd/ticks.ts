/**
 * The number N of ticks in a time h of a Poisson process with rate ~ Gamma(n, A): negative binomial, with odds z = h / A.
 */
export interface TickLaw {
  /** The least count with a probability worth counting. */
  readonly first: number;
  /** Its probability. */
  readonly probability: number;
  readonly shape: number;
  /** h / (A + h): the ratio of successive probabilities tends to it. */
  readonly share: number;
}

/** Below this, P(N = 0) is taken to have underflowed. */
const leastLog = -650;
const negligible = 1e-20;

/** The probability of the mode, over that of all counts: 1 / Σ p(i) / p(mode). */
function atMode(shape: number, share: number, mode: number): TickLaw {
  let total = 1;
  let probability = 1;
  for (let i = mode; probability > negligible * (1 - share); i++) {
    probability *= ((shape + i) / (i + 1)) * share;
    total += probability;
  }
  probability = 1;
  let first = mode;
  for (; first > 0 && probability > negligible; first--) {
    probability *= first / ((shape + first - 1) * share);
    total += probability;
  }
  return { first, probability: probability / total, shape, share };
}

/**
 * @param shape n of the gamma law of the rate, above 0
 * @param odds z = h / A, at least 0 and finite
 */
export function tickLaw(shape: number, odds: number): TickLaw {
  const share = odds / (1 + odds);
  const logNone = -shape * Math.log1p(odds);
  if (logNone > leastLog) return { first: 0, probability: Math.exp(logNone), shape, share };
  return atMode(shape, share, Math.max(0, Math.floor((shape - 1) * odds)));
}

/** A sequence that does not fall below 0 nor grow faster than its index, computed as far as it is asked for. */
export interface Sequence {
  /** The values up to at least the index. */
  upTo(index: number): Float64Array;
}

/**
 * E[f(⌊(N + phase) / k⌋)]. All terms are positive, so that nothing cancels; the sum ends where the rest, bounded by a
 * geometric series, is below the rounding of what has been summed.
 */
export function expectOverTicks(law: TickLaw, k: number, phase: number, values: Sequence): number {
  const { first, shape, share } = law;
  let { probability } = law;
  let at = values.upTo(63);
  let sum = 0;
  for (let i = first; probability > 0; i++) {
    const count = k === 1 ? i : Math.floor((i + phase) / k);
    if (count >= at.length) at = values.upTo(2 * count);
    const term = probability * (at[count] as number);
    sum += term;
    const ratio = ((shape + i) / (i + 1)) * share;
    probability *= ratio;
    const decay = Math.max(ratio, share);
    if (decay < 1 && term < 1e-17 * sum * (1 - decay) * (1 - decay)) break;
  }
  return sum;
}

/** P(N = i) for i = 0 … until the rest weighs nothing. */
export function tickProbabilities(law: TickLaw): Float64Array {
  const { first, shape, share } = law;
  const probabilities: number[] = new Array<number>(first).fill(0);
  let { probability } = law;
  for (let i = first; probability > 0; i++) {
    probabilities.push(probability);
    const ratio = ((shape + i) / (i + 1)) * share;
    if (Math.max(ratio, share) < 1 && probability < 1e-30) break;
    probability *= ratio;
  }
  return Float64Array.from(probabilities);
}
