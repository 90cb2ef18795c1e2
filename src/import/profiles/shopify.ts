import type { OrderProfile } from './profile';

/**
 * Shopify's order export, 73, 75 or 79 columns: one row per line item, the order's own fields on its first row only.
 * Lines less `Discount Amount` are the `Subtotal`. There is no customer id, and a refund has no date.
 */
export const shopify: OrderProfile = {
  content: 'orders',
  id: 'shopify',
  signature: [
    ['name'],
    ['financial status'],
    ['created at'],
    ['subtotal'],
    ['total'],
    ['lineitem quantity'],
    ['lineitem name'],
    ['lineitem price'],
  ],
  columns: {
    order_id: ['name'],
    email: ['email'],
    ordered_at: ['created at'],
    status: ['financial status'],
    currency: ['currency'],
    product_id: ['lineitem sku'],
    product_name: ['lineitem name'],
    quantity: ['lineitem quantity'],
    unit_price: ['lineitem price'],
    order_subtotal: ['subtotal'],
    order_discount: ['discount amount'],
    order_shipping: ['shipping'],
    order_tax: ['taxes'],
    order_total: ['total'],
    order_refund: ['refunded amount', 'amount refunded'],
    cancelled_at: ['cancelled at'],
    country: ['billing country', 'shipping country'],
    channel: ['source'],
    coupon: ['discount code'],
  },
  grain: 'line',
  orderAmounts: 'first-row',
  subtotal: 'after-discount',
  statuses: { cancelled: ['voided'], unpaid: ['pending', 'authorized', 'expired'], refunded: ['refunded'] },
  customerFallback: ['phone', 'billing phone', 'shipping phone'],
};
