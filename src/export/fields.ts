import type { SummaryKind } from '../summary/columns';
import { quoteIdentifier } from '../schema/sql';

/** A column of the customer summary that may go into a file; segments' columns are among them. */
export interface ExportColumn {
  readonly name: string;
  readonly kind: SummaryKind;
  readonly label: string;
}

/** Money as text with four decimals, a moment as `2026-01-31T10:30:00`, unknown as null. */
export type ExportValue = string | number | boolean | null;

/** By the column's name. */
export type SourceRow = Readonly<Record<string, unknown>>;

/** A column of a file. */
export interface Field {
  readonly header: string;
  readonly kind: SummaryKind;
}

/** Asks the engine for rows. */
export type ReadRows = (sql: string, signal?: AbortSignal) => Promise<readonly SourceRow[]>;

/** Whose rows, as a condition over the customer summary; null for all customers. */
type Condition = string | null;

const where = (...conditions: readonly Condition[]): string => {
  const all = conditions.filter((condition) => condition !== null);
  return all.length === 0 ? '' : `\nWHERE ${all.map((condition) => `(${condition})`).join(' AND ')}`;
};

// Text in the engine, so that every digit of an amount arrives.
function selected({ name, kind }: Pick<ExportColumn, 'name' | 'kind'>): string {
  const column = quoteIdentifier(name);
  if (kind === 'money') return `${column}::DECIMAL(18, 4)::VARCHAR AS ${column}`;
  if (kind === 'date') return `strftime(${column}, '%Y-%m-%dT%H:%M:%S') AS ${column}`;
  return column;
}

/**
 * The customers of an audience who stand in a part of the summary, from one place up to another, in its order: so no page
 * costs a sort of all. `limit` cuts the page.
 */
export function pageSql(
  columns: readonly Pick<ExportColumn, 'name' | 'kind'>[],
  condition: Condition,
  [from, to]: readonly [from: number, to: number],
  limit?: number,
): string {
  const list = columns.filter(
    ({ name }, index) => columns.findIndex((other) => other.name === name) === index,
  );
  const place = `rowid >= ${String(from)} AND rowid < ${String(to)}`;
  return `SELECT ${list.length === 0 ? 'NULL' : list.map(selected).join(', ')}
FROM derived.customer_summary${where(condition, place)}
ORDER BY rowid${limit === undefined ? '' : `\nLIMIT ${String(limit)}`}`;
}

/** Rows of the summary, whoever is in them. */
export const extentSql = 'SELECT count(*) AS rows FROM derived.customer_summary';

/** How many customers an audience has, and how many of them a known address. */
export const sizeSql = (condition: Condition): string =>
  `SELECT count(*) AS customers, count(email) AS emails FROM derived.customer_summary${where(condition)}`;

/** A condition that leaves out customers without an address. */
export const withEmail = (condition: Condition): string =>
  condition === null ? 'email IS NOT NULL' : `(${condition}) AND email IS NOT NULL`;

/** What the engine gave for a column. */
export function valueOf(row: SourceRow, name: string): ExportValue {
  const value = row[name];
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
