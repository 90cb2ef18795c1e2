/** The definitions of customer lifetime value on one population, in revenue and in margin. */
import {
  averageOrderValue,
  clvByOrderValue,
  clvByPeriod,
  clvByYearlySpend,
  clvObserved,
  doubleCounted,
  moneyPerCustomerPeriod,
  moneyPerCustomerYear,
  type ClvPeriod,
  type ClvTotals,
} from '../../models/clv';
import { meanInterval, type Interval } from '../../models/intervals';

export const definitionNumbers = [1, 2, 3, 5, 6] as const;
export type DefinitionNumber = (typeof definitionNumbers)[number];

/** Money of one basis: its total, and how it spreads over customers. */
export interface Spread {
  readonly total: number;
  readonly deviation: number | null;
  readonly median: number | null;
}

/** Per customer, with its interval; null where it is unknown. */
export interface Predicted {
  readonly value: number;
  readonly interval: Interval | null;
}

export interface BasisValues {
  readonly total: number;
  readonly aov: number | null;
  readonly yearly: number | null;
  readonly perPeriod: number | null;
  readonly median: number | null;
  readonly doubleCounted: number | null;
  /** Of definition 5. */
  readonly interval: Interval | null;
  /** Of definition 6. */
  readonly ahead: Interval | null;
  readonly clv: Readonly<Record<DefinitionNumber, number | null>>;
}

/** All definitions in one basis. */
export function valuesIn(
  population: Omit<ClvTotals, 'money'>,
  spread: Spread,
  lifetimeYears: number | null,
  period: ClvPeriod,
  predicted: Predicted | null,
): BasisValues {
  const totals: ClvTotals = { ...population, money: spread.total };
  const observed = clvObserved(totals);
  return {
    total: spread.total,
    aov: averageOrderValue(totals),
    yearly: moneyPerCustomerYear(totals),
    perPeriod: moneyPerCustomerPeriod(totals, period),
    median: spread.median,
    doubleCounted: doubleCounted(totals),
    interval:
      observed === null || spread.deviation === null
        ? null
        : meanInterval(observed, spread.deviation, totals.customers),
    ahead: predicted?.interval ?? null,
    clv: {
      1: clvByOrderValue(totals, lifetimeYears),
      2: clvByYearlySpend(totals, lifetimeYears),
      3: clvByPeriod(totals, lifetimeYears, period),
      5: observed,
      6: predicted?.value ?? null,
    },
  };
}
