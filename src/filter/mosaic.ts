/**
 * Figures that follow the shared filter move by move: Mosaic asks for what they count, cross-filtered and pre-aggregated
 * in the engine. Heer, Moritz, "Mosaic: An Architecture for Scalable & Interoperable Data Views", IEEE TVCG 30(1), 2024.
 */
import { Coordinator, Selection, type MosaicClient, type SelectionClause } from '@uwdata/mosaic-core';
import { verbatim, type ExprNode } from '@uwdata/mosaic-sql';
import type { Clause } from './clause';
import { EngineConnector, type LiveEngine } from './connector';
import { clauseSql } from './sql';
import { ViewClient, type LiveView } from './view';

export interface LiveHandle {
  /** The statement of this moment, filter included. */
  sql(): string;
  /** Prepares for a brush in this view, before its first move. */
  activate(): void;
  disconnect(): void;
}

/** Pre-aggregated tables beyond which a change of the brushed figure drops them all. */
const mostTables = 400;

/** Mosaic's selection, whose clauses can be replaced at once. */
class FilterSelection extends Selection {
  constructor() {
    super(Selection.crossfilter().resolver);
  }

  replace(clauses: readonly SelectionClause[]): void {
    this._resolved = [...clauses];
    this.emit('value', this._resolved);
  }
}

export class LiveFilter {
  readonly #connector: EngineConnector;
  readonly #coordinator: Coordinator;
  readonly #selection = new FilterSelection();
  readonly #views = new Set<ViewClient>();
  /** Mosaic tells clauses apart by the object that made them, and skips the clients named with it. */
  readonly #sources = new Map<string, { readonly clients: Set<MosaicClient> }>();
  #shown: readonly Clause[] = [];
  #active: string | null = null;

  constructor(engine: () => Promise<LiveEngine>) {
    this.#connector = new EngineConnector(engine);
    // Its own merging of statements would wait for a frame: the connector merges those of one turn.
    this.#coordinator = new Coordinator(this.#connector, { logger: null, consolidate: false });
  }

  connect(view: LiveView): LiveHandle {
    const client = new ViewClient(view, this.#selection);
    const own = typeof view.source === 'string' ? this.#sourceOf(view.source).clients : null;
    this.#views.add(client);
    own?.add(client);
    this.#coordinator.connect(client);
    return {
      sql: () => client.current().toString(),
      activate: () => this.#activate(client),
      disconnect: () => {
        client.destroy();
        this.#views.delete(client);
        own?.delete(client);
      },
    };
  }

  /** Lays these clauses on all views. */
  show(clauses: readonly Clause[]): void {
    const changed = changesBetween(this.#shown, clauses);
    this.#shown = clauses;
    const [source, ...more] = changed;
    if (source === undefined) return;
    const { preaggregator } = this.#coordinator;
    const isOther = source !== this.#active;
    if (isOther || more.length > 0) this.#connector.cancel('long');
    if (isOther && this.#connector.made > mostTables) this.#drop();
    this.#active = more.length > 0 ? null : source;
    if (more.length > 0) {
      // What is pre-aggregated for one brush holds as long as only that brush moves.
      preaggregator.clear();
      this.#selection.replace(clauses.map((clause) => this.#clauseOf(clause)));
      return;
    }
    const clause = clauses.find((one) => one.source === source);
    const next = clause ? this.#clauseOf(clause) : this.#bare(source);
    if (clause && next.meta === undefined) preaggregator.clear();
    this.#selection.update(next);
  }

  /** Asks everything anew: the tables are others than before. */
  refresh(): void {
    this.#coordinator.manager.cache().clear();
    this.#drop();
    for (const client of this.#views) void client.requestQuery();
  }

  dispose(): void {
    this.#coordinator.clear();
    this.#connector.cancel('all');
  }

  #drop(): void {
    this.#coordinator.preaggregator.clear();
    // An engine that fails says so to whoever asks it next.
    this.#connector.forget().catch(() => undefined);
  }

  #activate({ view: { source, binsOf }, bin }: ViewClient): void {
    if (typeof source !== 'string' || bin === null || !binsOf) return;
    this.#selection.activate(this.#interval(source, bin, [0, 0], verbatim('true')));
  }

  #clauseOf(clause: Clause): SelectionClause {
    const { source } = clause;
    const predicate = verbatim(clauseSql(clause));
    for (const { view, bin } of this.#views) {
      if (view.source !== source || bin === null || clause.type !== 'interval') continue;
      const bins = view.binsOf?.(clause);
      if (bins) return this.#interval(source, bin, bins, predicate);
    }
    return { ...this.#bare(source), value: clause, predicate };
  }

  #bare(source: string): SelectionClause {
    const known = this.#sourceOf(source);
    return { source: known, clients: known.clients, fields: [], value: null, predicate: null };
  }

  /** Bins are whole numbers, so Mosaic's pixels are the bins, and what it pre-aggregates is exact. */
  #interval(
    source: string,
    bin: ExprNode,
    value: readonly [number, number],
    predicate: ExprNode,
  ): SelectionClause {
    const scales = [{ type: 'identity', domain: [0, 1] as [number, number] }];
    return {
      ...this.#bare(source),
      fields: [bin],
      value,
      predicate,
      meta: { type: 'interval', scales } as NonNullable<SelectionClause['meta']>,
    };
  }

  #sourceOf(source: string): { readonly clients: Set<MosaicClient> } {
    const known = this.#sources.get(source) ?? { clients: new Set<MosaicClient>() };
    this.#sources.set(source, known);
    return known;
  }
}

/** Sources whose clause is not what it was. */
function changesBetween(before: readonly Clause[], after: readonly Clause[]): string[] {
  const sources = new Set([...before, ...after].map(({ source }) => source));
  const clauseOf = (clauses: readonly Clause[], source: string): Clause | undefined =>
    clauses.find((clause) => clause.source === source);
  return [...sources].filter((source) => clauseOf(before, source) !== clauseOf(after, source));
}
