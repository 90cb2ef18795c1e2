import type { ReadRows } from '../tables';

export type CustomerRow = Readonly<Record<string, unknown>>;

/** Rows of one query: a few screens, so that a slow hand never meets a gap. */
const blockSize = 120;
/** Blocks that are kept; those farthest from view go first. */
const mostBlocks = 30;

/** Writes the statement for some rows of the table. */
export type WriteSql = (range: { readonly offset: number; readonly limit: number }) => string;

/**
 * The rows of the table that are or were in view, asked for block by block. After a change of sorting or filter the
 * rows before stay in view until the first of the new ones are there.
 */
export class CustomerRows {
  #blocks = $state.raw<Readonly<Partial<Record<number, readonly CustomerRow[]>>>>({});
  #error = $state.raw<unknown>(null);
  #sql: WriteSql | null = null;
  #key = '';
  /** Whether the blocks that are held are of an older statement. */
  #isStale = $state(false);
  #wanted: readonly [first: number, last: number] = [0, 0];
  #running: AbortController | null = null;

  constructor(private readonly read: ReadRows) {}

  get error(): unknown {
    return this.#error;
  }

  get isStale(): boolean {
    return this.#isStale;
  }

  at(index: number): CustomerRow | null {
    return this.#blocks[Math.floor(index / blockSize)]?.[index % blockSize] ?? null;
  }

  /** Asks for the rows of another table; `key` tells tables apart. */
  show(key: string, sql: WriteSql): void {
    if (key === this.#key) return;
    this.#key = key;
    this.#sql = sql;
    this.#isStale = true;
    this.#running?.abort();
    this.#running = null;
    void this.#fetch();
  }

  /** Says which rows are in view. */
  want(first: number, end: number): void {
    this.#wanted = [Math.floor(first / blockSize), Math.floor(Math.max(first, end - 1) / blockSize)];
    void this.#fetch();
  }

  stop(): void {
    this.#running?.abort();
    this.#running = null;
    this.#sql = null;
  }

  /** One query at a time: when it is answered, what is in view by then is asked for. */
  async #fetch(): Promise<void> {
    const sql = this.#sql;
    if (this.#running || sql === null) return;
    const range = this.#missing();
    if (range === null) return;
    const running = new AbortController();
    this.#running = running;
    const [first, last] = range;
    try {
      const offset = first * blockSize;
      const rows = await this.read(sql({ offset, limit: (last - first + 1) * blockSize }), running.signal);
      if (running.signal.aborted) return;
      this.#keep(first, last, rows);
      this.#error = null;
    } catch (error) {
      if (running.signal.aborted) return;
      this.#error = error;
      this.#running = null;
      return;
    }
    this.#running = null;
    void this.#fetch();
  }

  /** The first and the last block in view that are not there. */
  #missing(): readonly [number, number] | null {
    const [first, last] = this.#wanted;
    const missing = Array.from({ length: last - first + 1 }, (_, index) => first + index).filter(
      (block) => this.#isStale || this.#blocks[block] === undefined,
    );
    const [from, to] = [missing[0], missing.at(-1)];
    return from === undefined || to === undefined ? null : [from, to];
  }

  #keep(first: number, last: number, rows: readonly CustomerRow[]): void {
    const fresh = Array.from({ length: last - first + 1 }, (_, index) => {
      const from = index * blockSize;
      return [first + index, rows.slice(from, from + blockSize)] as const;
    });
    const before = this.#isStale ? [] : Object.entries(this.#blocks);
    const near = before
      .map(([block, held]) => [Number(block), held] as const)
      .sort(([a], [b]) => Math.abs(a - first) - Math.abs(b - first))
      .slice(0, mostBlocks);
    this.#blocks = Object.fromEntries([...near, ...fresh]);
    this.#isStale = false;
  }
}
