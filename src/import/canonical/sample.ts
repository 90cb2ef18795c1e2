import type { Database } from '../../schema/database';
import type { StagedFile } from '../types';

const wanted = 2000;

// The proposal, the preview and the commit look at the same cells; a staged file never changes.
const known = new WeakMap<StagedFile, Map<number, string[]>>();

/** Some distinct values of columns, from rows spread evenly over the whole file. Blank cells are left out. */
export async function sampleColumns(
  db: Database,
  file: StagedFile,
  columns: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const samples = known.get(file) ?? new Map<number, string[]>();
  known.set(file, samples);
  const missing = [...new Set(columns)].filter((index) => !samples.has(index));
  if (missing.length === 0) return samples;
  const every = Math.max(1, Math.floor(file.reading.records / wanted));
  const rows = await db.rows<Record<string, string | null>>(
    `SELECT DISTINCT ${missing.map((index) => `c${index.toString()}`).join(', ')}
FROM staging.f${file.fileId.toString()} WHERE line % ${every.toString()} = 0 OR line < 100`,
  );
  for (const index of missing) {
    const values = rows.map((row) => row[`c${index.toString()}`]);
    samples.set(index, [...new Set(values.filter((value) => value !== null && value !== undefined))]);
  }
  return samples;
}
