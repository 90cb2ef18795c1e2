import { literal } from './sql';

/** The shared filters of a notebook. Absent means "all". */
export interface Scope {
  /** One currency: two are never added. `null` selects orders that name none. */
  readonly currency: string | null;
  /** A condition on the customer summary's columns; `null` for all customers. */
  readonly filter: string | null;
}

/**
 * Puts the relations that a cell starts from in front of its SQL, which is one SELECT, with or without its own WITH:
 * - `scope_customers`: the customer summary, one row for each identified customer until the as-of date;
 * - `scope_orders`, `scope_lines`: orders and their lines; under a filter those of its customers only, so none that is
 *   anonymous;
 * - `scope_shop`: one row of what is known of the shop as a whole, filtered or not.
 */
export function scopeSql(sql: string, { currency, filter }: Scope): string {
  const within =
    filter === null
      ? ''
      : '\n  SEMI JOIN scope_customers ON orders.customer_id = scope_customers.customer_id';
  const relations = `WITH scope_shop AS (FROM derived.shop_facts),
scope_customers AS NOT MATERIALIZED (FROM derived.customer_summary${filter === null ? '' : ` WHERE ${filter}`}),
scope_orders AS NOT MATERIALIZED (
  FROM orders${within}
  WHERE orders.currency IS NOT DISTINCT FROM ${literal(currency)}
),
scope_lines AS (
  SELECT order_lines.* FROM order_lines
  SEMI JOIN scope_orders
    ON order_lines.order_id = scope_orders.order_id
    AND order_lines.customer_id IS NOT DISTINCT FROM scope_orders.customer_id
)`;
  const body = sql.replace(/^(?:\s+|--[^\n]*\n)+/, '').replace(/;\s*$/, '');
  const ownWith = /^with\s+/i.exec(body);
  return ownWith ? `${relations},\n${body.slice(ownWith[0].length)}` : `${relations}\n${body}`;
}
