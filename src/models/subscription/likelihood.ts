import type { Objective, Start } from '../btyd/model';
import { digamma } from '../numerics/special';
import type { CohortCounts } from './cohort-counts';
import { logSurvivals, type Shape } from './survival';

export const subscriptionModels = {
  sbg: { parameterNames: ['alpha', 'beta'] },
  bdw: { parameterNames: ['alpha', 'beta', 'c'] },
} as const;
export type SubscriptionModelName = keyof typeof subscriptionModels;

/** Slopes of log S(t) in log alpha, log beta and log c, three for each t = 0 … periods. */
function logSurvivalSlopes({ alpha, beta, c }: Shape, periods: number): Float64Array {
  const slopes = new Float64Array(3 * (periods + 1));
  const [ofBoth, ofBeta] = [digamma(alpha + beta), digamma(beta)];
  for (let t = 1; t <= periods; t++) {
    const u = t ** c;
    const [both, rest] = [digamma(alpha + beta + u), digamma(beta + u)];
    slopes[3 * t] = alpha * (ofBoth - both);
    slopes[3 * t + 1] = beta * (rest - both - ofBeta + ofBoth);
    slopes[3 * t + 2] = (rest - both) * u * c * Math.log(t);
  }
  return slopes;
}

/**
 * Σ lost(t) log[S(t - 1) - S(t)] + Σ censored(t) log S(t), the log-likelihood of Fader and Hardie (2007), appendix B, and
 * its gradient in the logarithms of alpha, beta and, for the BdW, c. A lost share near 0 is taken without cancellation.
 */
export function subscriptionObjective(
  name: SubscriptionModelName,
  { lost, censored }: CohortCounts,
): Objective {
  const periods = lost.length;
  const count = subscriptionModels[name].parameterNames.length;
  return (logParameters, gradient) => {
    const [alpha = NaN, beta = NaN, c = 1] = Array.from(logParameters.subarray(0, count), Math.exp);
    const shape = { alpha, beta, c };
    const logs = logSurvivals(shape, periods);
    const slopes = logSurvivalSlopes(shape, periods);
    let likelihood = 0;
    gradient.fill(0);
    for (let t = 1; t <= periods; t++) {
      const [gone, kept] = [lost[t - 1] ?? 0, censored[t - 1] ?? 0];
      if (gone === 0 && kept === 0) continue;
      const [before, after] = [logs[t - 1] ?? 0, logs[t] ?? 0];
      const share = -Math.expm1(after - before);
      likelihood += kept * after;
      if (gone > 0) likelihood += gone * (before + Math.log(share));
      const stays = Math.exp(after - before) / share;
      for (let i = 0; i < count; i++) {
        const [was, is] = [slopes[3 * (t - 1) + i] ?? 0, slopes[3 * t + i] ?? 0];
        gradient[i] = (gradient[i] ?? 0) + kept * is + (gone > 0 ? gone * (was - stays * (is - was)) : 0);
      }
    }
    return likelihood;
  };
}

/** Logarithms to start from: about the mean share lost in the first period, and more or less alike subscribers. */
export function subscriptionStarts(
  name: SubscriptionModelName,
  { lost, censored }: CohortCounts,
): readonly Start[] {
  const atRisk = lost.reduce((sum, gone, i) => sum + gone + (censored[i] ?? 0), 0);
  const share = Math.min(0.95, Math.max(0.01, (lost[0] ?? 0) / atRisk));
  return [1, 0.3, 5, 30].flatMap((alpha) => {
    const start = [Math.log(alpha), Math.log((alpha * (1 - share)) / share)];
    return name === 'sbg' ? [start] : [0, -0.5, 0.5].map((c) => [...start, c]);
  });
}
