import * as v from 'valibot';
import { m } from '../../i18n/locale.svelte';
import { countOf, numberOf, onlyRow } from '../arrow';
import { lifetimeControls, lifetimeParams, readLifetime, type LifetimeTotals } from '../lifetime';
import { readForetold, type ForetoldSums } from '../foretold';
import type { CellKind } from '../kind';
import { nobodyText, ofSelected } from '../selection';
import sql from './clv.sql?raw';
import type { Spread } from './definitions';
import { clvTable } from './table';
import { clvView } from './view';
import { findingOf } from './words';

const params = v.object({
  ...lifetimeParams,
  /** The period of definition 3. */
  period: v.optional(v.picklist(['month', 'quarter', 'year']), 'month'),
});

export type ClvParams = v.InferOutput<typeof params>;

export interface ClvTotalsRow extends LifetimeTotals {
  readonly customers: number;
  readonly orders: number;
  readonly revenue: Spread;
  readonly margin: Spread | null;
  /** Share of revenue whose cost is known. */
  readonly costedShare: number | null;
  /** Margin per unit of net, of the shop's orders whose cost is known. */
  readonly marginRate: number | null;
  readonly ahead: ForetoldSums;
}

export const clvKind: CellKind<ClvParams, ClvTotalsRow> = {
  kind: 'clv',
  title: () => m.clv_title(),
  params,
  controls: [
    ...lifetimeControls<ClvParams>(),
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
      marginRate: numberOf(row, 'margin_rate'),
      ahead: readForetold(row),
    };
  },
  empty: ({ customers }, { scope }) => (customers === 0 ? nobodyText(scope) : null),
  finding: (row, chosen, context, format) => {
    const sentence = findingOf(clvView(row, chosen, context, format), format);
    return ofSelected(sentence, row.customers, context.scope, format);
  },
  table: (row, chosen, context, format) => {
    const view = clvView(row, chosen, context, format);
    return clvTable(view, chosen, format);
  },
  automatic: ({ churnDays }) => ({ churnDays }),
};
