/** The key figures that speak of time: pace, lifetime and churn. */
import { m } from '../../i18n/locale.svelte';
import { daysPerYear, ordersPerCustomerYear } from '../../models/clv';
import { wilson } from '../../models/intervals';
import { activeYears, churnPerPeriod, lifetimeOf, type Known, type LifetimeChoice } from '../lifetime';
import type { Formatter } from '../kind';
import { figure, over, type KeyFigure } from './figure';
import type { KeyFigureParams, KeyFigureTotals } from './key-figures';

interface Counted {
  readonly n: string;
  readonly count: number;
}

export function timeFigures(
  totals: KeyFigureTotals,
  params: KeyFigureParams,
  format: Formatter,
  customers: Counted,
): KeyFigure[] {
  const days = format.integer(totals.churnDays);
  const { churnDays } = totals;
  const lapsed: Known =
    churnDays === null
      ? { value: null, reason: m.cells_reason_no_gaps() }
      : over(totals.lapsed, totals.customers);
  const churn = churnPerPeriod(totals, format);
  const count = totals.churnBase;
  const base = { n: m.key_figures_n_customers({ count, formatted: format.integer(count) }), count };
  return [
    frequencyFigure(totals, format, customers),
    lifetimeFigure(totals, params, format, { observed: customers, churn: base, fixed: null }),
    figure({
      key: 'span',
      label: m.key_figures_span(),
      format: 'days',
      unit: m.cells_unit_days(),
      known: over(totals.spanDays, 1),
      formula: m.key_figures_span_formula(),
      ...customers,
    }),
    figure({
      key: 'median-gap',
      label: m.key_figures_gap(),
      format: 'days',
      unit: m.cells_unit_days(),
      known: over(totals.medianGapDays, 1),
      formula: m.key_figures_gap_formula(),
      n: m.key_figures_n_gaps({ count: totals.gaps, formatted: format.integer(totals.gaps) }),
      count: totals.gaps,
    }),
    figure({
      key: 'lapsed',
      label: churnDays === null ? m.key_figures_lapsed_unknown() : m.key_figures_lapsed({ days }),
      format: 'percent',
      known: lapsed,
      interval: lapsed.value === null ? null : wilson(totals.lapsed, totals.customers),
      formula: m.key_figures_lapsed_formula({ days }),
      ...customers,
    }),
    figure({
      key: 'churn',
      label: m.key_figures_churn({ days }),
      format: 'percent',
      known: churn,
      interval: churn.value === null ? null : wilson(totals.churnLost, count),
      formula: m.key_figures_churn_formula({ days }),
      ...base,
    }),
  ];
}

function frequencyFigure(totals: KeyFigureTotals, format: Formatter, customers: Counted): KeyFigure {
  const active = activeYears(totals);
  const frequency = ordersPerCustomerYear({ orders: totals.orders, activeYears: active.value });
  return figure({
    key: 'frequency',
    label: m.key_figures_frequency(),
    format: 'number',
    unit: m.key_figures_unit_orders_year(),
    known: active.value === null ? active : over(frequency, 1),
    formula: m.key_figures_frequency_formula({
      days: format.integer(totals.churnDays),
      years: format.number(active.value, 0),
    }),
    ...customers,
  });
}

function lifetimeFigure(
  totals: KeyFigureTotals,
  params: KeyFigureParams,
  format: Formatter,
  counted: Readonly<Record<LifetimeChoice, Counted | null>>,
): KeyFigure {
  const { choice, years, fallback } = lifetimeOf(totals, params, format);
  const formula = lifetimeFormula[choice](format.integer(totals.churnDays));
  return figure({
    key: 'lifetime',
    label: lifetimeLabel[choice](),
    format: 'days',
    unit: m.cells_unit_days(),
    known: years.value === null ? years : { value: years.value * daysPerYear },
    formula:
      fallback === null ? formula : `${formula} ${m.key_figures_lifetime_fallback({ reason: fallback })}`,
    ...counted[choice],
  });
}

const lifetimeLabel: Readonly<Record<LifetimeChoice, () => string>> = {
  churn: () => m.key_figures_lifetime(),
  observed: () => m.key_figures_lifetime_so_far(),
  fixed: () => m.key_figures_lifetime_entered(),
};
const lifetimeFormula: Readonly<Record<LifetimeChoice, (days: string) => string>> = {
  churn: (days) => m.key_figures_lifetime_churn({ days }),
  observed: (days) => m.key_figures_lifetime_observed({ days }),
  fixed: () => m.key_figures_lifetime_fixed(),
};
