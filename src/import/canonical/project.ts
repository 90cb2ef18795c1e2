import type { OrderProfile } from '../profiles/profile';
import { amountRoles, type Mapping, type Role, type StagedFile } from '../types';
import { dateExpression } from './dates';
import { isRowColumn, rowColumns, type RowColumn } from './row-columns';
import {
  addedColumns,
  amountsExpression,
  couponExpression,
  customerIdExpression,
  emailExpression,
  grossExpression,
  orderIdExpression,
  stateExpression,
  textExpression,
} from './row-expressions';

/** Why a row cannot be read; `problem` in the rows is a position in the list of these, from 1. */
export interface Check {
  readonly reason:
    'order_id_missing' | 'date_missing' | 'date_unreadable' | 'amount_unreadable' | 'amount_missing';
  /** Index of the column to blame. */
  readonly column: number | null;
  readonly failed: string;
}

export interface Projection {
  /** SELECT of `line`, `columns` and `problem` from the staged file. */
  readonly sql: string;
  readonly columns: readonly RowColumn[];
  readonly checks: readonly Check[];
}

/** What only the file's content tells, needed to write its projection. */
export interface Content {
  /** Some values by column index. */
  readonly samples: ReadonlyMap<number, readonly string[]>;
  /** The different cells of the status column. */
  readonly statuses: readonly string[];
  /** Rows without an order id belong to the order above them. */
  readonly fillOrderIds: boolean;
}

const textRoles = ['product_id', 'product_name', 'category', 'country', 'channel', 'coupon'] as const;

/** Whether rows below an order's first leave its fields blank. */
export const fillsFromFirstRow = (mapping: Mapping): boolean =>
  mapping.grain === 'line' && mapping.orderAmounts === 'first-row' && mapping.roles.order_id !== undefined;

/** The SELECT that turns a staged file into typed rows, each with the number of its problem or NULL. */
export function project(
  file: StagedFile,
  mapping: Mapping,
  profile: OrderProfile,
  content: Content,
): Projection {
  const typed = typedColumns(file, mapping, profile, content);
  const gross = grossExpression(mapping);
  const checks = checksOf(mapping, gross);
  const columns = [...typed.keys()].filter(isRowColumn);
  const fill = fillsFromFirstRow(mapping);

  const problem = checks
    .map(({ failed }, index) => (failed === '' ? '' : `WHEN ${failed} THEN ${(index + 1).toString()} `))
    .join('');
  const money = gross === undefined ? '' : `, (${gross})::${rowColumns.gross} AS gross`;
  const read = `SELECT line, ${columns.join(', ')}${money}, CASE ${problem}END::UTINYINT AS problem
FROM (
  SELECT file.*, ${[...typed].map(([name, sql]) => `${sql} AS ${name}`).join(',\n    ')}
  FROM staging.f${file.fileId.toString()} AS file
)`;
  const all: RowColumn[] = gross === undefined ? columns : [...columns, 'gross'];
  if (!fill) return { sql: read, columns: all, checks };

  const missing = (checks.findIndex(({ reason }) => reason === 'date_missing') + 1).toString();
  const sql = `WITH read AS MATERIALIZED (
${read}
), heads AS (
  SELECT order_id, arg_min(customer_id, line) AS customer_id, arg_min(ordered_at, line) AS ordered_at
  FROM read GROUP BY order_id
)
SELECT read.* REPLACE (
  heads.customer_id AS customer_id,
  coalesce(read.ordered_at, heads.ordered_at) AS ordered_at,
  coalesce(problem, CASE WHEN coalesce(read.ordered_at, heads.ordered_at) IS NULL THEN ${missing} END)::UTINYINT AS problem
)
FROM read LEFT JOIN heads ON read.order_id = heads.order_id`;
  return { sql, columns: all, checks };
}

function typedColumns(
  file: StagedFile,
  mapping: Mapping,
  profile: OrderProfile,
  content: Content,
): Map<string, string> {
  const typed = new Map<string, string>();
  const raw = (role: Role) => columnOf(mapping, role);
  const samples = (role: Role) => content.samples.get(mapping.roles[role] ?? -1) ?? [];
  const text = (role: Role) => {
    const column = raw(role);
    return column && textExpression(column, samples(role));
  };
  const put = (name: string, sql: string | undefined) => {
    if (sql !== undefined) typed.set(name, sql);
  };

  put('order_id', orderIdExpression(file, text('order_id'), content.fillOrderIds));
  put('customer_id', customerIdExpression(file, text('customer_id'), raw('email'), profile));
  const email = raw('email');
  if (mapping.roles.customer_id !== undefined) put('email', email && emailExpression(email));
  put('ordered_at', dateExpression(raw('ordered_at') ?? 'NULL', samples('ordered_at'), mapping.dateOrder));
  for (const role of textRoles) put(role, text(role));
  const currency = raw('currency');
  put('currency', currency && `nullif(upper(trim(${currency})), '')`);
  put('status', raw('status'));
  put('state', stateExpression(raw('status'), content.statuses, raw('cancelled_at'), profile));
  for (const role of amountRoles) {
    const column = raw(role);
    put(role, column && amountsExpression([column, ...addedColumns(file, profile, role)], mapping.decimal));
  }
  put('coupon', typed.get('coupon') ?? couponExpression(file, profile, mapping.decimal));
  return typed;
}

function checksOf(mapping: Mapping, gross: string | undefined): Check[] {
  const { roles } = mapping;
  const fill = fillsFromFirstRow(mapping);
  const date = columnOf(mapping, 'ordered_at') ?? 'NULL';
  const checks: Check[] = [
    { reason: 'order_id_missing', column: roles.order_id ?? null, failed: 'order_id IS NULL' },
    {
      reason: 'date_unreadable',
      column: roles.ordered_at ?? null,
      failed: `${date} IS NOT NULL AND ordered_at IS NULL`,
    },
    // Where the first row speaks for its order, a date is missing only if none of the order's rows has one.
    { reason: 'date_missing', column: roles.ordered_at ?? null, failed: fill ? '' : `${date} IS NULL` },
  ];
  for (const role of amountRoles) {
    const column = columnOf(mapping, role);
    // An unreadable cost leaves the margin unknown; it does not make the sale unreadable.
    if (column === undefined || role === 'unit_cost') continue;
    checks.push({
      reason: 'amount_unreadable',
      column: roles[role] ?? null,
      failed: `${column} IS NOT NULL AND ${role} IS NULL`,
    });
  }
  const worth = [gross, columnOf(mapping, 'order_subtotal'), columnOf(mapping, 'order_total')].filter(
    Boolean,
  );
  if (!fill && worth.length > 0) {
    const blame = roles.unit_price ?? roles.line_total ?? roles.order_total ?? roles.order_subtotal ?? null;
    checks.push({
      reason: 'amount_missing',
      column: blame,
      failed: worth.map((sql) => `(${sql ?? ''}) IS NULL`).join(' AND '),
    });
  }
  return checks;
}

function columnOf(mapping: Mapping, role: Role): string | undefined {
  const index = mapping.roles[role];
  return index === undefined ? undefined : `c${index.toString()}`;
}
