/** The key figures as a list, in the order they are read. */
import { m } from '../../i18n/locale.svelte';
import { wilson } from '../../models/intervals';
import type { Known } from '../lifetime';
import type { Formatter } from '../kind';
import { figure, over, type KeyFigure } from './figure';
import type { KeyFigureParams, KeyFigureTotals } from './key-figures';
import { timeFigures } from './time';

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
    ...timeFigures(totals, params, format, customers),
    ...marginFigures(totals, format),
    ...anonymousFigures(totals),
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
