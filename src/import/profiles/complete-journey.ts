import type { OrderProfile } from './profile';

/**
 * dunnhumby's research set The Complete Journey: one row per line of a household's basket. `sales_value` is what the
 * shop receives: after its own discounts (`retail_disc`, and `coupon_match_disc` where it doubles a coupon), before the
 * manufacturer's (`coupon_disc`), which the shop is paid back.
 */
export const completeJourney: OrderProfile = {
  content: 'orders',
  id: 'complete-journey',
  signature: [
    ['household id', 'household key'],
    ['basket id'],
    ['sales value'],
    ['retail disc'],
    ['coupon disc'],
    ['transaction timestamp'],
  ],
  columns: {
    order_id: ['basket id'],
    customer_id: ['household id', 'household key'],
    ordered_at: ['transaction timestamp'],
    product_id: ['product id'],
    quantity: ['quantity'],
    line_total: ['sales value'],
    line_discount: ['retail disc'],
    channel: ['store id'],
  },
  added: { line_discount: ['coupon match disc'] },
  couponAmount: 'coupon disc',
  grain: 'line',
  orderAmounts: 'every-row',
  subtotal: 'unknown',
  statuses: {},
};
