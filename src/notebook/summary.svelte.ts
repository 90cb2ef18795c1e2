import type { CellContext } from '../cells/kind';
import { segmentTable, summaryTables, type Derivation, type SummarySegment } from '../summary/build';

interface Household {
  /** Makes a derived table in the engine. */
  derive(table: Derivation): Promise<void>;
  fail(error: unknown): void;
  track<T>(work: Promise<T>): Promise<T>;
}

interface Wish {
  readonly context: CellContext;
  readonly segments: readonly SummarySegment[];
}

/**
 * Keeps the customer summary in step with the canonical tables, the currency, the as-of date and the segments. The cells
 * see a context only once its tables stand; the one before stays in view until then.
 */
export class Summary {
  #context = $state.raw<CellContext | null>(null);
  #isBuilding = $state(false);
  #wish: Wish | null = null;
  #working: Promise<void> | null = null;
  /** What the tables that stand were made of. */
  #base = '';
  #segments = '';
  #revision = 0;

  constructor(private readonly household: Household) {}

  get context(): CellContext | null {
    return this.#context;
  }

  get isBuilding(): boolean {
    return this.#isBuilding;
  }

  /** Makes what is missing for a context, then shows it; null shows nothing. The newest wish wins. */
  want(context: CellContext | null, segments: readonly SummarySegment[]): void {
    this.#wish = context && { context, segments };
    if (context === null) {
      this.#context = null;
      return;
    }
    this.#working ??= this.household.track(this.#work());
  }

  async #work(): Promise<void> {
    this.#isBuilding = true;
    try {
      for (let wish = this.#wish; wish !== null; wish = this.#wish) {
        await this.#fulfil(wish);
        if (wish !== this.#wish) continue;
        this.#context = { ...wish.context, revision: this.#revision };
        break;
      }
    } catch (error) {
      this.household.fail(error);
    } finally {
      this.#isBuilding = false;
      this.#working = null;
    }
  }

  async #fulfil({ context, segments }: Wish): Promise<void> {
    const { scope, asOf, revision } = context;
    const base = JSON.stringify([revision, scope.currency, asOf.getTime()]);
    const conditions = JSON.stringify(segments.map(({ id, condition }) => [id, condition]));
    if (base === this.#base && conditions === this.#segments) return;
    this.#segments = '';
    if (base !== this.#base) {
      this.#base = '';
      for (const table of summaryTables({ currency: scope.currency, asOf })) {
        await this.household.derive(table);
      }
      this.#base = base;
    }
    await this.household.derive(segmentTable(segments));
    this.#segments = conditions;
    this.#revision += 1;
  }
}
