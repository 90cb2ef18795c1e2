import type { Connection } from './connection';

/** DuckDB's own database, and one whose tables are compressed: it takes half the memory and a quarter more time. */
export type Home = 'memory' | 'store';

// Of text compressed by FSST half as much again is left, but loading takes three times as long.
const slowMethods = 'fsst,dict_fsst,alp,alprd,chimp,patas,zstd,roaring';

/** Makes the second home. Only a database that is attached can be compressed in memory. */
export const homeStatements: readonly string[] = [
  `SET disabled_compression_methods = '${slowMethods}'`,
  "ATTACH ':memory:' AS store (COMPRESS)",
];

/** Where all connections find and make their tables. */
export class CurrentHome {
  #home: Home = 'memory';
  readonly #settled = new WeakMap<Connection, Home>();

  move(home: Home): void {
    this.#home = home;
  }

  /** Brings a connection home, if it is not there. */
  async bring(connection: Connection): Promise<void> {
    const home = this.#home;
    if ((this.#settled.get(connection) ?? 'memory') === home) return;
    await connection.run(`USE ${home}`);
    this.#settled.set(connection, home);
  }
}
