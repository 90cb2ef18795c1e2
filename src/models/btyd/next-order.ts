import type { Parameters, TransactionModel } from './model';

interface Customer {
  readonly x: number;
  readonly recency: number;
  readonly age: number;
}

/** Probability that a customer does not order within `time` after its age: it has left, leaves, or waits. */
export const noOrderWithin = (
  model: TransactionModel,
  parameters: Parameters,
  customer: Customer,
  time: number,
): number => model.orderDistributionOf(parameters, customer, time, 0)[0] ?? Number.NaN;

/**
 * Time after its age by which a customer has ordered with probability one half. A customer may never order again, so
 * that the mean is infinite in each of these models; the median exists for those who likely will.
 * @param longest how far to look, in the model's unit of time
 * @returns null when the probability stays below one half for as long as that
 */
export function medianTimeToOrder(
  model: TransactionModel,
  parameters: Parameters,
  customer: Customer,
  longest: number,
): number | null {
  const late = (time: number) => noOrderWithin(model, parameters, customer, time) > 0.5;
  if (late(longest)) return null;
  let [low, high] = [0, longest];
  while (high - low > 1e-9 * high) {
    const middle = (low + high) / 2;
    if (late(middle)) low = middle;
    else high = middle;
  }
  return high;
}

export interface TimeToOrder {
  /** Null when it is infinite: too little is known of the rate (r + x at most 1). */
  readonly mean: number | null;
  readonly median: number;
}

/**
 * Time from the age T to the next order of a customer that is alive and stays: the rate of ordering is then gamma
 * distributed with shape r + x and rate alpha + T, and the time is a Pareto variable of the second kind (Lomax 1954, J.
 * Am. Stat. Assoc. 49, 847-852). For the models in which orders come at random: BG/NBD, MBG/NBD and Pareto/NBD.
 */
export function timeToOrderWhileActive(
  { r = Number.NaN, alpha = Number.NaN }: Parameters,
  { x, age }: Pick<Customer, 'x' | 'age'>,
): TimeToOrder {
  const shape = r + x;
  const rate = alpha + age;
  return {
    mean: shape > 1 ? rate / (shape - 1) : null,
    median: rate * Math.expm1(Math.LN2 / shape),
  };
}
