import * as v from 'valibot';
import { m } from '../../i18n/locale.svelte';
import { countOf, numberOf, rowsOf, textOf, type ArrowRow } from '../arrow';
import type { CellKind } from '../kind';
import { nobodyText, ofSelected } from '../selection';
import { findingOf } from './finding';
import sql from './rfm.sql?raw';
import { rfmTable } from './table';
import { moneyColumn, scoreSuffix } from './columns';
import { distributionsOf, type Distribution } from './distributions';
import { isGroupName, type GroupName } from './groups';
import { rfmView } from './view';
import { nameOfMethod, nameOfMonetary, nameOfScheme, nameOfShow } from './words';

const methods = ['quintiles', 'thresholds', '3x3x3'] as const;
export type Method = (typeof methods)[number];
const monetaries = ['total', 'mean'] as const;
export type Monetary = (typeof monetaries)[number];
const schemes = ['groups', 'tiers'] as const;
export type Scheme = (typeof schemes)[number];
const shows = ['revenue', 'customers', 'mean'] as const;
export type Show = (typeof shows)[number];

const params = v.object({
  method: v.optional(v.picklist(methods), 'quintiles'),
  /** Monetary value: net of all orders, or per order. */
  monetary: v.optional(v.picklist(monetaries), 'total'),
  /** Which groups have a name: eleven (of three scores nine), or four tiers. */
  scheme: v.optional(v.picklist(schemes), 'groups'),
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
  readonly distributions: readonly Distribution[];
  readonly anonymousOrders: number;
  readonly anonymousRevenue: number;
}

function tallyOf(row: ArrowRow): Tally {
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

function groupNameOf(row: ArrowRow): GroupName {
  const name = textOf(row, 'segment') ?? '';
  if (!isGroupName(name)) throw new TypeError(`No group is named ${name}`);
  return name;
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
      name: 'scheme',
      label: () => m.rfm_scheme(),
      options: () => schemes.map((value) => ({ value, label: nameOfScheme(value) })),
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
  bind: ({ method, monetary, scheme }, { scope }) => ({
    method: scoreSuffix[method],
    monetary: moneyColumn[monetary],
    scheme: scheme === 'tiers' ? 'tier' : 'group',
    filtered: scope.filter !== null,
  }),
  read: (table) => {
    const rows = rowsOf(table);
    const partsOf = (part: string): ArrowRow[] => rows.filter((row) => textOf(row, 'part') === part);
    const [whole] = partsOf('total');
    if (!whole) throw new TypeError('The result has no total');
    return {
      cells: partsOf('cell').map((row) => ({
        ...tallyOf(row),
        recency: countOf(row, 'r'),
        frequency: countOf(row, 'f'),
      })),
      groups: partsOf('group').map((row) => ({ ...tallyOf(row), name: groupNameOf(row) })),
      total: tallyOf(whole),
      distributions: distributionsOf(partsOf('bin'), partsOf('limit')),
      anonymousOrders: countOf(whole, 'anonymous_orders'),
      anonymousRevenue: countOf(whole, 'anonymous_revenue'),
    };
  },
  empty: ({ total }, { scope }) => (total.customers === 0 ? nobodyText(scope) : null),
  finding: (result, chosen, { scope }, format) =>
    ofSelected(findingOf(rfmView(result, chosen), format), result.total.customers, scope, format),
  table: (result, chosen, _context, format) => rfmTable(rfmView(result, chosen), format),
};
