import type { OrderProfile } from './profile';
import { commonStatuses } from './statuses';

/** Tenure's own column names, one row per order or order line: the simulated sample shop, and whoever prepares a file by hand. */
export const tenure: OrderProfile = {
  content: 'orders',
  id: 'tenure',
  signature: [['order id'], ['customer id'], ['ordered at'], ['quantity'], ['unit price']],
  columns: {
    order_id: ['order id'],
    customer_id: ['customer id'],
    email: ['email'],
    ordered_at: ['ordered at'],
    status: ['status'],
    currency: ['currency'],
    product_id: ['product id'],
    product_name: ['product name'],
    category: ['category'],
    quantity: ['quantity'],
    unit_price: ['unit price'],
    unit_cost: ['unit cost'],
    line_discount: ['line discount'],
    order_subtotal: ['order subtotal'],
    order_discount: ['order discount'],
    order_shipping: ['order shipping'],
    order_tax: ['order tax'],
    order_total: ['order total'],
    order_refund: ['order refund'],
    cancelled_at: ['cancelled at'],
    country: ['country'],
    channel: ['channel'],
    coupon: ['coupon'],
  },
  grain: 'test',
  orderAmounts: 'test',
  subtotal: 'unknown',
  statuses: commonStatuses,
};
