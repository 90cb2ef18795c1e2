/** Active years, churn and customer lifetime, as the cells share them. */
import * as v from 'valibot';
import { m } from '../i18n/locale.svelte';
import { daysPerYear, lifetimeFromChurn } from '../models/clv';
import { countOf, numberOf } from './arrow';
import type { Control, Formatter, Params } from './kind';

export interface LifetimeTotals {
  /** Days without an order that count as lost; null when the data suggests none and none was given. */
  readonly churnDays: number | null;
  /** Customers who ordered in the N days before the last N, and those of them with no order in the last N. */
  readonly churnBase: number;
  readonly churnLost: number;
  /** From the first order of all to the as-of date. */
  readonly observedDays: number | null;
  /**
   * Sum and mean over customers of the days from the first order to the earlier of the as-of date and the last
   * order + N days; null when N is.
   */
  readonly activeDays: number | null;
  readonly meanActiveDays: number | null;
}

const choices = ['churn', 'observed', 'fixed'] as const;
export type LifetimeChoice = (typeof choices)[number];

/** The parameters of a cell that speaks of lifetime. */
export const lifetimeParams = {
  /** Where churn is unknown, `churn` falls back to `observed`. */
  lifetime: v.optional(v.picklist(choices), 'churn'),
  /** Lifetime in years when it is fixed. */
  years: v.optional(v.pipe(v.number(), v.minValue(0.1), v.maxValue(50)), 3),
  /** Days without an order that count as lost (N); null derives them from the data. */
  churnDays: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3650))), null),
};

export interface LifetimeParams {
  readonly lifetime: LifetimeChoice;
  readonly years: number;
  readonly churnDays: number | null;
}

/** A value, or the reason why there is none. */
export type Known = { readonly value: number } | { readonly value: null; readonly reason: string };

export interface Lifetime {
  /** What is in force: `observed` where churn was chosen but is unknown. */
  readonly choice: LifetimeChoice;
  readonly years: Known;
  /** Why churn is not in force though it was chosen. */
  readonly fallback: string | null;
}

type ArrowRow = Readonly<Record<string, unknown>>;

export function readLifetime(row: ArrowRow): LifetimeTotals {
  return {
    churnDays: numberOf(row, 'churn_days'),
    churnBase: countOf(row, 'churn_base'),
    churnLost: countOf(row, 'churn_lost'),
    observedDays: numberOf(row, 'observed_days'),
    activeDays: numberOf(row, 'active_days'),
    meanActiveDays: numberOf(row, 'mean_active_days'),
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

function yearsOf(days: number | null, totals: LifetimeTotals): Known {
  if (totals.churnDays === null) return { value: null, reason: m.cells_reason_no_gaps() };
  if (days === null) return { value: null, reason: m.cells_reason_no_data() };
  if (days <= 0) return { value: null, reason: m.cells_reason_no_time() };
  return { value: days / daysPerYear };
}

/** Active years of all customers together. */
export const activeYears = (totals: LifetimeTotals): Known => yearsOf(totals.activeDays, totals);

/** Mean active years of a customer. */
export const observedLifetime = (totals: LifetimeTotals): Known => yearsOf(totals.meanActiveDays, totals);

function churnLifetime(totals: LifetimeTotals, format: Formatter): Known {
  const churn = churnPerPeriod(totals, format);
  if (churn.value === null) return churn;
  const years = lifetimeFromChurn(churn.value, totals.churnDays);
  if (years !== null) return { value: years };
  return { value: null, reason: m.cells_reason_no_loss({ days: format.integer(totals.churnDays) }) };
}

/** The lifetime of a customer, in years, by the chosen rule. */
export function lifetimeOf(
  totals: LifetimeTotals,
  { lifetime, years }: Pick<LifetimeParams, 'lifetime' | 'years'>,
  format: Formatter,
): Lifetime {
  if (lifetime === 'fixed') return { choice: 'fixed', years: { value: years }, fallback: null };
  const observed = { choice: 'observed', years: observedLifetime(totals) } as const;
  if (lifetime === 'observed') return { ...observed, fallback: null };
  const churn = churnLifetime(totals, format);
  if (churn.value === null) return { ...observed, fallback: churn.reason };
  return { choice: 'churn', years: churn, fallback: null };
}

const nameOfChoice: Readonly<Record<LifetimeChoice, () => string>> = {
  churn: () => m.cells_lifetime_churn(),
  observed: () => m.cells_lifetime_observed(),
  fixed: () => m.cells_lifetime_fixed(),
};

export const lifetimeName = (choice: LifetimeChoice): string => nameOfChoice[choice]();

/** The controls for the rule of the lifetime alone. */
export const lifetimeRuleControls = <
  P extends Params & Pick<LifetimeParams, 'lifetime' | 'years'>,
>(): readonly Control<P>[] => [
  {
    type: 'choice',
    name: 'lifetime',
    label: () => m.cells_lifetime(),
    options: () => choices.map((choice) => ({ value: choice, label: lifetimeName(choice) })),
  },
  {
    type: 'number',
    name: 'years',
    label: () => m.cells_fixed_years(),
    unit: () => m.cells_unit_years(),
    min: 0.1,
    max: 50,
    step: 0.1,
    when: ({ lifetime }) => lifetime === 'fixed',
  },
];

/** The controls for `lifetimeParams`. N is always shown, for the rates per year depend on it too. */
export const lifetimeControls = <P extends Params & LifetimeParams>(): readonly Control<P>[] => [
  ...lifetimeRuleControls<P>(),
  {
    type: 'number',
    name: 'churnDays',
    label: () => m.cells_churn_days(),
    unit: () => m.cells_unit_days(),
    min: 1,
    max: 3650,
    step: 1,
    automatic: true,
  },
];
