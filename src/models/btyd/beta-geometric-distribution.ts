import { read, type BetaGeometric } from './beta-geometric';
import { aliveNow, livingAfter, type Living, type Standing } from './beta-geometric-posterior';
import type { Parameters } from './model';
import { tickLaw, tickProbabilities } from './ticks';

/** Adds P(n orders) of a living customer in the phase, times a weight: stayed through n, or left right at the n-th. */
function addOrders(
  { k, shape, a, b, dropout }: Living,
  odds: number,
  phase: number,
  weight: number,
  distribution: Float64Array,
): void {
  const ticks = tickProbabilities(tickLaw(shape + phase, odds));
  const exactly = new Float64Array(Math.max(distribution.length, Math.floor((ticks.length + phase) / k) + 1));
  ticks.forEach((probability, i) => {
    const count = Math.floor((i + phase) / k);
    exactly[count] = (exactly[count] as number) + probability;
  });
  const staying = dropout.staying.upTo(exactly.length);
  let atLeast = 0;
  for (let n = exactly.length - 1; n >= 0; n--) {
    atLeast += exactly[n] as number;
    if (n >= distribution.length) continue;
    const left = n === 0 ? 0 : ((staying[n - 1] as number) * a) / (a + b + n - 1);
    distribution[n] =
      (distribution[n] as number) +
      weight * ((staying[n] as number) * (exactly[n] as number) + left * atLeast);
  }
}

/** P(X(age, age + horizon] = n) of one customer, for n = 0 … maximum. */
export function orderDistributionOf(
  model: BetaGeometric,
  parameters: Parameters,
  standing: Standing,
  horizon: number,
  maximum: number,
): Float64Array {
  const point = read(parameters);
  const phases = new Float64Array(model.k);
  const alive = aliveNow(model, point, standing, phases);
  const living = livingAfter(model, point, standing.x);
  const distribution = new Float64Array(maximum + 1);
  distribution[0] = 1 - alive;
  const odds = horizon / (point.alpha + standing.age);
  phases.forEach((weight, phase) => {
    if (weight > 0) addOrders(living, odds, phase, alive * weight, distribution);
  });
  return distribution;
}
