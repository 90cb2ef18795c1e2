import { literal } from '../../schema/sql';
import type { DateOrder } from '../types';

/** How the dates of a column are written, but for the order of day and month. */
export interface DateShape {
  /** `iso`: 2024-03-05, with or without time and offset. `compact`: 20240305. `parts`: 5/3/24. `words`: 5 Mar 2024. */
  readonly kind: 'iso' | 'compact' | 'parts' | 'words';
  /** strptime format, with `{}` for the three parts of `parts`. */
  readonly format: string;
  /** Of `parts`: the first two numbers and whether the year comes first. */
  readonly first: number;
  readonly second: number;
  readonly yearFirst: boolean;
}

const offset = /\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})$/;
const clock = String.raw`(?:(,?\s+|T)\d{1,2}:\d{2}(:\d{2})?(\.\d+)?(?:\s*([AaPp][Mm]))?)?`;
const iso = new RegExp(String.raw`^\d{4}-\d{1,2}-\d{1,2}${clock}$`);
const compact = /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;
const parts = new RegExp(String.raw`^(\d{1,4})([/.-])(\d{1,2})\2(\d{2}|\d{4})${clock}$`);
const words = new RegExp(
  String.raw`^(?:[A-Za-z]{3},? )?(\d{1,2}|[A-Za-z]{3,9})([ -])(\d{1,2}|[A-Za-z]{3,9})(,?)([ -])(\d{2}|\d{4})${clock}$`,
);

/** The shape of one date, or null where it is none. */
export function dateShape(text: string): DateShape | null {
  const value = text.trim().replace(offset, '');
  const none = { first: 0, second: 0, yearFirst: false };
  if (compact.test(value)) return { kind: 'compact', format: '%Y%m%d', ...none };
  const isoMatch = iso.exec(value);
  if (isoMatch && isoMatch[4] === undefined) return { kind: 'iso', format: '', ...none };
  const numbers = parts.exec(value);
  if (numbers) {
    const [, one = '', mark = '', two = '', three = ''] = numbers;
    if (one.length === 3) return null;
    const yearFirst = one.length === 4;
    const year = (yearFirst ? one : three).length === 4 ? '%Y' : '%y';
    const pattern = yearFirst ? `${year}${mark}%m${mark}%d` : `{1}${mark}{2}${mark}${year}`;
    const time = timeFormat(numbers.slice(5));
    return { kind: 'parts', format: pattern + time, first: Number(one), second: Number(two), yearFirst };
  }
  const named = words.exec(value);
  if (!named) return null;
  const [, one = '', mark = '', two = '', comma = '', mark2 = '', year = ''] = named;
  const oneIsWord = /[A-Za-z]/.test(one);
  if (oneIsWord === /[A-Za-z]/.test(two)) return null;
  const month = (oneIsWord ? one : two).length > 3 ? '%B' : '%b';
  const weekday = /^[A-Za-z]{3},? (?=.*\d.*[A-Za-z])/.exec(value)?.[0].replace(/[A-Za-z]{3}/, '%a') ?? '';
  const day = `${oneIsWord ? month : '%d'}${mark}${oneIsWord ? '%d' : month}${comma}${mark2}`;
  const format = `${oneIsWord ? '' : weekday}${day}${year.length === 4 ? '%Y' : '%y'}${timeFormat(named.slice(7))}`;
  return { kind: 'words', format, ...none };
}

function timeFormat([gap, seconds, fraction, half]: readonly (string | undefined)[]): string {
  if (gap === undefined) return '';
  const hour = half === undefined ? '%H' : '%I';
  return `${gap}${hour}:%M${seconds === undefined ? '' : ':%S'}${fraction === undefined ? '' : '.%g'}${half === undefined ? '' : ' %p'}`;
}

/** Day-month orders that the first two numbers of a date allow. */
export function ordersOf(shape: DateShape): readonly DateOrder[] {
  if (shape.kind !== 'parts' || shape.yearFirst) return ['ymd'];
  const orders: DateOrder[] = [];
  if (shape.first <= 31 && shape.second <= 12) orders.push('dmy');
  if (shape.first <= 12 && shape.second <= 31) orders.push('mdy');
  return orders;
}

function inOrder(format: string, order: DateOrder): string {
  const [first, second] = order === 'dmy' ? ['%d', '%m'] : ['%m', '%d'];
  return format.replace('{1}', first).replace('{2}', second);
}

/**
 * SQL that reads a text column as the shop's wall clock: the local part, with any offset from UTC left out, so that
 * a purchase at nine in the evening stays one. NULL where a value is no date.
 * @param samples values of the column, from which the shapes come; the most frequent is tried first
 */
export function dateExpression(column: string, samples: readonly string[], order: DateOrder): string {
  const tally = new Map<string, { shape: DateShape; count: number }>();
  for (const value of samples) {
    const shape = dateShape(value);
    if (!shape) continue;
    const key = `${shape.kind} ${shape.format}`;
    const seen = tally.get(key);
    if (seen) seen.count += 1;
    else tally.set(key, { shape, count: 1 });
  }
  const shapes = [...tally.values()].sort((a, b) => b.count - a.count).map(({ shape }) => shape);
  const offsets = samples.some((value) => offset.test(value.trim()));
  const bare = offsets
    ? `regexp_replace(${column}, '${String.raw`\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})\s*$`}', '')`
    : column;
  const reads: string[] = [];
  if (shapes.some(({ kind }) => kind === 'iso')) {
    // The first 19 characters hold date and clock: a cast of them is many times faster than a pattern.
    if (offsets) reads.push(`TRY_CAST(left(${column}, 19) AS TIMESTAMP)`);
    reads.push(`TRY_CAST(${bare} AS TIMESTAMP)`);
  }
  const formats = shapes.filter(({ kind }) => kind !== 'iso').map(({ format }) => inOrder(format, order));
  const unique = [...new Set(formats)].slice(0, 12);
  if (unique.length > 0) reads.push(`try_strptime(trim(${bare}), [${unique.map(literal).join(', ')}])`);
  return reads.length === 0 ? 'CAST(NULL AS TIMESTAMP)' : `coalesce(${reads.join(', ')})`;
}
