import type { SqlValue } from './database';

export const quoteIdentifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A value as a DuckDB literal. Numbers that are not finite become NULL: SQL has no word for them here. */
export function literal(value: SqlValue): string {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'NULL';
  if (value instanceof Date) {
    return `TIMESTAMP '${value.toISOString().replace('T', ' ').replace('Z', '')}'`;
  }
  return `'${value.replaceAll("'", "''")}'`;
}

// Strings, quoted identifiers and comments are matched first so that a `$name` inside them is left alone.
const token = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\$([a-z_][a-z0-9_]*)/gi;

/**
 * Replaces each `$name` of a `.sql` file by a literal, so that the statement a user is shown is the one that runs.
 * @throws Error on a name without a value, so that a typing slip never becomes NULL
 */
export function bindSql(sql: string, params: Readonly<Record<string, SqlValue>>): string {
  return sql.replace(token, (match, name: string | undefined) => {
    if (name === undefined) return match;
    const value = params[name];
    if (value === undefined) throw new Error(`No value for $${name}`);
    return literal(value);
  });
}
