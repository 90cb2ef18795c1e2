/** RFM reckoned by hand: scores by counting the worse, groups by a table of score and score. */
import type { Method, Monetary } from '../../../src/cells/rfm/rfm';
import type { GroupName } from '../../../src/cells/rfm/groups';

export interface Purchase {
  readonly customer: string;
  readonly at: Date;
  /** Net in 1/10000 of the currency, so that sums are exact. */
  readonly units: bigint;
}

export interface Scored {
  readonly customer: string;
  readonly days: number;
  readonly orders: number;
  readonly units: bigint;
  /** Millionths. */
  readonly monetary: number;
  readonly recency: number;
  readonly frequency: number;
  readonly value: number;
  readonly group: GroupName;
  readonly tier: GroupName;
}

/** Groups by recency score (rows, 1 first) and the rounded-down mean of the other two (columns, 1 first). */
const groupsOfFive: readonly (readonly GroupName[])[] = [
  ['lost', 'lost', 'at_risk', 'cannot_lose', 'cannot_lose'],
  ['hibernating', 'hibernating', 'at_risk', 'at_risk', 'at_risk'],
  ['about_to_sleep', 'need_attention', 'need_attention', 'loyal', 'loyal'],
  ['promising', 'potential_loyalists', 'potential_loyalists', 'loyal', 'loyal'],
  ['new_customers', 'potential_loyalists', 'potential_loyalists', 'champions', 'champions'],
];
const groupsOfThree: readonly (readonly GroupName[])[] = [
  ['lost', 'at_risk', 'cannot_lose'],
  ['about_to_sleep', 'need_attention', 'loyal'],
  ['new_customers', 'potential_loyalists', 'champions'],
];

const tiers: readonly GroupName[] = ['bronze', 'silver', 'gold', 'platinum'];

const count = <T>(all: readonly T[], holds: (one: T) => boolean): number => all.filter(holds).length;

/** How many of the values are lower than one of them. */
function lowerCounts(values: readonly number[]): (value: number) => number {
  const counts = new Map<number, number>();
  [...values]
    .sort((a, b) => a - b)
    .forEach((value, index) => {
      if (!counts.has(value)) counts.set(value, index);
    });
  return (value) => counts.get(value) ?? 0;
}

/** Each customer's scores, group and tier. */
export function scoreByHand(
  purchases: readonly Purchase[],
  asOf: Date,
  method: Method,
  monetary: Monetary,
): Scored[] {
  const baskets = new Map<string, Purchase[]>();
  for (const purchase of purchases) {
    const basket = baskets.get(purchase.customer);
    if (basket) basket.push(purchase);
    else baskets.set(purchase.customer, [purchase]);
  }
  const people = [...baskets].map(([customer, basket]) => {
    const last = basket.reduce((latest, { at }) => Math.max(latest, at.getTime()), 0);
    const units = basket.reduce((sum, one) => sum + one.units, 0n);
    const millionths = Number(units) * 100;
    return {
      customer,
      days: Math.floor((asOf.getTime() - last) / 86_400_000),
      orders: basket.length,
      units,
      monetary: monetary === 'mean' ? Math.round(millionths / basket.length) : millionths,
    };
  });
  const mean = Math.round(people.reduce((sum, one) => sum + one.monetary, 0) / people.length);
  const bands = method === '3x3x3' ? 3 : 5;
  const scoreOf = (worse: number): number => 1 + Math.floor((bands * worse) / people.length);
  // More days are worse.
  const worse = {
    days: lowerCounts(people.map(({ days }) => -days)),
    orders: lowerCounts(people.map(({ orders }) => orders)),
    monetary: lowerCounts(people.map(({ monetary: value }) => value)),
  };
  const reached = (value: number, limits: readonly number[]): number =>
    1 + count(limits, (limit) => value >= limit);
  const scored = people.map((one) => {
    const isFixed = method === 'thresholds';
    const recency = isFixed
      ? 5 - count([30, 90, 180, 365], (limit) => one.days > limit)
      : scoreOf(worse.days(-one.days));
    const frequency = isFixed ? reached(one.orders, [2, 3, 5, 10]) : scoreOf(worse.orders(one.orders));
    const ofMean = one.monetary <= 0 ? 1 : reached(4 * one.monetary, [mean, 2 * mean, 4 * mean, 8 * mean]);
    const value = isFixed ? ofMean : scoreOf(worse.monetary(one.monetary));
    const table = bands === 3 ? groupsOfThree : groupsOfFive;
    const group = table[recency - 1]?.[Math.floor((frequency + value) / 2) - 1];
    if (!group) throw new Error(`No group for ${String(recency)} ${String(frequency)} ${String(value)}`);
    return { ...one, recency, frequency, value, group };
  });
  // A tier up for each quarter of the customers that has a lower sum, whole.
  const sumOf = (one: (typeof scored)[number]): number => one.recency + one.frequency + one.value;
  const lower = lowerCounts(scored.map(sumOf));
  return scored.map((one) => {
    const tier = tiers[Math.floor((4 * lower(sumOf(one))) / scored.length)];
    if (!tier) throw new Error(`No tier for ${String(sumOf(one))}`);
    return { ...one, tier };
  });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}
