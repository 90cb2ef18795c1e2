import { readInto, type ReadFile } from '../../../../src/import/read-into';
import type { RejectedLine } from '../../../../src/import/types';
import { readFile } from '../../../../src/import/read-file';
import { loadTolerant } from '../../../../src/import/readers/tolerant';
import { prepare, type Place } from '../../../../src/import/readers/staging';
import type { Row } from '../../../../src/schema/database';
import type { NativeDatabase } from '../../../fixtures/native-database';

export const textFile = (content: BlobPart, name = 'orders.csv'): File => new File([content], name);

export const control = () => ({ signal: new AbortController().signal });

export const readAll = (db: NativeDatabase, file: File) => readFile(db, file, { rows: null, ...control() });

export interface StagedRows {
  readonly rows: Row[];
  readonly rejects: RejectedLine[];
}

const place: Place = { rows: 'staging.f1', rejects: 'staging.f1_rejects', file: 'f1' };

async function stagedRows(db: NativeDatabase): Promise<StagedRows> {
  return {
    rows: await db.rows(`FROM ${place.rows} ORDER BY line`),
    rejects: (await db.rows(`FROM ${place.rejects} ORDER BY line`)) as unknown as RejectedLine[],
  };
}

/** Reads a file as the product does, and again by the tolerant reader alone. */
export async function readBothWays(
  db: NativeDatabase,
  file: File,
): Promise<{ read: ReadFile; chosen: StagedRows; tolerant: StagedRows; tolerantRecords: number }> {
  const read = await readInto(db, place, file, control());
  const chosen = await stagedRows(db);
  await prepare(db, place);
  const data = file.slice(read.layout.dataOffset + (read.encoding === 'utf-8-bom' ? 3 : 0));
  const reading = { file: file.name, ...control() };
  const tolerantRecords = await loadTolerant(db, place, data, read.layout, reading, () => undefined);
  return { read, chosen, tolerant: await stagedRows(db), tolerantRecords };
}
