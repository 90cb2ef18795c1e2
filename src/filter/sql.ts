import { literal, quoteIdentifier } from '../schema/sql';
import { endless, type Clause, type IntervalClause, type PointValue } from './clause';

/** Columns of the customer summary that hold a moment. */
const times: ReadonlySet<string> = new Set([
  'first_order_at',
  'last_order_at',
  'last_cart_at',
  'next_order_at',
]);

/** A clause as a condition over the columns of the customer summary. */
export function clauseSql(clause: Clause): string {
  switch (clause.type) {
    case 'interval':
      return intervalSql(clause);
    case 'box':
      return `(${clause.intervals.map(intervalSql).join(' AND ')})`;
    case 'points':
      return `(${clause.values.map((values) => pointSql(clause.columns, values)).join(' OR ')})`;
    case 'cohort':
      return cohortSql(clause);
  }
}

function intervalSql({ column, low, high }: Omit<IntervalClause, 'type' | 'source'>): string {
  const name = quoteIdentifier(column);
  const bound = (value: number): string => literal(times.has(column) ? new Date(value) : value);
  if (low > -endless && high < endless) return `${name} BETWEEN ${bound(low)} AND ${bound(high)}`;
  if (low > -endless) return `${name} >= ${bound(low)}`;
  return high < endless ? `${name} <= ${bound(high)}` : `${name} IS NOT NULL`;
}

const pointSql = (columns: readonly string[], values: readonly PointValue[]): string =>
  columns
    .map(
      (column, index) => `${quoteIdentifier(column)} IS NOT DISTINCT FROM ${literal(values[index] ?? null)}`,
    )
    .join(' AND ');

function cohortSql({ period, start, age }: Clause & { type: 'cohort' }): string {
  const first = literal(new Date(`${start}T00:00:00Z`));
  const firsts = `date_trunc('${period}', first_order_at) = ${first}`;
  if (age === 0) return firsts;
  const months = period === 'quarter' ? 3 : 1;
  const step = (count: number): string =>
    period === 'week'
      ? `${first} + to_days(${String(7 * count)})`
      : `${first} + to_months(${String(months * count)})`;
  return `(${firsts} AND (customer_id, coalesce(currency, '')) IN (
  SELECT (orders.customer_id, coalesce(orders.currency, '')) FROM orders
  WHERE ordered_at >= ${step(age)} AND ordered_at < ${step(age + 1)}
    AND ordered_at <= (SELECT as_of FROM derived.shop_facts)
))`;
}

/** All clauses but those of one source as one condition; null when there is none. */
export function filterSql(clauses: readonly Clause[], exceptSource?: string): string | null {
  const conditions = clauses.filter(({ source }) => source !== exceptSource).map(clauseSql);
  return conditions.length === 0 ? null : conditions.join(' AND ');
}
