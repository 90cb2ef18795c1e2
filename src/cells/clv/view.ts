/** What the CLV cell shows, reckoned once for its finding, figure, table and words. */
import { m } from '../../i18n/locale.svelte';
import { ordersPerCustomerYear } from '../../models/clv';
import {
  activeYears,
  churnPerPeriod,
  lifetimeOf,
  observedLifetime,
  type Known,
  type Lifetime,
} from '../lifetime';
import type { CellContext, Formatter } from '../kind';
import type { ClvParams, ClvTotalsRow } from './clv';
import { aheadOf, type Ahead } from './ahead';
import { valuesIn, type BasisValues } from './definitions';

export interface ClvView {
  readonly customers: number;
  /** Orders per customer and active year. */
  readonly frequency: number | null;
  /** Active years of all customers. */
  readonly activeYears: Known;
  /** Days after which a customer counts as lost. */
  readonly churnDays: number | null;
  /** Share of customers lost per `churnDays`. */
  readonly churn: Known;
  /** The lifetime in force, in years. */
  readonly lifetime: Lifetime;
  /** Mean active years so far, whichever lifetime is in force. */
  readonly observedLifetime: Known;
  readonly revenue: BasisValues;
  /** Null when no cost is known. */
  readonly margin: BasisValues | null;
  /** What is foretold, or why nothing is. */
  readonly ahead: Ahead;
  /** How money is called in a unit: the currency's code, or "money". */
  readonly money: string;
}

export function clvView(
  row: ClvTotalsRow,
  params: ClvParams,
  context: CellContext,
  format: Formatter,
): ClvView {
  const active = activeYears(row);
  const population = { customers: row.customers, orders: row.orders, activeYears: active.value };
  const lifetime = lifetimeOf(row, params, format);
  const years = lifetime.years.value;
  const { period } = params;
  const ahead = aheadOf(row, context);
  return {
    customers: row.customers,
    frequency: ordersPerCustomerYear(population),
    activeYears: active,
    churnDays: row.churnDays,
    churn: churnPerPeriod(row, format),
    lifetime,
    observedLifetime: observedLifetime(row),
    revenue: valuesIn(population, row.revenue, years, period, ahead.revenue),
    margin: row.margin ? valuesIn(population, row.margin, years, period, ahead.margin) : null,
    ahead,
    money: context.scope.currency ?? m.cells_money_unit(),
  };
}

/** Whether the lifetime in force is less than customers have been active already, so that 1 to 3 fall below 5. */
export const isShort = ({ lifetime, observedLifetime }: ClvView): boolean =>
  (lifetime.years.value ?? 0) < (observedLifetime.value ?? 0);
