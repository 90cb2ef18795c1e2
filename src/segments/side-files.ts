import { openDays } from './parameters';
import type { SegmentDefinition } from './segment';

/**
 * Segments that need a file beside the orders. Promoters, passives and detractors are those of the Net Promoter Score:
 * Reichheld (2003), "The One Number You Need to Grow", Harvard Business Review 81(12). A customer's latest answer counts.
 */
export const bySideFile: readonly SegmentDefinition[] = [
  {
    id: 'cart_abandoners',
    parameters: [
      { name: 'carts', unit: 'carts', min: 1, max: 100, step: 1, preset: 1 },
      openDays('cart_age', 90),
    ],
    thresholds: {},
    // Whoever has ordered since came back: that cart is not abandoned.
    condition: `abandoned_carts >= $carts AND last_cart_at > last_order_at
    AND ($cart_age IS NULL OR last_cart_at >= (SELECT as_of FROM derived.shop_facts) - to_days($cart_age))`,
    needs: 'carts',
    partial: true,
  },
  {
    id: 'promoters',
    parameters: [],
    thresholds: {},
    condition: 'survey_score >= 9',
    needs: 'surveys',
    partial: true,
  },
  {
    id: 'passives',
    parameters: [],
    thresholds: {},
    condition: 'survey_score BETWEEN 7 AND 8',
    needs: 'surveys',
    partial: true,
  },
  {
    id: 'detractors',
    parameters: [],
    thresholds: {},
    condition: 'survey_score <= 6',
    needs: 'surveys',
    partial: true,
  },
];
