import { TenureError } from '../../schema/errors';
import type { Database } from '../../schema/database';
import { literal } from '../../schema/sql';
import type { Layout } from '../detect/layout';
import type { RejectedLine } from '../types';
import { cleanCellSql, judge, maxColumns, shorten, uncleanCellSql } from './contract';
import { placeOf, rowShifts, type RowShift } from './lines';
import { splitRecords } from './records';
import type { Scan } from './scan';
import { addRejects, columnList, csvRow, loadRows, readCsvSql, type Place } from './staging';

/** More than these are not mended one by one: the tolerant reader is made for such a file. */
const maxMended = 1_000;

/**
 * Loads the data with every cell as text.
 * @param rejects `refuse` fails at the first record with another number of cells than there are columns; `keep` sets
 * such records aside, at a cost that grows with the square of their length
 */
export async function loadFast(
  db: Database,
  place: Place,
  data: Blob,
  layout: Layout,
  rejects: 'refuse' | 'keep',
): Promise<void> {
  const { grammar } = layout;
  const columns = columnList(layout.columns.length);
  const cells = columns.map((column, index) =>
    layout.untidy.includes(index) ? `${cleanCellSql(column)} AS ${column}` : column,
  );
  await dropErrorTables(db, place);
  await db.putFile(place.file, data);
  try {
    const source = readCsvSql(place.file, {
      ...grammar,
      columns: columns.map((column) => [column, 'VARCHAR']),
      ...(rejects === 'keep' ? { extra: storeRejects(place) } : {}),
    });
    await db.run(`CREATE OR REPLACE TABLE ${place.rows} AS
      SELECT row_number() OVER () + ${layout.headerLines} AS line, ${cells.join(', ')} FROM ${source}`);
  } finally {
    await db.dropFile(place.file);
  }
}

const storeRejects = (place: Place): string =>
  `store_rejects = true, rejects_limit = 0, rejects_table = ${literal(errorTable(place))},
    rejects_scan = ${literal(scanTable(place))}`;

const errorTable = ({ file }: Place): string => `${file}_errors`;
const scanTable = ({ file }: Place): string => `${file}_scans`;

/** Rejects tables are of the connection, and a second read with their names would fail. */
export async function dropErrorTables(db: Database, place: Place): Promise<void> {
  await db.run(`DROP TABLE IF EXISTS ${errorTable(place)}; DROP TABLE IF EXISTS ${scanTable(place)}`);
}

interface EngineReject extends Record<string, unknown> {
  readonly engine_line: number;
  readonly countable: boolean;
  readonly original: string;
}

/**
 * Brings what DuckDB loaded under the readers' contract: judges what it set aside, trims, takes out blank records
 * and puts each row's physical line right.
 * @returns false if DuckDB did not see the records that the scan saw, or met something else than a wrong number of cells
 */
export async function settleFast(
  db: Database,
  place: Place,
  layout: Layout,
  scan: Scan,
  rejects: 'refuse' | 'keep',
  file: string,
): Promise<boolean> {
  if (scan.open || scan.stray) return false;
  const setAside = rejects === 'keep' ? await readRejects(db, place) : [];
  if (setAside === null) return false;
  const counts = await db.rows<{ rows: number }>(`SELECT count(*) AS rows FROM ${place.rows}`);
  if ((counts[0]?.rows ?? 0) + setAside.length !== scan.records) return false;

  const places = setAside.map(({ engine_line }) => placeOf(engine_line, scan.steps));
  const shifts = rowShifts(
    scan.steps,
    places.map(({ record }) => record),
  );
  await shiftLines(db, place, layout, shifts);
  await mend(db, place, layout, setAside, places, file);
  if (scan.untidy) await tidy(db, place, layout);
  await takeOutBlanks(db, place, layout);
  return true;
}

async function shiftLines(
  db: Database,
  place: Place,
  layout: Layout,
  shifts: readonly RowShift[],
): Promise<void> {
  if (shifts.length === 0) return;
  const rows = shifts.map(({ row, shift }) => csvRow([row + layout.headerLines, shift]));
  await loadRows(
    db,
    `${place.file}-lines`,
    new Blob(rows),
    [
      ['line', 'BIGINT'],
      ['shift', 'BIGINT'],
    ],
    (source) => `UPDATE ${place.rows} AS kept SET line = moved.line + moved.shift
      FROM (SELECT numbered.line, step.shift FROM ${place.rows} AS numbered
        ASOF JOIN ${source} AS step ON numbered.line >= step.line) AS moved
      WHERE kept.line = moved.line`,
    0,
  );
}

