/** The cohort triangle as rows of cells, reckoned once for its finding, figures and table. */
import {
  lastAge,
  measureOf,
  totalsByAge,
  valueSoFar,
  type AgeTotals,
  type Basis,
  type Cohort,
  type Measure,
} from '../../models/cohorts';
import { wilson, type Interval } from '../../models/intervals';
import type { Period } from '../../models/periods';
import type { CellContext, Dimension } from '../kind';
import type { CohortParams, CohortResult, Group } from './cohorts';

export interface CohortCell {
  /** The period has not fully passed, so the value is unknown and `totals` holds what was seen so far. */
  readonly censored: boolean;
  readonly value: number | null;
  /** What the value would be if the period ended now. */
  readonly soFar: number | null;
  readonly totals: AgeTotals;
  /** Of a retention share, 95 %. */
  readonly interval: Interval | null;
}

export interface CohortRow {
  readonly key: string;
  readonly start: Date | null;
  /** Null for a row that is a cohort by period. */
  readonly group: Group | null;
  readonly size: number;
  /** By age; shorter than the triangle where no customer can have that age. */
  readonly cells: readonly CohortCell[];
  readonly valueSoFar: number | null;
}

export interface CohortView {
  readonly period: Period;
  readonly by: 'period' | Dimension;
  readonly measure: Measure;
  readonly basis: Basis;
  /** Values are shares. */
  readonly share: boolean;
  /** Sums are per customer at risk, because a row holds cohorts of different ages. */
  readonly perCustomer: boolean;
  readonly ages: number;
  readonly average: CohortRow;
  readonly rows: readonly CohortRow[];
}

export const basisOf = ({ basis }: CohortParams, { hasCosts }: CellContext): Basis =>
  hasCosts ? basis : 'revenue';

export const dimensionOf = ({ by }: CohortParams, { dimensions }: CellContext): 'period' | Dimension =>
  by !== 'period' && dimensions.includes(by) ? by : 'period';

/** A share for retention and an amount for the other measures, unless the user chose. */
export const shownAs = ({ show, measure }: CohortParams): 'absolute' | 'percent' =>
  show ?? (measure === 'retention' ? 'percent' : 'absolute');

export function cohortView(result: CohortResult, params: CohortParams, context: CellContext): CohortView {
  const { period, measure } = params;
  const { asOf } = context;
  const by = dimensionOf(params, context);
  const basis = basisOf(params, context);
  const perCustomer = by !== 'period';
  const share = shownAs(params) === 'percent' || (perCustomer && measure === 'retention');
  const all = result.groups.flatMap((group) => group.cohorts);
  const ages = Math.max(0, ...all.map((cohort) => lastAge(cohort, period, asOf)));

  const rowOf = (cohorts: readonly Cohort[], head: Pick<CohortRow, 'key' | 'start' | 'group'>): CohortRow => {
    const complete = totalsByAge(cohorts, ages, basis, period, asOf);
    const partial = totalsByAge(cohorts, ages, basis, period, asOf, true);
    const reached = Math.max(-1, ...cohorts.map((cohort) => lastAge(cohort, period, asOf)));
    const cells = complete.slice(0, reached + 1).map((totals, age): CohortCell => {
      const seen = partial[age] ?? totals;
      const censored = totals.cohorts === 0;
      return {
        censored,
        value: measureOf(totals, measure, share, perCustomer),
        soFar: measureOf(seen, measure, share, perCustomer),
        totals: censored ? seen : totals,
        interval:
          measure === 'retention' && share && !censored ? wilson(totals.customers, totals.atRisk) : null,
      };
    });
    const size = cohorts.reduce((sum, cohort) => sum + cohort.size, 0);
    return { ...head, size, cells, valueSoFar: valueSoFar(cohorts, basis) };
  };

  const rows = perCustomer
    ? result.groups.map((group) =>
        rowOf(group.cohorts, { key: `group ${String(group.position)}`, start: null, group }),
      )
    : all.map((cohort) =>
        rowOf([cohort], { key: cohort.start.toISOString(), start: cohort.start, group: null }),
      );
  const isRatio = perCustomer || share || measure === 'clv' || measure === 'aov';
  const whole = rowOf(all, { key: 'average', start: null, group: null });
  const average = isRatio ? whole : meanRow(whole);
  return { period, by, measure, basis, share, perCustomer, ages, average, rows };
}

/** Ratios are weighted by their denominators already; sums become the mean of the cohorts observed at that age. */
const meanRow = (row: CohortRow): CohortRow => ({
  ...row,
  cells: row.cells.map((cell) =>
    cell.value === null ? cell : { ...cell, value: cell.value / cell.totals.cohorts },
  ),
});
