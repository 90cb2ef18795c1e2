import * as v from 'valibot';
import { m } from '../../i18n/locale.svelte';
import { countOf, numberOf, onlyRow } from '../arrow';
import { churnDaysControl, readLifetime, type LifetimeTotals } from '../lifetime';
import type { CellKind } from '../kind';
import sql from './clv.sql?raw';
import type { Spread } from './definitions';
import { clvTable } from './table';
import { clvView } from './view';
import { intervalText } from './words';

const params = v.object({
  lifetime: v.optional(v.picklist(['observed', 'churn', 'fixed']), 'observed'),
  /** Lifetime in years when it is fixed. */
  years: v.optional(v.pipe(v.number(), v.minValue(0.1), v.maxValue(50)), 3),
  /** Days without an order that count as lost; null derives them from the data. */
  churnDays: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3650))), null),
  /** The period of definition 3. */
  period: v.optional(v.picklist(['month', 'quarter', 'year']), 'month'),
});

export type ClvParams = v.InferOutput<typeof params>;

export interface ClvTotalsRow extends LifetimeTotals {
  readonly customers: number;
  readonly orders: number;
  readonly customerDays: number | null;
  readonly revenue: Spread;
  readonly margin: Spread | null;
  /** Share of revenue whose cost is known. */
  readonly costedShare: number | null;
}

export const clvKind: CellKind<ClvParams, ClvTotalsRow> = {
  kind: 'clv',
  title: () => m.clv_title(),
  params,
  controls: [
    {
      type: 'choice',
      name: 'lifetime',
      label: () => m.cells_lifetime(),
      options: () => [
        { value: 'observed', label: m.cells_lifetime_observed() },
        { value: 'churn', label: m.cells_lifetime_churn() },
        { value: 'fixed', label: m.cells_lifetime_fixed() },
      ],
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
    churnDaysControl(({ lifetime }) => lifetime === 'churn'),
    {
      type: 'choice',
      name: 'period',
      label: () => m.clv_profit_period(),
      options: () => [
        { value: 'month', label: m.cells_period_month() },
        { value: 'quarter', label: m.cells_period_quarter() },
        { value: 'year', label: m.cells_period_year() },
      ],
    },
  ],
  missing: () => null,
  sql,
  bind: ({ churnDays }, { asOf }) => ({ as_of: asOf, churn_days: churnDays }),
  read: (table) => {
    const row = onlyRow(table);
    const margin = numberOf(row, 'margin');
    return {
      ...readLifetime(row),
      customers: countOf(row, 'customers'),
      orders: numberOf(row, 'orders') ?? 0,
      customerDays: numberOf(row, 'customer_days'),
      revenue: {
        total: numberOf(row, 'revenue') ?? 0,
        deviation: numberOf(row, 'revenue_deviation'),
        median: numberOf(row, 'revenue_median'),
      },
      margin:
        margin === null
          ? null
          : {
              total: margin,
              deviation: numberOf(row, 'margin_deviation'),
              median: numberOf(row, 'margin_median'),
            },
      costedShare: numberOf(row, 'costed_share'),
    };
  },
  empty: ({ customers }) => (customers === 0 ? m.cells_no_customers() : null),
  finding: (row, chosen, context, format) => {
    const { revenue, margin, lifetime, customers } = clvView(row, chosen, context, format);
    const observed = {
      observed: format.money(revenue.clv[5]),
      n: format.integer(customers),
      interval: intervalText(revenue.interval, format),
      median: format.money(revenue.median),
    };
    const sentence =
      lifetime.value === null
        ? m.clv_finding_observed(observed)
        : m.clv_finding({
            ...observed,
            years: format.number(lifetime.value),
            averages: format.money(revenue.clv[1]),
          });
    return margin ? `${sentence} ${m.clv_finding_margin({ margin: format.money(margin.clv[5]) })}` : sentence;
  },
  table: (row, chosen, context, format) => clvTable(clvView(row, chosen, context, format), chosen),
  automatic: ({ churnDays }) => ({ churnDays }),
};
