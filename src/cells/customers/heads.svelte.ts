import type { Clause } from '../../filter/clause';
import type { ReadRows } from '../tables';
import type { TableColumn } from './columns';
import { countsSql, extentsSql, histogramOf, type Extent, type HeadHistogram } from './histograms';

export interface Head {
  readonly histogram: HeadHistogram;
  readonly whole: readonly number[];
  readonly selected: readonly number[];
}

const numberIn = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** The distributions in the table's head, of the columns that are shown. */
export class Heads {
  #histograms = $state.raw<readonly HeadHistogram[]>([]);
  #heads = $state.raw<Readonly<Partial<Record<string, Head>>>>({});
  #asked: AbortController | null = null;
  #counted: AbortController | null = null;

  constructor(
    private readonly read: ReadRows,
    private readonly fail: (error: unknown) => void,
  ) {}

  /** Their bins; a new list whenever other columns are shown or the tables are others. */
  get histograms(): readonly HeadHistogram[] {
    return this.#histograms;
  }

  of(column: string): Head | null {
    return this.#heads[column] ?? null;
  }

  /** Finds what the distributions of these columns span. */
  async show(columns: readonly TableColumn[]): Promise<void> {
    const shown = columns.filter(({ isIdentity }) => !isIdentity);
    this.#asked?.abort();
    const asked = new AbortController();
    this.#asked = asked;
    const rows = shown.length === 0 ? [] : await this.#ask(extentsSql(shown), asked);
    if (rows === null) return;
    const extents = rows.map((row): Extent => ({
      column: String(row['column']),
      value: typeof row['value'] === 'string' ? row['value'] : null,
      low: numberIn(row['low']),
      high: numberIn(row['high']),
      nearly: numberIn(row['nearly']),
    }));
    this.#histograms = shown.flatMap((column) => histogramOf(column, extents) ?? []);
  }

  /** Counts the customers of each bar under these clauses. */
  async count(histograms: readonly HeadHistogram[], clauses: readonly Clause[]): Promise<void> {
    this.#counted?.abort();
    const counted = new AbortController();
    this.#counted = counted;
    const rows = histograms.length === 0 ? [] : await this.#ask(countsSql(histograms, clauses), counted);
    if (rows === null) return;
    this.#heads = Object.fromEntries(
      histograms.map((histogram) => {
        const { column, count } = histogram;
        const [whole, selected] = [Array<number>(count).fill(0), Array<number>(count).fill(0)];
        for (const row of rows) {
          if (row['column'] !== column) continue;
          whole[Number(row['bin'])] = Number(row['whole']);
          selected[Number(row['bin'])] = Number(row['selected']);
        }
        return [column, { histogram, whole, selected }];
      }),
    );
  }

  stop(): void {
    this.#asked?.abort();
    this.#counted?.abort();
  }

  async #ask(sql: string, { signal }: AbortController): Promise<Awaited<ReturnType<ReadRows>> | null> {
    try {
      const rows = await this.read(sql, signal);
      return signal.aborted ? null : rows;
    } catch (error) {
      if (!signal.aborted) this.fail(error);
      return null;
    }
  }
}
