import { daysPerYear } from '../clv';
import type { Cells, Parameters, TransactionModel } from './model';

/** Units of time in a year of 365.25 days. */
export const unitsPerYear = { day: daysPerYear, week: daysPerYear / 7, month: 12, year: 1 } as const;
export type TimeUnit = keyof typeof unitsPerYear;

/**
 * The continuous rate that equals a yearly discount: ln(1 + d) / units per year, per unit of time. A rate per year put in
 * place of one per week makes a CLV many times too low.
 * @param yearly share per year, e.g. 0.1 for 10 %; above -1
 */
export const discountRate = (yearly: number, unitsInYear: number): number => Math.log1p(yearly) / unitsInYear;

export interface ClvTerms {
  /** In the model's unit of time, from each customer's age on; may be Infinity. */
  readonly horizon: number;
  /** Share per year. */
  readonly yearlyDiscount: number;
  readonly unitsInYear: number;
  /** Profit per money spent; 1 for revenue. */
  readonly margin: number;
}

/**
 * Definition 6, predicted CLV of what lies ahead: expected money per order × expected discounted orders × margin, in the
 * unit of `spend`, one for each cell (Fader, Hardie & Lee 2005, "RFM and CLV", J. Marketing Research 42, 415-430). Orders
 * before the age are not in it; the two factors are taken as independent, which `spendIndependence` tests.
 * @param spend expected money per order, one for each cell
 */
export function predictedClv(
  model: TransactionModel,
  parameters: Parameters,
  cells: Cells,
  spend: Float64Array,
  { horizon, yearlyDiscount, unitsInYear, margin }: ClvTerms,
): Float64Array {
  const rate = discountRate(yearlyDiscount, unitsInYear);
  return model
    .discountedOrders(parameters, cells, horizon, rate)
    .map((orders, cell) => orders * (spend[cell] as number) * margin);
}
