import type { Database } from '../schema/database';
import { TenureError } from '../schema/errors';
import type { Policies } from '../schema/policies';
import reportSql from './canonical/report.sql?raw';
import type { LoadedFile } from './canonical/loaded';
import { accountForRows, sumOutcomes } from './ledger';
import type { AttributeReport, BridgeStep, ImportReport } from './types';

interface Size extends Record<string, unknown> {
  readonly orders: number;
  readonly anonymous_orders: number;
  readonly customers: number;
  readonly first: string;
  readonly last: string;
  readonly has_costs: boolean;
}

/**
 * What is loaded, read back from the tables just built.
 * @throws TenureError file_rows_unaccounted when a file's rows, or a currency's money, do not add up
 */
export async function reportOn(
  db: Database,
  files: readonly LoadedFile[],
  policies: Policies,
  attributes: AttributeReport,
): Promise<ImportReport> {
  const reports = await accountForRows(db, files);
  const [size] = await db.rows<Size>(reportSql);
  const bridge = await db.rows<BridgeStep & Record<string, unknown>>(
    'SELECT currency, step, rows, orders, amount FROM bridge ORDER BY currency, position',
  );
  await assertBridgeCloses(db, files);
  return {
    files: reports,
    rows: reports.reduce((sum, { rows }) => sum + rows, 0),
    orders: size?.orders ?? 0,
    anonymousOrders: size?.anonymous_orders ?? 0,
    customers: size?.customers ?? 0,
    currencies: [...new Set(bridge.map(({ currency }) => currency))],
    from: size?.first ?? '',
    to: size?.last ?? '',
    outcomes: sumOutcomes(reports),
    bridge,
    policies,
    hasCosts: size?.has_costs ?? false,
    attributes,
  };
}

async function assertBridgeCloses(db: Database, files: readonly LoadedFile[]): Promise<void> {
  const open = await db.rows<{ currency: string | null; gap: number }>(
    `SELECT currency, sum(CASE WHEN step = 'net' THEN -amount ELSE amount END) AS gap
FROM bridge GROUP BY currency HAVING gap <> 0`,
  );
  const [first] = open;
  if (first === undefined) return;
  throw new TenureError(
    'file_rows_unaccounted',
    { file: files.map(({ file }) => file.reading.name).join(', ') },
    `the bridge of ${first.currency ?? 'no currency'} is open by ${first.gap.toString()}`,
  );
}
