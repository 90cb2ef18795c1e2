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
/** The logarithm of a shape that no fit of real customers has. */
const farOut = 6;

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

/** Names why a search found no maximum, by where it ended and where it was heading. */
export function refusalOf(model: TransactionModel, cells: Cells, end: NoMaximum): Refusal {
  if (sumOver(cells, (x) => (x > 1 ? 1 : 0)) < fewestWithTwoGaps) return 'window_too_short';
  const of = (values: ArrayLike<number>, name: string): number =>
    values[model.parameterNames.indexOf(name)] ?? 0;
  const [shape, scale] = model.name === 'pareto-nbd' ? ['s', 'beta'] : ['a', 'b'];
  // A law of leaving with so small a shape lets nearly all stay for ever, whatever its mean.
  if (leaving(model, cells, end.point) < noLeaving || of(end.point, shape) < -farOut) return 'nobody_leaves';
  if (of(end.point, shape) > farOut || of(end.point, 'r') > farOut) return 'all_alike';
  if (end.reason !== 'diverged') return 'no_maximum';
  if (of(end.direction, shape) > 0.3 || of(end.direction, 'r') > 0.3) return 'all_alike';
  if (of(end.direction, shape) < -0.3 || of(end.direction, scale) > 0.3) return 'nobody_leaves';
  return 'no_maximum';
}
