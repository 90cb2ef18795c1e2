/** The distributions in the table's head: what each counts, in which bins, and the clause that a brush in it makes. */
import { binsBetween, binsOf, boundsOf, periodBins, type Bins, type Measure } from '../bins';
import type { Clause } from '../../filter/clause';
import { filterSql } from '../../filter/sql';
import { literal, quoteIdentifier } from '../../schema/sql';
import type { TableColumn } from './columns';

type Range = readonly [first: number, last: number];

interface Shared {
  readonly column: string;
  /** Its source in the shared filter. */
  readonly source: string;
  readonly count: number;
  /** SQL for the bin of a customer; NULL for none. */
  readonly bin: string;
}

export interface MeasureHistogram extends Shared {
  readonly type: 'measure';
  readonly measure: Measure;
  readonly bins: Bins;
}

export interface ValueHistogram extends Shared {
  readonly type: 'values';
  /** The most common first; a flag has `false` and `true`. */
  readonly values: readonly (string | boolean)[];
}

export type HeadHistogram = MeasureHistogram | ValueHistogram;

/** A row of `extentsSql`. */
export interface Extent {
  readonly column: string;
  readonly value: string | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly nearly: number | null;
}

/** Values of a text column that have a bar. */
const mostValues = 12;
const wholeDays = new Set(['recency_days', 'tenure_days']);
const summary = 'derived.customer_summary';

const isMeasured = ({ kind }: TableColumn): boolean => kind !== 'text' && kind !== 'boolean';

const sourceOf = (column: string): string => `customers.${column}`;

/** What each distribution must span, whatever the filter: a row a measure, a row for each common value. */
export function extentsSql(columns: readonly TableColumn[]): string {
  return columns
    .map((column) => `(${isMeasured(column) ? spanSql(column) : valuesSql(column)})`)
    .join('\nUNION ALL\n');
}

function spanSql({ name, kind }: TableColumn): string {
  const column = quoteIdentifier(name);
  const value = kind === 'date' ? `epoch_ms(${column})` : column;
  return `SELECT ${literal(name)} AS "column", NULL::VARCHAR AS value, min(${value})::DOUBLE AS low,
  max(${value})::DOUBLE AS high, quantile_disc(${value}, 0.98)::DOUBLE AS nearly, NULL::BIGINT AS customers
FROM ${summary}`;
}

function valuesSql({ name }: TableColumn): string {
  const column = quoteIdentifier(name);
  return `SELECT ${literal(name)} AS "column", ${column}::VARCHAR AS value, NULL, NULL, NULL, count(*) AS customers
FROM ${summary} WHERE ${column} IS NOT NULL GROUP BY value ORDER BY customers DESC, value LIMIT ${String(mostValues)}`;
}

function measureOf({ name, kind }: TableColumn): Measure {
  const isWhole = kind === 'integer' || kind === 'score' || kind === 'date' || wholeDays.has(name);
  const isScore = kind === 'score' && name !== 'survey_score';
  return {
    column: quoteIdentifier(name),
    unit: isWhole ? 1 : 0.000001,
    isCount: name === 'orders' || isScore,
  };
}

/** The distribution of a column; null when it has less than two bars. */
export function histogramOf(column: TableColumn, extents: readonly Extent[]): HeadHistogram | null {
  const own = extents.filter((extent) => extent.column === column.name);
  const shared = { column: column.name, source: sourceOf(column.name) };
  if (!isMeasured(column)) {
    const found = own.flatMap(({ value }) => value ?? []);
    const values = column.kind === 'boolean' ? [false, true] : found;
    if (found.length < 2) return null;
    const cases = values.map(
      (value, index) => `WHEN ${quoteIdentifier(column.name)} = ${literal(value)} THEN ${String(index)}`,
    );
    return {
      ...shared,
      type: 'values',
      values,
      count: values.length,
      bin: `(CASE ${cases.join(' ')} END)::INTEGER`,
    };
  }
  const { low, high, nearly } = own[0] ?? { low: null, high: null, nearly: null };
  if (low === null || high === null || nearly === null || low === high) return null;
  const measure = measureOf(column);
  const span = { low, high, nearly };
  const bins = column.kind === 'date' ? periodBins(measure.column, span) : binsOf(measure, span);
  return { ...shared, type: 'measure', measure, bins, count: bins.count, bin: bins.sql };
}

/** Customers in each bin: all of them, and those under all clauses but the column's own. */
export function countsSql(histograms: readonly HeadHistogram[], clauses: readonly Clause[]): string {
  return histograms
    .map(({ column, source, bin }) => {
      const filter = filterSql(clauses, source) ?? 'true';
      return `SELECT ${literal(column)} AS "column", bin, count(*) AS whole, count(*) FILTER (is_selected) AS selected
FROM (SELECT ${bin} AS bin, ${filter} AS is_selected FROM ${summary})
WHERE bin IS NOT NULL GROUP BY bin`;
    })
    .join('\nUNION ALL\n');
}

/** The clause of a brush over some bins. */
export function brushed(histogram: HeadHistogram, range: Range): Clause {
  const { column, source } = histogram;
  if (histogram.type === 'measure') {
    return { type: 'interval', source, column, ...boundsOf(histogram.bins, histogram.measure, range) };
  }
  const values = histogram.values.slice(range[0], range[1] + 1).map((value) => [value]);
  return { type: 'points', source, columns: [column], values };
}

/** The bins that a clause holds; null when it is none of a brush's own. */
export function brushOf(histogram: HeadHistogram, clause: Clause | null): Range | null {
  if (histogram.type === 'measure') {
    return clause?.type === 'interval' ? binsBetween(histogram.bins, histogram.measure, clause) : null;
  }
  if (clause?.type !== 'points') return null;
  const held = clause.values.map(([value]) => histogram.values.findIndex((one) => one === value));
  const [first, last] = [Math.min(...held), Math.max(...held)];
  return first >= 0 && last - first + 1 === held.length ? [first, last] : null;
}
