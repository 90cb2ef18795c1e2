/** Churn and customer lifetime, as the cells share them. */
import { m } from '../i18n/locale.svelte';
import { daysPerYear, lifetimeFromChurn } from '../models/clv';
import { countOf, numberOf } from './arrow';
import type { Formatter, NumberControl, Params } from './kind';

export interface LifetimeTotals {
  /** Days without an order that count as lost; null when the data suggests none and none was given. */
  readonly churnDays: number | null;
  /** Customers who ordered in the N days before the last N, and those of them with no order in the last N. */
  readonly churnBase: number;
  readonly churnLost: number;
  /** From the first order of all to the as-of date. */
  readonly observedDays: number | null;
  /** Mean over customers of the days from first to last order. */
  readonly spanDays: number | null;
}

export type LifetimeChoice = 'observed' | 'churn' | 'fixed';

/** A value, or the reason why there is none. */
export type Known = { readonly value: number } | { readonly value: null; readonly reason: string };

type ArrowRow = Readonly<Record<string, unknown>>;

export function readLifetime(row: ArrowRow): LifetimeTotals {
  return {
    churnDays: numberOf(row, 'churn_days'),
    churnBase: countOf(row, 'churn_base'),
    churnLost: countOf(row, 'churn_lost'),
    observedDays: numberOf(row, 'observed_days'),
    spanDays: numberOf(row, 'span_days'),
  };
}

/** Share of customers lost per `churnDays` days. */
export function churnPerPeriod(totals: LifetimeTotals, format: Formatter): Known {
  const { churnDays, churnBase, churnLost, observedDays } = totals;
  if (churnDays === null) return { value: null, reason: m.cells_reason_no_gaps() };
  const days = format.integer(churnDays);
  if (observedDays === null || observedDays < 2 * churnDays) {
    const observed = format.integer(Math.floor(observedDays ?? 0));
    return { value: null, reason: m.cells_reason_short({ observed, days }) };
  }
  if (churnBase === 0) return { value: null, reason: m.cells_reason_no_base({ days }) };
  return { value: churnLost / churnBase };
}

/** Mean lifetime of a customer in years. */
export function lifetimeYears(
  totals: LifetimeTotals,
  choice: LifetimeChoice,
  fixedYears: number,
  format: Formatter,
): Known {
  if (choice === 'fixed') return { value: fixedYears };
  if (choice === 'observed') {
    if (totals.spanDays === null) return { value: null, reason: m.cells_reason_no_data() };
    return { value: totals.spanDays / daysPerYear };
  }
  const churn = churnPerPeriod(totals, format);
  if (churn.value === null) return churn;
  const years = lifetimeFromChurn(churn.value, totals.churnDays);
  if (years !== null) return { value: years };
  return { value: null, reason: m.cells_reason_no_loss({ days: format.integer(totals.churnDays) }) };
}

/** The control for the days after which a customer counts as lost. */
export function churnDaysControl<P extends Params & { churnDays: number | null }>(
  when?: (params: P) => boolean,
): NumberControl<P> {
  return {
    type: 'number',
    name: 'churnDays',
    label: () => m.cells_churn_days(),
    unit: () => m.cells_unit_days(),
    min: 1,
    max: 3650,
    step: 1,
    automatic: true,
    ...(when ? { when } : {}),
  };
}
