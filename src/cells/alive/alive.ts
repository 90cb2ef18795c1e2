import * as v from 'valibot';
import { m } from '../../i18n/locale.svelte';
import { countOf, numberOf, rowsOf, textOf, type ArrowRow } from '../arrow';
import type { CellKind } from '../kind';
import { nobodyText, ofSelected } from '../selection';
import sql from './alive.sql?raw';
import { aliveTable } from './table';
import { findingOf } from './words';

const params = v.object({});
export type AliveParams = v.InferOutput<typeof params>;

/** Customers who have ordered as often, and as long ago; null stands for any. */
export interface Group {
  readonly lowOrders: number | null;
  /** null with `lowOrders`: that many or more. */
  readonly highOrders: number | null;
  readonly lowDays: number | null;
  /** null with `lowDays`: that many or more. */
  readonly highDays: number | null;
  readonly customers: number;
  /** Mean probability of being alive. */
  readonly alive: number;
  /** Mean expected orders within the horizon. */
  readonly expected: number;
}

export interface AliveResult {
  readonly groups: readonly Group[];
  /** A customer whose fate is open; null where nothing is foretold. */
  readonly example: string | null;
}

const groupOf = (row: ArrowRow): Group => ({
  lowOrders: numberOf(row, 'low_orders'),
  highOrders: numberOf(row, 'high_orders'),
  lowDays: numberOf(row, 'low_days'),
  highDays: numberOf(row, 'high_days'),
  customers: countOf(row, 'customers'),
  alive: countOf(row, 'alive'),
  expected: countOf(row, 'expected'),
});

export const aliveKind: CellKind<AliveParams, AliveResult> = {
  kind: 'alive',
  title: () => m.alive_title(),
  params,
  controls: [],
  missing: () => null,
  sql,
  bind: () => ({}),
  read: (table) => {
    // The row of all is there without any customer too; its means are then unknown.
    const rows = rowsOf(table).filter((row) => countOf(row, 'customers') > 0);
    return { groups: rows.map(groupOf), example: rows[0] ? textOf(rows[0], 'example') : null };
  },
  empty: ({ groups }, { outlook, scope }) => {
    if (outlook === null) return m.alive_waiting();
    if (!outlook.report.converged) return m.alive_refused();
    return groups.length === 0 ? nobodyText(scope) : null;
  },
  finding: (result, _params, { scope }, format) => {
    const all = result.groups.find(({ lowOrders, lowDays }) => lowOrders === null && lowDays === null);
    return ofSelected(findingOf(result, format), all?.customers ?? 0, scope, format);
  },
  table: ({ groups }, _params, _context, format) => aliveTable(groups, format),
};
