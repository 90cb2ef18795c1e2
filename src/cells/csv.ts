import { csvText } from '../export/csv-text';
import type { CellValue, TableTwin } from './kind';

export interface CsvOptions {
  /** Disarms texts that a spreadsheet would run as formulas. */
  readonly guardFormulas: boolean;
}

/** A table as CSV (RFC 4180, UTF-8 with a byte order mark): numbers raw, dates in ISO 8601, unknown empty. */
export function toCsv({ columns, rows }: TableTwin, { guardFormulas }: CsvOptions): string {
  const text = (value: string): string => csvText(value, guardFormulas);
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
