import * as v from 'valibot';
import { m } from '../../i18n/locale.svelte';
import { wilson } from '../../models/intervals';
import { countOf, numberOf, onlyRow } from '../arrow';
import { lifetimeControls, lifetimeParams, readLifetime, type LifetimeTotals } from '../lifetime';
import type { CellKind } from '../kind';
import { nobodyText, ofSelected } from '../selection';
import { keyFigures } from './figures';
import sql from './key-figures.sql?raw';

const params = v.object(lifetimeParams);

export type KeyFigureParams = v.InferOutput<typeof params>;

export interface KeyFigureTotals extends LifetimeTotals {
  readonly customers: number;
  readonly orders: number;
  /** Net revenue of identified customers. */
  readonly revenue: number | null;
  readonly anonymousOrders: number;
  readonly anonymousRevenue: number | null;
  readonly margin: number | null;
  readonly costedRevenue: number | null;
  readonly costedOrders: number;
  readonly repeatCustomers: number;
  /** Mean over customers of the days from first to last order. */
  readonly spanDays: number | null;
  readonly gaps: number;
  readonly medianGapDays: number | null;
  readonly lapsed: number;
}

export const keyFiguresKind: CellKind<KeyFigureParams, KeyFigureTotals> = {
  kind: 'key-figures',
  title: () => m.key_figures_title(),
  params,
  controls: lifetimeControls<KeyFigureParams>(),
  missing: () => null,
  sql,
  bind: ({ churnDays }, { asOf, scope }) => ({
    as_of: asOf,
    churn_days: churnDays,
    filtered: scope.filter !== null,
  }),
  read: (table) => {
    const row = onlyRow(table);
    return {
      ...readLifetime(row),
      customers: countOf(row, 'customers'),
      orders: countOf(row, 'orders'),
      revenue: numberOf(row, 'revenue'),
      anonymousOrders: countOf(row, 'anonymous_orders'),
      anonymousRevenue: numberOf(row, 'anonymous_revenue'),
      margin: numberOf(row, 'margin'),
      costedRevenue: numberOf(row, 'costed_revenue'),
      costedOrders: countOf(row, 'costed_orders'),
      repeatCustomers: countOf(row, 'repeat_customers'),
      spanDays: numberOf(row, 'span_days'),
      gaps: countOf(row, 'gaps'),
      medianGapDays: numberOf(row, 'median_gap_days'),
      lapsed: countOf(row, 'lapsed'),
    };
  },
  empty: ({ customers }, { scope }) => (customers === 0 ? nobodyText(scope) : null),
  finding: (totals, _params, { scope }, format) => {
    const { customers, orders, revenue, repeatCustomers } = totals;
    const interval = wilson(repeatCustomers, customers);
    const sentence = m.key_figures_finding({
      repeat: format.percent(repeatCustomers / customers),
      customers: format.integer(customers),
      interval: m.cells_interval({
        low: format.percent(interval?.low ?? null),
        high: format.percent(interval?.high ?? null),
      }),
      orders: format.number(orders / customers),
      aov: format.money(revenue === null ? null : revenue / orders),
    });
    return ofSelected(sentence, customers, scope, format);
  },
  table: (totals, chosen, _context, format) => ({
    columns: [
      { key: 'figure', label: m.key_figures_column_figure(), format: 'text' },
      { key: 'value', label: m.key_figures_column_value(), format: 'number' },
      { key: 'unit', label: m.key_figures_column_unit(), format: 'text' },
      { key: 'low', label: m.key_figures_column_low(), format: 'number' },
      { key: 'high', label: m.key_figures_column_high(), format: 'number' },
      { key: 'n', label: m.cells_column_n(), format: 'integer' },
      { key: 'definition', label: m.key_figures_column_definition(), format: 'text' },
    ],
    rows: keyFigures(totals, chosen, format).map((figure) => ({
      values: {
        figure: figure.label,
        value: figure.value,
        ...(figure.unit === null ? {} : { unit: figure.unit }),
        ...figure.interval,
        ...(figure.count === null ? {} : { n: figure.count }),
        definition: figure.reason ?? figure.formula,
      },
      format: { value: figure.format, low: figure.format, high: figure.format },
    })),
  }),
  automatic: ({ churnDays }) => ({ churnDays }),
};
