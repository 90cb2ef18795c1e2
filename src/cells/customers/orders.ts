import { wallClock } from '../../i18n/numbers';

/** A line of an order. */
export interface OrderLine {
  readonly product: string | null;
  readonly quantity: number | null;
  readonly net: number;
}

/** An order in a customer's own view. */
export interface CustomerOrder {
  readonly id: string;
  readonly at: Date;
  readonly net: number;
  readonly discount: number;
  readonly refund: number;
  /** null where a product's cost is unknown. */
  readonly margin: number | null;
  readonly channel: string | null;
  readonly coupon: string | null;
  readonly status: string | null;
  /** Days since the order before; null for the first. */
  readonly gapDays: number | null;
  /** Empty where the files hold no lines. */
  readonly lines: readonly OrderLine[];
}

type Row = Readonly<Record<string, unknown>>;

const textIn = (row: Row, name: string): string | null => {
  const value = row[name];
  return typeof value === 'string' ? value : null;
};
const numberIn = (row: Row, name: string): number | null => {
  const value = row[name];
  return typeof value === 'number' ? value : null;
};
const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null;

/** The rows of `detail.sql`, with the number of all the customer's orders. */
export function ordersOf(rows: readonly Row[]): { orders: CustomerOrder[]; all: number } {
  const all = numberIn(rows[0] ?? {}, 'all_orders') ?? 0;
  const orders = rows.map((row): CustomerOrder => {
    const lines: unknown = row['lines'];
    return {
      id: textIn(row, 'order_id') ?? '',
      at: wallClock(textIn(row, 'ordered_at') ?? '1970-01-01'),
      net: numberIn(row, 'net') ?? 0,
      discount: numberIn(row, 'discount') ?? 0,
      refund: numberIn(row, 'refund') ?? 0,
      margin: numberIn(row, 'margin'),
      channel: textIn(row, 'channel'),
      coupon: textIn(row, 'coupon'),
      status: textIn(row, 'status'),
      gapDays: numberIn(row, 'gap_days'),
      lines: (Array.isArray(lines) ? lines : []).filter(isRow).map((line) => ({
        product: textIn(line, 'product'),
        quantity: numberIn(line, 'quantity'),
        net: numberIn(line, 'net') ?? 0,
      })),
    };
  });
  return { orders, all };
}
