/** The twin of the figure: a row for each tier with its size, its worth and the way to the next. */
import { m } from '../../i18n/locale.svelte';
import type { CellContext, Column, TableTwin } from '../kind';
import { nameOfTier } from './levels';
import type { TiersView } from './view';

export function tiersTable({ tiers }: TiersView, { hasCosts, outlook }: CellContext): TableTwin {
  const column = (key: string, label: string, format: Column['format']): Column => ({ key, label, format });
  return {
    columns: [
      column('tier', m.tiers_column_tier(), 'text'),
      column('from', m.tiers_column_from(), 'money'),
      column('customers', m.segment_cell_column_customers(), 'integer'),
      column('customerShare', m.segment_cell_column_customer_share(), 'percent'),
      column('value', m.tiers_column_value(), 'money'),
      column('valueShare', m.tiers_column_value_share(), 'percent'),
      column('net', m.tiers_column_net(), 'money'),
      column('meanNet', m.tiers_column_mean_net(), 'money'),
      ...(hasCosts ? [column('meanMargin', m.tiers_column_mean_margin(), 'money')] : []),
      ...(outlook?.totals == null
        ? []
        : [
            column('meanClv', m.tiers_column_mean_clv(), 'money'),
            column('foretold', m.tiers_column_foretold(), 'integer'),
          ]),
      column('median', m.tiers_column_median(), 'money'),
      column('missing', m.tiers_column_missing(), 'money'),
      column('orderValue', m.segment_cell_column_aov(), 'money'),
      column('ordersMissing', m.tiers_column_orders(), 'number'),
      column('close', m.tiers_column_close(), 'integer'),
    ],
    rows: tiers.map(({ level, threshold, step, medianValue, closeToNext, ...tier }) => ({
      values: {
        tier: nameOfTier(level),
        ...(threshold !== null && { from: threshold }),
        customers: tier.customers,
        customerShare: tier.customerShare,
        value: tier.value,
        valueShare: tier.valueShare,
        net: tier.net,
        meanNet: tier.meanNet,
        meanMargin: tier.meanMargin,
        meanClv: tier.meanClv,
        foretold: tier.foretold,
        median: medianValue,
        orderValue: tier.orders > 0 ? tier.net / tier.orders : null,
        ...(step !== null && { missing: step.missing, ordersMissing: step.orders, close: closeToNext }),
      },
    })),
  };
}
