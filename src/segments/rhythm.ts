import { factor, observed, openDays, orders } from './parameters';
import type { SegmentDefinition } from './segment';
import { meanOrderValue } from './value';

/** Orders after the first for each year of a customer's active time. */
export const repurchaseRate = '(orders - 1) * 365.25 / active_days';

/** The same of all customers together who were observed long enough. */
const shopRate =
  'SELECT sum(orders - 1)::DOUBLE * 365.25 / sum(active_days) FROM derived.customer_base WHERE active_days >= $observed';

const rateKnown = (condition: string): string => `CASE WHEN active_days >= $observed THEN ${condition} END`;

/** Segments by how often customers order. */
export const byFrequency: readonly SegmentDefinition[] = [
  {
    id: 'first_time',
    parameters: [openDays('max_age', null)],
    thresholds: {},
    condition: 'orders = 1 AND ($max_age IS NULL OR recency_days <= $max_age)',
  },
  {
    id: 'repeat',
    parameters: [orders('orders', 2)],
    thresholds: {},
    condition: 'orders >= $orders',
  },
  {
    id: 'loyal',
    parameters: [orders('orders', 3), { name: 'span', unit: 'days', min: 2, max: 3650, step: 1, preset: 90 }],
    thresholds: { lost: { unit: 'days', sql: 'SELECT lost_after_days FROM derived.shop_facts' } },
    condition: 'orders >= $orders AND span_days >= $span AND NOT is_lost',
  },
  {
    id: 'low_rate',
    parameters: [factor(0.5), observed],
    thresholds: { rate: { unit: 'rate', sql: shopRate } },
    condition: rateKnown(`${repurchaseRate} < $factor * (${shopRate})`),
    needs: 'gaps',
    partial: true,
  },
  {
    id: 'high_rate_low_ticket',
    parameters: [factor(1), observed],
    thresholds: { rate: { unit: 'rate', sql: shopRate }, mean: { unit: 'money', sql: meanOrderValue } },
    condition: rateKnown(
      `${repurchaseRate} >= $factor * (${shopRate}) AND average_order_value < (${meanOrderValue})`,
    ),
    needs: 'gaps',
    partial: true,
  },
];

/** Segments by how long customers have stayed away. */
export const byAbsence: readonly SegmentDefinition[] = [
  {
    id: 'at_risk',
    // A median of fewer orders' gaps is a matter of chance: the shop's own is then taken.
    parameters: [factor(2), orders('own_from', 3)],
    thresholds: {
      median: { unit: 'days', sql: 'SELECT median_gap_days FROM derived.shop_facts' },
      lost: { unit: 'days', sql: 'SELECT lost_after_days FROM derived.shop_facts' },
    },
    // greatest() passes over NULL: without a gap in the shop is_lost is NULL, and so is the whole.
    condition: `CASE WHEN is_lost IS NOT NULL THEN NOT is_lost AND recency_days > $factor * greatest(1,
    CASE WHEN orders >= $own_from THEN median_gap_days ELSE (SELECT median_gap_days FROM derived.shop_facts) END) END`,
    needs: 'gaps',
    partial: true,
  },
  {
    id: 'lapsed',
    parameters: [openDays('silence', null)],
    thresholds: { lost: { unit: 'days', sql: 'SELECT lost_after_days FROM derived.shop_facts' } },
    condition: 'recency_days >= coalesce($silence, lost_after_days)',
    partial: true,
  },
];
