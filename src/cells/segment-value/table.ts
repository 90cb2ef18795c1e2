/** The twin of both figures: a row for each segment with every measure, then the Lorenz curve by tenths of customers. */
import { m } from '../../i18n/locale.svelte';
import { lifetimeName } from '../lifetime';
import type { CellContext, CellValue, Column, Formatter, TableTwin, TwinRow } from '../kind';
import type { LorenzCurve, SegmentValueResult } from './segment-value';
import { definitionNumbers, type ClvByDefinition, type SegmentWorth, type WorthView } from './view';

export function segmentValueTable(
  { curve, shopCurve }: SegmentValueResult,
  { all, segments }: WorthView,
  { hasCosts, outlook }: CellContext,
  format: Formatter,
): TableTwin {
  const shown = { hasCosts, isForetold: outlook?.totals != null };
  return {
    columns: columnsOf(shown),
    rows: [
      {
        values: {
          ...valuesOf(all),
          gini: curve?.gini ?? null,
          topShare: curve?.topShare ?? null,
        },
      },
      ...segments.map((worth) => ({ values: valuesOf(worth) })),
      ...(curve === null ? [] : curveRows(curve, m.segment_value_all(), format)),
      ...(shopCurve === null ? [] : curveRows(shopCurve, m.segment_value_shop(), format)),
    ],
  };
}

function columnsOf({ hasCosts, isForetold }: { hasCosts: boolean; isForetold: boolean }): Column[] {
  const column = (key: string, label: string, format: Column['format']): Column => ({ key, label, format });
  const definitions = (prefix: string, basis: string): Column[] =>
    definitionNumbers.map((definition) =>
      column(
        `${prefix}${String(definition)}`,
        m.segment_value_column_clv({ number: String(definition), basis }),
        'money',
      ),
    );
  return [
    column('segment', m.segment_cell_column_segment(), 'text'),
    column('customers', m.segment_cell_column_customers(), 'integer'),
    column('customerShare', m.segment_cell_column_customer_share(), 'percent'),
    column('unclassified', m.segment_cell_column_unclassified(), 'integer'),
    column('net', m.segment_cell_column_revenue(), 'money'),
    column('netShare', m.segment_cell_column_revenue_share(), 'percent'),
    column('orders', m.segment_value_column_orders(), 'integer'),
    column('orderValue', m.segment_cell_column_aov(), 'money'),
    column('frequency', m.segment_value_frequency(), 'number'),
    column('retention', m.segment_value_retention(), 'percent'),
    column('retentionLow', m.segment_value_column_retention_low(), 'percent'),
    column('retentionHigh', m.segment_value_column_retention_high(), 'percent'),
    column('retentionN', m.segment_value_column_retention_n(), 'integer'),
    column('lifetime', m.segment_value_column_lifetime(), 'number'),
    column('rule', m.segment_value_column_rule(), 'text'),
    ...definitions('revenue', m.cells_basis_revenue()),
    column('observedLow', m.segment_value_column_observed_low(), 'money'),
    column('observedHigh', m.segment_value_column_observed_high(), 'money'),
    ...(hasCosts
      ? [
          ...definitions('margin', m.cells_basis_margin()),
          column('marginTotal', m.segment_value_column_margin(), 'money'),
          column('marginRate', m.segment_value_margin_rate(), 'percent'),
        ]
      : []),
    ...(isForetold
      ? [
          column('predicted', m.segment_value_column_predicted(), 'money'),
          column('predictedN', m.segment_value_column_predicted_n(), 'integer'),
        ]
      : []),
    column('gap', m.segment_value_gap(), 'days'),
    column('gaps', m.segment_value_column_gaps(), 'integer'),
    column('gini', m.segment_value_column_gini(), 'number'),
    column('topShare', m.segment_value_column_top_share(), 'percent'),
  ];
}

function valuesOf(worth: SegmentWorth): Record<string, CellValue> {
  const { segment, lifetime, retention, observedInterval, predicted, gap } = worth;
  const definitions = (prefix: string, clv: ClvByDefinition | null): Record<string, CellValue> =>
    Object.fromEntries(
      definitionNumbers.map((definition) => [`${prefix}${String(definition)}`, clv?.[definition] ?? null]),
    );
  return {
    segment: segment === null ? m.segment_value_all() : segment.name(),
    customers: worth.customers,
    customerShare: worth.customerShare,
    unclassified: worth.unclassified,
    net: worth.net,
    netShare: worth.netShare,
    orders: worth.orders,
    orderValue: worth.orderValue,
    frequency: worth.frequency,
    retention: retention.value,
    retentionLow: retention.interval?.low ?? null,
    retentionHigh: retention.interval?.high ?? null,
    retentionN: retention.n,
    lifetime: lifetime.years.value,
    rule: lifetimeName(lifetime.choice),
    ...definitions('revenue', worth.revenueClv),
    observedLow: observedInterval?.low ?? null,
    observedHigh: observedInterval?.high ?? null,
    ...definitions('margin', worth.marginClv),
    marginTotal: worth.margin,
    marginRate: worth.marginRate,
    predicted: predicted.value,
    predictedN: predicted.n,
    gap: gap.value,
    gaps: gap.n,
  };
}

/** The first point at or beyond each tenth of the customers. */
function curveRows({ customers, net, points }: LorenzCurve, of: string, format: Formatter): TwinRow[] {
  const tenths = Array.from({ length: 10 }, (_, index) =>
    points.find((point) => point.customers * 10 >= (index + 1) * customers),
  );
  return [...new Set(tenths)].flatMap((point) =>
    point === undefined
      ? []
      : [
          {
            values: {
              segment: m.segment_value_lowest({ of, share: format.percent(point.customers / customers) }),
              customers: point.customers,
              customerShare: point.customers / customers,
              net: point.net,
              netShare: net > 0 ? point.net / net : null,
            },
          },
        ],
  );
}
