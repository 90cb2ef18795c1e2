import type { CellValue, ColumnFormat, Formatter } from './kind';

const unknownMark = '—';

const cache = new Map<string, Formatter>();

/**
 * Numbers, money and dates in a locale's way. Without a currency, money is a plain number with two decimals.
 * Thousands are always grouped: Spanish and Italian leave four digits ungrouped by default, which makes columns
 * of figures ragged. Dates are wall-clock times kept in UTC.
 */
export function createFormatter(locale: string, currency: string | null): Formatter {
  const key = `${locale} ${currency ?? ''}`;
  const known = cache.get(key);
  if (known) return known;
  const formatter = build(locale, currency);
  cache.set(key, formatter);
  return formatter;
}

function build(locale: string, currency: string | null): Formatter {
  const decimals = new Map<string, Intl.NumberFormat>();
  const number = (name: string, options: Intl.NumberFormatOptions): Intl.NumberFormat => {
    let format = decimals.get(name);
    if (!format) {
      format = new Intl.NumberFormat(locale, { useGrouping: 'always', ...options });
      decimals.set(name, format);
    }
    return format;
  };
  const fixed = (digits: number): Intl.NumberFormatOptions => ({
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  const style = currencyStyle(locale, currency);
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const write = (value: number | null, format: Intl.NumberFormat): string =>
    value === null ? unknownMark : format.format(value);

  // Whole units read faster than "5.1K"; only long numbers are abbreviated.
  const short = (value: number | null): Intl.NumberFormat => {
    const size = Math.abs(value ?? 0);
    if (size >= 99_999.5) {
      return number('compact', { ...style.compact, notation: 'compact', maximumSignificantDigits: 3 });
    }
    const digits = size === 0 || size >= 9.995 ? 0 : 2;
    return number(`short ${String(digits)}`, { ...style.compact, ...fixed(digits) });
  };

  const formatter: Formatter = {
    locale,
    money: (value, options) => write(value, options?.compact ? short(value) : number('money', style.full)),
    integer: (value) => write(value, number('integer', fixed(0))),
    number: (value, digits = 2) => write(value, number(`number ${String(digits)}`, fixed(digits))),
    percent: (value, digits = 1) =>
      write(value, number(`percent ${String(digits)}`, { style: 'percent', ...fixed(digits) })),
    date: (value) => (value === null ? unknownMark : dates.format(value)),
    format: (value, format) => formatAs(formatter, value, format),
  };
  return formatter;
}

function currencyStyle(
  locale: string,
  currency: string | null,
): { full: Intl.NumberFormatOptions; compact: Intl.NumberFormatOptions } {
  const plain = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  if (currency === null) return { full: plain, compact: {} };
  const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const;
  try {
    new Intl.NumberFormat(locale, style);
  } catch (error) {
    // A file may name a currency that is no ISO 4217 code; its amounts are then plain numbers.
    if (error instanceof RangeError) return { full: plain, compact: {} };
    throw error;
  }
  return { full: style, compact: style };
}

function formatAs(formatter: Formatter, value: CellValue, format: ColumnFormat): string {
  if (value === null) return unknownMark;
  if (typeof value === 'string') return value;
  if (value instanceof Date) return formatter.date(value);
  switch (format) {
    case 'money':
      return formatter.money(value);
    case 'percent':
      return formatter.percent(value);
    case 'integer':
      return formatter.integer(value);
    case 'days':
      return formatter.number(value, 1);
    case 'date':
      return formatter.date(new Date(value));
    default:
      return formatter.number(value);
  }
}
