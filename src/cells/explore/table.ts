/** The twin of the figures: a row for each bin of each figure. */
import { m } from '../../i18n/locale.svelte';
import type { Formatter, TableTwin } from '../kind';
import type { ExploreResult } from './explore';
import { binLabels, nameOf } from './words';

export function exploreTable({ figures, shown }: ExploreResult, format: Formatter): TableTwin {
  const all = shown?.all.customers ?? 0;
  const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
  return {
    columns: [
      { key: 'figure', label: m.explore_column_figure(), format: 'text' },
      { key: 'value', label: m.explore_column_value(), format: 'text' },
      { key: 'customers', label: m.explore_column_customers(), format: 'integer' },
      { key: 'share', label: m.explore_column_share(), format: 'percent' },
      { key: 'selected', label: m.explore_column_selected(), format: 'integer' },
      { key: 'selectedShare', label: m.explore_column_selected_share(), format: 'percent' },
    ],
    rows: figures.flatMap((figure) => {
      const counts = shown?.counts[figure.column];
      if (!counts) return [];
      const { whole, selected, unknown } = counts;
      const sum = selected.reduce((total, value) => total + value, 0);
      const rows = binLabels(figure, format).map((value, bin) => ({
        values: {
          figure: nameOf(figure),
          value,
          customers: whole[bin] ?? 0,
          share: shareOf(whole[bin] ?? 0, all),
          selected: selected[bin] ?? 0,
          selectedShare: shareOf(selected[bin] ?? 0, sum),
        },
      }));
      const none = {
        figure: nameOf(figure),
        value: m.cells_unknown(),
        customers: unknown,
        share: shareOf(unknown, all),
      };
      return unknown > 0 ? [...rows, { values: none }] : rows;
    }),
  };
}
