/** Tests of one value as SQL. NULL where the value is unknown. */
import { literal } from '../../schema/sql';
import type { Bounds, Match, Period } from './definition';

const asOf = '(SELECT as_of FROM derived.shop_facts)';

export function boundsSql(value: string, { least, most }: Bounds): string {
  return [
    ...(least === undefined ? [] : [`${value} >= ${literal(least)}`]),
    ...(most === undefined ? [] : [`${value} <= ${literal(most)}`]),
  ].join(' AND ');
}

export function periodSql(moment: string, period: Period): string {
  if ('days' in period)
    return `${moment} > ${asOf} - to_days(${literal(period.days)}) AND ${moment} <= ${asOf}`;
  const { from, to } = period;
  return [
    ...(from === undefined ? [] : [`${moment} >= ${literal(startOf(from))}`]),
    ...(to === undefined ? [] : [`${moment} < ${literal(startOf(to))} + to_days(1)`]),
  ].join(' AND ');
}

const startOf = (day: string): Date => new Date(`${day}T00:00:00Z`);

export function matchSql(value: string, match: Match): string {
  switch (match.type) {
    case 'one_of':
      return `${value} IN (${match.values.map(literal).join(', ')})`;
    case 'contains':
      // Not LIKE, to which % and _ would mean more than they say.
      return `contains(lower(${value}), lower(${literal(match.value)}))`;
    case 'empty':
      return `${value} IS NULL`;
  }
}

/** No coupon is no unknown one, if the orders name coupons at all. */
export function couponSql(value: string, match: Match): string {
  const named =
    '(SELECT count(coupon) > 0 FROM orders, derived.shop_facts AS shop WHERE orders.currency IS NOT DISTINCT FROM shop.currency AND ordered_at <= shop.as_of)';
  return `CASE WHEN ${named} THEN coalesce(${matchSql(value, match)}, false) END`;
}
