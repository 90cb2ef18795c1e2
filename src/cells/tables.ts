import { createContext } from 'svelte';

export type ReadRows = (
  sql: string,
  signal?: AbortSignal,
) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/** For a figure that asks more than its cell's own statement. */
export interface Tables {
  /** Runs one statement that reads; see `Engine.rows` for what its values become. */
  readonly rows: ReadRows;
}

/** The page sets it for the cells below it; reading it without a page throws. */
export const [tables, setTables] = createContext<Tables>();
