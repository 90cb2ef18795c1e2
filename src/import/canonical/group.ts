import { literal } from '../../schema/sql';
import type { OrderProfile } from '../profiles/profile';
import type { Mapping } from '../types';
import { orderAmountColumns, type RowColumn } from './row-columns';

/** Columns of `imported.g<fileId>`: the orders of a file as it states them. */
export const orderColumns = {
  line: 'BIGINT',
  lines: 'BIGINT',
  order_id: 'VARCHAR',
  customer_id: 'VARCHAR',
  ordered_at: 'TIMESTAMP',
  status: 'VARCHAR',
  state: 'VARCHAR',
  currency: 'VARCHAR',
  lines_gross: 'DECIMAL(18, 4)',
  line_discount: 'DECIMAL(18, 4)',
  order_subtotal: 'DECIMAL(18, 4)',
  order_discount: 'DECIMAL(18, 4)',
  order_shipping: 'DECIMAL(18, 4)',
  order_tax: 'DECIMAL(18, 4)',
  order_total: 'DECIMAL(18, 4)',
  order_refund: 'DECIMAL(18, 4)',
  country: 'VARCHAR',
  channel: 'VARCHAR',
  coupon: 'VARCHAR',
} as const;

/** The statement that makes `imported.g<fileId>`. One row an order needs no grouping, so it is a view: it costs no memory. */
export function groupSql(fileId: number, mapping: Mapping, columns: readonly RowColumn[]): string {
  const rows = `imported.f${fileId.toString()}`;
  const has = (name: RowColumn) => columns.includes(name);
  const names = (['status', 'state', 'currency', 'country', 'channel', 'coupon'] as const).filter(has);
  const amounts = orderAmountColumns.filter(has);
  const list = ['order_id', 'customer_id'];
  if (mapping.grain === 'order') {
    list.push('line', '1::BIGINT AS lines', 'ordered_at', ...names, ...amounts);
    if (has('gross')) list.push('gross AS lines_gross');
    if (has('line_discount')) list.push('abs(line_discount) AS line_discount');
    return `CREATE VIEW imported.g${fileId.toString()} AS SELECT ${list.join(', ')} FROM ${rows}`;
  }
  const sum = (sql: string, name: string) => `sum(${sql})::DECIMAL(18, 4) AS ${name}`;
  list.push('min(line) AS line', 'count(*) AS lines', 'min(ordered_at) AS ordered_at');
  list.push(...names.map((name) => `any_value(${name}) AS ${name}`));
  list.push(
    ...amounts.map((name) =>
      mapping.orderAmounts === 'first-row' ? sum(name, name) : `any_value(${name}) AS ${name}`,
    ),
  );
  if (has('gross')) list.push(sum('gross', 'lines_gross'));
  if (has('line_discount')) list.push(sum('abs(line_discount)', 'line_discount'));
  return `CREATE TABLE imported.g${fileId.toString()} AS SELECT ${list.join(', ')} FROM ${rows} GROUP BY order_id, customer_id`;
}

/** A file's orders with all columns, those it lacks as NULL, and what its profile knows about them. */
export function orderRowsSql(
  fileId: number,
  columns: readonly RowColumn[],
  profile: OrderProfile,
  replaced: boolean,
): string {
  const own = new Set<string>(['line', 'lines', 'lines_gross', ...columns]);
  if (!columns.includes('gross')) own.delete('lines_gross');
  const list = Object.entries(orderColumns).map(([name, type]) =>
    own.has(name) ? name : `CAST(NULL AS ${type}) AS ${name}`,
  );
  const cancellation =
    profile.cancellationPrefix === undefined
      ? 'false'
      : `starts_with(order_id, ${literal(profile.cancellationPrefix)})`;
  return `SELECT ${fileId.toString()} AS file_id, ${list.join(', ')}, ${cancellation} AS cancellation, ${literal(profile.subtotal)} AS subtotal_means
FROM imported.g${fileId.toString()}${replaced ? withoutReplaced(fileId) : ''}`;
}

export const withoutReplaced = (fileId: number): string =>
  ` ANTI JOIN (SELECT order_id FROM imported.replaced WHERE file_id = ${fileId.toString()}) USING (order_id)`;
