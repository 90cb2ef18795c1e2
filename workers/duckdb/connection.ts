import { TenureError } from '../../src/schema/errors';
import type { DuckDBProcess } from './process';

/** Ends an Arrow IPC stream; DuckDB leaves it off. */
const endOfStream = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0);

function concatenate(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chunks.reduce((total, { length }) => total + length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/**
 * One connection, one statement at a time. Statements are always sent and polled, never run in one go: between two
 * polls (10 ms) other connections get their turn, and a cancellation gets through.
 */
export class Connection {
  readonly #process: DuckDBProcess;
  readonly #id: number;

  private constructor(process: DuckDBProcess, id: number) {
    this.#process = process;
    this.#id = id;
  }

  static async open(process: DuckDBProcess): Promise<Connection> {
    return new Connection(process, await process.ask((database) => database.connectInternal()));
  }

  /**
   * Runs one statement; gives its result as Arrow IPC stream bytes.
   * @throws TenureError `engine_cancelled` once `signal` is aborted; the connection lives on
   */
  async send(sql: string, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.#chunks(sql, signal)) chunks.push(chunk);
    chunks.push(endOfStream);
    return concatenate(chunks);
  }

  /** Runs one statement and drops its result. */
  async run(sql: string, signal?: AbortSignal): Promise<void> {
    const chunks = this.#chunks(sql, signal);
    while (!(await chunks.next()).done);
  }

  /** Makes a table of Arrow IPC stream bytes. */
  async insert(ipc: Uint8Array, schema: string, name: string): Promise<void> {
    await this.#process.ask((database) =>
      database.insertArrowFromIPCStream(this.#id, ipc, { schema, name, create: true }),
    );
  }

  async *#chunks(sql: string, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array, void> {
    const id = this.#id;
    this.#refuseIfCancelled(signal);
    let header = await this.#process.ask((database) => database.startPendingQuery(id, sql));
    while (header === null) {
      if (signal?.aborted === true) {
        await this.#process.ask((database) => database.cancelPendingQuery(id));
        throw new TenureError('engine_cancelled');
      }
      header = await this.#process.ask((database) => database.pollPendingQuery(id));
    }
    yield header;
    yield* this.#results(signal);
  }

  /** The chunks of a complete result. One fetch is always under way, so that a small result waits for no second turn. */
  async *#results(signal: AbortSignal | undefined): AsyncGenerator<Uint8Array, void> {
    let next = this.#fetch();
    for (;;) {
      // What is not fetched, the connection's next statement frees.
      this.#refuseIfCancelled(signal);
      const current = next;
      next = this.#fetch();
      const chunk = await current;
      if (chunk === null) continue;
      if (chunk.length === 0) return;
      yield chunk;
    }
  }

  #fetch(): Promise<Uint8Array | null> {
    const chunk = this.#process.ask((database) => database.fetchQueryResults(this.#id));
    // The one behind the last chunk is never awaited.
    chunk.catch(() => undefined);
    return chunk;
  }

  #refuseIfCancelled(signal: AbortSignal | undefined): void {
    if (signal?.aborted === true) throw new TenureError('engine_cancelled');
  }
}
