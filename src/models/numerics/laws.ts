/** Points of a law on the positive numbers, with weights that sum to 1. */
export interface MixingRule {
  readonly points: Float64Array;
  readonly weights: Float64Array;
}

/** Largest step of the trapezoidal rule; of a wide law in units of u, where a cliff of the density must be seen. */
const largestStep = 1 / 16;
const stepAtMode = 1 / 8;
/** The log density below the mode at which the rule ends. */
const depth = 42;

/**
 * Integrates over the logarithm u of a quantity by the trapezoidal rule in t, u = mode + width sinh(t): both the bulk
 * and long exponential tails take few points, and the error falls exponentially in their number (Takahasi & Mori 1974).
 * @param logDensity of u, up to a constant; log-concave, with its greatest value at the mode
 */
function trapezoid(logDensity: (u: number) => number, mode: number, width: number): MixingRule {
  const top = logDensity(mode);
  const step = Math.min(largestStep, stepAtMode / width);
  const logs: number[] = [];
  const weights: number[] = [];
  const add = (t: number): boolean => {
    const u = mode + width * Math.sinh(t);
    const height = logDensity(u) - top;
    if (!(height > -depth)) return false;
    logs.push(u);
    weights.push(Math.exp(height) * Math.cosh(t));
    return true;
  };
  for (let i = 0; add(i * step); i++);
  for (let i = 1; add(-i * step); i++);
  const total = weights.reduce((sum, each) => sum + each, 0);
  return {
    points: Float64Array.from(logs, Math.exp),
    weights: Float64Array.from(weights, (weight) => weight / total),
  };
}

/** The gamma law of the shape and rate 1, for integrals of functions smooth in the logarithm. */
export function gammaRule(shape: number): MixingRule {
  return trapezoid((u) => shape * u - Math.exp(u), Math.log(shape), 1 / Math.sqrt(shape));
}

/** The law of the odds p / (1 - p) of p ~ Beta(a, b). */
export function betaOddsRule(a: number, b: number): MixingRule {
  const logDensity = (u: number): number =>
    a * Math.min(u, 0) - b * Math.max(u, 0) - (a + b) * Math.log1p(Math.exp(-Math.abs(u)));
  return trapezoid(logDensity, Math.log(a / b), Math.sqrt(1 / a + 1 / b));
}
