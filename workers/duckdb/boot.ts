import type { EngineUrls } from '../../src/engine/protocol';
import { TenureError } from '../../src/schema/errors';
import { compileBinary } from './binary';
import { Connection } from './connection';
import { lockDown } from './lock';
import { DuckDBProcess } from './process';

/** Milliseconds without a sign of life: a download stands still, or a compile that the browser blocks never answers. */
const stall = 60_000;

/** Milliseconds a statement may hold the engine before another connection gets its turn. */
const queryPollingInterval = 10;

/** Waits as long as `start` calls `alive` in time; a slow download that moves may take its time. */
function whileAlive<T>(start: (alive: () => void) => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const alive = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        reject(new TenureError('engine_boot', {}, 'The engine did not arrive or compile in time'));
      }, stall);
    };
    alive();
    void start(alive)
      .then(resolve, reject)
      .finally(() => {
        clearTimeout(timer);
      });
  });
}

async function open(process: DuckDBProcess, binary: string): Promise<void> {
  await whileAlive((alive) =>
    Promise.all([
      compileBinary(binary, alive).then((module) => {
        process.give(module);
      }),
      process.ask((database) => database.instantiate(binary)),
    ]),
  );
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
    await open(process, urls.binary);
    return process;
  } catch (error) {
    process.end();
    if (error instanceof TenureError && error.code === 'engine_boot') throw error;
    throw new TenureError('engine_boot', {}, error instanceof Error ? error.message : String(error));
  }
}
