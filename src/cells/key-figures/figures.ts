/** The key figures as a list: each with its value, unit, formula, n, and the reason when it is unknown. */
import { m } from '../../i18n/locale.svelte';
import { daysPerYear } from '../../models/clv';
import { wilson, type Interval } from '../../models/intervals';
import { churnPerPeriod, lifetimeYears, type Known } from '../lifetime';
import type { ColumnFormat, Formatter } from '../kind';
import type { KeyFigureParams, KeyFigureTotals } from './key-figures';

export interface KeyFigure {
  readonly key: string;
  readonly label: string;
  readonly value: number | null;
  readonly format: ColumnFormat;
  readonly unit: string | null;
  readonly formula: string;
  /** What was counted, in words. */
  readonly n: string | null;
  readonly count: number | null;
  readonly interval: Interval | null;
  /** Why the value is unknown. */
  readonly reason: string | null;
}

type Draft = Pick<KeyFigure, 'key' | 'label' | 'format' | 'formula'> &
  Partial<Omit<KeyFigure, 'value' | 'reason'>> & { readonly known: Known };

const figure = ({ known, ...draft }: Draft): KeyFigure => ({
  unit: null,
  n: null,
  count: null,
  interval: null,
  ...draft,
  value: known.value,
  reason: known.value === null ? known.reason : null,
});

const over = (part: number | null, whole: number): Known =>
  part === null || whole <= 0 ? { value: null, reason: m.cells_reason_no_data() } : { value: part / whole };

export function keyFigures(totals: KeyFigureTotals, params: KeyFigureParams, format: Formatter): KeyFigure[] {
  const customers = {
    n: m.key_figures_n_customers({ count: totals.customers, formatted: format.integer(totals.customers) }),
    count: totals.customers,
  };
  const orders = {
    n: m.key_figures_n_orders({ count: totals.orders, formatted: format.integer(totals.orders) }),
    count: totals.orders,
  };
  return [
    figure({
      key: 'customers',
      label: m.key_figures_customers(),
      format: 'integer',
      known: { value: totals.customers },
      formula: m.key_figures_customers_formula(),
    }),
    figure({
      key: 'orders',
      label: m.key_figures_orders(),
      format: 'integer',
      known: { value: totals.orders },
      formula: m.key_figures_orders_formula(),
    }),
    figure({
      key: 'revenue',
      label: m.key_figures_revenue(),
      format: 'money',
      known: over(totals.revenue, 1),
      formula: m.key_figures_revenue_formula(),
      ...orders,
    }),
    figure({
      key: 'aov',
      label: m.key_figures_aov(),
      format: 'money',
      known: over(totals.revenue, totals.orders),
      formula: m.key_figures_aov_formula(),
      ...orders,
    }),
    figure({
      key: 'repeat-rate',
      label: m.key_figures_repeat(),
      format: 'percent',
      known: over(totals.repeatCustomers, totals.customers),
      interval: wilson(totals.repeatCustomers, totals.customers),
      formula: m.key_figures_repeat_formula(),
      ...customers,
    }),
    figure({
      key: 'orders-per-customer',
      label: m.key_figures_orders_per_customer(),
      format: 'number',
      unit: m.key_figures_unit_orders(),
      known: over(totals.orders, totals.customers),
      formula: m.key_figures_orders_per_customer_formula(),
      ...customers,
    }),
    figure({
      key: 'frequency',
      label: m.key_figures_frequency(),
      format: 'number',
      unit: m.key_figures_unit_orders_year(),
      known: over(totals.orders, (totals.customerDays ?? 0) / daysPerYear),
      formula: m.key_figures_frequency_formula({
        years: format.number((totals.customerDays ?? 0) / daysPerYear, 0),
      }),
      ...customers,
    }),
    ...timeFigures(totals, params, format, customers),
    ...marginFigures(totals, format),
    ...anonymousFigures(totals),
  ];
}

function timeFigures(
  totals: KeyFigureTotals,
  params: KeyFigureParams,
  format: Formatter,
  customers: { n: string; count: number },
): KeyFigure[] {
  const days = format.integer(totals.churnDays);
  const lifetime = lifetimeYears(totals, params.lifetime, 0, format);
  const { churnDays } = totals;
  const lapsed: Known =
    churnDays === null
      ? { value: null, reason: m.cells_reason_no_gaps() }
      : over(totals.lapsed, totals.customers);
  const churn = churnPerPeriod(totals, format);
  const count = totals.churnBase;
  return [
    figure({
      key: 'lifetime',
      label: m.key_figures_lifetime(),
      format: 'days',
      unit: m.cells_unit_days(),
      known: lifetime.value === null ? lifetime : { value: lifetime.value * daysPerYear },
      formula:
        params.lifetime === 'churn'
          ? m.key_figures_lifetime_churn({ days })
          : m.key_figures_lifetime_observed(),
      ...customers,
    }),
    figure({
      key: 'median-gap',
      label: m.key_figures_gap(),
      format: 'days',
      unit: m.cells_unit_days(),
      known:
        totals.medianGapDays === null
          ? { value: null, reason: m.cells_reason_no_data() }
          : { value: totals.medianGapDays },
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
      n: m.key_figures_n_customers({ count, formatted: format.integer(count) }),
      count,
    }),
  ];
}

function marginFigures(totals: KeyFigureTotals, format: Formatter): KeyFigure[] {
  const unknown: Known = { value: null, reason: m.cells_reason_no_costs() };
  const { margin, costedRevenue, costedOrders: count } = totals;
  const known = margin !== null && costedRevenue !== null;
  const coverage = known ? over(costedRevenue, totals.revenue ?? 0).value : null;
  const share = format.percent(coverage);
  const orders = m.key_figures_n_orders({ count, formatted: format.integer(count) });
  const n = known ? m.key_figures_n_costed({ orders, share }) : null;
  return [
    figure({
      key: 'margin',
      label: m.key_figures_margin(),
      format: 'money',
      known: known ? { value: margin } : unknown,
      formula: m.key_figures_margin_formula({ share }),
      n,
      count: known ? count : null,
    }),
    figure({
      key: 'margin-rate',
      label: m.key_figures_margin_rate(),
      format: 'percent',
      known: known ? over(margin, costedRevenue) : unknown,
      formula: m.key_figures_margin_rate_formula({ share }),
      n,
      count: known ? count : null,
    }),
  ];
}

function anonymousFigures(totals: KeyFigureTotals): KeyFigure[] {
  const { anonymousOrders, anonymousRevenue } = totals;
  return [
    figure({
      key: 'anonymous-orders',
      label: m.key_figures_anonymous_orders(),
      format: 'integer',
      known: { value: anonymousOrders },
      formula: m.key_figures_anonymous_orders_formula(),
    }),
    figure({
      key: 'anonymous-revenue',
      label: m.key_figures_anonymous_revenue(),
      format: 'money',
      known:
        anonymousRevenue === null
          ? { value: null, reason: m.key_figures_no_anonymous() }
          : { value: anonymousRevenue },
      formula: m.key_figures_anonymous_revenue_formula(),
    }),
  ];
}
