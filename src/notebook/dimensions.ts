import type { Table } from 'apache-arrow';
import type { CellContext } from '../cells/kind';

type Dimension = CellContext['dimensions'][number];

const sql = `SELECT
  count(country)::INTEGER AS country,
  count(first_channel)::INTEGER AS channel,
  count(first_product)::INTEGER AS product,
  count(first_coupon)::INTEGER AS coupon
FROM customers`;

const dimensions: readonly Dimension[] = ['country', 'channel', 'product', 'coupon'];

/** Which attributes of first orders the loaded files have. */
export async function dimensionsOf(query: (sql: string) => Promise<Table>): Promise<Dimension[]> {
  const table = await query(sql);
  return dimensions.filter((name) => Number(table.getChild(name)?.get(0) ?? 0) > 0);
}
