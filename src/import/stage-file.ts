import { TenureError } from '../schema/errors';
import type { Database } from '../schema/database';
import { readInto, type ReadControl } from './read-into';
import { placeFor } from './readers/staging';
import { describeReading } from './reading';
import type { StagedFile } from './types';

const shownRows = 10;

/**
 * Reads a file into `staging.f<fileId>` and `staging.f<fileId>_rejects` (see `StagedFile`).
 * @throws TenureError for what is no readable table, and `file_no_rows` for one without a usable row
 */
export async function stageFile(
  db: Database,
  fileId: number,
  file: File,
  control: ReadControl,
): Promise<StagedFile> {
  const place = placeFor(fileId);
  const read = await readInto(db, place, file, control);
  const reading = await describeReading(db, place, file.name, read, shownRows);
  if (reading.rows.length === 0) {
    await unstageFile(db, fileId);
    throw new TenureError('file_no_rows', { file: file.name });
  }
  return { fileId, bytes: file.size, sha256: read.sha256, reading };
}

/** Forgets a staged file. */
export async function unstageFile(db: Database, fileId: number): Promise<void> {
  const { rows, rejects } = placeFor(fileId);
  await db.run(`DROP TABLE IF EXISTS ${rows}; DROP TABLE IF EXISTS ${rejects}`);
}
