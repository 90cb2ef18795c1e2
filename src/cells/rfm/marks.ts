/** The RFM grid as the heatmap draws it. */
import type { Choice } from '../../figures/drawing';
import type { HeatCell, HeatmapOptions, HeatRow } from '../../figures/heatmap';
import { m } from '../../i18n/locale.svelte';
import type { Formatter } from '../kind';
import { shownValue, type RfmView, type Shares } from './view';
import { daysRange, ordersRange, tipLines } from './words';

/** How the customers with these values are chosen, and whether they are. */
export type ChoiceOf = (...values: (number | string)[]) => Choice;

/** Labels with the ranges need this many pixels. */
const wide = 520;

/** The grid, the most recent customers on top, the most frequent at the right. */
export function gridOf(view: RfmView, format: Formatter, width: number, pick: ChoiceOf): HeatmapOptions {
  const isWide = width >= wide;
  const cellOf = (name: string, shares: Shares, column: number, neutral: boolean): HeatCell => {
    const value = shownValue(shares, view.show);
    return {
      column,
      value,
      censored: false,
      neutral,
      text: shortText(value, view, format),
      lines: tipLines(name, shares, format),
    };
  };
  const ends = ({ customers, revenue }: Shares): Pick<HeatRow, 'count' | 'total'> => ({
    count: format.integer(customers),
    total: format.money(revenue, { compact: true }),
  });
  return {
    width,
    rowHeight: 36,
    // The best cells of a grid are its point, and there are too few for a quantile.
    topQuantile: 1,
    summary: {
      label: m.rfm_total(),
      ...ends(view.total),
      cells: view.columns.map((column, index) =>
        cellOf(m.rfm_column_cell({ frequency: String(column.frequency) }), column, index, true),
      ),
    },
    rows: view.rows.map((row) => {
      const days = daysRange(row, format);
      const score = `R${String(row.recency)}`;
      const range = isWide && days !== null ? m.rfm_row_days({ range: days }) : days;
      return {
        label: range === null ? score : `${score} · ${range}`,
        ...ends(row),
        cells: row.cells.map((cell, index) => ({
          ...cellOf(
            m.rfm_cell({ recency: String(cell.recency), frequency: String(cell.frequency) }),
            cell,
            index,
            false,
          ),
          ...(cell.customers > 0 && pick(cell.recency, cell.frequency)),
        })),
      };
    }),
    columns: view.bands,
    columnNames: view.columns.map((column) => {
      const score = `F${String(column.frequency)}`;
      const orders = ordersRange(column, format);
      return isWide && orders !== null ? `${score} · ${orders}` : score;
    }),
    heads: {
      count: m.rfm_column_customers(),
      total: m.rfm_column_revenue(),
      columns: isWide ? m.rfm_axis_frequency() : m.rfm_axis_short(),
    },
  };
}

/** A share without its sign, which the figure's heading says; money short. */
function shortText(value: number | null, { show }: RfmView, format: Formatter): string {
  if (value === null) return '';
  if (show === 'mean') return format.money(value, { compact: true });
  return format.number(value * 100, Math.abs(value) < 0.0995 ? 1 : 0);
}
