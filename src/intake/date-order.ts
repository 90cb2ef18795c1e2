import type { DateOrder } from '../import/types';

/**
 * What an ambiguous date says when its day comes first, and when its month does.
 * Null when the text does not begin with day, month and year as numbers.
 */
export function readBothWays(example: string): Record<Extract<DateOrder, 'dmy' | 'mdy'>, Date> | null {
  const [, first, second, year] = /^\D*(\d{1,2})\D+(\d{1,2})\D+(\d{4}|\d{2})/.exec(example) ?? [];
  if (first === undefined || second === undefined || year === undefined) return null;
  const century = year.length === 2 ? 2000 : 0;
  const day = (dayOfMonth: string, month: string) =>
    new Date(Date.UTC(century + Number(year), Number(month) - 1, Number(dayOfMonth)));
  return { dmy: day(first, second), mdy: day(second, first) };
}
