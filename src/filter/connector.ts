import type { ArrowQueryRequest, Connector, ExecQueryRequest } from '@uwdata/mosaic-core';
import type { Table } from 'apache-arrow';
import { TenureError } from '../schema/errors';

/** What Mosaic's work needs of the engine. */
export interface LiveEngine {
  query(sql: string, options: { signal: AbortSignal }): Promise<Table>;
  derive(table: { schema: 'mosaic'; name: string }, sql: string): Promise<void>;
  forget(schema: 'mosaic'): Promise<void>;
}

interface Waiting {
  readonly sql: string;
  resolve(table: Table): void;
  reject(error: unknown): void;
}

interface Running {
  readonly controller: AbortController;
  /** Whether it reads the customers themselves, not what was aggregated before. */
  readonly isLong: boolean;
}

const preaggregation = /^CREATE TABLE IF NOT EXISTS "?mosaic"?\."?(preagg_[0-9a-f]+)"? AS ([\s\S]+)$/;
/** Says in a batch which of its statements a row answers. */
const part = 'live_part';

/**
 * Mosaic's way to our engine. Statements that are asked for in one turn run as one, because each turn to the engine
 * costs more than what it reckons: columns of one name must therefore be of one type.
 */
export class EngineConnector implements Connector {
  readonly #engine: () => Promise<LiveEngine>;
  readonly #made = new Set<string>();
  readonly #running = new Set<Running>();
  #waiting: Waiting[] = [];
  #forgetting: Promise<void> = Promise.resolve();

  constructor(engine: () => Promise<LiveEngine>) {
    this.#engine = engine;
  }

  /** How many tables of pre-aggregated customers stand. */
  get made(): number {
    return this.#made.size;
  }

  query(request: ArrowQueryRequest): Promise<Uint8Array>;
  query(request: ExecQueryRequest): Promise<void>;
  query({ type, sql }: ArrowQueryRequest | ExecQueryRequest): Promise<Uint8Array | void> {
    // What Mosaic takes for bytes and hands to its decoder is decoded: see `decoded.ts`.
    return type === 'exec' ? this.#make(sql) : (this.#ask(sql) as Promise<unknown> as Promise<Uint8Array>);
  }

  /** Drops the pre-aggregated tables: what they were made of has changed, or they are too many. */
  forget(): Promise<void> {
    this.#made.clear();
    this.#forgetting = this.#engine().then((engine) => engine.forget('mosaic'));
    return this.#forgetting;
  }

  /** Ends what runs: all of it, or what reads the customers themselves. */
  cancel(which: 'all' | 'long'): void {
    for (const { controller, isLong } of this.#running) if (which === 'all' || isLong) controller.abort();
  }

  async #make(script: string): Promise<void> {
    await this.#forgetting.catch(() => undefined);
    for (const statement of script.split(';\n')) {
      if (/^CREATE SCHEMA IF NOT EXISTS "?mosaic"?$/.test(statement)) continue;
      const [, name, select] = preaggregation.exec(statement) ?? [];
      if (name === undefined || select === undefined)
        throw new TenureError('engine_forbidden', {}, statement);
      if (this.#made.has(name)) continue;
      await (await this.#engine()).derive({ schema: 'mosaic', name }, select);
      this.#made.add(name);
    }
  }

  #ask(sql: string): Promise<Table> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ sql, resolve, reject });
      if (this.#waiting.length === 1) queueMicrotask(() => void this.#run());
    });
  }

  async #run(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    const statement = batched(waiting.map(({ sql }) => sql));
    const running: Running = {
      controller: new AbortController(),
      isLong: waiting.some(({ sql }) => !sql.includes('"preagg_')),
    };
    this.#running.add(running);
    try {
      const engine = await this.#engine();
      const table = await engine.query(statement, { signal: running.controller.signal });
      const parts = waiting.length === 1 ? [table] : partsOf(table, waiting.length);
      waiting.forEach(({ resolve }, index) => resolve(parts[index] ?? table.slice(0, 0)));
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    } finally {
      this.#running.delete(running);
    }
  }
}

/** Statements as one, whose rows say which statement they answer, in that order. */
function batched(statements: readonly string[]): string {
  const [only, ...more] = statements;
  if (only !== undefined && more.length === 0) return only;
  const parts = statements.map((sql, index) => `SELECT ${String(index)} AS ${part}, * FROM (${sql})`);
  // Sorted, the rows of all parts come in few chunks.
  return `${parts.join('\nUNION ALL BY NAME\n')}\nORDER BY ${part}`;
}

function partsOf(table: Table, count: number): Table[] {
  const index = table.getChild(part)?.toArray() as ArrayLike<number> | undefined;
  if (!index) throw new TypeError('A batch does not say what its rows answer');
  let start = 0;
  return Array.from({ length: count }, (_, position) => {
    const from = start;
    while (start < index.length && index[start] === position) start += 1;
    return table.slice(from, start);
  });
}
