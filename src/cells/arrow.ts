import type { Table } from 'apache-arrow';

export type ArrowRow = Readonly<Record<string, unknown>>;

/** The rows of a small result as plain objects. */
export function rowsOf(table: Table): ArrowRow[] {
  return table.toArray().map((row) => (row as { toJSON(): ArrowRow }).toJSON());
}

/** A number column's value, or null when the database knows none. */
export function numberOf(row: ArrowRow, column: string): number | null {
  const value = row[column];
  if (value === null) return null;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'number') throw new TypeError(`Column ${column} holds no number`);
  return Number.isFinite(value) ? value : null;
}

/** A count: a number column in which nothing is unknown. */
export function countOf(row: ArrowRow, column: string): number {
  const value = numberOf(row, column);
  if (value === null) throw new TypeError(`Column ${column} holds no count`);
  return value;
}

/** A text column's value, or null. */
export function textOf(row: ArrowRow, column: string): string | null {
  const value = row[column];
  return typeof value === 'string' ? value : null;
}

/** The only row of a result that always has one. */
export function onlyRow(table: Table): ArrowRow {
  const [row] = rowsOf(table);
  if (row === undefined) throw new TypeError('The result has no row');
  return row;
}
