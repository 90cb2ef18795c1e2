import type { EngineUrls } from '../../src/engine/protocol';
import { TenureError } from '../../src/schema/errors';
import { fetchBinary } from './binary';
import { Connection } from './connection';
import { lockDown } from './lock';
import { DuckDBProcess } from './process';

/** A compile that the browser blocks never answers. */
const instantiateDeadline = 60_000;

/** Milliseconds a statement may hold the engine before another connection gets its turn. */
const queryPollingInterval = 10;

function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new TenureError('engine_boot', {}, 'The engine did not compile in time'));
    }, milliseconds);
  });
  return Promise.race([promise, late]).finally(() => {
    clearTimeout(timer);
  });
}

async function open(process: DuckDBProcess, binary: Blob): Promise<void> {
  const url = URL.createObjectURL(binary);
  try {
    await within(
      instantiateDeadline,
      process.ask((database) => database.instantiate(url)),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
  await process.ask((database) => database.open({ path: ':memory:', query: { queryPollingInterval } }));
  await lockDown(await Connection.open(process));
}

/**
 * Fetches, inflates, starts and locks DuckDB.
 * @throws TenureError `engine_boot`, with the reason as its detail
 */
export async function bootDuckDB(urls: EngineUrls): Promise<DuckDBProcess> {
  const process = new DuckDBProcess(urls.worker);
  try {
    await open(process, await fetchBinary(urls.binary));
    return process;
  } catch (error) {
    process.end();
    if (error instanceof TenureError && error.code === 'engine_boot') throw error;
    throw new TenureError('engine_boot', {}, error instanceof Error ? error.message : String(error));
  }
}
