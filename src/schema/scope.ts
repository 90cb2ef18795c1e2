import { literal } from './sql';

/** The shared filters of a notebook. Absent means "all". */
export interface Scope {
  /** One currency: two are never added. `null` selects orders that name none. */
  readonly currency: string | null;
}

/**
 * Puts the relations `scope_orders`, `scope_customers` and `scope_lines` in front of a cell's SQL.
 * The cell's SQL is one SELECT, with or without its own WITH.
 */
export function scopeSql(sql: string, scope: Scope): string {
  const currency = `currency IS NOT DISTINCT FROM ${literal(scope.currency)}`;
  const relations = `WITH scope_orders AS (FROM orders WHERE ${currency}),
scope_customers AS (FROM customers WHERE ${currency}),
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
