import { AsyncDuckDB, VoidLogger } from '@duckdb/duckdb-wasm';
import { Lifetime } from '../../src/engine/lifetime';
import { TenureError } from '../../src/schema/errors';
import { toTenureError } from './errors';

/**
 * DuckDB in its own worker. When that worker dies, the library forgets the questions it was asked and answers none:
 * so every question goes through `ask`, which rejects then.
 */
export class DuckDBProcess {
  readonly database: AsyncDuckDB;
  readonly #worker: Worker;
  readonly #lifetime = new Lifetime();

  constructor(workerUrl: string) {
    this.#worker = new Worker(workerUrl);
    for (const event of ['error', 'messageerror'] as const) {
      this.#worker.addEventListener(event, (cause) => {
        const detail = cause instanceof ErrorEvent ? cause.message : event;
        this.#lifetime.end(new TenureError('engine_died', {}, detail));
      });
    }
    this.database = new AsyncDuckDB(new VoidLogger(), this.#worker);
  }

  /** @throws TenureError in every case of refusal, `engine_died` for good once the worker is gone */
  async ask<T>(question: (database: AsyncDuckDB) => Promise<T>): Promise<T> {
    try {
      return await this.#lifetime.guard(question(this.database));
    } catch (cause) {
      const error = toTenureError(cause);
      if (error.code === 'engine_died') this.#lifetime.end(error);
      throw error;
    }
  }

  /** Hands DuckDB its binary, which `instantiate` waits for. */
  give(binary: WebAssembly.Module): void {
    this.#worker.postMessage(binary);
  }

  end(): void {
    this.#lifetime.end(new TenureError('engine_died', {}, 'ended'));
    this.#worker.terminate();
  }
}
