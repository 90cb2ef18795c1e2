/**
 * Definitions of customer lifetime value (CLV), each with its units. Money is in the currency of the orders;
 * it is revenue or margin, as the caller says. A null is unknown and stays unknown.
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
  /** Sum over customers of the years from the first order to the as-of date. */
  readonly customerYears: number;
}

const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

function product(...factors: readonly (number | null)[]): number | null {
  return factors.reduce<number | null>(
    (result, factor) => (result === null || factor === null ? null : result * factor),
    1,
  );
}

/** Average order value, in money per order. */
export const averageOrderValue = (totals: ClvTotals): number | null => ratio(totals.money, totals.orders);

/** Orders per customer and year, over the years in which each customer was observed. */
export const ordersPerCustomerYear = (totals: ClvTotals): number | null =>
  ratio(totals.orders, totals.customerYears);

/** Money per customer and year, over the same years. */
export const moneyPerCustomerYear = (totals: ClvTotals): number | null =>
  ratio(totals.money, totals.customerYears);

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

/** Definition 5, its mean: money per customer from the first to the last order seen. */
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
