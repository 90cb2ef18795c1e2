/** A value that can stand for a `$name` in a `.sql` file. */
export type SqlValue = string | number | bigint | boolean | Date | null;

export type Row = Record<string, unknown>;

/**
 * What the import and the tests need of a DuckDB, in the browser or in Node.
 * `rows` is for small results: numbers as numbers, DECIMAL and BIGINT within 2^53 as numbers
 * and beyond as text, timestamps as ISO text (`2010-12-01T08:26:00`, a fraction only where there is one),
 * dates as `2010-12-01`, NULL as null.
 */
export interface Database {
  /** Runs one or more statements and drops their results. */
  run(sql: string): Promise<void>;
  /** Runs one statement and reads its rows. */
  rows<T extends Row = Row>(sql: string): Promise<T[]>;
  /**
   * Says whether the tables made from now on are compressed in memory: half as large, a quarter slower to make. Those
   * made before are out of sight, so it is for a database that holds nothing yet.
   */
  compressTables(compressed: boolean): Promise<void>;
  /** Makes bytes or a file readable as `import/<name>` by `read_csv`. Nothing else may be read. */
  putFile(name: string, content: Blob | Uint8Array): Promise<void>;
  dropFile(name: string): Promise<void>;
}
