import type { Database } from '../../schema/database';
import { literal, quoteIdentifier } from '../../schema/sql';
import type { RejectedLine } from '../types';

/** The names of a staged file in the database, and of the text that it is loaded from. */
export interface Place {
  readonly rows: string;
  readonly rejects: string;
  /** The start of the names that `putFile` is given. */
  readonly file: string;
}

export const placeFor = (fileId: number): Place => ({
  rows: `staging.${quoteIdentifier(`f${fileId}`)}`,
  rejects: `staging.${quoteIdentifier(`f${fileId}_rejects`)}`,
  file: `f${fileId}`,
});

export async function prepare(db: Database, place: Place): Promise<void> {
  await db.run(`CREATE SCHEMA IF NOT EXISTS staging; ${dropSql(place)};
    CREATE TABLE ${place.rejects} (line BIGINT, reason VARCHAR, column_name VARCHAR, original VARCHAR)`);
}

export const dropSql = ({ rows, rejects }: Place): string =>
  `DROP TABLE IF EXISTS ${rows}; DROP TABLE IF EXISTS ${rejects}`;

export const columnList = (width: number): string[] =>
  Array.from({ length: width }, (_, index) => `c${index}`);

interface CsvOptions {
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string;
  readonly lineEnd: string;
  /** Name and type of each column. */
  readonly columns: readonly (readonly [name: string, type: string])[];
  readonly extra?: string;
}

// Guessed when it is not told, and then a newline in a quoted cell misleads it. It is told in escaped form.
const lineEnds: Readonly<Record<string, string>> = { '\n': '\\n', '\r\n': '\\r\\n', '\r': '\\r' };

/** What `csvRow` writes. */
const plainCsv = { delimiter: ',', quote: '"', escape: '"', lineEnd: '\n' };

/** `read_csv` that is told everything, and guesses nothing. */
export function readCsvSql(
  name: string,
  { delimiter, quote, escape, lineEnd, columns, extra }: CsvOptions,
): string {
  const types = columns.map(([column, type]) => `${column}: ${literal(type)}`).join(', ');
  return `read_csv(${literal(`import/${name}`)}, auto_detect = false, header = false, delim = ${literal(delimiter)},
    new_line = ${literal(lineEnds[lineEnd] ?? lineEnd)}, quote = ${literal(quote)}, escape = ${literal(escape)}, columns = {${types}}${extra ? `, ${extra}` : ''})`;
}

type Cell = string | number | null;

/** A row of clean RFC 4180 text. */
export function csvRow(cells: readonly Cell[]): string {
  let row = '';
  for (const [index, cell] of cells.entries()) {
    if (index > 0) row += ',';
    if (cell === null) continue;
    row +=
      typeof cell === 'string' && /[",\n\r]/.test(cell)
        ? `"${cell.replaceAll('"', '""').replaceAll('\0', '')}"`
        : String(cell).replaceAll('\0', '');
  }
  return `${row}\n`;
}

/** Loads text written by `csvRow` into a table or a statement around it, and lets go of it. */
export async function loadRows(
  db: Database,
  name: string,
  content: Blob,
  columns: readonly (readonly [name: string, type: string])[],
  statement: (source: string) => string,
  longestRow: number,
): Promise<void> {
  await db.putFile(name, content);
  try {
    // The default bound of a line is 2 MB; a larger one makes the buffers larger too.
    const extra = longestRow < 1_000_000 ? '' : 'max_line_size = 100000000, buffer_size = 200000000';
    await db.run(statement(readCsvSql(name, { ...plainCsv, columns, extra })));
  } finally {
    await db.dropFile(name);
  }
}

/** Adds to the rejected records of a file. */
export async function addRejects(
  db: Database,
  place: Place,
  rejects: readonly RejectedLine[],
): Promise<void> {
  if (rejects.length === 0) return;
  const rows = rejects.map(({ line, reason, column, original }) => csvRow([line, reason, column, original]));
  await loadRows(
    db,
    `${place.file}-rejects`,
    new Blob(rows),
    [
      ['line', 'BIGINT'],
      ['reason', 'VARCHAR'],
      ['column_name', 'VARCHAR'],
      ['original', 'VARCHAR'],
    ],
    (source) => `INSERT INTO ${place.rejects} FROM ${source}`,
    Math.max(...rows.map((row) => row.length)) * 3,
  );
}
