import type { Parameters, TransactionModel } from '../btyd/model';
import { frequencySegments } from './baselines';
import type { Occasions } from './orders';

/** Repeat orders of a group of customers in each period and up to its end, as they were and as the model expects them. */
export interface Tracking {
  /** The end of each period, in the occasions' time. */
  readonly end: Float64Array;
  readonly actual: Float64Array;
  readonly expected: Float64Array;
  readonly cumulativeActual: Float64Array;
  readonly cumulativeExpected: Float64Array;
}

function cumulated(values: Float64Array): Float64Array {
  let sum = 0;
  return values.map((value) => (sum += value));
}

/**
 * Follows the customers of a calibration through it and the holdout (Fader, Hardie and Lee 2005, Marketing Science 24,
 * figures 4 and 5). An order at a period's start counts in it, one at its end in the next.
 * @param customers whose first order lies in the calibration
 * @param start of the first period, in the occasions' time
 * @param period length, in the occasions' time
 * @param unit the parameters' unit of time, in the occasions' time
 */
export function trackOrders(
  model: TransactionModel,
  parameters: Parameters,
  occasions: Occasions,
  customers: Uint32Array,
  { start, period, periods, unit }: { start: number; period: number; periods: number; unit: number },
): Tracking {
  const actual = new Float64Array(periods);
  const births = new Map<number, number>();
  for (const customer of customers) {
    const from = occasions.start[customer] ?? 0;
    const first = occasions.time[from] ?? 0;
    births.set(first, (births.get(first) ?? 0) + 1);
    for (let i = from + 1; i < (occasions.start[customer + 1] ?? 0); i++) {
      const at = Math.floor(((occasions.time[i] ?? 0) - start) / period);
      if (at >= 0 && at < periods) actual[at] = (actual[at] ?? 0) + 1;
    }
  }
  const end = Float64Array.from({ length: periods }, (_, i) => start + (i + 1) * period);
  // Many customers share an age: the expectation is worked out once for each.
  const known = new Map<number, number>();
  const expectedWithin = (time: number) => {
    const expected = known.get(time) ?? model.expectedOrdersOfNew(parameters, time);
    known.set(time, expected);
    return expected;
  };
  const cumulativeExpected = end.map((until) => {
    let sum = 0;
    for (const [first, count] of births)
      if (first < until) sum += count * expectedWithin((until - first) / unit);
    return sum;
  });
  return {
    end,
    actual,
    expected: cumulativeExpected.map((value, i) => value - (cumulativeExpected[i - 1] ?? 0)),
    cumulativeActual: cumulated(actual),
    cumulativeExpected,
  };
}

/** Mean orders in the holdout of customers who ordered again 0, 1, … `most` or more times in the calibration. */
export interface ByFrequency {
  readonly customers: Float64Array;
  /** Per customer; NaN without customers. */
  readonly actual: Float64Array;
  readonly expected: Float64Array;
}

export function holdoutByFrequency(
  x: Float64Array,
  actual: Float64Array,
  expected: Float64Array,
  most = 7,
): ByFrequency {
  const customers = new Float64Array(most + 1);
  const sums = [new Float64Array(most + 1), new Float64Array(most + 1)] as const;
  frequencySegments(x, most).forEach((frequency, i) => {
    customers[frequency] = (customers[frequency] ?? 0) + 1;
    sums[0][frequency] = (sums[0][frequency] ?? 0) + (actual[i] ?? 0);
    sums[1][frequency] = (sums[1][frequency] ?? 0) + (expected[i] ?? 0);
  });
  const mean = (sum: Float64Array) => sum.map((value, i) => value / (customers[i] ?? NaN));
  return { customers, actual: mean(sums[0]), expected: mean(sums[1]) };
}
