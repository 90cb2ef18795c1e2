import type { Table } from 'apache-arrow';
import type { Orders } from '../models/validation/orders';

/** The purchases of `orders.sql`; times are days counted from 1970-01-01. @throws TypeError when a column is missing */
export function readOrders(table: Table): Orders {
  const column = (name: string): ArrayLike<number> => {
    const values: unknown = table.getChild(name)?.toArray();
    if (values instanceof Int32Array || values instanceof Float64Array) return values;
    throw new TypeError(`No column of numbers named ${name}`);
  };
  return {
    customer: Uint32Array.from(column('customer')),
    time: Float64Array.from(column('day')),
    amount: Float64Array.from(column('net')),
  };
}
