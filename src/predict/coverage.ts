/** Intervals of what came in a holdout, as forecasts give them: of single customers, and of all together. */
import type { Cells } from '../models/btyd/model';
import type { Interval } from '../models/intervals';
import { deltaMethod } from '../models/uncertainty/delta';
import { orderMoments, outcomeOf } from '../models/uncertainty/order-moments';
import { worthInterval } from '../models/uncertainty/prediction';
import { totalOf } from '../models/uncertainty/total';
import type { Task } from '../models/validation/rolling';
import type { Success } from './models';

/** So many customers tell a share of nine in ten to within a hundredth. */
const mostJudged = 1_000;

export interface CustomerIntervals {
  /** Which of the split's customers, evenly drawn. */
  readonly customers: Uint32Array;
  readonly intervals: readonly Interval[];
  /** Of the number of orders of all customers together. */
  readonly variance: number;
}

/** Where the orders of a customer in the holdout should lie, at the fitted parameters. */
export function intervalsOfCustomers(
  { model, fit }: Success,
  { split, horizon, unit }: Task,
  level: number,
): CustomerIntervals {
  const known = split.x.length;
  const step = Math.max(1, known / mostJudged);
  const customers = Uint32Array.from({ length: Math.min(known, mostJudged) }, (_, i) => Math.floor(i * step));
  const pick = (values: Float64Array) => Float64Array.from(customers, (i) => values[i] ?? NaN);
  const cells: Cells = {
    x: pick(split.x),
    recency: pick(split.recency),
    age: pick(split.age),
    weight: new Float64Array(customers.length).fill(1),
  };
  const ahead = horizon / unit;
  const { mean, variance } = outcomeOf(orderMoments(model, fit.parameters, cells, ahead, 0));
  const intervals = Array.from(customers, (_, i) => {
    const customer = { x: cells.x[i] ?? 0, recency: cells.recency[i] ?? 0, age: cells.age[i] ?? 0 };
    const none = model.orderDistributionOf(fit.parameters, customer, ahead, 0)[0] ?? NaN;
    return worthInterval(none, mean[i] ?? NaN, variance[i] ?? NaN, level);
  });
  const drawn = variance.reduce((sum, value) => sum + value, 0);
  return { customers, intervals, variance: (drawn * known) / customers.length };
}

/**
 * Where the orders of all customers together should lie, parameter and outcome uncertainty included.
 * @param variance of them at the fitted parameters
 */
export function intervalOfTotal(
  { model, fit }: Success,
  { split, horizon, unit }: Task,
  variance: number,
  level: number,
): Interval {
  const { weight } = split.cells;
  const { estimate, deviation } = deltaMethod([fit], ([parameters = fit.parameters]) =>
    Float64Array.of(
      model
        .expectedOrders(parameters, split.cells, horizon / unit)
        .reduce((sum, value, cell) => sum + value * (weight[cell] ?? 0), 0),
    ),
  );
  return totalOf(estimate[0] ?? NaN, deviation[0] ?? NaN, variance, level).outcome;
}
