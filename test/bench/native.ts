import { openAsBlob } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { ImportReport } from '../../src/import/types';
import { ImportSession } from '../../src/import/session';
import { defaultPolicies } from '../../src/schema/policies';
import { literal } from '../../src/schema/sql';
import { NativeDatabase } from '../fixtures/native-database';

/** Milliseconds of DuckDB's own CSV load into text columns, on one thread: the best of `times`. */
export async function timeNativeLoad(file: string, times: number): Promise<number> {
  let best = Infinity;
  for (let i = 0; i < times; i++) {
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
    const connection = await instance.connect();
    const start = performance.now();
    await connection.run(`CREATE TABLE loaded AS FROM read_csv(${literal(file)}, all_varchar = true)`);
    best = Math.min(best, performance.now() - start);
    connection.closeSync();
    instance.closeSync();
  }
  return best;
}

export interface NativeImport {
  readonly database: NativeDatabase;
  readonly report: ImportReport;
  readonly milliseconds: number;
}

/** The app's own import in native DuckDB on one thread, for the tables that its cells ask. */
export async function importNatively(file: string): Promise<NativeImport> {
  const database = await NativeDatabase.open({ threads: 1 });
  const session = new ImportSession(database);
  const control = { signal: new AbortController().signal };
  const start = performance.now();
  const [staged] = await session.stage([new File([await openAsBlob(file)], path.basename(file))], control);
  if (!staged?.ok) throw new Error(`${file}: ${staged ? staged.error.code : 'not read'}`);
  const {
    file: { fileId },
    mapping,
    policies,
  } = staged.proposal;
  const report = await session.commit([{ fileId, mapping }], { ...defaultPolicies, ...policies }, control);
  return { database, report, milliseconds: performance.now() - start };
}

export async function timeNativeQuery(database: NativeDatabase, sql: string, times: number): Promise<number> {
  let best = Infinity;
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    await database.rows(sql);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}
