/** The dates at which the places of customers are compared. */

/** No more steps than this between the two dates. */
const mostSteps = 6;

/** The same time of day so many months before; the last day of a month that is too short. As DuckDB's `to_months`. */
function monthsBefore(date: Date, months: number): Date {
  const moved = new Date(date);
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() - months);
  const days = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(date.getUTCDate(), days));
  return moved;
}

/**
 * From the earlier date to the as-of date, in steps of whole months.
 * @param most steps, of which the first may be shorter than the others
 */
export function datesUntil(asOf: Date, months: number, most = mostSteps): Date[] {
  const step = Math.ceil(months / most);
  const before = Array.from({ length: Math.ceil(months / step) }, (_, index) => index * step);
  return [...before, months].map((count) => monthsBefore(asOf, count)).reverse();
}

/** The dates as the text of a list of timestamps. */
export const listOf = (dates: readonly Date[]): string =>
  `[${dates.map((date) => date.toISOString().replace('T', ' ').replace('Z', '')).join(', ')}]`;
