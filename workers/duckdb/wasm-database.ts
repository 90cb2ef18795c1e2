import { DuckDBDataProtocol } from '@duckdb/duckdb-wasm';
import { decodeRows } from '../../src/engine/arrow';
import type { Database, Row } from '../../src/schema/database';
import { Connection } from './connection';
import type { CurrentHome } from './home';
import type { DuckDBProcess } from './process';
import { splitStatements } from './statements';

/** The one directory that the locked engine may read. */
const directory = 'import/';

/** DuckDB in the browser, as the import sees it: one connection of its own, so that transactions are its own too. */
export class WasmDatabase implements Database {
  readonly #process: DuckDBProcess;
  readonly #connection: Connection;
  readonly #home: CurrentHome;
  #signal: AbortSignal | undefined;

  private constructor(process: DuckDBProcess, connection: Connection, home: CurrentHome) {
    this.#process = process;
    this.#connection = connection;
    this.#home = home;
  }

  static async open(process: DuckDBProcess, home: CurrentHome): Promise<WasmDatabase> {
    return new WasmDatabase(process, await Connection.open(process), home);
  }

  /**
   * Makes statements that run while `work` does stop when `signal` is aborted. One that begins after the abort runs:
   * it is the rollback. So whoever works checks the signal before each new step.
   */
  async cancellable<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    this.#signal = signal;
    try {
      return await work();
    } finally {
      this.#signal = undefined;
    }
  }

  async run(sql: string): Promise<void> {
    const signal = this.#liveSignal();
    for (const statement of splitStatements(sql)) await this.#connection.run(statement, signal);
  }

  async rows<T extends Row = Row>(sql: string): Promise<T[]> {
    return decodeRows(await this.#connection.send(sql, this.#liveSignal())) as T[];
  }

  async compressTables(compressed: boolean): Promise<void> {
    this.#home.move(compressed ? 'store' : 'memory');
    await this.#home.bring(this.#connection);
  }

  async putFile(name: string, content: Blob | Uint8Array): Promise<void> {
    const path = directory + name;
    if (content instanceof Blob) {
      await this.#process.ask((database) =>
        database.registerFileHandle(path, content, DuckDBDataProtocol.BROWSER_FILEREADER, true),
      );
      return;
    }
    // The library transfers the buffer away, and the caller may still need it.
    await this.#process.ask((database) => database.registerFileBuffer(path, content.slice()));
  }

  async dropFile(name: string): Promise<void> {
    await this.#process.ask((database) => database.dropFile(directory + name));
  }

  #liveSignal(): AbortSignal | undefined {
    return this.#signal?.aborted === true ? undefined : this.#signal;
  }
}
