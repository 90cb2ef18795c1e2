/** What the CLV cell shows, reckoned once for its finding, figure, table and words. */
import { m } from '../../i18n/locale.svelte';
import { daysPerYear } from '../../models/clv';
import { lifetimeYears, type Known } from '../lifetime';
import type { CellContext, Formatter } from '../kind';
import type { ClvParams, ClvTotalsRow } from './clv';
import { frequencyOf, valuesIn, type BasisValues } from './definitions';

export interface ClvView {
  readonly customers: number;
  /** Orders per customer and year. */
  readonly frequency: number | null;
  readonly lifetime: Known;
  readonly revenue: BasisValues;
  /** Null when no cost is known. */
  readonly margin: BasisValues | null;
  /** How money is called in a unit: the currency's code, or "money". */
  readonly money: string;
}

export function clvView(
  row: ClvTotalsRow,
  params: ClvParams,
  context: CellContext,
  format: Formatter,
): ClvView {
  const population = {
    customers: row.customers,
    orders: row.orders,
    customerYears: (row.customerDays ?? 0) / daysPerYear,
  };
  const lifetime = lifetimeYears(row, params.lifetime, params.years, format);
  const { period } = params;
  return {
    customers: row.customers,
    frequency: frequencyOf(population),
    lifetime,
    revenue: valuesIn(population, row.revenue, lifetime.value, period),
    margin: row.margin ? valuesIn(population, row.margin, lifetime.value, period) : null,
    money: context.scope.currency ?? m.cells_money_unit(),
  };
}
