/** How a measure's long range becomes a few bins that people can read, and back. */
import { endless, type IntervalClause } from '../filter/clause';

/** What a column of the customer summary holds, as far as its bins go. */
export interface Measure {
  readonly column: string;
  /** The smallest difference between two values: a bin ends that much before the next begins. */
  readonly unit: number;
  /** Whether its values count something: whole, and from 1 on. */
  readonly isCount: boolean;
}

export interface Span {
  readonly low: number;
  readonly high: number;
  /** All but the largest few of the values are at most this. */
  readonly nearly: number;
}

/** Bins of one width side by side, with one for all that lies below them and one for all above, where there is any. */
export interface Bins {
  readonly count: number;
  /** The lower edge of each regular bin and the upper one of the last. */
  readonly edges: readonly number[];
  readonly below: boolean;
  readonly above: boolean;
  /** SQL for the bin of a value, from 0; NULL for an unknown one. */
  readonly sql: string;
}

const wanted = 30;
/** A tail no longer than this, in parts of the rest, is drawn out rather than gathered. */
const shortTail = 1.25;
// Bins that computers divide without error: whole numbers, halves and quarters.
const steps = [0.25, 0.5];

/** The least width of 1, 2, 2.5 or 5 times a power of ten, or of a half or a quarter, with at most `wanted` bins. */
function widthFor(range: number, isWhole: boolean): number {
  const least = range / wanted;
  const small = isWhole ? undefined : steps.find((step) => step >= least);
  if (small !== undefined) return small;
  const power = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(least, 1))));
  const factors = power >= 10 ? [1, 2, 2.5, 5, 10] : [1, 2, 5, 10];
  return power * (factors.find((factor) => factor * power >= least) ?? 10);
}

export function binsOf({ column, unit, isCount }: Measure, { low, high, nearly }: Span): Bins {
  const start = isCount ? 1 : 0;
  const most = high <= start + (nearly - start) * shortTail ? high : nearly;
  const width = widthFor(Math.max(most - start, unit), unit >= 1);
  const regular = Math.max(1, Math.floor((most - start) / width) + 1);
  const edges = Array.from({ length: regular + 1 }, (_, index) => start + index * width);
  const below = low < start;
  const above = high >= (edges.at(-1) ?? start);
  const first = below ? 1 : 0;
  const from = start === 0 ? `${column}::DOUBLE` : `(${column}::DOUBLE - ${String(start)})`;
  const position = `floor(${from} / ${String(width)})`;
  const lowest = below ? -1 : 0;
  const highest = above ? regular : regular - 1;
  return {
    count: regular + first + (above ? 1 : 0),
    edges,
    below,
    above,
    // least() and greatest() pass over NULL.
    sql: `CASE WHEN ${column} IS NOT NULL THEN
    greatest(least(${position}, ${String(highest)}), ${String(lowest)})::INTEGER + ${String(first)}
  END`,
  };
}

const units = ['week', 'month', 'quarter', 'year'] as const;
const mostPeriods = 40;
const dayMs = 86_400_000;
const months = { month: 1, quarter: 3, year: 12 } as const;

/** Calendar periods from the first to the last moment (ms), of the shortest kind that gives few enough. */
export function periodBins(column: string, { low, high }: Span): Bins {
  const all = units.map((unit) => ({ unit, edges: periodEdges(unit, low, high) }));
  const chosen = all.find(({ edges }) => edges.length <= mostPeriods + 1) ?? all[all.length - 1];
  const { unit, edges } = chosen ?? { unit: 'year', edges: [low, high + 1] };
  const start = new Date(edges[0] ?? low).toISOString().slice(0, 10);
  return {
    count: edges.length - 1,
    edges,
    below: false,
    above: false,
    sql: `date_diff('${unit}', DATE '${start}', ${column}::DATE)::INTEGER`,
  };
}

function periodEdges(unit: (typeof units)[number], low: number, high: number): number[] {
  const date = new Date(low);
  const edges: number[] = [];
  if (unit === 'week') {
    const midnight = Math.floor(low / dayMs) * dayMs;
    const monday = midnight - ((date.getUTCDay() + 6) % 7) * dayMs;
    for (let edge = monday; edges.length <= mostPeriods + 1; edge += 7 * dayMs) {
      edges.push(edge);
      if (edge > high) break;
    }
    return edges;
  }
  const step = months[unit];
  let month = Math.floor(date.getUTCMonth() / step) * step;
  for (;;) {
    const edge = Date.UTC(date.getUTCFullYear(), month);
    edges.push(edge);
    if (edge > high || edges.length > 1_200) return edges;
    month += step;
  }
}

type Bounds = Pick<IntervalClause, 'low' | 'high'>;

const rounded = (value: number): number => Number(value.toFixed(6));

/** The values that some bins hold together, the first and the last of them included. */
export function boundsOf(
  { edges, below, above, count }: Bins,
  { unit }: Pick<Measure, 'unit'>,
  [first, last]: readonly [number, number],
): Bounds {
  const skipped = below ? 1 : 0;
  const low = below && first === 0 ? -endless : (edges[first - skipped] ?? -endless);
  const high = above && last === count - 1 ? endless : rounded((edges[last - skipped + 1] ?? endless) - unit);
  return { low, high };
}

/** The bins that an interval holds, or null when it does not begin and end where bins do. */
export function binsBetween(
  bins: Bins,
  measure: Pick<Measure, 'unit'>,
  { low, high }: Bounds,
): readonly [number, number] | null {
  const all = Array.from({ length: bins.count }, (_, bin) => boundsOf(bins, measure, [bin, bin]));
  const first = all.findIndex((bounds) => bounds.low === low);
  const last = all.findIndex((bounds) => bounds.high === high);
  return first < 0 || last < first ? null : [first, last];
}
