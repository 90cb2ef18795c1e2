import * as v from 'valibot';
import { m } from '../../i18n/locale.svelte';
import { countOf, numberOf, rowsOf, textOf } from '../arrow';
import type { CellKind } from '../kind';
import { findingOf } from './finding';
import sql from './rfm.sql?raw';
import { rfmTable } from './table';
import { bandsOf, rfmView } from './view';
import { isGroupName, nameOfMethod, nameOfMonetary, nameOfShow, type GroupName } from './words';

const methods = ['quintiles', 'thresholds', '3x3x3'] as const;
export type Method = (typeof methods)[number];
const monetaries = ['total', 'mean'] as const;
export type Monetary = (typeof monetaries)[number];
const shows = ['revenue', 'customers', 'mean'] as const;
export type Show = (typeof shows)[number];

const params = v.object({
  method: v.optional(v.picklist(methods), 'quintiles'),
  /** Monetary value: net of all orders, or per order. */
  monetary: v.optional(v.picklist(monetaries), 'total'),
  /** What colours the grid. */
  show: v.optional(v.picklist(shows), 'revenue'),
});

export type RfmParams = v.InferOutput<typeof params>;

/** Customers counted together. */
export interface Tally {
  readonly customers: number;
  /** Net. */
  readonly revenue: number;
  /** Days since the last order; null when there are no customers, as are the ranges. */
  readonly medianDays: number | null;
  readonly minDays: number | null;
  readonly maxDays: number | null;
  readonly minOrders: number | null;
  readonly maxOrders: number | null;
}

export interface GridTally extends Tally {
  readonly recency: number;
  readonly frequency: number;
}

export interface GroupTally extends Tally {
  readonly name: GroupName;
}

export interface RfmResult {
  readonly cells: readonly GridTally[];
  readonly groups: readonly GroupTally[];
  readonly total: Tally;
  readonly anonymousOrders: number;
  readonly anonymousRevenue: number;
}

function tallyOf(row: Readonly<Record<string, unknown>>): Tally {
  return {
    customers: countOf(row, 'customers'),
    revenue: countOf(row, 'revenue'),
    medianDays: numberOf(row, 'median_days'),
    minDays: numberOf(row, 'min_days'),
    maxDays: numberOf(row, 'max_days'),
    minOrders: numberOf(row, 'min_orders'),
    maxOrders: numberOf(row, 'max_orders'),
  };
}

export const rfmKind: CellKind<RfmParams, RfmResult> = {
  kind: 'rfm',
  title: () => m.rfm_title(),
  params,
  controls: [
    {
      type: 'choice',
      name: 'method',
      label: () => m.rfm_method(),
      options: () => methods.map((value) => ({ value, label: nameOfMethod(value) })),
    },
    {
      type: 'choice',
      name: 'monetary',
      label: () => m.rfm_monetary(),
      options: () => monetaries.map((value) => ({ value, label: nameOfMonetary(value) })),
    },
    {
      type: 'choice',
      name: 'show',
      label: () => m.rfm_show(),
      options: () => shows.map((value) => ({ value, label: nameOfShow(value) })),
    },
  ],
  missing: () => null,
  sql,
  bind: ({ method, monetary }, { asOf }) => ({ as_of: asOf, method, monetary, bands: bandsOf(method) }),
  read: (table) => {
    const cells: GridTally[] = [];
    const groups: GroupTally[] = [];
    let whole: Pick<RfmResult, 'total' | 'anonymousOrders' | 'anonymousRevenue'> | undefined;
    for (const row of rowsOf(table)) {
      const tally = tallyOf(row);
      const recency = numberOf(row, 'r');
      const name = textOf(row, 'segment');
      if (recency !== null) cells.push({ ...tally, recency, frequency: countOf(row, 'f') });
      else if (name === null) {
        whole = {
          total: tally,
          anonymousOrders: countOf(row, 'anonymous_orders'),
          anonymousRevenue: countOf(row, 'anonymous_revenue'),
        };
      } else if (isGroupName(name)) groups.push({ ...tally, name });
      else throw new TypeError(`No group is named ${name}`);
    }
    if (!whole) throw new TypeError('The result has no total');
    return { cells, groups, ...whole };
  },
  empty: ({ total }) => (total.customers === 0 ? m.cells_no_customers() : null),
  finding: (result, chosen, _context, format) => findingOf(rfmView(result, chosen), format),
  table: (result, chosen, _context, format) => rfmTable(rfmView(result, chosen), format),
};
