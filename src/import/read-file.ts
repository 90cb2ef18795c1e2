import type { Database } from '../schema/database';
import { readInto, type ReadControl } from './read-into';
import { dropSql, type Place } from './readers/staging';
import { describeReading } from './reading';
import type { FileReading } from './types';

/** No file id is negative or text, so nothing staged has these names. */
const inspected: Place = {
  rows: 'staging.inspected',
  rejects: 'staging.inspected_rejects',
  file: 'inspected',
};

export interface ReadFileControl extends ReadControl {
  /** How many rows are given; null for all. */
  readonly rows: number | null;
}

/**
 * What the reader makes of a file before any mapping. It is read as for an import, and nothing of it is kept.
 * @throws TenureError for what is no readable table
 */
export async function readFile(db: Database, file: File, control: ReadFileControl): Promise<FileReading> {
  try {
    const read = await readInto(db, inspected, file, control);
    return await describeReading(db, inspected, file.name, read, control.rows);
  } finally {
    await db.run(dropSql(inspected));
  }
}
