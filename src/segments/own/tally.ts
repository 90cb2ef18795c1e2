/**
 * What the orders and order lines of a customer come to, compared with bounds. A subquery reads its rows as `who`,
 * `is_meant` and `amount`, so that `customer_id` outside means the customer in question, whatever that relation is called.
 *
 * Three values: where it is not known of an order whether it is meant, and that could decide, nothing is known.
 */
import type { Bounds, Condition, Match, Period, Where } from './definition';
import { literal } from '../../schema/sql';
import { boundsSql, couponSql, matchSql, periodSql } from './tests';

type Of<Type extends Condition['type']> = Extract<Condition, { type: Type }>;

interface Rows {
  /** A SELECT of `who`, `is_meant` and `amount`. */
  readonly sql: string;
  /** Whether `is_meant` may be NULL, or `amount`. */
  readonly mayBeUnknown: boolean;
}

const shopScope = `orders.currency IS NOT DISTINCT FROM shop.currency AND ordered_at <= shop.as_of`;

export function ordersSql({ measure, bounds, where }: Of<'orders'>): string {
  const { sql, mayBeUnknown } = orderRows(where);
  const [low, high] = limits(measure, mayBeUnknown);
  return verdictSql(sql, low, high, bounds, measure !== 'average');
}

/** Whether there is a line of it that was not merely returned. */
export function boughtSql({ by, match, period }: Of<'bought'>): string {
  const isMeant = `${lineMatch(by, match)} AND coalesce(lines.quantity, 1) > 0`;
  const [low, high] = limits('count', true);
  return verdictSql(lineRows(isMeant, '1', period), low, high, { least: 1 }, true);
}

export function productsSql({ measure, bounds, by, match, period }: Of<'products'>): string {
  const rows = lineRows(lineMatch(by, match), measure === 'spend' ? 'lines.net' : 'lines.quantity', period);
  const [low, high] = limits('sum', true);
  return verdictSql(rows, low, high, bounds, true);
}

/** Of any order: a column is often filled in on an order's first row only, so that an empty cell denies nothing. */
export function attributeSql({ name, match }: Of<'attribute'>): string {
  const told = match.type === 'empty' ? 'bool_and(value IS NULL)' : `bool_or(${matchSql('value', match)})`;
  return `(SELECT any_value(verdict) FROM (
  SELECT orders.customer_id AS who, ${told} AS verdict
  FROM order_attributes AS orders, derived.shop_facts AS shop
  WHERE name = ${literal(name)} AND ${shopScope}
  GROUP BY who
) WHERE who = customer_id)`;
}

function orderRows({ period, net, ...where }: Where): Rows {
  const tests = [
    ...(['channel', 'country', 'status'] as const).flatMap((name) => {
      const match = where[name];
      return match === undefined ? [] : [matchSql(`orders.${name}`, match)];
    }),
    ...(where.coupon === undefined ? [] : [couponSql('orders.coupon', where.coupon)]),
    ...(where.discounted === undefined
      ? []
      : [
          `CASE WHEN names_discounts THEN (discount > 0 OR coupon IS NOT NULL) = ${literal(where.discounted)} END`,
        ]),
    ...(where.refunded === undefined ? [] : [`(refund > 0) = ${literal(where.refunded)}`]),
    ...(net === undefined ? [] : [boundsSql('net', net)]),
  ];
  const isMeant = tests.length === 0 ? 'true' : tests.map((test) => `(${test})`).join(' AND ');
  const within = period === undefined ? '' : ` AND ${periodSql('ordered_at', period)}`;
  return {
    sql: `SELECT orders.customer_id AS who, ${isMeant} AS is_meant, net AS amount
    FROM orders, derived.shop_facts AS shop
    WHERE ${shopScope}${within}`,
    mayBeUnknown: tests.length > 0,
  };
}

/** An order without lines could hold anything. */
function lineRows(isMeant: string, amount: string, period: Period | undefined): string {
  const within = period === undefined ? '' : ` AND ${periodSql('ordered_at', period)}`;
  return `SELECT
      orders.customer_id AS who,
      CASE WHEN lines.order_id IS NOT NULL THEN ${isMeant} END AS is_meant,
      ${amount} AS amount
    FROM orders CROSS JOIN derived.shop_facts AS shop
    LEFT JOIN order_lines AS lines
      ON orders.order_id = lines.order_id AND orders.customer_id = lines.customer_id
    WHERE ${shopScope}${within}`;
}

const lineMatch = (by: 'product' | 'category', match: Match): string =>
  `(${matchSql(by === 'product' ? 'coalesce(lines.product_name, lines.product_id)' : 'lines.category', match)})`;

/** The least and the most that a measure can be, whatever is true of the rows of which nothing is known. */
function limits(measure: 'count' | 'sum' | 'average', mayBeUnknown: boolean): readonly [string, string] {
  if (!mayBeUnknown) {
    const exact = {
      count: 'count(*)',
      sum: 'sum(amount)',
      average: '(sum(amount) / count(*))::DECIMAL(28, 6)',
    }[measure];
    return [exact, exact];
  }
  if (measure === 'count') return ['count(*) FILTER (is_meant)', 'count(*) FILTER (is_meant IS NOT false)'];
  if (measure === 'average') {
    const known = `CASE WHEN bool_and(is_meant IS NOT NULL) THEN
      (sum(amount) FILTER (is_meant) / count(*) FILTER (is_meant))::DECIMAL(28, 6) END`;
    return [known, known];
  }
  const sum = (
    doubtful: string,
  ): string => `CASE WHEN bool_and(is_meant IS NOT DISTINCT FROM false OR amount IS NOT NULL) THEN
      sum(CASE WHEN is_meant THEN amount WHEN is_meant IS NULL THEN ${doubtful} ELSE 0 END) END`;
  return [sum('least(amount, 0)'), sum('greatest(amount, 0)')];
}

/** @param countsNothing whether a customer without such a row has 0 rather than nothing known */
function verdictSql(rows: string, low: string, high: string, bounds: Bounds, countsNothing: boolean): string {
  const { least, most } = bounds;
  const holds = [
    ...(least === undefined ? [] : [`low >= ${literal(least)}`]),
    ...(most === undefined ? [] : [`high <= ${literal(most)}`]),
  ];
  const fails = [
    ...(least === undefined ? [] : [`high < ${literal(least)}`]),
    ...(most === undefined ? [] : [`low > ${literal(most)}`]),
  ];
  const isExact = low === high;
  const verdict = isExact
    ? boundsSql(low, bounds)
    : `CASE WHEN ${holds.join(' AND ')} THEN true WHEN ${fails.join(' OR ')} THEN false END`;
  const tallied = isExact
    ? `SELECT who, ${verdict} AS verdict FROM (
    ${rows}
  ) GROUP BY who`
    : `SELECT who, ${verdict} AS verdict FROM (
    SELECT who, ${low} AS low, ${high} AS high FROM (
    ${rows}
    ) GROUP BY who
  )`;
  const ofNothing = (least ?? -1) <= 0 && (most ?? 1) >= 0;
  const told = countsNothing
    ? `CASE WHEN count(*) = 0 THEN ${literal(ofNothing)} ELSE any_value(verdict) END`
    : 'any_value(verdict)';
  return `(SELECT ${told} FROM (
  ${tallied}
) WHERE who = customer_id)`;
}
