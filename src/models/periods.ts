/** Calendar periods. Dates are wall-clock times kept in UTC; weeks start on Monday (ISO 8601). */
export const periods = ['week', 'month', 'quarter'] as const;
export type Period = (typeof periods)[number];

const dayMilliseconds = 86_400_000;

/** The start of the period `count` periods after the one that starts at `start`. */
export function addPeriods(start: Date, count: number, period: Period): Date {
  if (period === 'week') return new Date(start.getTime() + count * 7 * dayMilliseconds);
  const months = period === 'quarter' ? 3 * count : count;
  return new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, 1));
}

/** The start of the period that holds `date`. */
export function startOfPeriod(date: Date, period: Period): Date {
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  if (period === 'month') return new Date(Date.UTC(year, month, 1));
  if (period === 'quarter') return new Date(Date.UTC(year, month - (month % 3), 1));
  const sinceMonday = (date.getUTCDay() + 6) % 7;
  return new Date(Date.UTC(year, month, date.getUTCDate() - sinceMonday));
}

/** Periods from the one that starts at `start` to the one that holds `date`. */
export function periodsBetween(start: Date, date: Date, period: Period): number {
  const end = startOfPeriod(date, period);
  if (period === 'week') return Math.round((end.getTime() - start.getTime()) / (7 * dayMilliseconds));
  const months =
    12 * (end.getUTCFullYear() - start.getUTCFullYear()) + end.getUTCMonth() - start.getUTCMonth();
  return period === 'quarter' ? months / 3 : months;
}

/**
 * Whether the period `age` periods after `start` has fully passed. The as-of date is the last order's moment,
 * so its whole day counts as observed.
 */
export function hasPassed(start: Date, age: number, period: Period, asOf: Date): boolean {
  const end = addPeriods(start, age + 1, period);
  const observedTo = Date.UTC(asOf.getUTCFullYear(), asOf.getUTCMonth(), asOf.getUTCDate() + 1);
  return end.getTime() <= observedTo;
}
