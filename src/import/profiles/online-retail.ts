import type { OrderProfile } from './profile';

/** The UCI research sets Online Retail and Online Retail II: one row per line, cancelling invoices begin with C. */
export const onlineRetail: OrderProfile = {
  content: 'orders',
  id: 'online-retail',
  signature: [
    ['invoiceno', 'invoice', 'invoice no'],
    ['stockcode', 'stock code'],
    ['quantity'],
    ['invoicedate', 'invoice date'],
    ['unitprice', 'price', 'unit price'],
    ['customerid', 'customer id'],
  ],
  columns: {
    order_id: ['invoiceno', 'invoice no', 'invoice'],
    customer_id: ['customerid', 'customer id'],
    ordered_at: ['invoicedate', 'invoice date'],
    product_id: ['stockcode', 'stock code'],
    product_name: ['description'],
    quantity: ['quantity'],
    unit_price: ['unitprice', 'unit price', 'price'],
    country: ['country'],
  },
  grain: 'line',
  orderAmounts: 'every-row',
  subtotal: 'unknown',
  statuses: {},
  cancellationPrefix: 'C',
};
