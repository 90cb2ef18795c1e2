import { digamma, logBeta } from '../numerics/special';
import { fitLikelihood, type FitOptions } from './fit';
import type { FitOutcome, Objective, Parameters, Start } from './model';

/**
 * What customers spend. Those with equal numbers share a cell: grouping by x and the sum in cents keeps the mean exact.
 * Money is in one currency; time plays no part.
 */
export interface SpendCells {
  /** Repeat orders that the mean is taken over. */
  readonly x: Float64Array;
  /** Money per repeat order. */
  readonly mean: Float64Array;
  /** Customers in the cell. */
  readonly weight: Float64Array;
}

/** Three parameters cannot be told from fewer customers. */
const fewestSpenders = 10;
export const gammaGammaParameters = ['p', 'q', 'v'] as const;

/** The cells that tell of spend: at least one repeat order, and a mean above 0. */
export function spenders({ x, mean, weight }: SpendCells): SpendCells {
  const keep = (_: number, cell: number) =>
    (x[cell] as number) > 0 && (mean[cell] as number) > 0 && (weight[cell] as number) > 0;
  return { x: x.filter(keep), mean: mean.filter(keep), weight: weight.filter(keep) };
}

/**
 * Log-likelihood of the customers' mean spends in (ln p, ln q, ln v), with its gradient. Spend per order is gamma
 * distributed with shape p and a rate of the customer's own, which is gamma distributed with shape q and rate v:
 * Fader & Hardie 2013, "The gamma-gamma model of monetary value", eq. 1a. Cells without spend are left out.
 */
export function gammaGammaObjective(cells: SpendCells): Objective {
  const { x, mean, weight } = spenders(cells);
  // All but the logarithm of the sum depends on x only.
  const byCount = new Map<number, { customers: number; logSums: number }>();
  let logMeans = 0;
  x.forEach((count, cell) => {
    const each = weight[cell] as number;
    const logMean = Math.log(mean[cell] as number);
    const group = byCount.get(count) ?? { customers: 0, logSums: 0 };
    group.customers += each;
    group.logSums += each * (logMean + Math.log(count));
    byCount.set(count, group);
    logMeans += each * logMean;
  });
  return (logParameters, gradient) => {
    const [p = 0, q = 0, v = 0] = Array.from(logParameters, Math.exp);
    const logV = logParameters[2] ?? 0;
    let [likelihood, byP, byQ, byV] = [-logMeans, 0, 0, 0];
    const digammaQ = digamma(q);
    for (const [count, { customers, logSums }] of byCount) {
      const shape = p * count;
      const digammaBoth = digamma(shape + q);
      likelihood += customers * (q * logV - logBeta(shape, q)) + shape * logSums;
      byP += customers * count * (digammaBoth - digamma(shape)) + count * logSums;
      byQ += customers * (digammaBoth - digammaQ + logV);
      byV += customers * q;
    }
    for (let cell = 0; cell < x.length; cell++) {
      const each = weight[cell] as number;
      const count = x[cell] as number;
      const sum = count * (mean[cell] as number) + v;
      const logSum = Math.log(sum);
      const shape = p * count + q;
      likelihood -= each * shape * logSum;
      byP -= each * count * logSum;
      byQ -= each * logSum;
      byV -= (each * shape * v) / sum;
    }
    gradient[0] = byP * p;
    gradient[1] = byQ * q;
    gradient[2] = byV;
    return likelihood;
  };
}

function startsAround(mean: number): readonly Start[] {
  const start = (p: number, q: number): Start => [p, q, (mean * Math.max(q - 1, 0.5)) / p].map(Math.log);
  return [start(5, 3.5), start(2, 2), start(15, 6), start(1, 8), start(60, 12), start(0.5, 1.2)];
}

/**
 * Fits the gamma-gamma model to the customers with repeat orders and a positive mean.
 * @returns the fit of p, q, v (v in money), or why there is none: `too_few_spenders`; `all_alike` when one price or one
 *   kind of customer leaves nothing to tell apart; `infinite_mean` when q is at most 1, so that the mean of the
 *   population does not exist (see `robustSpend`); `no_maximum`
 */
export function fitGammaGamma(cells: SpendCells, options: FitOptions = {}): FitOutcome {
  const { x, mean, weight } = spenders(cells);
  let [customers, money] = [0, 0];
  weight.forEach((each, cell) => {
    customers += each;
    money += each * (mean[cell] as number);
  });
  if (customers < fewestSpenders) return { ok: false, refusal: 'too_few_spenders' };
  const outcome = fitLikelihood(
    {
      parameterNames: gammaGammaParameters,
      objective: gammaGammaObjective({ x, mean, weight }),
      starts: startsAround(money / customers),
      customers,
      refusalOf: ({ reason, direction: [p = 0, q = 0] }) => {
        if (reason !== 'diverged') return 'no_maximum';
        if (p > 0.3 || q > 0.3) return 'all_alike';
        return q < -0.3 ? 'infinite_mean' : 'no_maximum';
      },
    },
    options,
  );
  if (outcome.ok && (outcome.fit.parameters['q'] ?? 0) <= 1) return { ok: false, refusal: 'infinite_mean' };
  return outcome;
}

/**
 * Expected money per order of each customer: the population's mean, p v / (q - 1), and the customer's own, weighed by
 * how much its orders tell (Fader & Hardie 2013, eq. 5). Without repeat orders it is the population's.
 * @param x repeat orders; 0 or more
 * @param mean money per repeat order; any number where x is 0
 * @returns in the unit of the means; NaN when q is at most 1
 */
export function expectedSpend(parameters: Parameters, x: Float64Array, mean: Float64Array): Float64Array {
  const { p = Number.NaN, q = Number.NaN, v = Number.NaN } = parameters;
  if (!(q > 1)) return new Float64Array(x.length).fill(Number.NaN);
  return x.map((count, customer) => {
    const own = count > 0 ? count * (mean[customer] as number) : 0;
    return (p * (v + own)) / (p * count + q - 1);
  });
}
