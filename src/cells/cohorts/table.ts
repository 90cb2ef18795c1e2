/** The twin of the cohort figures: a row for each cohort, a column for each age, then intervals and n. */
import { m } from '../../i18n/locale.svelte';
import type { CellValue, Column, Formatter, TableTwin } from '../kind';
import type { CohortRow, CohortView } from './view';
import { formatOf, labelOfAge, labelOfRow, nameOfDimension, nameOfValue } from './words';

export function cohortTable(view: CohortView, format: Formatter): TableTwin {
  const ages = Array.from({ length: view.ages + 1 }, (_, age) => age);
  const name = (age: number): string => labelOfAge(age, view.period);
  const withIntervals = view.measure === 'retention' && view.share;
  const columns: Column[] = [
    {
      key: 'cohort',
      label: view.by === 'period' ? m.cohorts_column_cohort() : nameOfDimension(view.by),
      format: 'text',
    },
    { key: 'customers', label: m.cohorts_column_customers(), format: 'integer' },
    { key: 'value', label: nameOfValue(view), format: 'money' },
    ...ages.map((age): Column => ({ key: `age${String(age)}`, label: name(age), format: formatOf(view) })),
  ];
  if (withIntervals) {
    for (const age of ages.slice(1)) {
      columns.push(
        { key: `low${String(age)}`, label: m.cohorts_column_low({ age: name(age) }), format: 'percent' },
        { key: `high${String(age)}`, label: m.cohorts_column_high({ age: name(age) }), format: 'percent' },
      );
    }
  }
  // By period the n of a cell is its cohort's size; elsewhere it falls with age and must be said.
  if (view.perCustomer) {
    for (const age of ages) {
      columns.push({
        key: `n${String(age)}`,
        label: m.cohorts_column_n({ age: name(age) }),
        format: 'integer',
      });
    }
  }
  return {
    columns,
    rows: [view.average, ...view.rows].map((row) => ({ values: valuesOf(row, view, format) })),
  };
}

function valuesOf(row: CohortRow, view: CohortView, format: Formatter): Record<string, CellValue> {
  const values: Record<string, CellValue> = {
    cohort: labelOfRow(row, view, format),
    customers: row.size,
    value: row.valueSoFar,
  };
  row.cells.forEach(({ value, interval, totals, censored }, age) => {
    values[`age${String(age)}`] = value;
    values[`low${String(age)}`] = interval?.low ?? null;
    values[`high${String(age)}`] = interval?.high ?? null;
    values[`n${String(age)}`] = censored ? null : totals.atRisk;
  });
  return values;
}
