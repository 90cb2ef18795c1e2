import { describe, expect, it } from 'vitest';
import { toCsv } from '../../../src/cells/csv';
import type { TableTwin } from '../../../src/cells/kind';

const table: TableTwin = {
  columns: [
    { key: 'name', label: 'Name, "quoted"', format: 'text' },
    { key: 'value', label: 'Value', format: 'money' },
    { key: 'day', label: 'Day', format: 'date' },
  ],
  rows: [
    { values: { name: '=1+1', value: -1234.5, day: new Date('2026-01-02T00:00:00Z') } },
    { values: { name: 'two\nlines', value: null } },
  ],
};

describe('toCsv', () => {
  it('writes RFC 4180 with a byte order mark, raw numbers and empty cells', () => {
    expect(toCsv(table, { guardFormulas: false })).toBe(
      '\uFEFF"Name, ""quoted""",Value,Day\r\n=1+1,-1234.5,2026-01-02T00:00:00.000Z\r\n"two\nlines",,\r\n',
    );
  });

  it.each(['=', '+', '-', '@', '\t', '\r'])(
    'disarms text that starts with %j, and never a number',
    (start) => {
      const rows = [{ values: { name: `${start}x`, value: -5 } }];
      const csv = toCsv({ ...table, rows }, { guardFormulas: true });
      const text = `'${start}x`;
      expect(csv).toContain(`\r\n${start === '\r' ? `"${text}"` : text},-5,\r\n`);
    },
  );
});
