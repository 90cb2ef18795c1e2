import type { Clause } from './clause';
import { filterSql } from './sql';

/** While a brush moves, figures that cost a query over all orders wait until it has rested this long (ms). */
const rest = 200;
const longestHistory = 100;

type Clauses = readonly Clause[];
const none: Clauses = [];

/**
 * The filter that all figures share: each figure holds at most one clause, by its source, and is itself not filtered by
 * it. Every change can be undone.
 */
export class CrossFilter {
  #clauses = $state.raw(none);
  #settled = $state.raw(none);
  #past = $state.raw<readonly Clauses[]>([]);
  #future = $state.raw<readonly Clauses[]>([]);
  /** What stood before the brush that is moving; null when none is. */
  #before: Clauses | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** As the hand that brushes sees it. */
  get clauses(): Clauses {
    return this.#clauses;
  }

  /** As it stood when the brush last rested: for whatever is too slow to follow each move. */
  get settled(): Clauses {
    return this.#settled;
  }

  /** Whether no brush is moving. */
  get isResting(): boolean {
    return this.#clauses === this.#settled;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  clauseOf(source: string): Clause | null {
    return this.#clauses.find((clause) => clause.source === source) ?? null;
  }

  /** The condition on customers for a figure, without its own clause; null when there is none. */
  settledSql(source: string): string | null {
    return filterSql(this.#settled, source);
  }

  /** Shows a clause that is still being brushed; `set` or `clear` ends it. */
  preview(source: string, clause: Clause | null): void {
    this.#before ??= this.#clauses;
    this.#clauses = replaced(this.#clauses, source, clause);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#settled = this.#clauses), rest);
  }

  set(clause: Clause): void {
    this.#commit(replaced(this.#clauses, clause.source, clause));
  }

  clear(source: string): void {
    this.#commit(replaced(this.#clauses, source, null));
  }

  clearAll(): void {
    this.#commit([]);
  }

  undo(): void {
    const last = this.#past.at(-1);
    if (last === undefined) return;
    this.#future = [this.#clauses, ...this.#future];
    this.#past = this.#past.slice(0, -1);
    this.#show(last);
  }

  redo(): void {
    const [next, ...rest] = this.#future;
    if (next === undefined) return;
    this.#past = [...this.#past, this.#clauses];
    this.#future = rest;
    this.#show(next);
  }

  /** Lays a document's clauses in place of all that was, history too. */
  load(clauses: Clauses): void {
    this.#past = [];
    this.#future = [];
    this.#show(clauses);
  }

  /** Takes out, of all that was too, the clauses on columns that there are no more. */
  forget(isLost: (column: string) => boolean): void {
    const names = (clause: Clause): readonly string[] => {
      if (clause.type === 'points') return clause.columns;
      if (clause.type === 'box') return clause.intervals.map(({ column }) => column);
      return clause.type === 'interval' ? [clause.column] : [];
    };
    const without = (clauses: Clauses): Clauses => {
      const kept = clauses.filter((clause) => !names(clause).some(isLost));
      return kept.length < clauses.length ? kept : clauses;
    };
    this.#past = this.#past.map(without);
    this.#future = this.#future.map(without);
    if (without(this.#clauses) !== this.#clauses) this.#show(without(this.#clauses));
  }

  #commit(clauses: Clauses): void {
    const before = this.#before ?? this.#clauses;
    if (JSON.stringify(before) !== JSON.stringify(clauses)) {
      this.#past = [...this.#past, before].slice(-longestHistory);
      this.#future = [];
    }
    this.#show(clauses);
  }

  #show(clauses: Clauses): void {
    clearTimeout(this.#timer);
    this.#before = null;
    this.#clauses = clauses;
    this.#settled = clauses;
  }
}

function replaced(clauses: Clauses, source: string, clause: Clause | null): Clauses {
  const at = clauses.findIndex((one) => one.source === source);
  if (clause === null) return at < 0 ? clauses : clauses.filter((_, index) => index !== at);
  return at < 0 ? [...clauses, clause] : clauses.map((one, index) => (index === at ? clause : one));
}
