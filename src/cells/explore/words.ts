import { m } from '../../i18n/locale.svelte';
import { columnLabel, intervalText, valueText } from '../clause-words';
import type { Formatter } from '../kind';
import type { HistogramTick } from '../../figures/histogram';
import { boundsOf } from '../bins';
import type { ExploreFigure, MeasureFigure } from './figures';

/** The figure's name without its source, such as a scheme of scores. */
export const nameOf = ({ column }: ExploreFigure): string =>
  column === 'rfm_group_quintile' ? m.explore_rfm_group() : columnLabel(column);

/** Some bins of a figure in words. */
export function rangeText(
  { bins, measure, column }: MeasureFigure,
  range: readonly [number, number],
  format: Formatter,
): string {
  return intervalText({ column, ...boundsOf(bins, measure, range) }, format);
}

/** What each bin holds. */
export function binLabels(figure: ExploreFigure, format: Formatter): string[] {
  if (figure.type === 'measure') {
    return Array.from({ length: figure.count }, (_, bin) => rangeText(figure, [bin, bin], format));
  }
  const { column, values, hasOthers } = figure;
  return [...values.map((value) => valueText(column, value)), ...(hasOthers ? [m.explore_others()] : [])];
}

/** Where the axis is labelled: its edges, and last the bin that holds all beyond. */
export function ticksOf(figure: MeasureFigure, format: Formatter): HistogramTick[] {
  const { bins, isTime, column, measure, count } = figure;
  const skipped = bins.below ? 1 : 0;
  const width = (bins.edges[1] ?? 0) - (bins.edges[0] ?? 0);
  // A count stands under its bar; an edge stands between two.
  const middle = measure.isCount && width === 1 ? 0.5 : 0;
  const month = new Intl.DateTimeFormat(format.locale, { month: 'short', year: 'numeric', timeZone: 'UTC' });
  const write = (value: number): string =>
    isTime ? month.format(value) : intervalText({ column, low: value, high: value }, format);
  const edges = middle > 0 || bins.above ? bins.edges.slice(0, -1) : bins.edges;
  return [
    ...edges.map((edge, index) => ({ at: skipped + index + middle, label: write(edge) })),
    ...(bins.above ? [{ at: count - 0.5, label: rangeText(figure, [count - 1, count - 1], format) }] : []),
  ];
}
