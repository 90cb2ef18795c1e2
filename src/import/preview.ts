import type { Database } from '../schema/database';
import { defaultPolicies } from '../schema/policies';
import { valuedSql } from './canonical/build';
import type { OrderFile } from './canonical/loaded';
import { createViews } from './canonical/views';
import type { MappingPreview } from './types';

/** What a file alone would be worth, under the house's policies and its profile's. Leaves no trace. */
export async function previewOrders(db: Database, loaded: OrderFile): Promise<MappingPreview> {
  const id = loaded.file.fileId.toString();
  await db.run('BEGIN');
  try {
    await createViews(db, [loaded]);
    const policies = { ...defaultPolicies, ...loaded.profile.policies };
    const [totals] = await db.rows<Omit<MappingPreview, 'rows'> & Record<string, unknown>>(`SELECT
  count(*) AS orders,
  count(DISTINCT customer_id) AS customers,
  coalesce(sum(gross - discount - refund + tax_step + shipping_step), 0)::DOUBLE AS net,
  strftime(min(ordered_at), '%Y-%m-%dT%H:%M:%S') AS "from",
  strftime(max(ordered_at), '%Y-%m-%dT%H:%M:%S') AS "to",
  (SELECT count(*) FROM imported.f${id}_rejects WHERE starts_with(reason, 'date_')) AS "unreadableDates",
  (SELECT count(*) FROM imported.f${id}_rejects WHERE starts_with(reason, 'amount_')) AS "unreadableAmounts"
FROM (${valuedSql(policies)}) WHERE reason IS NULL AND NOT cancellation`);
    if (totals === undefined) throw new Error('an aggregate gives one row');
    return { rows: loaded.file.reading.records, ...totals };
  } finally {
    await db.run('ROLLBACK');
  }
}
