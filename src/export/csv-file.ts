import { csvText } from './csv-text';
import type { ExportValue, Field } from './fields';
import type { FileOptions, FileWriter } from './file';
import { plainMoney } from './money';

/** CSV (RFC 4180, UTF-8): numbers raw, money with all its digits, moments in ISO 8601, unknown empty. */
export function csvFile(fields: readonly Field[], { guardFormulas, marksEncoding }: FileOptions): FileWriter {
  const cell = (value: ExportValue, { kind }: Field): string => {
    if (value === null) return '';
    if (typeof value !== 'string') return String(value);
    if (kind === 'money') return plainMoney(value);
    return csvText(value, guardFormulas && kind === 'text');
  };
  const line = (cells: readonly string[]): string => `${cells.join(',')}\r\n`;
  const head = line(fields.map(({ header }) => csvText(header, guardFormulas)));
  const parts = [marksEncoding ? `\uFEFF${head}` : head];
  return {
    add: (rows) => {
      parts.push(
        rows.map((row) => line(fields.map((field, index) => cell(row[index] ?? null, field)))).join(''),
      );
      return Promise.resolve();
    },
    finish: () => Promise.resolve(new Blob(parts, { type: 'text/csv;charset=utf-8' })),
  };
}
