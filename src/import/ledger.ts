import type { Database } from '../schema/database';
import { TenureError } from '../schema/errors';
import { literal } from '../schema/sql';
import rowCounts from './canonical/row-counts.sql?raw';
import { isOrderFile, profileIdOf, type LoadedFile, type OrderFile } from './canonical/loaded';
import type { FileReport, Outcome, OutcomeCount, StagedFile } from './types';

/** Rows above which a file's text is dropped once its rows are typed: it would not fit beside them in 32-bit memory. */
const keptTextRows = 2_000_000;

export const keepsText = (file: StagedFile): boolean => file.reading.records <= keptTextRows;

/** SQL of a source row as text, as its file writes it; NULL where the text is no longer held. */
export function originalSql(file: StagedFile): string {
  const { delimiter, quote } = file.reading.dialect;
  const mark = delimiter === ' +' ? ' ' : delimiter;
  const cells = file.reading.columns.map((_, index) => {
    const cell = `coalesce(c${index.toString()}, '')`;
    if (quote === '') return cell;
    const marks = [mark, quote, '\n'].map((text) => `contains(${cell}, ${literal(text)})`).join(' OR ');
    const doubled = `replace(${cell}, ${literal(quote)}, ${literal(quote + quote)})`;
    return `CASE WHEN ${marks} THEN ${literal(quote)} || ${doubled} || ${literal(quote)} ELSE ${cell} END`;
  });
  return `concat_ws(${literal(mark)}, ${cells.join(', ')})`;
}

/** Fills `ledger` with every row that was not simply kept, and its text. Runs inside the caller's transaction. */
export async function buildLedger(
  db: Database,
  files: readonly LoadedFile[],
  isStaged: (file: StagedFile) => boolean,
): Promise<void> {
  await db.run('DELETE FROM ledger; INSERT INTO ledger SELECT * FROM imported.rejected');
  for (const loaded of files.filter(isOrderFile)) {
    for (const source of [outcomeRows(loaded), mergedRows(loaded)]) {
      await db.run(`INSERT INTO ledger ${withText(loaded.file, source, isStaged(loaded.file))}`);
    }
  }
}

function withText(file: StagedFile, rows: string, staged: boolean): string {
  const id = file.fileId.toString();
  if (!staged) return `SELECT ${id}, line, outcome, reason, NULL, NULL FROM (${rows})`;
  return `SELECT ${id}, r.line, r.outcome, r.reason, NULL, ${originalSql(file)}
FROM staging.f${id} AS s JOIN (${rows}) AS r ON s.line = r.line`;
}

const outcomeRows = ({ file }: OrderFile): string =>
  `SELECT line, outcome, reason FROM imported.outcomes WHERE file_id = ${file.fileId.toString()}`;

function mergedRows({ file }: OrderFile): string {
  const id = file.fileId.toString();
  return `SELECT line, 'merged' AS outcome, 'newer_file' AS reason FROM imported.f${id}
SEMI JOIN (SELECT order_id FROM imported.replaced WHERE file_id = ${id}) USING (order_id)`;
}

interface CountRow extends Record<string, unknown> {
  readonly file_id: number;
  readonly outcome: Outcome;
  readonly reason: string | null;
  readonly rows: number;
}

/**
 * Counts the fate of every row of every file.
 * @throws TenureError file_rows_unaccounted when a file's counts do not add up to its rows
 */
export async function accountForRows(db: Database, files: readonly LoadedFile[]): Promise<FileReport[]> {
  const counts = await db.rows<CountRow>(rowCounts);
  return files.map((loaded) => {
    const { file } = loaded;
    const outcomes: OutcomeCount[] = counts
      .filter(({ file_id }) => file_id === file.fileId)
      .map(({ outcome, reason, rows }) => (reason === null ? { outcome, rows } : { outcome, reason, rows }));
    if (!isOrderFile(loaded)) outcomes.unshift({ outcome: 'kept', rows: loaded.kept });
    const accounted = outcomes.reduce((sum, { rows }) => sum + rows, 0);
    if (accounted !== file.reading.records) {
      throw new TenureError('file_rows_unaccounted', {
        file: file.reading.name,
        rows: file.reading.records,
        accounted,
      });
    }
    return {
      fileId: file.fileId,
      name: file.reading.name,
      profile: profileIdOf(loaded),
      rows: file.reading.records,
      outcomes,
    };
  });
}

/** The outcomes of all files together. */
export function sumOutcomes(files: readonly FileReport[]): OutcomeCount[] {
  const sums = new Map<string, OutcomeCount>();
  for (const count of files.flatMap(({ outcomes }) => outcomes)) {
    const key = `${count.outcome} ${count.reason ?? ''}`;
    sums.set(key, { ...count, rows: count.rows + (sums.get(key)?.rows ?? 0) });
  }
  return [...sums.values()];
}
