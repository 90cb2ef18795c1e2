import { share, top } from './parameters';
import type { SegmentDefinition } from './segment';

/** The mean order value of the shop: all net by all orders. Rounded as the customers' own is, so that equal is equal. */
export const meanOrderValue = 'SELECT round(sum(net) / sum(orders), 6) FROM derived.customer_base';

/**
 * A value that at most the top percent exceed. Those above it are the ones with at least the other percent strictly
 * below them, so that a tie is never split: at 20 % just the highest quintile score.
 */
export const exceededByTop = (column: string): string =>
  `SELECT quantile_disc(${column}, (1 - $top / 100)::DECIMAL(3, 2)) FROM derived.customer_base`;

/** The net of the last customer, from the best down, before whom the share of all positive net is not yet reached. */
const carriesShare = `SELECT min(net) FROM (
    SELECT net, sum(count(*) * net) OVER (
      ORDER BY net DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS net_of_better
    FROM derived.customer_base WHERE net > 0 GROUP BY net
  )
  WHERE coalesce(net_of_better, 0) < $part / 100 * (SELECT sum(net) FROM derived.customer_base WHERE net > 0)`;

/** Segments by what customers spend. */
export const byValue: readonly SegmentDefinition[] = [
  {
    id: 'highest_value',
    parameters: [{ ...share('part', 50), min: 1, max: 99 }],
    thresholds: { least: { unit: 'money', sql: carriesShare } },
    condition: `coalesce(net >= (${carriesShare}), false)`,
  },
  {
    id: 'big_spenders',
    parameters: [top(20)],
    thresholds: { least: { unit: 'money', sql: exceededByTop('net') } },
    condition: `net > 0 AND net > (${exceededByTop('net')})`,
  },
  {
    id: 'high_aov',
    parameters: [top(20)],
    thresholds: { least: { unit: 'money', sql: exceededByTop('average_order_value') } },
    condition: `average_order_value > 0 AND average_order_value > (${exceededByTop('average_order_value')})`,
  },
  {
    id: 'vip',
    parameters: [{ name: 'score', unit: 'score', min: 2, max: 5, step: 1, preset: 4 }],
    thresholds: {},
    condition: 'least(recency_quintile, frequency_quintile, monetary_quintile) >= $score',
  },
  {
    id: 'above_mean',
    parameters: [],
    thresholds: { mean: { unit: 'money', sql: meanOrderValue } },
    condition: `average_order_value > (${meanOrderValue})`,
  },
  {
    id: 'below_mean',
    parameters: [],
    thresholds: { mean: { unit: 'money', sql: meanOrderValue } },
    condition: `average_order_value < (${meanOrderValue})`,
  },
];

/** Segments by whether they pay the full price. Unknown where the files name no discount at all. */
export const byPrice: readonly SegmentDefinition[] = [
  {
    id: 'full_price',
    parameters: [{ ...share('at_most', 0), max: 50 }],
    thresholds: {},
    condition: 'discounted_share <= $at_most / 100',
    needs: 'discounts',
    partial: true,
  },
  {
    id: 'discount_buyers',
    parameters: [{ ...share('at_least', 50), min: 1 }],
    thresholds: {},
    condition: 'discounted_share >= $at_least / 100',
    needs: 'discounts',
    partial: true,
  },
];
