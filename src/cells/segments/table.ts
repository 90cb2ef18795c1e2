/** The twin of the list and of the overlaps: a row for each segment, and a column for each that it shares customers with. */
import { m } from '../../i18n/locale.svelte';
import type { CellValue, Formatter, TableTwin } from '../kind';
import { ratio, type SegmentsView, type Tally } from './view';

export function segmentsTable({ segments, total }: SegmentsView, format: Formatter): TableTwin {
  const overlapping = segments.flatMap(({ segment, customers }, index) =>
    customers > 0 ? [{ index, key: `also_${segment.id}`, label: segment.name() }] : [],
  );
  return {
    columns: [
      { key: 'segment', label: m.segment_cell_column_segment(), format: 'text' },
      { key: 'customers', label: m.segment_cell_column_customers(), format: 'integer' },
      { key: 'customerShare', label: m.segment_cell_column_customer_share(), format: 'percent' },
      { key: 'net', label: m.segment_cell_column_revenue(), format: 'money' },
      { key: 'netShare', label: m.segment_cell_column_revenue_share(), format: 'percent' },
      { key: 'orderValue', label: m.segment_cell_column_aov(), format: 'money' },
      { key: 'outside', label: m.segment_cell_column_outside(), format: 'integer' },
      { key: 'unclassified', label: m.segment_cell_column_unclassified(), format: 'integer' },
      { key: 'definition', label: m.segment_cell_column_definition(), format: 'text' },
      { key: 'reason', label: m.segment_cell_column_reason(), format: 'text' },
      { key: 'action', label: m.segment_cell_column_action(), format: 'text' },
      ...overlapping.map(({ key, label }) => ({
        key,
        label: m.segment_cell_column_also({ segment: label }),
        format: 'percent' as const,
      })),
    ],
    rows: [
      {
        values: {
          segment: m.segment_cell_all(),
          ...valuesOf(total),
          ...Object.fromEntries(
            overlapping.map(({ index, key }) => [key, segments[index]?.customerShare ?? null]),
          ),
        },
      },
      ...segments.map(({ segment, customers, outside, unclassified, shared, ...rest }) => ({
        values: {
          segment: segment.name(),
          ...valuesOf({ customers, ...rest }),
          outside,
          unclassified,
          definition: segment.meaning(format),
          ...(unclassified > 0 && { reason: segment.unclassified(format) }),
          action: segment.action(),
          ...Object.fromEntries(
            overlapping.map(({ index, key }) => [key, ratio(shared[index] ?? 0, customers)]),
          ),
        },
      })),
    ],
  };
}

const valuesOf = ({
  customers,
  customerShare,
  net,
  netShare,
  orderValue,
}: Tally): Record<string, CellValue> => ({
  customers,
  customerShare,
  net,
  netShare,
  orderValue,
});
