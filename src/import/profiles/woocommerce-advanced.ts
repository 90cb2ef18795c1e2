import type { OrderProfile } from './profile';

/**
 * WooCommerce "Advanced Order Export": one row per product. By default the order's amounts repeat on each of its rows;
 * a setting leaves them on the first. `Quantity (- Refund)` and the line's price are after refunded items, so the
 * subtotal, which is before discounts and refunds, is what the order was worth.
 */
export const woocommerceAdvanced: OrderProfile = {
  content: 'orders',
  id: 'woocommerce-advanced',
  signature: [
    ['order number', 'order id'],
    ['order status'],
    ['order date'],
    ['item cost', 'item price'],
    ['quantity refund', 'quantity'],
    ['order total amount', 'order subtotal amount'],
  ],
  columns: {
    order_id: ['order number', 'order id'],
    customer_id: ['customer user id', 'customer id'],
    email: ['email billing', 'customer email', 'email'],
    ordered_at: ['order date'],
    status: ['order status'],
    currency: ['order currency', 'currency'],
    product_id: ['sku', 'product id'],
    product_name: ['item name', 'product name'],
    category: ['category'],
    quantity: ['quantity refund', 'quantity'],
    unit_price: ['item cost', 'item price'],
    order_subtotal: ['order subtotal amount'],
    order_discount: ['cart discount amount'],
    order_shipping: ['order shipping amount'],
    order_tax: ['order total tax amount'],
    order_total: ['order total amount'],
    order_refund: ['order refund amount'],
    country: ['country code billing', 'country name billing', 'country code shipping'],
    coupon: ['coupon code'],
  },
  grain: 'line',
  orderAmounts: 'test',
  subtotal: 'before-discount',
  statuses: {
    cancelled: ['cancelled', 'wc-cancelled', 'failed', 'wc-failed', 'trash', 'draft', 'checkout-draft'],
    unpaid: ['pending', 'wc-pending', 'pending payment', 'on-hold', 'wc-on-hold', 'on hold'],
    refunded: ['refunded', 'wc-refunded'],
  },
  customerFallback: ['phone billing', 'phone shipping'],
};
