import type { CellContext } from '../cells/kind';
import type { CompiledSegments } from '../segments/compile';
import { segmentTable, summaryTables, type Derivation } from '../summary/build';
import type { DataContext } from './context';

interface Household {
  /** Makes a derived table in the engine. */
  derive(table: Derivation): Promise<void>;
  fail(error: unknown): void;
  track<T>(work: Promise<T>): Promise<T>;
}

/** The segments to be had, which may depend on what the shop's own tables say. */
export interface SegmentPlan {
  /** Differs whenever the plan does. */
  readonly key: string;
  /** Called once `derived.customer_base` stands. */
  compile(): Promise<CompiledSegments>;
}

interface Wish {
  readonly context: DataContext;
  readonly plan: SegmentPlan;
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
  #plan = '';
  #segments: CellContext['segments'] = [];
  #revision = 0;

  constructor(private readonly household: Household) {}

  get context(): CellContext | null {
    return this.#context;
  }

  get isBuilding(): boolean {
    return this.#isBuilding;
  }

  /** Makes what is missing for a context, then shows it; null shows nothing. The newest wish wins. */
  want(context: DataContext | null, plan: SegmentPlan): void {
    this.#wish = context && { context, plan };
    if (context === null) {
      this.#context = null;
      return;
    }
    if (this.#working === null) this.#working = this.household.track(this.#work());
  }

  async #work(): Promise<void> {
    this.#isBuilding = true;
    try {
      for (let wish = this.#wish; wish !== null; wish = this.#wish) {
        await this.#fulfil(wish);
        if (wish !== this.#wish) continue;
        this.#context = { ...wish.context, revision: this.#revision, segments: this.#segments };
        break;
      }
    } catch (error) {
      this.household.fail(error);
    } finally {
      this.#isBuilding = false;
      this.#working = null;
    }
  }

  async #fulfil({ context, plan }: Wish): Promise<void> {
    const { scope, asOf, revision } = context;
    const base = JSON.stringify([revision, scope.currency, asOf.getTime()]);
    if (base === this.#base && plan.key === this.#plan) return;
    this.#plan = '';
    if (base !== this.#base) {
      this.#base = '';
      for (const table of summaryTables({ currency: scope.currency, asOf })) {
        await this.household.derive(table);
      }
      this.#base = base;
    }
    const { segments, columns } = await plan.compile();
    await this.household.derive(segmentTable(columns));
    this.#segments = segments;
    this.#plan = plan.key;
    this.#revision += 1;
  }
}
