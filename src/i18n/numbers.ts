import { getLocale } from './locale.svelte';

// Intl formatters are slow to make and are asked for thousands of times by long tables.
const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function cached<T extends Intl.NumberFormat | Intl.DateTimeFormat>(name: string, make: () => T): T {
  const key = `${getLocale()} ${name}`;
  const found = cache.get(key) as T | undefined;
  if (found) return found;
  const made = make();
  cache.set(key, made);
  return made;
}

/** `541,909`. Spanish groups four digits too, so that columns line up. */
export const formatInteger = (value: number): string =>
  cached(
    'integer',
    () => new Intl.NumberFormat(getLocale(), { maximumFractionDigits: 0, useGrouping: 'always' }),
  ).format(value);

/** A number with as many decimals as it has, three at most. */
export const formatNumber = (value: number): string =>
  cached('number', () => new Intl.NumberFormat(getLocale(), { maximumFractionDigits: 3 })).format(value);

/** An amount to the cent. Without a currency code it is a plain number. */
export const formatAmount = (value: number, currency: string | null): string =>
  cached(`amount ${currency ?? ''}`, () => amountFormat(currency)).format(value);

function amountFormat(currency: string | null): Intl.NumberFormat {
  const plain = { minimumFractionDigits: 2, maximumFractionDigits: 2, useGrouping: 'always' } as const;
  if (currency === null || !/^[A-Z]{3}$/.test(currency)) return new Intl.NumberFormat(getLocale(), plain);
  return new Intl.NumberFormat(getLocale(), {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    useGrouping: 'always',
  });
}

export const formatPercent = (share: number): string =>
  cached(
    'percent',
    () => new Intl.NumberFormat(getLocale(), { style: 'percent', maximumFractionDigits: 0 }),
  ).format(share);

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** `44.4 MB`, in steps of 1,000. */
export function formatBytes(bytes: number): string {
  const step = Math.min(byteUnits.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const unit = byteUnits[step] ?? 'byte';
  return cached(
    unit,
    () =>
      new Intl.NumberFormat(getLocale(), {
        style: 'unit',
        unit,
        unitDisplay: 'short',
        maximumFractionDigits: step > 1 ? 1 : 0,
      }),
  ).format(bytes / 1000 ** step);
}

/** A shop's wall clock, as ISO text or as a Date in which UTC stands for it: `9 Dec 2011`. */
export function formatDay(day: string | Date): string {
  const date = typeof day === 'string' ? wallClock(day) : day;
  return cached(
    'day',
    () => new Intl.DateTimeFormat(getLocale(), { dateStyle: 'medium', timeZone: 'UTC' }),
  ).format(date);
}

/** ISO text without a zone as a Date in which UTC stands for the shop's wall clock. */
export function wallClock(iso: string): Date {
  const text = iso.trim().replace(' ', 'T');
  return new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : `${text.replace(/Z$/, '')}Z`);
}
