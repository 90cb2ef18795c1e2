import type { ReadRows } from '../../cells/tables';

/** Milliseconds without a change before the tables are asked. */
const rest = 250;

export interface Size {
  readonly customers: number;
  readonly all: number;
  /** Neither in nor out. */
  readonly unclassified: number;
  readonly net: number;
  readonly allNet: number;
  readonly orders: number;
}

const sizeSql = (condition: string): string => `WITH told AS (
  SELECT net, orders, (${condition})::BOOLEAN AS is_in FROM derived.customer_summary
)
SELECT
  count(*) AS all_customers,
  count(*) FILTER (is_in) AS customers,
  count(*) FILTER (is_in IS NULL) AS unclassified,
  coalesce(sum(net) FILTER (is_in), 0)::DOUBLE AS net,
  coalesce(sum(net), 0)::DOUBLE AS all_net,
  coalesce(sum(orders) FILTER (is_in), 0)::DOUBLE AS orders
FROM told`;

/** How many customers a condition selects, a moment after it last changed. What is no longer asked for is cancelled. */
export class LiveSize {
  #size = $state.raw<Size | null>(null);
  #error = $state.raw<unknown>(null);
  #isCounting = $state(false);
  #running: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly rows: ReadRows) {}

  get size(): Size | null {
    return this.#size;
  }

  get error(): unknown {
    return this.#error;
  }

  get isCounting(): boolean {
    return this.#isCounting;
  }

  /** @param condition null where there is none yet */
  ask(condition: string | null): void {
    this.stop();
    this.#error = null;
    this.#isCounting = condition !== null;
    if (condition === null) this.#size = null;
    else this.#timer = setTimeout(() => void this.#count(condition), rest);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.#running = null;
  }

  async #count(condition: string): Promise<void> {
    const running = new AbortController();
    this.#running = running;
    try {
      const [row = {}] = await this.rows(sizeSql(condition), running.signal);
      if (running.signal.aborted) return;
      this.#size = {
        customers: Number(row['customers']),
        all: Number(row['all_customers']),
        unclassified: Number(row['unclassified']),
        net: Number(row['net']),
        allNet: Number(row['all_net']),
        orders: Number(row['orders']),
      };
    } catch (error) {
      if (running.signal.aborted) return;
      this.#size = null;
      this.#error = error;
    }
    this.#isCounting = false;
  }
}
