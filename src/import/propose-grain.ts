import type { Database } from '../schema/database';
import type { Mapping, Role, StagedFile } from './types';

type Roles = Mapping['roles'];

const orderAmounts: readonly Role[] = [
  'order_total',
  'order_subtotal',
  'order_shipping',
  'order_tax',
  'order_discount',
  'order_refund',
];

const columnSql = (index: number) => `c${index.toString()}`;

/**
 * Whether order ids repeat, or are left blank below an order's first row. Ids that only rise or only fall are unique,
 * and rows of one order mostly stand together: one streaming pass tells most files without holding all their ids.
 */
export async function inferGrain(db: Database, file: StagedFile, roles: Roles): Promise<Mapping['grain']> {
  if (roles.order_id === undefined) return 'order';
  const id = columnSql(roles.order_id);
  const rows = `staging.f${file.fileId.toString()}`;
  const [seen] = await db.rows<{
    again: boolean | null;
    rising: boolean | null;
    falling: boolean | null;
  }>(`SELECT
  bool_or(id IS NULL OR id = before) AS again,
  bool_and(length(id) > length(before) OR (length(id) = length(before) AND id > before)) AS rising,
  bool_and(length(id) < length(before) OR (length(id) = length(before) AND id < before)) AS falling
FROM (SELECT ${id} AS id, lag(${id}) OVER () AS before FROM ${rows})`);
  if (seen?.again) return 'line';
  if (seen?.rising !== false || seen.falling !== false) return 'order';
  const [all] = await db.rows<{ repeats: boolean }>(
    `SELECT count(DISTINCT hash(${id})) < count(*) AS repeats FROM ${rows}`,
  );
  return all?.repeats ? 'line' : 'order';
}

interface Grouping extends Record<string, unknown> {
  /** Orders of several rows whose amount stands on one row, on all rows alike, or differs from row to row. */
  readonly on_one: number;
  readonly alike: number;
  readonly different: number;
}

async function groupOrders(db: Database, file: StagedFile, id: number, amount: number): Promise<Grouping> {
  const cell = columnSql(amount);
  const [row] = await db.rows<Grouping>(`WITH numbered AS (
  SELECT last_value(${columnSql(id)} IGNORE NULLS) OVER (ORDER BY line ROWS UNBOUNDED PRECEDING) AS order_id,
    ${cell} AS amount, regexp_matches(coalesce(${cell}, ''), '[1-9]') AS says
  FROM staging.f${file.fileId.toString()}
), orders AS (
  SELECT count(*) AS rows, count(*) FILTER (says) AS saying, count(DISTINCT amount) AS amounts
  FROM numbered GROUP BY order_id HAVING count(*) > 1 AND count(*) FILTER (says) > 0
)
SELECT
  count(*) FILTER (saying = 1) AS on_one,
  count(*) FILTER (saying = rows AND amounts = 1) AS alike,
  count(*) FILTER (saying > 1 AND amounts > 1) AS different
FROM orders`);
  return row ?? { on_one: 0, alike: 0, different: 0 };
}

/**
 * Where the order's own amounts stand, from the orders of several rows. A total that differs within most orders
 * belongs to the line, whatever its column is called: `lineTotal` says so.
 */
export async function inferOrderAmounts(
  db: Database,
  file: StagedFile,
  roles: Roles,
): Promise<{ orderAmounts: Mapping['orderAmounts']; lineTotal: boolean }> {
  const present = orderAmounts.flatMap((role) => roles[role] ?? []);
  const { order_id } = roles;
  if (order_id === undefined) return { orderAmounts: 'every-row', lineTotal: false };
  let onOne = 0;
  let alike = 0;
  let lineTotal = false;
  for (const column of present) {
    const found = await groupOrders(db, file, order_id, column);
    onOne += found.on_one;
    alike += found.alike;
    if (column === roles.order_total) lineTotal = found.different > found.on_one + found.alike;
  }
  return { orderAmounts: onOne > alike ? 'first-row' : 'every-row', lineTotal };
}
