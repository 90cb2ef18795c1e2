import type { SqlValue } from '../schema/database';
import { noPredictions } from '../schema/predictions';
import { bindSql } from '../schema/sql';
import customers from './customers.sql?raw';
import orderGaps from './order-gaps.sql?raw';
import scoreLimits from './score-limits.sql?raw';
import shopFacts from './shop-facts.sql?raw';

/** A population and a moment: the summary of one says nothing of another. */
export interface SummaryScope {
  readonly currency: string | null;
  /** Right edge of what was observed. */
  readonly asOf: Date;
}

/** A named set of customers. */
export interface SummarySegment {
  /** Its column is `segment_<id>`. */
  readonly id: string;
  /** A condition over the columns of `customers.sql`; NULL for a customer who cannot be told to be in or out. */
  readonly condition: string;
}

/** A table to be made in the schema `derived`, after those before it. */
export interface Derivation {
  readonly name: string;
  readonly sql: string;
}

export const segmentColumn = (id: string): string => `segment_${id}`;

/**
 * The tables that hold what is known of the shop and of each customer in a currency until a moment, from the canonical
 * ones: `order_gaps`, `shop_facts` (one row), `customer_base` (one row per customer), `score_limits`, and `predictions`,
 * which stays empty until a model foretells.
 */
export function summaryTables({ currency, asOf }: SummaryScope): readonly Derivation[] {
  const values: Readonly<Record<string, SqlValue>> = { currency, as_of: asOf };
  return [
    { name: 'order_gaps', sql: bindSql(orderGaps, values) },
    { name: 'shop_facts', sql: bindSql(shopFacts, values) },
    { name: 'customer_base', sql: bindSql(customers, values) },
    { name: 'score_limits', sql: scoreLimits },
    { name: 'predictions', sql: noPredictions },
  ];
}

/** What a model foretells of a customer: columns of `derived.predictions`; NULL as long as none has. */
const foretoldColumns: Readonly<Record<string, string>> = {
  p_alive: 'DOUBLE',
  p_order: 'DOUBLE',
  expected_orders: 'DOUBLE',
  expected_value: 'DOUBLE',
  clv: 'DOUBLE',
  clv_low: 'DOUBLE',
  clv_high: 'DOUBLE',
  next_order_at: 'TIMESTAMP',
};

function knownSql(foretold: boolean): string {
  const columns = Object.entries(foretoldColumns).map(([name, type]) =>
    foretold ? `foretold.${name}` : `NULL::${type} AS ${name}`,
  );
  const join = foretold ? '\n  LEFT JOIN derived.predictions AS foretold USING (customer_id)' : '';
  return `  SELECT base.*, ${columns.join(', ')}\n  FROM derived.customer_base AS base${join}`;
}

/**
 * `customer_summary`: `customer_base` with what is foretold and a column for each segment, which all cells and filters
 * start from.
 * @param foretold whether `derived.predictions` stands
 */
export function segmentTable(segments: readonly SummarySegment[], foretold: boolean): Derivation {
  const columns = segments.map(({ id, condition }) => `  (${condition})::BOOLEAN AS ${segmentColumn(id)}`);
  return {
    name: 'customer_summary',
    sql: `SELECT\n${['  known.*', ...columns].join(',\n')}\nFROM (\n${knownSql(foretold)}\n) AS known`,
  };
}
