/**
 * Definitions of customer lifetime value (CLV), each with its units. Money is in the currency of the orders;
 * it is revenue or margin, as the caller says. A null is unknown and stays unknown.
 *
 * Rates per year and the observed lifetime count the same years, so that their product is what customers paid:
 * a customer is active from the first order to the earlier of the as-of date and the last order + N days, where
 * N is the number of days after which a customer counts as lost. The observed lifetime is the mean of these years;
 * who is still active is cut off at the as-of date (right-censored), so for the same customers it can only grow.
 */

export const daysPerYear = 365.25;
export const periodsPerYear = { month: 12, quarter: 4, year: 1 } as const;
export type ClvPeriod = keyof typeof periodsPerYear;

/** Totals of one population of identified customers. */
export interface ClvTotals {
  readonly customers: number;
  readonly orders: number;
  /** Money of all their orders. */
  readonly money: number;
  /** Sum over customers of their active years; null when N is unknown. */
  readonly activeYears: number | null;
}

const ratio = (part: number | null, whole: number | null): number | null =>
  part !== null && whole !== null && whole > 0 ? part / whole : null;

function product(...factors: readonly (number | null)[]): number | null {
  return factors.reduce<number | null>(
    (result, factor) => (result === null || factor === null ? null : result * factor),
    1,
  );
}

/** Average order value, in money per order. */
export const averageOrderValue = (totals: ClvTotals): number | null => ratio(totals.money, totals.orders);

/** Orders per customer and year, over the years in which each customer counted as active. */
export const ordersPerCustomerYear = (totals: Pick<ClvTotals, 'orders' | 'activeYears'>): number | null =>
  ratio(totals.orders, totals.activeYears);

/** Money per customer and year, over the same years. */
export const moneyPerCustomerYear = (totals: ClvTotals): number | null =>
  ratio(totals.money, totals.activeYears);

/** Definition 1: money/order × orders/(customer · year) × years = money per customer. */
export const clvByOrderValue = (totals: ClvTotals, lifetimeYears: number | null): number | null =>
  product(averageOrderValue(totals), ordersPerCustomerYear(totals), lifetimeYears);

/** Definition 2: money/(customer · year) × years = money per customer. */
export const clvByYearlySpend = (totals: ClvTotals, lifetimeYears: number | null): number | null =>
  product(moneyPerCustomerYear(totals), lifetimeYears);

/** Money per customer and period. */
export const moneyPerCustomerPeriod = (totals: ClvTotals, period: ClvPeriod): number | null =>
  product(moneyPerCustomerYear(totals), 1 / periodsPerYear[period]);

/** Definition 3: money/(customer · period) × periods = money per customer. */
export const clvByPeriod = (
  totals: ClvTotals,
  lifetimeYears: number | null,
  period: ClvPeriod,
): number | null => product(moneyPerCustomerPeriod(totals, period), lifetimeYears, periodsPerYear[period]);

/**
 * Definition 5, its mean: money per customer from the first to the last order seen. Definitions 1, 2 and 3 over
 * the observed lifetime are the same quotient, for the active years cancel out.
 */
export const clvObserved = (totals: ClvTotals): number | null => ratio(totals.money, totals.customers);

/**
 * What mean spend per customer × orders per customer would give. The spend already holds all orders, so they
 * are counted twice and the unit is money · orders per customer², not money: for showing the mistake only.
 */
export const doubleCounted = (totals: ClvTotals): number | null =>
  product(ratio(totals.money, totals.customers), ratio(totals.orders, totals.customers));

/**
 * Mean lifetime of a customer who leaves with the same chance in each period: 1 / churn periods.
 * @param churn share lost per period
 * @param periodDays length of the period
 * @returns years, or null when churn is unknown or 0
 */
export function lifetimeFromChurn(churn: number | null, periodDays: number | null): number | null {
  if (churn === null || periodDays === null || churn <= 0) return null;
  return periodDays / daysPerYear / churn;
}
