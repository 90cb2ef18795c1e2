/** How well predictions, one for each customer, met what happened. Pure functions over arrays of equal length. */

import type { Interval } from '../intervals';

export interface Score {
  /** (predicted total - actual total) / actual total; null when nothing happened. */
  readonly bias: number | null;
  /** Mean absolute error, in the unit of the predictions, per customer. */
  readonly mae: number;
  /** Root of the mean squared error, in the same unit. */
  readonly rmse: number;
  /** Spearman's rank correlation, -1 to 1; null when either side is constant. */
  readonly spearman: number | null;
  /** Share of the actual total by the tenth of customers predicted highest; null when nothing happened. */
  readonly topDecile: number | null;
  /** The same, had the tenth been chosen knowing what happened: the most that any prediction can reach. */
  readonly topDecilePerfect: number | null;
}

const sumOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

const ascending = (values: Float64Array) =>
  Uint32Array.from(values.keys()).sort((one, other) => (values[one] ?? 0) - (values[other] ?? 0));

/** Ranks from 1; equal values share the mean of their ranks (Kendall 1945, Biometrika 33, 239-251). */
export function ranks(values: Float64Array): Float64Array {
  const order = ascending(values);
  const result = new Float64Array(values.length);
  for (let start = 0; start < order.length;) {
    const value = values[order[start] ?? 0];
    let end = start + 1;
    while (end < order.length && values[order[end] ?? 0] === value) end++;
    for (let i = start; i < end; i++) result[order[i] ?? 0] = (start + 1 + end) / 2;
    start = end;
  }
  return result;
}

function correlation(one: Float64Array, other: Float64Array): number | null {
  const means = [sumOf(one) / one.length, sumOf(other) / other.length] as const;
  let products = 0;
  let squares = 0;
  let otherSquares = 0;
  for (let i = 0; i < one.length; i++) {
    const a = (one[i] ?? 0) - means[0];
    const b = (other[i] ?? 0) - means[1];
    products += a * b;
    squares += a * a;
    otherSquares += b * b;
  }
  return squares > 0 && otherSquares > 0 ? products / Math.sqrt(squares * otherSquares) : null;
}

/** Spearman's (1904) rank correlation, American Journal of Psychology 15, 72-101, with mean ranks for ties. */
export const spearman = (one: Float64Array, other: Float64Array): number | null =>
  correlation(ranks(one), ranks(other));

/**
 * Share of `actual` held by the tenth (at least one) of customers ranked highest by `by`. Customers tied at the border
 * count in part, so that the order in which customers are stored decides nothing.
 */
export function topDecileShare(actual: Float64Array, by: Float64Array): number | null {
  const total = sumOf(actual);
  if (!(total > 0)) return null;
  const order = ascending(by).reverse();
  let places = Math.max(1, Math.round(by.length / 10));
  let held = 0;
  for (let start = 0; start < order.length && places > 0;) {
    const value = by[order[start] ?? 0];
    let end = start;
    let tied = 0;
    for (; end < order.length && by[order[end] ?? 0] === value; end++) tied += actual[order[end] ?? 0] ?? 0;
    held += tied * Math.min(1, places / (end - start));
    places -= end - start;
    start = end;
  }
  return held / total;
}

/** @throws RangeError when there is nobody, or the lengths differ */
export function score(predicted: Float64Array, actual: Float64Array): Score {
  const count = actual.length;
  if (count === 0 || predicted.length !== count)
    throw new RangeError('Predictions and outcomes must be of the same customers');
  let absolute = 0;
  let squared = 0;
  for (let i = 0; i < count; i++) {
    const error = (predicted[i] ?? 0) - (actual[i] ?? 0);
    absolute += Math.abs(error);
    squared += error * error;
  }
  const total = sumOf(actual);
  return {
    bias: total > 0 ? sumOf(predicted) / total - 1 : null,
    mae: absolute / count,
    rmse: Math.sqrt(squared / count),
    spearman: spearman(predicted, actual),
    topDecile: topDecileShare(actual, predicted),
    topDecilePerfect: topDecileShare(actual, actual),
  };
}

/** Share of outcomes that lie in their interval, ends included; null without any. */
export function coverage(intervals: readonly Interval[], actual: ArrayLike<number>): number | null {
  if (intervals.length === 0) return null;
  const held = intervals.filter(({ low, high }, i) => {
    const value = actual[i] ?? NaN;
    return low <= value && value <= high;
  });
  return held.length / intervals.length;
}
