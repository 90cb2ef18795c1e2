import type { Derivation } from '../summary/build';

/** The tables that cells start from beside the customer summary. Each is made when it is first asked for. */
export class SideTables {
  /** What each table was made of, by its name. */
  readonly #standing = new Map<string, string>();
  #turn: Promise<void> = Promise.resolve();

  constructor(private readonly derive: (table: Derivation) => Promise<void>) {}

  /**
   * Makes those that do not stand, one after the other: two cells may ask for the same. A table begun is made to its end,
   * because the next question of the same cell will want it too.
   * @param revision of the tables that they are made from
   */
  async stand(tables: readonly Derivation[], revision: number, signal: AbortSignal): Promise<void> {
    for (const table of tables) {
      const key = `${String(revision)} ${table.sql}`;
      const made = this.#turn.then(async () => {
        if (signal.aborted || this.#standing.get(table.name) === key) return;
        this.#standing.delete(table.name);
        await this.derive(table);
        this.#standing.set(table.name, key);
      });
      this.#turn = made.catch(() => undefined);
      await made;
    }
  }
}
