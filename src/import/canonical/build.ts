import type { Database } from '../../schema/database';
import type { Policies } from '../../schema/policies';
import { bindSql } from '../../schema/sql';
import bridge from './bridge.sql?raw';
import customers from './customers.sql?raw';
import type { OrderFile } from './loaded';
import netting from './netting.sql?raw';
import orderCosts from './order-costs.sql?raw';
import orderLines from './order-lines.sql?raw';
import orders from './orders.sql?raw';
import outcomes from './outcomes.sql?raw';
import valued from './valued.sql?raw';

/** Above this many orders `orders` is a view of the rows: a second copy would not fit beside them in 32-bit memory. */
const copiedOrders = 2_000_000;

export const valuedSql = (policies: Policies): string => bindSql(valued, policies);

/**
 * Builds `orders`, `order_lines`, `customers` and `bridge` from the files' rows under the policies, in place of
 * what stood there. Runs inside the caller's transaction.
 * @param step called before each statement; throws to stop
 */
export async function buildCanonical(
  db: Database,
  files: readonly OrderFile[],
  policies: Policies,
  step: () => void,
): Promise<void> {
  const run = async (sql: string) => {
    step();
    await db.run(sql);
  };
  await dropRelations(db, ['orders', 'order_lines', 'customers', 'bridge']);
  await run(`CREATE OR REPLACE VIEW imported.valued AS ${valuedSql(policies)}`);
  await run(
    'DROP TABLE IF EXISTS imported.netted; DROP TABLE IF EXISTS imported.outcomes; DROP TABLE IF EXISTS imported.order_costs',
  );

  const [size] = await db.rows<{ orders: number; special: number; cancellations: number }>(`SELECT
    count(*) AS orders,
    count(*) FILTER (reason IS NOT NULL OR cancellation OR state = 'cancelled') AS special,
    count(*) FILTER (cancellation AND reason IS NULL) AS cancellations
  FROM imported.valued`);
  await run((size?.cancellations ?? 0) > 0 ? netting : emptyNetted);
  await run((size?.special ?? 0) > 0 ? outcomes : emptyOutcomes);
  await run(orderLines);
  await run((await hasCosts(db, files)) ? orderCosts : emptyCosts);
  await run(`CREATE ${(size?.orders ?? 0) > copiedOrders ? 'VIEW' : 'TABLE'} orders AS ${orders}`);
  await run(`CREATE TABLE customers AS ${customers}`);
  await run(`CREATE TABLE bridge AS ${bridge}`);
}

const emptyNetted = `CREATE TABLE imported.netted (
  file_id INTEGER, line BIGINT, currency VARCHAR, amount DECIMAL(18, 4), target_file INTEGER, target_line BIGINT
)`;
const emptyOutcomes =
  'CREATE TABLE imported.outcomes (file_id INTEGER, line BIGINT, outcome VARCHAR, reason VARCHAR, in_orders BOOLEAN)';
const emptyCosts =
  'CREATE TABLE imported.order_costs (file_id INTEGER, order_id VARCHAR, customer_id VARCHAR, cost DECIMAL(18, 4))';

async function hasCosts(db: Database, files: readonly OrderFile[]): Promise<boolean> {
  if (files.some(({ columns }) => columns.includes('unit_cost'))) return true;
  const [costs] = await db.rows<{ known: boolean }>('SELECT count(*) > 0 AS known FROM product_costs');
  return costs?.known ?? false;
}

/** DROP TABLE refuses a view and DROP VIEW a table; a relation here may be either. */
export async function dropRelations(db: Database, names: readonly string[]): Promise<void> {
  const found = await db.rows<{ table_name: string; table_type: string }>(
    "SELECT table_name, table_type FROM information_schema.tables WHERE table_catalog = current_database() AND table_schema = 'main'",
  );
  // Views first: they may read the tables.
  const kinds = found
    .filter(({ table_name }) => names.includes(table_name))
    .map(({ table_name, table_type }) => `DROP ${table_type === 'VIEW' ? 'VIEW' : 'TABLE'} ${table_name}`)
    .sort()
    .reverse();
  if (kinds.length > 0) await db.run(kinds.join('; '));
}
