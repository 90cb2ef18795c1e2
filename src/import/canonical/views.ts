import type { Database } from '../../schema/database';
import { literal } from '../../schema/sql';
import orderHeads from './order-heads.sql?raw';
import replaceOrders from './replace-orders.sql?raw';
import { bindSql } from '../../schema/sql';
import { orderColumns, orderRowsSql, withoutReplaced } from './group';
import type { OrderFile } from './loaded';
import { rowColumns } from './row-columns';

/** Makes `imported.rows`, `imported.order_rows` and `imported.order_heads` speak of these files. */
export async function createViews(db: Database, files: readonly OrderFile[]): Promise<void> {
  const replaced = new Set(
    (await db.rows<{ file_id: number }>('SELECT DISTINCT file_id FROM imported.replaced')).map(
      ({ file_id }) => file_id,
    ),
  );
  const rows = files.map((loaded) => rowsSql(loaded, replaced.has(loaded.file.fileId)));
  const orders = files.map(({ file, columns, profile }) =>
    orderRowsSql(file.fileId, columns, profile, replaced.has(file.fileId)),
  );
  await db.run(`CREATE OR REPLACE VIEW imported.rows AS ${union(rows, rowColumns)}`);
  await db.run(`CREATE OR REPLACE VIEW imported.order_rows AS ${union(orders, orderRowTypes)}`);
  await db.run(orderHeads);
}

/** Marks the orders of earlier files of the same source that a new file holds too. */
export async function replaceEarlierOrders(
  db: Database,
  earlier: readonly OrderFile[],
  added: OrderFile,
): Promise<void> {
  for (const older of earlier) {
    const comparable = older.source === added.source && added.mapping.roles.order_id !== undefined;
    if (!comparable) continue;
    await db.run(bindSql(replaceOrders, { older: older.file.fileId, newer: added.file.fileId }));
  }
}

const orderRowTypes = { ...orderColumns, cancellation: 'BOOLEAN', subtotal_means: 'VARCHAR' };

function rowsSql({ file, columns }: OrderFile, replaced: boolean): string {
  const id = file.fileId.toString();
  const list = Object.entries(rowColumns).map(([name, type]) =>
    columns.some((column) => column === name) ? name : `CAST(NULL AS ${type}) AS ${name}`,
  );
  return `SELECT ${id} AS file_id, line, ${list.join(', ')}
FROM imported.f${id}${replaced ? withoutReplaced(file.fileId) : ''}`;
}

function union(selects: readonly string[], types: Readonly<Record<string, string>>): string {
  if (selects.length > 0) return selects.join('\nUNION ALL\n');
  const columns = Object.entries(types).filter(([name]) => name !== 'line');
  const list = columns.map(([name, type]) => `CAST(NULL AS ${type}) AS ${name}`).join(', ');
  return `SELECT 0 AS file_id, 0::BIGINT AS line, ${list} WHERE ${literal(false)}`;
}
