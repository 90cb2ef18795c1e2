/** Totals and intervals from draws of parameters, however they were drawn. */
import type { Parameters } from '../models/btyd/model';
import type { Interval } from '../models/intervals';
import { cholesky, multiply } from '../models/numerics/linear';
import type { Random } from '../models/random';
import { breather, type Patience } from '../models/uncertainty/breather';
import { intervalOf, type Estimated } from '../models/uncertainty/delta';
import { percentileInterval, thin } from '../models/uncertainty/draws';
import type { Stakes } from './groups';
import type { GroupTotals, Uncertainty } from './uncertainty';

/** Totals are worked out for no more draws than these: the ends of their intervals move little with more. */
const mostTotals = 400;

function deviationOfDraws(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

/** Another sample's parameters of spend, normal on their logarithms; null without a model of spend. */
function spendDraws(spend: Estimated | null, random: Random): () => Parameters | null {
  const factor = spend && cholesky(spend.logCovariance);
  if (!spend || !factor) return () => spend && spend.parameters;
  const names = Object.keys(spend.parameters);
  return () => {
    const shift = multiply(
      factor,
      names.map(() => random.normal()),
    );
    return Object.fromEntries(
      names.map((name, i) => [name, (spend.parameters[name] ?? NaN) * Math.exp(shift[i] ?? 0)]),
    );
  };
}

/**
 * @param draws of the parameters of the model of orders; those of spend are drawn here, from its likelihood's curvature
 * @throws the signal's reason when it is aborted
 */
export async function uncertaintyOf(
  draws: readonly Parameters[],
  stakes: Stakes,
  spend: Estimated | null,
  random: Random,
  level: number,
  patience: Patience,
): Promise<Uncertainty> {
  const names = Object.keys(stakes.chosen.fit.parameters);
  const parameters = Object.fromEntries(
    names.map((name) => [
      name,
      percentileInterval(
        Float64Array.from(draws, (draw) => draw[name] ?? NaN),
        level,
      ),
    ]),
  );
  const kept = thin(draws, mostTotals);
  const breathe = breather(patience);
  const nextSpend = spendDraws(spend, random);
  const values: Float64Array[] = [];
  for (const draw of kept) {
    values.push(stakes.quantity(draw, nextSpend()));
    await breathe(values.length / kept.length);
  }
  const count = stakes.totals.length;
  const rangeOf = (at: number, estimate: number): { parameters: Interval; outcome: Interval } => {
    const ofOne = Float64Array.from(values, (each) => each[at] ?? NaN);
    const both = Math.hypot(deviationOfDraws(ofOne), stakes.outcomeDeviation[at] ?? NaN);
    return {
      parameters: percentileInterval(ofOne, level),
      outcome: intervalOf(estimate, both, level, 'log'),
    };
  };
  const groups = stakes.totals.map((totals, i): GroupTotals => ({
    ...totals,
    orders: { ...totals.orders, ...rangeOf(i, totals.orders.estimate) },
    clv: { ...totals.clv, ...rangeOf(count + i, totals.clv.estimate) },
  }));
  return { parameters, groups };
}
