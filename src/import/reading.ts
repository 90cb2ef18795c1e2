import type { Database, Row } from '../schema/database';
import { columnList, type Place } from './readers/staging';
import type { ReadFile } from './read-into';
import type { FileReading, RejectedLine } from './types';

/** The names without content that end a listing short. */
const fewRejects = 1_000;

/** Reads back from the staging tables what a file's reading is to show. */
export async function describeReading(
  db: Database,
  place: Place,
  name: string,
  read: ReadFile,
  limit: number | null,
): Promise<FileReading> {
  const { layout, encoding, records, reader } = read;
  const columns = columnList(layout.columns.length);
  const rows = await db.rows<Row>(
    `SELECT ${columns.join(', ')} FROM ${place.rows} ORDER BY line${limit === null ? '' : ` LIMIT ${limit}`}`,
  );
  const rejected = await db.rows<RejectedLine & Row>(
    `SELECT line, reason, column_name AS "column", original FROM ${place.rejects} ORDER BY line
    ${limit === null ? '' : `LIMIT ${fewRejects}`}`,
  );
  const { delimiter, quote, escape } = layout.grammar;
  return {
    name,
    encoding,
    dialect: { delimiter, quote, escape },
    headerLines: layout.headerLines,
    hasHeader: layout.hasHeader,
    columns: layout.columns,
    rows: rows.map((row) => columns.map((column) => asText(row[column]))),
    records,
    rejected,
    reader,
  };
}

const asText = (value: unknown): string | null => (typeof value === 'string' ? value : null);
