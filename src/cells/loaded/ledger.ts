import type { OutcomeCount } from '../../import/types';
import { literal } from '../../schema/sql';
import { csvText } from '../../export/csv-text';

export const pageSize = 50;
/** Rows per query of the whole download: small enough that the page never waits long for one. */
const batchSize = 50_000;

/** A selection of the ledger: all of it, or one reason. */
export interface LedgerFilter {
  readonly outcome: string;
  readonly reason: string;
}

export const ledgerColumns = ['file', 'line', 'outcome', 'reason', 'column_name', 'original'] as const;
export type LedgerRow = Readonly<Record<(typeof ledgerColumns)[number], string | number | null>>;
export type ReadRows = (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/** One page of the ledger, in the order of the files. `offset` and `limit` count rows. */
export function ledgerSql(filter: LedgerFilter | null, offset: number, limit: number): string {
  const where = filter
    ? `WHERE outcome = ${literal(filter.outcome)} AND reason = ${literal(filter.reason)}`
    : '';
  return `SELECT name AS file, line, outcome, reason, column_name, original
FROM ledger JOIN source_files USING (file_id)
${where}
ORDER BY file_id, line, reason, column_name
LIMIT ${limit} OFFSET ${offset}`;
}

/** The reasons for which rows were not simply kept, most frequent first. */
export const reasonsOf = (outcomes: readonly OutcomeCount[]): (OutcomeCount & { reason: string })[] =>
  outcomes
    .filter(
      (count): count is OutcomeCount & { reason: string } => count.reason !== undefined && count.rows > 0,
    )
    .sort((a, b) => b.rows - a.rows);

function csvCell(value: string | number | null, guard: boolean): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  return csvText(value, guard);
}

/**
 * The whole ledger, or one reason of it, as CSV, asked for in batches.
 * `guard` puts an apostrophe before texts that a spreadsheet would run as formulas.
 */
export async function ledgerCsv(rows: ReadRows, filter: LedgerFilter | null, guard: boolean): Promise<Blob> {
  const parts: string[] = [`\uFEFF${ledgerColumns.join(',')}\r\n`];
  for (let offset = 0; ; offset += batchSize) {
    const batch = (await rows(ledgerSql(filter, offset, batchSize))) as readonly LedgerRow[];
    parts.push(
      batch.map((row) => `${ledgerColumns.map((name) => csvCell(row[name], guard)).join(',')}\r\n`).join(''),
    );
    if (batch.length < batchSize) return new Blob(parts, { type: 'text/csv' });
  }
}
