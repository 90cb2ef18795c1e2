/** Sums over customers of what is foretold of each, and what they say together: for whichever cell adds them up. */
import { deviationOf, totalOf, type Total } from '../models/uncertainty/total';
import type { Converged } from '../predict/report';
import { slopeColumns } from '../schema/predictions';
import { countOf, numberOf, type ArrowRow } from './arrow';

export interface ForetoldSums {
  /** Customers of whom something is foretold; the sums are of these, and null where there are none. */
  readonly foretold: number;
  readonly clv: number | null;
  /** Customers whose outcome has no known variance. */
  readonly boundless: number;
  readonly variance: number | null;
  readonly slopes: readonly number[];
}

export const readForetold = (row: ArrowRow): ForetoldSums => ({
  foretold: countOf(row, 'foretold'),
  clv: numberOf(row, 'clv'),
  boundless: countOf(row, 'boundless'),
  variance: numberOf(row, 'clv_variance'),
  slopes: slopeColumns.map((name) => numberOf(row, name) ?? 0),
});

/** Whether the amounts of an order vary without bound, so that what happens has no interval. */
export const isBoundless = ({ boundless, variance }: ForetoldSums): boolean =>
  boundless > 0 || variance === null;

/** The predicted CLV of these customers together; null where nothing is foretold of them. */
export function clvOf(sums: ForetoldSums, report: Converged, level: number): Total | null {
  if (sums.clv === null) return null;
  const fits = report.spend.converged ? [report, report.spend] : [report];
  const variance = isBoundless(sums) ? Infinity : (sums.variance ?? Infinity);
  return totalOf(sums.clv, deviationOf(sums.slopes, fits), variance, level);
}
