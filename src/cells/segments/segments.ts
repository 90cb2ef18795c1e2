import * as v from 'valibot';
import { m } from '../../i18n/locale.svelte';
import { segmentColumn } from '../../summary/build';
import { countOf, rowsOf, type ArrowRow } from '../arrow';
import type { CellKind } from '../kind';
import { nobodyText, ofSelected } from '../selection';
import { findingOf } from './finding';
import sql from './segments.sql?raw';
import { segmentsTable } from './table';
import { segmentsView } from './view';

const params = v.object({});

export type SegmentsParams = v.InferOutput<typeof params>;

/** Customers who are in the same segments, and out of the same. */
export interface Combination {
  /** By the segments of the context: true in, false out, null unclassified. */
  readonly membership: readonly (boolean | null)[];
  readonly customers: number;
  readonly net: number;
  readonly orders: number;
}

export interface SegmentsResult {
  readonly combinations: readonly Combination[];
  /** What the files hold, by what a segment may need. */
  readonly holds: Readonly<Record<string, boolean>>;
  readonly anonymousOrders: number;
  readonly anonymousNet: number;
  /** Carts of nobody who is among the customers. */
  readonly strayCarts: number;
}

/** The column is absent for the moment in which the segments have changed and their table has not. */
function memberOf(row: ArrowRow, id: string): boolean | null {
  const value = row[segmentColumn(id)] ?? null;
  return value === null ? null : Number(value) === 1;
}

export const segmentsKind: CellKind<SegmentsParams, SegmentsResult> = {
  kind: 'segments',
  title: () => m.segment_cell_title(),
  params,
  controls: [],
  missing: () => null,
  sql,
  bind: () => ({}),
  read: (table, _params, { segments }) => {
    const rows = rowsOf(table);
    const [first] = rows;
    const shop = (column: string): number => (first ? countOf(first, column) : 0);
    return {
      combinations: rows.map((row) => ({
        membership: segments.map(({ id }) => memberOf(row, id)),
        customers: countOf(row, 'customers'),
        net: countOf(row, 'net'),
        orders: countOf(row, 'orders'),
      })),
      holds: {
        discounts: shop('has_discounts') === 1,
        surveys: shop('has_surveys') === 1,
        carts: shop('has_carts') === 1,
        gaps: shop('has_gaps') === 1,
      },
      anonymousOrders: shop('anonymous_orders'),
      anonymousNet: shop('anonymous_net'),
      strayCarts: Math.max(0, shop('stray_carts')),
    };
  },
  empty: ({ combinations }, { scope }) => (combinations.length === 0 ? nobodyText(scope) : null),
  finding: (result, _params, { segments, scope }, format) => {
    const view = segmentsView(result, segments);
    return ofSelected(findingOf(view, format), view.total.customers, scope, format);
  },
  table: (result, _params, { segments }, format) => segmentsTable(segmentsView(result, segments), format),
};
