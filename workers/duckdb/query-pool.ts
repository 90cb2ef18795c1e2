import { derivedSchemas, type DerivedSchema, type DerivedTable } from '../../src/engine/protocol';
import { TenureError } from '../../src/schema/errors';
import { Connection } from './connection';
import type { CurrentHome } from './home';
import type { DuckDBProcess } from './process';
import { looksReading, mayWrite, splitStatements } from './statements';

/** @throws TenureError when `sql` is not exactly one statement that reads */
function oneReading(sql: string): string {
  const [statement, ...more] = splitStatements(sql);
  if (statement === undefined) throw new TenureError('engine_sql', { message: 'There is no statement.' });
  if (more.length > 0 || !looksReading(statement)) {
    throw new TenureError('engine_forbidden', {}, sql);
  }
  return statement;
}

const isDerivedSchema = (name: string): boolean => (derivedSchemas as readonly string[]).includes(name);

/** Both go into statements as they are. */
function refuseUnlessDerived({ schema, name }: DerivedTable): void {
  if (isDerivedSchema(schema) && /^[a-z][a-z0-9_]{0,62}$/.test(name)) return;
  throw new TenureError('engine_forbidden', {}, `${schema}.${name}`);
}

/** A transaction costs two more turns, which a brush would feel: so only where it is needed. */
async function sendReadOnly(
  connection: Connection,
  statement: string,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  await connection.run('BEGIN TRANSACTION READ ONLY');
  try {
    return await connection.send(statement, signal);
  } finally {
    await connection.run('ROLLBACK');
  }
}

/**
 * Connections for the page's queries, apart from the import's, as many as run side by side. Nothing that a query says
 * can change a table, but those derived from it.
 */
export class QueryPool {
  readonly #process: DuckDBProcess;
  readonly #home: CurrentHome;
  readonly #free: Connection[] = [];

  constructor(process: DuckDBProcess, home: CurrentHome) {
    this.#process = process;
    this.#home = home;
  }

  /**
   * Runs one statement that reads; gives Arrow IPC stream bytes.
   * @throws TenureError `engine_forbidden` for anything else, `engine_cancelled` after an abort
   */
  async query(sql: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    const statement = oneReading(sql);
    return this.#borrow((connection) =>
      mayWrite(statement) ? sendReadOnly(connection, statement, signal) : connection.send(statement, signal),
    );
  }

  /**
   * Keeps the result of one statement that reads as a table, in place of one of that name.
   * @throws TenureError as `query` does
   */
  async derive({ schema, name }: DerivedTable, sql: string, signal: AbortSignal): Promise<void> {
    const statement = oneReading(sql);
    refuseUnlessDerived({ schema, name });
    if (mayWrite(statement)) throw new TenureError('engine_forbidden', {}, sql);
    await this.#borrow(async (connection) => {
      await connection.run(`CREATE SCHEMA IF NOT EXISTS ${schema}`, signal);
      await connection.run(`CREATE OR REPLACE TABLE ${schema}.${name} AS ${statement}`, signal);
    });
  }

  /** Keeps a table given as Arrow IPC stream bytes, in place of one of that name. */
  async insert(table: DerivedTable, ipc: Uint8Array, signal: AbortSignal): Promise<void> {
    refuseUnlessDerived(table);
    const { schema, name } = table;
    await this.#borrow(async (connection) => {
      await connection.run(`CREATE SCHEMA IF NOT EXISTS ${schema}`, signal);
      await connection.run(`DROP TABLE IF EXISTS ${schema}.${name}`, signal);
      await connection.insert(ipc, schema, name);
    });
  }

  /** Drops a schema of derived tables with all that it holds. */
  async forget(schema: DerivedSchema, signal: AbortSignal): Promise<void> {
    if (!isDerivedSchema(schema)) throw new TenureError('engine_forbidden', {}, schema);
    await this.#borrow((connection) => connection.run(`DROP SCHEMA IF EXISTS ${schema} CASCADE`, signal));
  }

  async #borrow<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = this.#free.pop() ?? (await Connection.open(this.#process));
    try {
      await this.#home.bring(connection);
      return await work(connection);
    } finally {
      this.#free.push(connection);
    }
  }
}