/** @returns null if there are too many to mend, or others than those with a wrong number of cells */
async function readRejects(db: Database, place: Place): Promise<EngineReject[] | null> {
  const rejects = await db.rows<EngineReject>(`SELECT line AS engine_line, any_value(csv_line) AS original,
    bool_and(error_type IN ('MISSING COLUMNS', 'TOO MANY COLUMNS')) AS countable
    FROM ${errorTable(place)} GROUP BY line ORDER BY line LIMIT ${maxMended + 1}`);
  return rejects.length <= maxMended && rejects.every(({ countable }) => countable) ? rejects : null;
}

/** The few records with another number of cells. */
async function mend(
  db: Database,
  place: Place,
  layout: Layout,
  setAside: readonly EngineReject[],
  places: readonly { line: number }[],
  file: string,
): Promise<void> {
  const width = layout.columns.length;
  const kept: string[] = [];
  const rejects: RejectedLine[] = [];
  for (const [index, { original }] of setAside.entries()) {
    const line = (places[index]?.line ?? 0) + layout.headerLines;
    const cells: string[] = [];
    splitRecords(original, layout.grammar, true, (record) => {
      cells.push(...record.cells);
      return true;
    });
    const verdict = judge(cells, width);
    if (verdict.kept) {
      kept.push(csvRow([line, ...verdict.cells]));
    } else {
      refuseTooWide(cells, verdict.reason, line, file);
      rejects.push(rejection(verdict, line, original, layout));
    }
  }
  await addRejects(db, place, rejects);
  if (kept.length === 0) return;
  await loadRows(
    db,
    `${place.file}-mended`,
    new Blob(kept),
    [['line', 'BIGINT'], ...columnList(width).map((column) => [column, 'VARCHAR'] as const)],
    (source) => `INSERT INTO ${place.rows} FROM ${source}`,
    Math.max(...kept.map((row) => row.length)) * 3,
  );
}

/** @throws TenureError `file_too_many_columns` */
export function refuseTooWide(cells: readonly string[], reason: string, line: number, file: string): void {
  if (reason !== 'too_many_cells' || cells.length <= maxColumns) return;
  throw new TenureError('file_too_many_columns', { file, line, columns: cells.length, limit: maxColumns });
}

export function rejection(
  { reason, missing }: { readonly reason: RejectedLine['reason']; readonly missing: number | null },
  line: number,
  original: string,
  { columns, grammar }: Pick<Layout, 'columns' | 'grammar'>,
): RejectedLine {
  const column = missing === null ? null : (columns[missing] ?? null);
  const text = reason === 'blank' ? blankRecord(columns.length, grammar.delimiter) : original;
  return { line, reason, column, original: shorten(text.replace(/^[\r\n]+|[\r\n]+$/g, '')) };
}

const blankRecord = (width: number, delimiter: string): string =>
  (delimiter === ' +' ? ' ' : delimiter).repeat(width - 1);

async function tidy(db: Database, place: Place, layout: Layout): Promise<void> {
  const columns = columnList(layout.columns.length).filter((_, index) => !layout.untidy.includes(index));
  if (columns.length === 0) return;
  await db.run(`UPDATE ${place.rows}
    SET ${columns.map((column) => `${column} = ${cleanCellSql(column)}`).join(', ')}
    WHERE ${columns.map(uncleanCellSql).join(' OR ')}`);
}

async function takeOutBlanks(db: Database, place: Place, layout: Layout): Promise<void> {
  const blank = columnList(layout.columns.length)
    .map((column) => `${column} IS NULL`)
    .join(' AND ');
  const found = await db.rows<{ blanks: number }>(
    `SELECT count(*) AS blanks FROM ${place.rows} WHERE ${blank}`,
  );
  if ((found[0]?.blanks ?? 0) === 0) return;
  const original = blankRecord(layout.columns.length, layout.grammar.delimiter);
  await db.run(`INSERT INTO ${place.rejects}
    SELECT line, 'blank', NULL, ${literal(original)} FROM ${place.rows} WHERE ${blank};
    DELETE FROM ${place.rows} WHERE ${blank}`);
}
