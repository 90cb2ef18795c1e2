import { gaussLegendre, type Rule } from '../numerics/quadrature';

/** Integrals over a panel: of the density, and of it times 1 / (alpha + u), 1 / (beta + u), and the two logarithms. */
export const moments = 5;

/** A density that has fallen by exp(-45) adds nothing to a double. */
const negligible = 45;
/** Panels longer than this in the logarithm are cut: a rule for the whole would need too many nodes. */
const longest = 6;

const rules: readonly Rule[] = [2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64].map((order) =>
  gaussLegendre(order),
);

/** Ellipses around the panel on which the error of a rule is bounded, by the sum rho of their half axes. */
const ellipses = [1.5, 2, 3, 4, 6, 9, 14, 24, 40, 80, 160].map((rho) => ({
  rho,
  height: rho - 1 / rho,
  gain: 2 * Math.log(rho),
  reach: (rho + 1 / rho) / 2 - 1,
}));

/**
 * The shortest rule that errs by less than about 1e-14 of the integral. With n nodes and a density whose largest value
 * on the ellipse is M, the error is of the order of M rho^-2n (Trefethen 2008, SIAM Review 50, 67-87, theorem 4.5). The
 * density has its singularities at least π away from the real axis.
 * @param half half the panel's length
 * @param slope steepest slope of the density's logarithm
 */
function ruleFor(half: number, slope: number): Rule | undefined {
  const limit = (1.5 * Math.PI) / half;
  const change = half * slope;
  let needed = Infinity;
  for (const { rho, height, gain, reach } of ellipses) {
    if (height > limit && needed < Infinity) break;
    needed = Math.min(needed, (33 + change * (reach + (half * rho * rho) / 8)) / gain);
  }
  return rules.find(({ nodes }) => nodes.length >= needed) ?? rules[rules.length - 1];
}

/**
 * Integrates from u0 to u1, over G(u0), the density G(u) / (beta + u) and its moments, where
 * G(u) = (alpha + u)^-power (beta + u)^-s: by Gauss-Legendre in w = log(u + min(alpha, beta)), in which the logarithm of
 * the density is concave, so that it can be cut where it has become negligible.
 * @returns a function of the power, the logarithms of alpha + u and beta + u at both ends, and where to write
 */
export function panelIntegrator(alpha: number, s: number, beta: number) {
  const least = Math.min(alpha, beta);
  const overAlpha = alpha - least;
  const overBeta = beta - least;
  const alphaIsLeast = overAlpha === 0;
  const rise = s + 1;

  /** Minus the slope of the density's logarithm at e^w: it grows with w. */
  const fall = (power: number, e: number) => (power * e) / (e + overAlpha) + (rise * e) / (e + overBeta) - 1;

  function addSpan(
    power: number,
    logAlpha0: number,
    logBeta0: number,
    low: number,
    high: number,
    out: Float64Array,
    at: number,
  ): void {
    const half = (high - low) / 2;
    const middle = (high + low) / 2;
    const slope = Math.max(Math.abs(fall(power, Math.exp(low))), Math.abs(fall(power, Math.exp(high))));
    const rule = ruleFor(half, slope);
    if (rule === undefined) return;
    const { nodes, weights } = rule;
    let [density, byAlpha, byBeta, withLogAlpha, withLogBeta] = [0, 0, 0, 0, 0];
    for (let node = 0; node < nodes.length; node++) {
      const w = middle + half * (nodes[node] as number);
      const e = Math.exp(w);
      const a = e + overAlpha;
      const b = e + overBeta;
      const logA = alphaIsLeast ? w : Math.log(a);
      const logB = alphaIsLeast ? Math.log(b) : w;
      const value =
        ((weights[node] as number) * e * Math.exp(-power * (logA - logAlpha0) - s * (logB - logBeta0))) / b;
      density += value;
      byAlpha += value / a;
      byBeta += value / b;
      withLogAlpha += value * logA;
      withLogBeta += value * logB;
    }
    out[at] = (out[at] as number) + half * density;
    out[at + 1] = (out[at + 1] as number) + half * byAlpha;
    out[at + 2] = (out[at + 2] as number) + half * byBeta;
    out[at + 3] = (out[at + 3] as number) + half * withLogAlpha;
    out[at + 4] = (out[at + 4] as number) + half * withLogBeta;
  }

  /** How far the density's logarithm has fallen from the panel's start. */
  function fallen(power: number, logAlpha0: number, logBeta0: number, low: number, w: number): number {
    const e = Math.exp(w);
    const logA = alphaIsLeast ? w : Math.log(e + overAlpha);
    const logB = alphaIsLeast ? Math.log(e + overBeta) : w;
    return power * (logA - logAlpha0) + rise * (logB - logBeta0) - (w - low);
  }

  return (
    power: number,
    logAlpha0: number,
    logBeta0: number,
    logAlpha1: number,
    logBeta1: number,
    out: Float64Array,
    at: number,
  ): void => {
    const low = alphaIsLeast ? logAlpha0 : logBeta0;
    const end = alphaIsLeast ? logAlpha1 : logBeta1;
    let high = end;
    if (power * (logAlpha1 - logAlpha0) + rise * (logBeta1 - logBeta0) - (end - low) > negligible) {
      const first = fall(power, Math.exp(low));
      if (first > 0) high = Math.min(end, low + negligible / first);
      // The fall is convex: Newton's steps come from the right and never pass the cut.
      for (let step = 0; step < 60; step++) {
        const excess = fallen(power, logAlpha0, logBeta0, low, high) - negligible;
        if (excess < negligible / 4) break;
        high -= excess / fall(power, Math.exp(high));
      }
    }
    const spans = Math.max(1, Math.ceil((high - low) / longest));
    for (let span = 0; span < spans; span++) {
      addSpan(
        power,
        logAlpha0,
        logBeta0,
        low + ((high - low) * span) / spans,
        low + ((high - low) * (span + 1)) / spans,
        out,
        at,
      );
    }
  };
}
