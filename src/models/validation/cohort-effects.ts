import type { Parameters, TransactionModel } from '../btyd/model';
import type { Split } from './orders';

/** As many orders just as expected as the prior is worth: a cohort of few says little. */
const priorOrders = 50;

/**
 * How much more each customer's cohort has ordered until the calibration's end than the model expects of new customers,
 * shrunk towards 1 (the posterior mean of a gamma-Poisson rate ratio: Clayton and Kaldor 1987, Biometrics 43, 671-681).
 * @param cohort of each of the split's customers, a small index
 * @returns a factor for each customer
 */
export function cohortFactors(
  model: TransactionModel,
  parameters: Parameters,
  { x, age }: Split,
  cohort: Uint32Array,
): Float64Array {
  const size = cohort.reduce((most, each) => Math.max(most, each + 1), 0);
  const came = new Float64Array(size).fill(priorOrders);
  const expected = new Float64Array(size).fill(priorOrders);
  // Many customers share an age: the expectation is worked out once for each.
  const known = new Map<number, number>();
  cohort.forEach((own, i) => {
    const time = age[i] ?? 0;
    const within = known.get(time) ?? model.expectedOrdersOfNew(parameters, time);
    known.set(time, within);
    came[own] = (came[own] ?? 0) + (x[i] ?? 0);
    expected[own] = (expected[own] ?? 0) + within;
  });
  return Float64Array.from(cohort, (own) => (came[own] ?? NaN) / (expected[own] ?? NaN));
}
