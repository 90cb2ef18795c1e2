import * as v from 'valibot';
import { m } from '../../i18n/locale.svelte';
import { countOf, numberOf, rowsOf, textOf, type ArrowRow } from '../arrow';
import type { CellKind } from '../kind';
import { lifetimeParams, lifetimeRuleControls, readLifetime, type LifetimeTotals } from '../lifetime';
import { nobodyText, ofSelected } from '../selection';
import { findingOf } from './finding';
import { measureNames, measureOptions, measureOf } from './measures';
import sql from './segment-value.sql?raw';
import { segmentValueTable } from './table';
import { worthView } from './view';

const params = v.object({
  /** What the segments are compared by. */
  measure: v.optional(v.picklist(measureNames), 'clv_5'),
  basis: v.optional(v.picklist(['revenue', 'margin']), 'revenue'),
  lifetime: lifetimeParams.lifetime,
  years: lifetimeParams.years,
});

export type SegmentValueParams = v.InferOutput<typeof params>;

/** Sums over the customers of one segment. */
export interface WorthTotals extends LifetimeTotals {
  readonly customers: number;
  readonly unclassified: number;
  readonly orders: number;
  readonly net: number;
  /** Sum of the squares of what each customer brought. */
  readonly netSquares: number;
  /** null when no cost is known. */
  readonly margin: number | null;
  /** Customers of whom it is known whether they are lost, and those of them who are not. */
  readonly observed: number;
  readonly retained: number;
  /** Customers of whom a model foretells a value, and the sum of these values. */
  readonly foretold: number;
  readonly clv: number | null;
  /** Between two orders of one customer; there are `orders - customers` such gaps. */
  readonly medianGapDays: number | null;
}

export interface CurvePoint {
  /** So many of those who have brought least have brought so much together. */
  readonly customers: number;
  readonly net: number;
}

export interface LorenzCurve {
  readonly customers: number;
  readonly net: number;
  /** Unknown where there is no revenue to share. */
  readonly gini: number | null;
  /** Share of revenue that the tenth of customers who bring most bring. */
  readonly topShare: number | null;
  readonly points: readonly CurvePoint[];
}

export interface SegmentValueResult {
  /** By the column of the customer summary; of `everybody` too, unless there is nobody. */
  readonly totals: ReadonlyMap<string, WorthTotals>;
  /** Of the customers selected. */
  readonly curve: LorenzCurve | null;
  /** Of all customers of the shop, where a filter selects some. */
  readonly shopCurve: LorenzCurve | null;
}

const readTotals = (row: ArrowRow): WorthTotals => ({
  ...readLifetime(row),
  customers: countOf(row, 'customers'),
  unclassified: countOf(row, 'unclassified'),
  orders: countOf(row, 'orders'),
  net: countOf(row, 'net'),
  netSquares: numberOf(row, 'net_squares') ?? 0,
  margin: numberOf(row, 'margin'),
  observed: countOf(row, 'observed'),
  retained: countOf(row, 'retained'),
  foretold: countOf(row, 'foretold'),
  clv: numberOf(row, 'clv'),
  medianGapDays: numberOf(row, 'median_gap_days'),
});

function readCurve(rows: readonly ArrowRow[], name: string): LorenzCurve | null {
  const of = (part: string): ArrowRow[] =>
    rows.filter((row) => textOf(row, 'part') === part && textOf(row, 'name') === name);
  const [curve] = of('curve');
  if (curve === undefined) return null;
  const [customers, net] = [countOf(curve, 'customers'), countOf(curve, 'net')];
  const isShared = net > 0;
  return {
    customers,
    net,
    gini: isShared ? numberOf(curve, 'gini') : null,
    topShare: isShared ? numberOf(curve, 'top_share') : null,
    points: of('point').map((row) => ({ customers: countOf(row, 'customers'), net: countOf(row, 'net') })),
  };
}

export const segmentValueKind: CellKind<SegmentValueParams, SegmentValueResult> = {
  kind: 'segment-value',
  title: () => m.segment_value_title(),
  params,
  controls: [
    {
      type: 'choice',
      name: 'measure',
      label: () => m.segment_value_measure(),
      options: (_params, context) => measureOptions(context),
      current: (chosen, context) => measureOf(chosen, context).name,
    },
    {
      type: 'choice',
      name: 'basis',
      label: () => m.cells_basis(),
      options: () => [
        { value: 'revenue', label: m.cells_basis_revenue() },
        { value: 'margin', label: m.cells_basis_margin() },
      ],
      when: (chosen, context) => context.hasCosts && measureOf(chosen, context).hasBasis,
    },
    ...lifetimeRuleControls<SegmentValueParams>(),
  ],
  missing: () => null,
  sql,
  bind: (_params, { scope }) => ({ is_filtered: scope.filter !== null }),
  read: (table) => {
    const rows = rowsOf(table);
    return {
      totals: new Map(
        rows
          .filter((row) => textOf(row, 'part') === 'segment')
          .map((row) => [textOf(row, 'name') ?? '', readTotals(row)]),
      ),
      curve: readCurve(rows, 'selected'),
      shopCurve: readCurve(rows, 'shop'),
    };
  },
  empty: ({ curve }, { scope }) => (curve === null ? nobodyText(scope) : null),
  finding: (result, chosen, context, format) => {
    const sentence = findingOf(result, worthView(result, chosen, context, format), format);
    return ofSelected(sentence, result.curve?.customers ?? 0, context.scope, format);
  },
  table: (result, chosen, context, format) =>
    segmentValueTable(result, worthView(result, chosen, context, format), context, format),
};
