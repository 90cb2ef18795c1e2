/** The grid of the groups as the heatmap draws it; a click on a cell selects its customers. */
import { endless, type BoxClause } from '../../filter/clause';
import type { CrossFilter } from '../../filter/cross-filter.svelte';
import type { Choice } from '../../figures/drawing';
import type { HeatCell, HeatmapOptions, HeatRow } from '../../figures/heatmap';
import { m } from '../../i18n/locale.svelte';
import type { Formatter } from '../kind';
import type { Group } from './alive';
import { daysText, ordersText } from './words';

export type Shown = 'alive' | 'expected';

const source = 'alive';
/** Ranges above the columns, and both axes' names, need this many pixels. */
const wide = 520;

export function clauseOf({ lowOrders, highOrders, lowDays, highDays }: Group): BoxClause {
  return {
    type: 'box',
    source,
    intervals: [
      { column: 'recency_days', low: lowDays ?? 0, high: highDays ?? endless },
      { column: 'orders', low: lowOrders ?? 0, high: highOrders ?? endless },
    ],
  };
}

/** What makes a choice of a group: its customers, in the whole notebook. */
export const choiceIn =
  (filter: CrossFilter) =>
  (group: Group): Choice => {
    const clause = clauseOf(group);
    const chosen = JSON.stringify(filter.clauseOf(source)) === JSON.stringify(clause);
    return { chosen, choose: () => (chosen ? filter.clear(source) : filter.set(clause)) };
  };

/** Rows by the days since the last order, the latest on top; columns by the number of orders. */
export function gridOf(
  groups: readonly Group[],
  shown: Shown,
  width: number,
  pick: (group: Group) => Choice,
  format: Formatter,
): HeatmapOptions {
  const isWide = width >= wide;
  const bands = groups.filter(({ lowOrders, lowDays }) => lowOrders !== null && lowDays === null);
  const all = groups.find(({ lowOrders, lowDays }) => lowOrders === null && lowDays === null);
  const short = (value: number): string =>
    shown === 'alive' ? format.number(value * 100, 0) : format.number(value, value < 9.95 ? 1 : 0);
  const cellOf = (group: Group, neutral: boolean): HeatCell => ({
    column: bands.findIndex(({ lowOrders }) => lowOrders === group.lowOrders),
    value: group[shown],
    censored: false,
    neutral,
    text: short(group[shown]),
    lines: [
      group.lowDays === null ? m.alive_tip_all() : m.alive_tip_days({ days: daysText(group, format) }),
      m.alive_tip_orders({ orders: ordersText(group, format) }),
      m.alive_tip_alive({ share: format.percent(group.alive) }),
      m.alive_tip_expected({ orders: format.number(group.expected) }),
      m.alive_tip_customers({ count: group.customers, formatted: format.integer(group.customers) }),
    ],
    ...(neutral ? {} : pick(group)),
  });
  const rowOf = (label: string, own: Group | undefined, cells: readonly HeatCell[]): HeatRow => ({
    label,
    count: format.integer(own?.customers ?? null),
    total: own ? short(own[shown]) : '',
    cells,
  });
  const rows = groups.filter(({ lowOrders, lowDays }) => lowOrders === null && lowDays !== null);
  return {
    width,
    // Few cells, and the largest are the point.
    topQuantile: shown === 'alive' ? 1 : 0.95,
    summary: rowOf(
      m.alive_all(),
      all,
      bands.map((group) => cellOf(group, true)),
    ),
    rows: rows.map((row) =>
      rowOf(
        daysText(row, format),
        row,
        groups
          .filter(({ lowOrders, lowDays }) => lowOrders !== null && lowDays === row.lowDays)
          .map((group) => cellOf(group, false)),
      ),
    ),
    columns: bands.length,
    columnNames: bands.map((group) =>
      isWide || group.highOrders === null ? ordersText(group, format) : format.integer(group.lowOrders),
    ),
    heads: {
      count: m.alive_column_customers(),
      total: m.alive_mean(),
      columns: isWide ? m.alive_axis() : m.alive_axis_short(),
    },
  };
}
