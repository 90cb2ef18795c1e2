/** What the table asks, each as one statement over the relations of `scopeSql`. */
import { scopeSql, type Scope } from '../../schema/scope';
import { bindSql, literal, quoteIdentifier } from '../../schema/sql';
import detail from './detail.sql?raw';
import totals from './totals.sql?raw';

export interface Order {
  readonly column: string;
  readonly descending: boolean;
}

/** As `$search` of the statements: what an id or an address must contain, whatever the case; empty for all. */
export const searchText = (typed: string): string => typed.trim().toLowerCase();

/** Rows `offset` to `offset + limit` of the sorted table. Equal ones follow their ids, unknown ones come last. */
export function rowsSql(
  columns: readonly string[],
  { column, descending }: Order,
  search: string,
  { offset, limit }: { readonly offset: number; readonly limit: number },
  scope: Scope,
): string {
  const names = [...new Set(['customer_id', ...columns])].map(quoteIdentifier).join(', ');
  const found = bindSql('\nWHERE contains(lower(customer_id), $search) OR contains(lower(email), $search)', {
    search,
  });
  return scopeSql(
    `SELECT ${names}
FROM scope_customers${search === '' ? '' : found}
ORDER BY ${quoteIdentifier(column)} ${descending ? 'DESC' : 'ASC'} NULLS LAST, customer_id
LIMIT ${String(limit)} OFFSET ${String(offset)}`,
    scope,
  );
}

/** How many customers the table has, and what the sentence says of all that the filter leaves. */
export const totalsSql = (search: string, scope: Scope): string =>
  scopeSql(bindSql(totals, { search }), scope);

/** One customer, as the summary knows them. */
export const customerSql = (id: string): string =>
  `SELECT * FROM derived.customer_summary WHERE customer_id = ${literal(id)}`;

/** Orders of a customer that are listed; who has more is shown the latest. */
export const mostOrders = 500;

/** A customer's orders until the as-of date, the latest first, each with its lines. */
export const ordersSql = (customer: string, currency: string | null): string =>
  bindSql(detail, { customer, currency, most: mostOrders });
