/** The overlaps as the heatmap draws them: what share of a row's customers is also in a column's segment. */
import type { HeatCell, HeatmapOptions } from '../../figures/heatmap';
import { m } from '../../i18n/locale.svelte';
import type { Formatter } from '../kind';
import { customersText } from './finding';
import { ratio, type SegmentsView, type SegmentView } from './view';

/** Segments in which somebody is, numbered from 1 in the order of the list. */
export function overlapsOf(
  { segments, total }: SegmentsView,
  format: Formatter,
  width: number,
): HeatmapOptions {
  const placed = segments.map((view, index) => ({ view, index })).filter(({ view }) => view.customers > 0);
  const numbered = ({ segment }: SegmentView, at: number): string =>
    m.segment_cell_numbered({ number: String(at + 1), segment: segment.name() });
  const shortShare = (share: number | null): string => (share === null ? '' : format.number(share * 100, 0));
  const cellOf = (row: SegmentView, column: SegmentView, index: number, at: number): HeatCell => {
    const both = row.shared[index] ?? 0;
    const share = ratio(both, row.customers);
    const [rowName, columnName] = [row.segment.name(), column.segment.name()];
    return {
      column: at,
      value: share,
      censored: false,
      neutral: row === column,
      text: shortShare(share),
      lines: [
        row === column ? rowName : m.segment_cell_tip_pair({ row: rowName, column: columnName }),
        row === column
          ? allText(row, format)
          : m.segment_cell_tip_share({
              customers: customersText(both, format),
              share: format.percent(share),
              row: rowName,
              back: format.percent(ratio(both, column.customers)),
              column: columnName,
            }),
      ],
    };
  };
  return {
    width,
    rowHeight: 24,
    topQuantile: 1,
    summary: {
      label: m.segment_cell_all(),
      count: format.integer(total.customers),
      total: '',
      cells: placed.map(({ view }, at) => ({
        column: at,
        value: view.customerShare,
        censored: false,
        neutral: true,
        text: shortShare(view.customerShare),
        lines: [view.segment.name(), allText(view, format)],
      })),
    },
    rows: placed.map(({ view: row }, at) => ({
      label: numbered(row, at),
      count: format.integer(row.customers),
      total: '',
      cells: placed.map(({ view: column, index }, place) => cellOf(row, column, index, place)),
    })),
    columns: placed.length,
    columnNames: placed.map((_, at) => String(at + 1)),
    heads: {
      count: m.segment_cell_column_customers(),
      total: '',
      columns: m.segment_cell_overlaps_axis(),
    },
  };
}

const allText = ({ customers, customerShare }: SegmentView, format: Formatter): string =>
  m.segment_cell_tip_all({
    customers: customersText(customers, format),
    share: format.percent(customerShare),
  });
