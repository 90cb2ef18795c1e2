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
 * can change a table.
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
    const connection = this.#free.pop() ?? (await Connection.open(this.#process));
    try {
      await this.#home.bring(connection);
      return mayWrite(statement)
        ? await sendReadOnly(connection, statement, signal)
        : await connection.send(statement, signal);
    } finally {
      this.#free.push(connection);
    }
  }
}
