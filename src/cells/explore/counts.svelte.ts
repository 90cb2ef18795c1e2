import type { Table } from 'apache-arrow';
import type { LiveFilter, LiveHandle } from '../../filter/mosaic';
import type { LiveView } from '../../filter/view';
import type { ExploreFigure } from './figures';

/** Customers in each bin of one figure: of the whole shop, and under all clauses but the figure's own. */
export interface FigureCounts {
  readonly whole: readonly number[];
  readonly selected: readonly number[];
  /** Customers of whom the figure's value is not known, in no bin. */
  readonly unknown: number;
}

export interface Totals {
  readonly customers: number;
  readonly repeat: number;
}

const repeat = { repeat: '(orders > 1)::INTEGER' };

function perBin(table: Table, count: number): { counts: number[]; unknown: number } {
  const counts = Array.from({ length: count }, () => 0);
  let unknown = 0;
  const bins = table.getChild('bin');
  const customers = table.getChild('customers');
  for (let row = 0; row < table.numRows; row++) {
    const bin: unknown = bins?.get(row);
    const value = Number(customers?.get(row) ?? 0);
    if (typeof bin === 'number') counts[bin] = value;
    else unknown += value;
  }
  return { counts, unknown };
}

const totalsOf = (table: Table): Totals => ({
  customers: Number(table.getChild('customers')?.get(0) ?? 0),
  repeat: Number(table.getChild('repeat')?.get(0) ?? 0),
});

class LiveCounts {
  whole = $state.raw<readonly number[] | null>(null);
  selected = $state.raw<readonly number[] | null>(null);
  unknown = $state(0);
}

/** What the figures show now, as the filter moves. */
export class ExploreCounts {
  readonly #figures: Record<string, LiveCounts> = {};
  readonly #handles: LiveHandle[] = [];
  readonly #filtered: Record<string, LiveHandle> = {};
  #all = $state.raw<Totals | null>(null);
  #selected = $state.raw<Totals | null>(null);
  #error = $state.raw<unknown>(null);

  constructor(
    live: LiveFilter,
    figures: readonly ExploreFigure[],
    binsOf: (figure: ExploreFigure) => LiveView['binsOf'],
  ) {
    const connect = (view: Omit<LiveView, 'fail'>): LiveHandle => {
      const handle = live.connect({ ...view, fail: (error) => (this.#error = error) });
      this.#handles.push(handle);
      return handle;
    };
    for (const figure of figures) {
      const { column, source, sql: bin, count } = figure;
      const own = new LiveCounts();
      this.#figures[column] = own;
      const along = binsOf(figure);
      this.#filtered[column] = connect({
        source,
        bin,
        ...(along && { binsOf: along }),
        show: (table) => {
          own.selected = perBin(table, count).counts;
          this.#error = null;
        },
      });
      connect({
        source: undefined,
        bin,
        show: (table) => {
          const { counts, unknown } = perBin(table, count);
          own.whole = counts;
          own.unknown = unknown;
        },
      });
    }
    connect({ source: undefined, sums: repeat, show: (table) => (this.#all = totalsOf(table)) });
    connect({ source: null, sums: repeat, show: (table) => (this.#selected = totalsOf(table)) });
  }

  get error(): unknown {
    return this.#error;
  }

  /** Of the whole shop; null until they are known, as below. */
  get all(): Totals | null {
    return this.#all;
  }

  /** Of the customers that all clauses select. */
  get selected(): Totals | null {
    return this.#selected;
  }

  of(column: string): FigureCounts | null {
    const own = this.#figures[column];
    if (!own?.whole || !own.selected) return null;
    return { whole: own.whole, selected: own.selected, unknown: own.unknown };
  }

  activate(column: string): void {
    this.#filtered[column]?.activate();
  }

  /** The statements of this moment, one for each figure. */
  sql(): string {
    return Object.entries(this.#filtered)
      .map(([column, handle]) => `-- ${column}\n${handle.sql()};`)
      .join('\n\n');
  }

  disconnect(): void {
    for (const handle of this.#handles) handle.disconnect();
  }
}
