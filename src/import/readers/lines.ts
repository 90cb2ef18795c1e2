import type { LineStep } from './scan';

/** From row `row` on (from 1, rejected records not counted), its physical line is `shift` larger. */
export interface RowShift {
  readonly row: number;
  readonly shift: number;
}

/**
 * DuckDB numbers the rows that it keeps; the scan knows where records and physical lines part. This joins the two.
 * @param rejected the numbers of the records that were not kept, ascending
 */
export function rowShifts(steps: readonly LineStep[], rejected: readonly number[]): RowShift[] {
  const shifts: RowShift[] = [];
  let extra = 0;
  let gone = 0;
  let step = 0;
  const note = (record: number) => {
    const row = record - gone;
    if (shifts.at(-1)?.row === row) shifts.pop();
    shifts.push({ row, shift: extra + gone });
  };
  const stepsUpTo = (record: number) => {
    for (let next = steps[step]; next && next.record <= record; next = steps[++step]) {
      extra = next.extra;
      note(next.record);
    }
  };
  for (const record of rejected) {
    stepsUpTo(record);
    gone++;
    note(record + 1);
  }
  stepsUpTo(Infinity);
  return shifts;
}

/**
 * The record and the physical line, both from 1, of what DuckDB's rejects call a line: it counts records and
 * blank lines together.
 */
export function placeOf(engineLine: number, steps: readonly LineStep[]): { record: number; line: number } {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const step = steps[middle];
    if (step && step.record + step.blanks <= engineLine) low = middle + 1;
    else high = middle;
  }
  const step = steps[low - 1];
  const record = engineLine - (step?.blanks ?? 0);
  return { record, line: record + (step?.extra ?? 0) };
}
