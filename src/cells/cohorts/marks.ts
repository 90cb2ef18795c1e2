/** The rows of the view as what the figures draw. */
import { m } from '../../i18n/locale.svelte';
import type { Curve } from '../../figures/curves';
import type { HeatRow } from '../../figures/heatmap';
import type { Formatter } from '../kind';
import type { ChoiceOf } from './choice';
import type { CohortCell, CohortRow, CohortView } from './view';
import { formatOf, labelOfAge, labelOfRow, shortText, tipLines } from './words';

export function heatRowOf(
  row: CohortRow,
  view: CohortView,
  format: Formatter,
  money: string,
  choiceOf: ChoiceOf,
): HeatRow {
  const label = labelOfRow(row, view, format);
  return {
    label: row === view.average ? m.cohorts_average_short() : label,
    count: format.integer(row.size),
    total: format.money(row.valueSoFar, { compact: true }),
    cells: row.cells.map((cell, age) => ({
      column: age,
      value: cell.value,
      censored: cell.censored,
      neutral: isTrivial(age, view),
      text: shortText(cell.value, view, format),
      lines: [`${label} · ${labelOfAge(age, view.period)}`, ...tipLines(row, cell, view, format, money)],
      ...choiceOf(row, age),
    })),
  };
}

/** The first period of a share is 100 % for everyone and would press all other values together. */
const isTrivial = (age: number, view: CohortView): boolean => age === 0 && view.share;

/** The known values of a row by age: the line ends where the last period has fully passed. */
export function curveOf(row: CohortRow, view: CohortView, format: Formatter, money: string): Curve {
  const label = labelOfRow(row, view, format);
  const isAverage = row === view.average;
  return {
    label: isAverage ? m.cohorts_average_short() : label,
    emphasis: isAverage,
    points: row.cells.flatMap((cell, age) =>
      cell.value === null || isTrivial(age, view) || (isAverage && isAlone(cell, view))
        ? []
        : [
            {
              x: age,
              y: cell.value,
              lines: [
                `${label} · ${labelOfAge(age, view.period)}`,
                ...tipLines(row, cell, view, format, money),
              ],
            },
          ],
    ),
  };
}

/** An average of one cohort is that cohort, and would bend the line of the average towards it. */
const isAlone = ({ totals }: CohortCell, { rows }: CohortView): boolean =>
  totals.cohorts < 2 && rows.length > 1;

/** Values at the axis, short. */
export function yFormatOf(view: CohortView, format: Formatter): (value: number) => string {
  const kind = formatOf(view);
  if (kind === 'percent') return (value) => format.percent(value, 0);
  if (kind === 'money') return (value) => format.money(value, { compact: true });
  return kind === 'integer' ? (value) => format.integer(value) : (value) => format.number(value);
}
