import type { CellContext } from '../cells/kind';
import type { CompiledSegments } from '../segments/compile';
import { segmentTable, summaryTables, type Derivation } from '../summary/build';
import type { Outlook } from '../predict/foretell';
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

/** What is to be foretold of the customers. */
export interface OutlookPlan {
  /** Differs whenever the plan does. */
  readonly key: string;
  /** Called once the tables stand; makes `derived.predictions` if it can. */
  foretell(context: DataContext): Promise<Outlook>;
}

interface Wish {
  readonly context: DataContext;
  readonly segments: SegmentPlan;
  readonly outlook: OutlookPlan;
}

/**
 * Keeps the customer summary in step with the canonical tables, the currency, the as-of date and the segments. The cells
 * see a context only once its tables stand; the one before stays in view until then. What a model foretells comes after:
 * the report does not wait for it.
 */
export class Summary {
  #context = $state.raw<CellContext | null>(null);
  #isBuilding = $state(false);
  #wish: Wish | null = null;
  #working: Promise<void> | null = null;
  /** What the tables that stand were made of. */
  #base = '';
  #plan = '';
  #foretold = '';
  #segments: CellContext['segments'] = [];
  #outlook: Outlook | null = null;
  #revision = 0;

  constructor(private readonly household: Household) {}

  get context(): CellContext | null {
    return this.#context;
  }

  get isBuilding(): boolean {
    return this.#isBuilding;
  }

  /** Makes what is missing for a context, then shows it; null shows nothing. The newest wish wins. */
  want(context: DataContext | null, segments: SegmentPlan, outlook: OutlookPlan): void {
    this.#wish = context && { context, segments, outlook };
    if (context === null) {
      this.#context = null;
      return;
    }
    if (this.#working === null) this.#working = this.household.track(this.#work());
  }

  async #work(): Promise<void> {
    try {
      for (let wish = this.#wish; wish !== null; wish = this.#wish) {
        this.#isBuilding = true;
        await this.#fulfil(wish);
        if (wish !== this.#wish) continue;
        this.#show(wish);
        if (await this.#foretell(wish)) this.#show(wish);
        if (wish === this.#wish) break;
      }
    } catch (error) {
      this.household.fail(error);
    } finally {
      this.#isBuilding = false;
      this.#working = null;
    }
  }

  #show({ context }: Wish): void {
    this.#isBuilding = false;
    this.#context = {
      ...context,
      revision: this.#revision,
      segments: this.#segments,
      outlook: this.#outlook,
    };
  }

  async #fulfil({ context, segments }: Wish): Promise<void> {
    const { scope, asOf, revision } = context;
    const base = JSON.stringify([revision, scope.currency, asOf.getTime()]);
    if (base === this.#base && segments.key === this.#plan) return;
    if (base !== this.#base) {
      this.#base = '';
      this.#foretold = '';
      this.#outlook = null;
      for (const table of summaryTables({ currency: scope.currency, asOf })) {
        await this.household.derive(table);
      }
      this.#base = base;
    }
    await this.#divide(segments);
  }

  /** @returns whether there is anything new to show */
  async #foretell(wish: Wish): Promise<boolean> {
    const { context, segments, outlook } = wish;
    const key = `${this.#base} ${outlook.key}`;
    if (key === this.#foretold || wish !== this.#wish) return false;
    const found = await outlook.foretell(context);
    this.#outlook = found;
    this.#foretold = key;
    if (wish !== this.#wish) {
      // Tables and segments may be others by now; whoever comes next makes the summary anew.
      this.#plan = '';
      return false;
    }
    await this.#divide(segments);
    return true;
  }

  async #divide(plan: SegmentPlan): Promise<void> {
    this.#plan = '';
    const { segments, columns } = await plan.compile();
    await this.household.derive(segmentTable(columns, (this.#outlook?.totals ?? null) !== null));
    this.#segments = segments;
    this.#plan = plan.key;
    this.#revision += 1;
  }
}
