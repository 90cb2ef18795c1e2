import type { Database } from '../schema/database';
import { dateExpression, dateShape, ordersOf } from './canonical/dates';
import type { DateOrder, StagedFile } from './types';

export interface DateOrderFinding {
  readonly order: DateOrder;
  /** A date that reads both ways, when nothing in the column tells which is meant. */
  readonly open: string | null;
}

/**
 * The order of day and month in a column. A number above 12 in the sample, else anywhere in the column, decides it.
 * Otherwise every date reads both ways, and an order wins if under it the rows (nearly) run in time and under the
 * other they do not: exports are sorted by date. If both or neither do, the question is open.
 */
export async function inferDateOrder(
  db: Database,
  file: StagedFile,
  column: number,
  samples: readonly string[],
): Promise<DateOrderFinding> {
  const shapes = samples
    .map((text) => ({ text, shape: dateShape(text) }))
    .filter(({ shape }) => shape !== null);
  const votes = { ymd: 0, dmy: 0, mdy: 0 };
  let example: string | null = null;
  for (const { text, shape } of shapes) {
    const orders = shape === null ? [] : ordersOf(shape);
    const [only] = orders;
    if (orders.length === 1 && only !== undefined) votes[only] += 1;
    else if (orders.length === 2 && shape?.first !== shape?.second) example ??= text;
  }
  if (votes.dmy !== votes.mdy) return { order: votes.dmy > votes.mdy ? 'dmy' : 'mdy', open: null };
  if (example === null) return { order: votes.dmy > 0 ? 'dmy' : 'ymd', open: null };

  const whole = await wholeColumn(db, file, column, samples);
  if (whole.day_first !== whole.month_first) {
    return { order: whole.day_first > whole.month_first ? 'dmy' : 'mdy', open: null };
  }
  const sorted = (falls: number, rises: number) => Math.min(falls, rises) <= 0.01 * (falls + rises);
  const dmy = sorted(whole.dmy_falls, whole.dmy_rises);
  const mdy = sorted(whole.mdy_falls, whole.mdy_rises);
  if (dmy !== mdy) return { order: dmy ? 'dmy' : 'mdy', open: null };
  return { order: 'dmy', open: example };
}

interface WholeColumn extends Record<string, unknown> {
  /** Dates that only read with the day, or the month, first. */
  readonly day_first: number;
  readonly month_first: number;
  /** How often the next row is earlier, or later. */
  readonly dmy_falls: number;
  readonly dmy_rises: number;
  readonly mdy_falls: number;
  readonly mdy_rises: number;
}

async function wholeColumn(
  db: Database,
  file: StagedFile,
  column: number,
  samples: readonly string[],
): Promise<WholeColumn> {
  const cell = `c${column.toString()}`;
  const [row] = await db.rows<WholeColumn>(`WITH read AS (
  SELECT line, ${dateExpression(cell, samples, 'dmy')} AS dmy, ${dateExpression(cell, samples, 'mdy')} AS mdy
  FROM staging.f${file.fileId.toString()} WHERE ${cell} IS NOT NULL
), steps AS (
  SELECT dmy, mdy, lag(dmy) OVER (ORDER BY line) AS dmy_before, lag(mdy) OVER (ORDER BY line) AS mdy_before FROM read
)
SELECT
  count(*) FILTER (mdy IS NULL AND dmy IS NOT NULL) AS day_first,
  count(*) FILTER (dmy IS NULL AND mdy IS NOT NULL) AS month_first,
  count(*) FILTER (dmy < dmy_before) AS dmy_falls,
  count(*) FILTER (dmy > dmy_before) AS dmy_rises,
  count(*) FILTER (mdy < mdy_before) AS mdy_falls,
  count(*) FILTER (mdy > mdy_before) AS mdy_rises
FROM steps`);
  return row ?? { day_first: 0, month_first: 0, dmy_falls: 0, dmy_rises: 0, mdy_falls: 0, mdy_rises: 0 };
}
