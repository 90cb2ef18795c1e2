/** How recency, frequency and monetary value are spread over the customers, and where their scores begin. */
import { countOf, textOf, type ArrowRow } from '../arrow';

export const measures = ['recency', 'frequency', 'monetary'] as const;
export type Measure = (typeof measures)[number];

export interface Bin {
  /** The first bin holds all that lies below too, the last all that lies above. */
  readonly low: number;
  /** Not in the bin. */
  readonly high: number;
  readonly customers: number;
}

/** The values that the customers of the whole shop with one score have. */
export interface ScoreRange {
  readonly score: number;
  readonly low: number;
  readonly high: number;
}

export interface Distribution {
  readonly measure: Measure;
  readonly bins: readonly Bin[];
  /** From the best score down; scores that nobody has are absent. */
  readonly scores: readonly ScoreRange[];
}

export function distributionsOf(bins: readonly ArrowRow[], limits: readonly ArrowRow[]): Distribution[] {
  const of = (rows: readonly ArrowRow[], measure: Measure): ArrowRow[] =>
    rows.filter((row) => textOf(row, 'measure') === measure);
  return measures.map((measure) => ({
    measure,
    bins: of(bins, measure).map((row) => ({
      low: countOf(row, 'low'),
      high: countOf(row, 'high'),
      customers: countOf(row, 'customers'),
    })),
    scores: of(limits, measure).map((row) => ({
      score: countOf(row, 'r'),
      low: countOf(row, 'low'),
      high: countOf(row, 'high'),
    })),
  }));
}

/** A score and the part of the bins whose values get it, counted in bins from the left. */
export interface ScoreSpan {
  readonly score: number;
  readonly from: number;
  readonly to: number;
}

/** The scores from the lowest value up; together they fill the bins. */
export function scoreSpans({ bins, scores, measure }: Distribution): ScoreSpan[] {
  const [first] = bins;
  if (!first) return [];
  const at = (value: number): number =>
    Math.min(bins.length, Math.max(0, (value - first.low) / (first.high - first.low)));
  // Days are whole, and the better score has fewer of them: it ends a day after its longest.
  const isDays = measure === 'recency';
  const ordered = isDays ? scores : scores.toReversed();
  const ends = ordered.map(({ high }, index) => {
    const next = ordered[index + 1];
    if (!next) return bins.length;
    return at(isDays ? high + 1 : next.low);
  });
  return ordered.map(({ score }, index) => ({
    score,
    from: ends[index - 1] ?? 0,
    to: ends[index] ?? bins.length,
  }));
}
