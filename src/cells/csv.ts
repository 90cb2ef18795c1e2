import type { CellValue, TableTwin } from './kind';

const startsFormula = /^[=+\-@\t\r]/;

export interface CsvOptions {
  /**
   * Puts an apostrophe before text that a spreadsheet would run as a formula (it starts with = + - @, a tab or a
   * carriage return). It changes the text, so it is a choice; numbers are never touched.
   */
  readonly guardFormulas: boolean;
}

/** A table as CSV (RFC 4180, UTF-8 with a byte order mark): numbers raw, dates in ISO 8601, unknown empty. */
export function toCsv({ columns, rows }: TableTwin, { guardFormulas }: CsvOptions): string {
  const text = (value: string): string => {
    const safe = guardFormulas && startsFormula.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const cell = (value: CellValue): string => {
    if (value === null) return '';
    if (typeof value === 'number') return String(value);
    if (value instanceof Date) return value.toISOString();
    return text(value);
  };
  const lines = [
    columns.map(({ label }) => text(label)).join(','),
    ...rows.map(({ values }) => columns.map(({ key }) => cell(values[key] ?? null)).join(',')),
  ];
  return `\uFEFF${lines.map((line) => `${line}\r\n`).join('')}`;
}
