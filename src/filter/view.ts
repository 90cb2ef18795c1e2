import { MosaicClient, type QueryError, type Selection } from '@uwdata/mosaic-core';
import {
  count,
  Query,
  sum,
  TableRefNode,
  verbatim,
  type ExprNode,
  type FilterExpr,
  type SelectQuery,
} from '@uwdata/mosaic-sql';
import type { Table } from 'apache-arrow';
import { TenureError } from '../schema/errors';
import type { IntervalClause } from './clause';

/** Counts of customers, in bins or of all, that follow the filter. */
export interface LiveView {
  /** The clause of this source does not filter the view. `null`: all clauses do. `undefined`: none does. */
  readonly source: string | null | undefined;
  /** An expression over the customer summary whose value is a whole number: the bin. Absent: all customers are one. */
  readonly bin?: string;
  /**
   * The first and the last bin of an interval of the view's own clause, or null when it does not end where bins do.
   * With it, a brush along the bins asks pre-aggregated tables only.
   */
  binsOf?(clause: IntervalClause): readonly [first: number, last: number] | null;
  /** Expressions to be added up, by column. */
  readonly sums?: Readonly<Record<string, string>>;
  /** Gets a row for each bin that has customers: `bin`, `customers` and the sums. */
  show(table: Table): void;
  fail(error: unknown): void;
}

const customers = new TableRefNode(['derived', 'customer_summary']);

/** A view as Mosaic sees it. */
export class ViewClient extends MosaicClient {
  readonly bin: ExprNode | null;

  constructor(
    readonly view: LiveView,
    selection: Selection,
  ) {
    super(view.source === undefined ? undefined : selection);
    this.bin = view.bin === undefined ? null : verbatim(view.bin);
  }

  override query(filter: FilterExpr = []): SelectQuery {
    const { bin } = this;
    const sums = Object.entries(this.view.sums ?? {}).map(
      ([name, sql]) => [name, sum(verbatim(sql))] as const,
    );
    const query = Query.from(customers)
      .select({ ...(bin && { bin }), customers: count(), ...Object.fromEntries(sums) })
      .where(filter);
    return bin ? query.groupby('bin') : query;
  }

  /** The statement of this moment. (Mosaic's own leaves all clauses off where the view's own was the last to change.) */
  current(): SelectQuery {
    return this.query((this.filterBy?.predicate(this, true) ?? []) as FilterExpr);
  }

  override requestQuery(query: Query = this.current()): Promise<unknown> | null {
    return super.requestQuery(query);
  }

  override queryResult(data: unknown): this {
    this.view.show(data as Table);
    return this;
  }

  override queryError({ cause }: QueryError): this {
    const isCancelled = cause instanceof TenureError && cause.code === 'engine_cancelled';
    if (!isCancelled) this.view.fail(cause);
    // A change that ended this query need not be one that asks this view again.
    else void this.requestQuery();
    return this;
  }
}
