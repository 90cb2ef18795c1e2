import type { OrderProfile } from './profile';

const id = /^\d{4,5}$/;
const day = /^(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/;
const count = /^\d{1,4}$/;
const dollars = /^\d+\.\d{1,2}$/;
const master = [id, day, count, dollars];
const sample = [id, id, day, count, dollars];

const fits = (rows: readonly (readonly (string | null)[])[], shape: readonly RegExp[]): boolean =>
  rows.length > 0 &&
  rows.every(
    (row) => row.length === shape.length && shape.every((pattern, at) => pattern.test(row[at]?.trim() ?? '')),
  );

/**
 * CDNOW (Fader and Hardie): one row per transaction, no order ids. The master file names its columns, the one-in-ten
 * sample does not. Transactions of zero dollars count: so does the literature.
 */
export const cdnow: OrderProfile = {
  content: 'orders',
  id: 'cdnow',
  signature: [['customer id'], ['date'], ['number of cds'], ['dollar value']],
  columns: {
    customer_id: ['customer id'],
    ordered_at: ['date'],
    quantity: ['number of cds'],
    order_total: ['dollar value'],
  },
  grain: 'order',
  orderAmounts: 'every-row',
  subtotal: 'unknown',
  statuses: {},
  shape: (rows) => {
    if (fits(rows, master)) return { customer_id: 0, ordered_at: 1, quantity: 2, order_total: 3 };
    if (fits(rows, sample)) return { customer_id: 0, ordered_at: 2, quantity: 3, order_total: 4 };
    return null;
  },
  policies: { worthless: 'keep' },
};
