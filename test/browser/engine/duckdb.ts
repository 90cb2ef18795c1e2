import type { EngineUrls } from '../../../src/engine/protocol';
import { bootDuckDB } from '../../../workers/duckdb/boot';
import type { DuckDBProcess } from '../../../workers/duckdb/process';
import { engineUrls } from '../../../src/engine/worker';

/** DuckDB as the engine worker has it, locked, but owned by the test's page. */
export const bootForTest = (urls: EngineUrls = engineUrls()): Promise<DuckDBProcess> => bootDuckDB(urls);

/** Runs for minutes unless somebody stops it. */
export const heavySql =
  'SELECT count(*) AS n FROM range(1000000) a, range(1000000) b WHERE (a.range * b.range) % 7 = 3';

/** The code of the error that `promise` rejects with, or `allowed`. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'allowed';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}
