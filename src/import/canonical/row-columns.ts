const money = 'DECIMAL(18, 4)';

/** The typed columns that the rows of a file can have in `imported.f<fileId>`, beside `line` and `problem`. */
export const rowColumns = {
  order_id: 'VARCHAR',
  customer_id: 'VARCHAR',
  /** Only where the customer is known by something else. */
  email: 'VARCHAR',
  ordered_at: 'TIMESTAMP',
  status: 'VARCHAR',
  state: 'VARCHAR',
  currency: 'VARCHAR',
  product_id: 'VARCHAR',
  product_name: 'VARCHAR',
  category: 'VARCHAR',
  quantity: money,
  unit_price: money,
  unit_cost: money,
  gross: money,
  line_discount: money,
  order_subtotal: money,
  order_discount: money,
  order_shipping: money,
  order_tax: money,
  order_total: money,
  order_refund: money,
  country: 'VARCHAR',
  channel: 'VARCHAR',
  coupon: 'VARCHAR',
} as const;
export type RowColumn = keyof typeof rowColumns;

export const isRowColumn = (name: string): name is RowColumn => name in rowColumns;

/** Amounts that an order has once, however many rows it has. */
export const orderAmountColumns = [
  'order_subtotal',
  'order_discount',
  'order_shipping',
  'order_tax',
  'order_total',
  'order_refund',
] as const satisfies readonly RowColumn[];
