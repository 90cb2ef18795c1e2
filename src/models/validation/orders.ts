import { groupCells } from '../btyd/group-cells';
import type { Cells } from '../btyd/model';

/** Orders of identified customers in any order, one entry for each order; times in one unit (days, say) from any origin. */
export interface Orders {
  /** Index of the customer, from 0. */
  readonly customer: Uint32Array;
  readonly time: Float64Array;
  readonly amount: Float64Array;
}

/** Orders put by customer and time; those of a customer at one time are one occasion, their amounts added. */
export interface Occasions {
  /** Where each customer's occasions begin, and after the last one's end: one longer than there are customers. */
  readonly start: Uint32Array;
  readonly time: Float64Array;
  readonly amount: Float64Array;
}

/** The customers known at the end of a calibration, and what they did afterwards. Times in the unit asked for. */
export interface Split {
  readonly cells: Cells;
  /** For each customer below, the index of the cell. */
  readonly cellOf: Uint32Array;
  /** Indices of the customers whose first order is no later than the end; all arrays below go with it. */
  readonly customers: Uint32Array;
  readonly x: Float64Array;
  readonly recency: Float64Array;
  readonly age: Float64Array;
  /** When each customer first ordered, in the orders' own time. */
  readonly firstTime: Float64Array;
  readonly firstAmount: Float64Array;
  /** Mean amount of the repeat occasions in the calibration; 0 without any. */
  readonly meanSpend: Float64Array;
  /** Occasions and money in the holdout. */
  readonly actualOrders: Float64Array;
  readonly actualSpend: Float64Array;
}

/** @returns occasions by customer index; a customer without orders has none */
export function occasionsOf({ customer, time, amount }: Orders): Occasions {
  const order = Uint32Array.from(customer.keys()).sort(
    (one, other) => (customer[one] ?? 0) - (customer[other] ?? 0) || (time[one] ?? 0) - (time[other] ?? 0),
  );
  const count = customer.reduce((most, each) => Math.max(most, each + 1), 0);
  const start = new Uint32Array(count + 1);
  const times = new Float64Array(order.length);
  const amounts = new Float64Array(order.length);
  let occasions = 0;
  let current = -1;
  for (const index of order) {
    const who = customer[index] ?? 0;
    const when = time[index] ?? 0;
    const isNew = who !== current || times[occasions - 1] !== when;
    while (current < who) start[++current] = occasions;
    if (isNew) times[occasions++] = when;
    amounts[occasions - 1] = (amounts[occasions - 1] ?? 0) + (amount[index] ?? 0);
  }
  start.fill(occasions, current + 1);
  return { start, time: times.slice(0, occasions), amount: amounts.slice(0, occasions) };
}

/**
 * Splits occasions at `end` (its time included in the calibration) and counts those in (end, end + horizon].
 * @param end in the occasions' time
 * @param horizon in the occasions' time; 0 for no holdout
 * @param unit how long a unit of the cells' time is in the occasions' time: 7 for weeks from days
 */
export function splitAt(occasions: Occasions, end: number, horizon: number, unit: number): Split {
  const { start, time, amount } = occasions;
  const known = Uint32Array.from(
    Array.from({ length: start.length - 1 }, (_, customer) => customer).filter((customer) => {
      const from = start[customer] ?? 0;
      return from < (start[customer + 1] ?? 0) && (time[from] ?? Infinity) <= end;
    }),
  );
  const column = () => new Float64Array(known.length);
  const split = {
    x: column(),
    recency: column(),
    age: column(),
    firstTime: column(),
    firstAmount: column(),
    meanSpend: column(),
    actualOrders: column(),
    actualSpend: column(),
  };
  known.forEach((customer, i) => {
    const from = start[customer] ?? 0;
    const first = time[from] ?? 0;
    let spend = 0;
    let at = from + 1;
    for (; at < (start[customer + 1] ?? 0) && (time[at] ?? 0) <= end; at++) spend += amount[at] ?? 0;
    const x = at - from - 1;
    split.x[i] = x;
    split.recency[i] = ((time[at - 1] ?? 0) - first) / unit;
    split.age[i] = (end - first) / unit;
    split.firstTime[i] = first;
    split.firstAmount[i] = amount[from] ?? 0;
    split.meanSpend[i] = x > 0 ? spend / x : 0;
    for (; at < (start[customer + 1] ?? 0) && (time[at] ?? 0) <= end + horizon; at++) {
      split.actualOrders[i] = (split.actualOrders[i] ?? 0) + 1;
      split.actualSpend[i] = (split.actualSpend[i] ?? 0) + (amount[at] ?? 0);
    }
  });
  return { customers: known, ...split, ...groupCells(split.x, split.recency, split.age) };
}

/** Predictions of the cells, one for each customer. */
export const spread = (ofCells: Float64Array, cellOf: Uint32Array): Float64Array =>
  Float64Array.from(cellOf, (cell) => ofCells[cell] ?? 0);
