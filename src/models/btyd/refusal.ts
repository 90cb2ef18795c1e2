import type { NoMaximum } from '../numerics/problem';
import { sumOver, totalOf } from './cells';
import type { Cells, Refusal, TransactionModel } from './model';

/** Four parameters cannot be told from fewer customers, nor from fewer who came back. */
const fewestCustomers = 10;
const fewestRepeatBuyers = 3;
/** Leaving is told by silence after several orders: where fewer than this many have had two gaps, by nothing. */
const fewestWithTwoGaps = 3;
/** A mean chance of leaving below this, per order or over the mean age, is none. */
const noLeaving = 1e-3;

/** What can be said before any search. */
export function refusalBefore(cells: Cells): Refusal | null {
  if (totalOf(cells) < fewestCustomers) return 'too_few_customers';
  const repeatBuyers = sumOver(cells, (x) => (x > 0 ? 1 : 0));
  if (repeatBuyers <= 0) return 'no_repeat_buyers';
  if (repeatBuyers < fewestRepeatBuyers) return 'too_few_customers';
  return null;
}

/** The mean chance of leaving at the point: per order in the beta-geometric models, over the mean age in Pareto/NBD. */
function leaving(model: TransactionModel, cells: Cells, point: Float64Array): number {
  const at = (name: string): number => Math.exp(point[model.parameterNames.indexOf(name)] ?? 0);
  if (model.name !== 'pareto-nbd') return at('a') / (at('a') + at('b'));
  const meanAge = sumOver(cells, (_x, _recency, age) => age) / totalOf(cells);
  return (meanAge * at('s')) / at('beta');
}

/** Names why a search found no maximum, by where it was heading. */
export function refusalOf(model: TransactionModel, cells: Cells, end: NoMaximum): Refusal {
  if (sumOver(cells, (x) => (x > 1 ? 1 : 0)) < fewestWithTwoGaps) return 'window_too_short';
  if (end.reason !== 'diverged') return 'no_maximum';
  if (leaving(model, cells, end.point) < noLeaving) return 'nobody_leaves';
  const heading = (name: string): number => end.direction[model.parameterNames.indexOf(name)] ?? 0;
  const [shape, scale] = model.name === 'pareto-nbd' ? ['s', 'beta'] : ['a', 'b'];
  if (heading(shape) > 0.3 || heading('r') > 0.3) return 'all_alike';
  if (heading(shape) < -0.3 || heading(scale) > 0.3) return 'nobody_leaves';
  return 'no_maximum';
}
