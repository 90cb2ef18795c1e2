/** The figures of the cell: what each counts, in which bins, and the clause that a brush or a click in it makes. */
import type { Clause, PointsClause } from '../../filter/clause';
import { literal } from '../../schema/sql';
import { binsBetween, binsOf, boundsOf, periodBins, type Bins, type Measure, type Span } from '../bins';

const measures: readonly (Measure & { readonly isTime?: boolean })[] = [
  { column: 'recency_days', unit: 1, isCount: false },
  { column: 'orders', unit: 1, isCount: true },
  { column: 'net', unit: 0.0001, isCount: false },
  { column: 'average_order_value', unit: 0.000001, isCount: false },
  { column: 'first_order_at', unit: 1, isCount: false, isTime: true },
  { column: 'median_gap_days', unit: 0.000001, isCount: false },
];

/** In the order in which they are shown. */
const attributes = ['rfm_group_quintile', 'country', 'first_channel', 'first_product', 'first_coupon'];

/** The values of an attribute that a figure names, besides the others; the RFM groups are all named. */
export const mostValues = 7;

interface FigureBase {
  /** The column of the customer summary. */
  readonly column: string;
  /** Its source in the shared filter. */
  readonly source: string;
  readonly count: number;
  /** SQL for the bin of a customer. */
  readonly sql: string;
}

export interface MeasureFigure extends FigureBase {
  readonly type: 'measure';
  readonly bins: Bins;
  readonly measure: Measure;
  readonly isTime: boolean;
}

export interface AttributeFigure extends FigureBase {
  readonly type: 'attribute';
  /** The bins but the last, if there are others. */
  readonly values: readonly (string | null)[];
  readonly hasOthers: boolean;
}

export type ExploreFigure = MeasureFigure | AttributeFigure;

/** A row of `explore.sql`. */
export interface Extent extends Partial<Span> {
  readonly figure: string;
  readonly value: string | null;
  readonly customers: number;
}

export function figuresOf(extents: readonly Extent[]): ExploreFigure[] {
  const customers = extents.find(({ figure }) => figure === 'orders')?.customers ?? 0;
  return [
    ...measures.flatMap((measure) => {
      const extent = extents.find(({ figure }) => figure === measure.column);
      return extent ? (measureFigure(measure, extent) ?? []) : [];
    }),
    ...attributes.flatMap((column) => {
      const own = extents.filter(({ figure }) => figure === column);
      return own.length > 0 ? [attributeFigure(column, own, customers)] : [];
    }),
  ];
}

function measureFigure(
  { isTime = false, ...measure }: (typeof measures)[number],
  { low, high, nearly }: Extent,
): MeasureFigure | null {
  if (low === undefined || high === undefined || nearly === undefined) return null;
  const span = { low, high, nearly };
  const { column } = measure;
  const bins = isTime ? periodBins(column, span) : binsOf(measure, span);
  return {
    type: 'measure',
    column,
    source: `explore.${column}`,
    count: bins.count,
    sql: bins.sql,
    bins,
    measure,
    isTime,
  };
}

function attributeFigure(column: string, own: readonly Extent[], customers: number): AttributeFigure {
  const values = own.map(({ value }) => value);
  const hasOthers = own.reduce((sum, extent) => sum + extent.customers, 0) < customers;
  const cases = values.map((value, index) =>
    value === null
      ? `WHEN ${column} IS NULL THEN ${String(index)}`
      : `WHEN ${column} = ${literal(value)} THEN ${String(index)}`,
  );
  return {
    type: 'attribute',
    column,
    source: `explore.${column}`,
    count: values.length + (hasOthers ? 1 : 0),
    sql: `(CASE ${cases.join(' ')} ELSE ${String(values.length)} END)::INTEGER`,
    values,
    hasOthers,
  };
}

/** The clause of a brush over some bins. */
export function brushed(
  { column, source, bins, measure }: MeasureFigure,
  range: readonly [number, number],
): Clause {
  return { type: 'interval', source, column, ...boundsOf(bins, measure, range) };
}

/** The bins that a clause holds; null when it is none of a brush's own. */
export function brushOf(
  { bins, measure }: MeasureFigure,
  clause: Clause | null,
): readonly [number, number] | null {
  return clause?.type === 'interval' ? binsBetween(bins, measure, clause) : null;
}

/** The values that a clause names. */
export const chosenOf = (clause: Clause | null): readonly (string | null)[] =>
  clause?.type === 'points' ? clause.values.map(([value]) => (typeof value === 'string' ? value : null)) : [];

/** The clause with one value more, or less; null when none is left. */
export function toggled(
  { column, source }: AttributeFigure,
  clause: Clause | null,
  value: string | null,
): PointsClause | null {
  const before = chosenOf(clause);
  const values = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
  return values.length === 0
    ? null
    : { type: 'points', source, columns: [column], values: values.map((one) => [one]) };
}
