import * as v from 'valibot';
import { m } from '../../i18n/locale.svelte';
import { countOf, numberOf, rowsOf, textOf } from '../arrow';
import type { CellKind } from '../kind';
import type { FigureCounts, Totals } from './counts.svelte';
import sql from './explore.sql?raw';
import { figuresOf, mostValues, type ExploreFigure, type Extent } from './figures';
import { exploreTable } from './table';

const params = v.object({});
export type ExploreParams = v.InferOutput<typeof params>;

export interface ExploreResult {
  readonly figures: readonly ExploreFigure[];
  /** What the figures show, by column; null as long as they have not counted. */
  readonly shown: {
    readonly counts: Readonly<Record<string, FigureCounts>>;
    readonly all: Totals;
    readonly selected: Totals;
  } | null;
}

export const exploreKind: CellKind<ExploreParams, ExploreResult> = {
  kind: 'explore',
  title: () => m.explore_title(),
  params,
  controls: [],
  missing: () => null,
  isLive: true,
  sql,
  bind: () => ({ most: mostValues }),
  read: (table) => {
    const extents = rowsOf(table).map((row): Extent => {
      const [low, high, nearly] = [numberOf(row, 'low'), numberOf(row, 'high'), numberOf(row, 'nearly')];
      return {
        figure: textOf(row, 'figure') ?? '',
        value: textOf(row, 'value'),
        customers: countOf(row, 'customers'),
        ...(low !== null && high !== null && nearly !== null && { low, high, nearly }),
      };
    });
    return { figures: figuresOf(extents), shown: null };
  },
  empty: ({ figures }) => (figures.length === 0 ? m.cells_no_customers() : null),
  finding: ({ shown }, _params, _context, format) => {
    if (shown === null) return '';
    const { all, selected } = shown;
    const share = ({ customers, repeat }: Totals): string =>
      format.percent(customers === 0 ? null : repeat / customers);
    const customers = format.integer(all.customers);
    if (selected.customers === all.customers) {
      return m.explore_finding_all({ count: all.customers, customers, repeat: share(all) });
    }
    return m.explore_finding_selected({
      count: selected.customers,
      selected: format.integer(selected.customers),
      customers,
      share: format.percent(selected.customers / all.customers),
      repeat: share(selected),
      of_all: share(all),
    });
  },
  table: (result, _params, _context, format) => exploreTable(result, format),
};
