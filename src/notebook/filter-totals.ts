import type { Table } from 'apache-arrow';

/** What the filter selects, as a whole. Unknown where there is nothing to divide by. */
export interface FilterTotals {
  readonly customers: number;
  readonly orders: number;
  readonly net: number;
  /** Net per order. */
  readonly average: number | null;
  /** Share of customers who ordered more than once. */
  readonly repeat: number | null;
}

/** What is added up for them, by column. */
export const totalSums = { orders: 'orders', net: 'net', repeat: '(orders > 1)::INTEGER' } as const;

export function readTotals(table: Table): FilterTotals {
  const of = (name: string): number => Number(table.getChild(name)?.get(0) ?? 0);
  const [customers, orders, net] = [of('customers'), of('orders'), of('net')];
  return {
    customers,
    orders,
    net,
    average: orders === 0 ? null : net / orders,
    repeat: customers === 0 ? null : of('repeat') / customers,
  };
}
