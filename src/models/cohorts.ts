/** Cohort triangles: what groups of customers did at each age, in calendar periods since their first order's. */
import { hasPassed, periodsBetween, type Period } from './periods';

/** What one cohort did at one age. Money is in the currency of the orders. */
export interface Activity {
  readonly age: number;
  readonly customers: number;
  readonly orders: number;
  readonly revenue: number;
  /** Null when no cost is known. */
  readonly margin: number | null;
}

/** Customers of one group whose first order falls in the period that starts at `start`. */
export interface Cohort {
  readonly start: Date;
  readonly size: number;
  /** Ages without any order are absent. */
  readonly activity: readonly Activity[];
}

/** Sums over cohorts at one age, of those cohorts for which the period has fully passed. */
export interface AgeTotals {
  readonly age: number;
  /** Cohorts and customers whose period at this age has fully passed; 0 when it has for none. */
  readonly cohorts: number;
  readonly atRisk: number;
  readonly customers: number;
  readonly orders: number;
  readonly money: number | null;
  /** Money from age 0 to this age, of the same customers. */
  readonly cumulativeMoney: number | null;
  /** The same cohorts at age 0: the base of percentages. */
  readonly first: { readonly orders: number; readonly money: number | null };
}

export type Basis = 'revenue' | 'margin';

const add = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);

/** The highest age that any customer of the cohort can have reached. */
export const lastAge = (cohort: Cohort, period: Period, asOf: Date): number =>
  periodsBetween(cohort.start, asOf, period);

/**
 * Totals by age, 0 to `ages`. A cohort whose period has not fully passed is left out of that age whole, from
 * numerator and denominator alike; with `partial` it is taken in as far as it goes.
 */
export function totalsByAge(
  cohorts: readonly Cohort[],
  ages: number,
  basis: Basis,
  period: Period,
  asOf: Date,
  partial = false,
): AgeTotals[] {
  const empty: AgeTotals[] = Array.from({ length: ages + 1 }, (_, age) => ({
    age,
    cohorts: 0,
    atRisk: 0,
    customers: 0,
    orders: 0,
    money: 0,
    cumulativeMoney: 0,
    first: { orders: 0, money: 0 },
  }));
  return cohorts.reduce((totals, cohort) => {
    const byAge = new Map(cohort.activity.map((activity) => [activity.age, activity]));
    const first = byAge.get(0);
    let cumulative: number | null = 0;
    const reached = lastAge(cohort, period, asOf);
    return totals.map((total, age) => {
      const activity = byAge.get(age);
      const money = activity ? activity[basis] : 0;
      cumulative = add(cumulative, money);
      if (partial ? age > reached : !hasPassed(cohort.start, age, period, asOf)) return total;
      return {
        age,
        cohorts: total.cohorts + 1,
        atRisk: total.atRisk + cohort.size,
        customers: total.customers + (activity?.customers ?? 0),
        orders: total.orders + (activity?.orders ?? 0),
        money: add(total.money, money),
        cumulativeMoney: add(total.cumulativeMoney, cumulative),
        first: {
          orders: total.first.orders + (first?.orders ?? 0),
          money: add(total.first.money, first ? first[basis] : 0),
        },
      };
    });
  }, empty);
}

/** Money of all orders so far per customer, the running period included: the observed value of definition 5. */
export function valueSoFar(cohorts: readonly Cohort[], basis: Basis): number | null {
  let size = 0;
  let money: number | null = 0;
  for (const cohort of cohorts) {
    size += cohort.size;
    for (const activity of cohort.activity) money = add(money, activity[basis]);
  }
  return money === null || size === 0 ? null : money / size;
}

export const measures = ['retention', 'revenue', 'clv', 'aov', 'orders'] as const;
export type Measure = (typeof measures)[number];

/**
 * One measure of one cell.
 * @param share as a share of the customers at risk (retention) or of the value at age 0 (the others);
 *   otherwise customers, money or orders
 * @param perCustomer sums (customers, money, orders) per customer at risk, so that ages with fewer cohorts compare
 * @returns null when the period has passed for no cohort, or the value is unknown
 */
export function measureOf(
  totals: AgeTotals,
  measure: Measure,
  share: boolean,
  perCustomer: boolean,
): number | null {
  if (totals.atRisk === 0) return null;
  const { atRisk, customers, orders, money, cumulativeMoney, first } = totals;
  const over = (part: number | null, whole: number | null): number | null =>
    part === null || whole === null || whole === 0 ? null : part / whole;
  const scale = perCustomer ? atRisk : 1;
  switch (measure) {
    case 'retention':
      return share || perCustomer ? customers / atRisk : customers;
    case 'revenue':
      return share ? over(money, first.money) : over(money, scale);
    case 'orders':
      return share ? over(orders, first.orders) : orders / scale;
    case 'clv':
      return share ? over(cumulativeMoney, first.money) : over(cumulativeMoney, atRisk);
    case 'aov':
      return share ? over(over(money, orders), over(first.money, first.orders)) : over(money, orders);
  }
}
