import type { Table } from 'apache-arrow';

export type RunQuery = (sql: string, signal: AbortSignal) => Promise<Table>;

/** One cell's statement and its answer. A newer statement ends the older; the older answer stays until it is replaced. */
export class CellQuery {
  #table = $state.raw<Table | null>(null);
  #answered = $state.raw('');
  #error = $state.raw<unknown>(null);
  #isLoading = $state(false);
  #running: AbortController | null = null;
  #asked = '';

  /** The latest answer. */
  get table(): Table | null {
    return this.#table;
  }

  /** What the answer answers: see `ask`. */
  get answered(): string {
    return this.#answered;
  }

  get error(): unknown {
    return this.#error;
  }

  get isLoading(): boolean {
    return this.#isLoading;
  }

  /**
   * Runs a statement, unless the same one is running or answered.
   * @param revision of the tables: the same statement runs anew when it differs
   */
  async ask(sql: string, revision: number, run: RunQuery): Promise<void> {
    const asked = `${String(revision)} ${sql}`;
    if (asked === this.#asked) return;
    this.stop();
    const running = new AbortController();
    this.#running = running;
    this.#asked = asked;
    this.#isLoading = true;
    try {
      const table = await run(sql, running.signal);
      if (running.signal.aborted) return;
      this.#table = table;
      this.#answered = sql;
      this.#error = null;
    } catch (error) {
      if (running.signal.aborted) return;
      this.#error = error;
      this.#asked = '';
    }
    this.#isLoading = false;
    this.#running = null;
  }

  /** Ends what runs; its answer is not awaited. */
  stop(): void {
    this.#running?.abort();
    this.#running = null;
    this.#asked = '';
  }
}
