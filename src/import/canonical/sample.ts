import type { Database } from '../../schema/database';
import type { StagedFile } from '../types';

const wanted = 2000;

/** Some distinct values of columns, from rows spread evenly over the whole file. Blank cells are left out. */
export async function sampleColumns(
  db: Database,
  file: StagedFile,
  columns: readonly number[],
): Promise<Map<number, string[]>> {
  const unique = [...new Set(columns)];
  if (unique.length === 0) return new Map();
  const every = Math.max(1, Math.floor(file.reading.records / wanted));
  const rows = await db.rows<Record<string, string | null>>(
    `SELECT DISTINCT ${unique.map((index) => `c${index.toString()}`).join(', ')}
FROM staging.f${file.fileId.toString()} WHERE line % ${every.toString()} = 0 OR line < 100`,
  );
  return new Map(
    unique.map((index) => {
      const values = rows.map((row) => row[`c${index.toString()}`]);
      return [index, [...new Set(values.filter((value) => value !== null && value !== undefined))]];
    }),
  );
}
