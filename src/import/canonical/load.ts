import type { Database } from '../../schema/database';
import { TenureError } from '../../schema/errors';
import { literal } from '../../schema/sql';
import { originalSql } from '../ledger';
import { normaliseHeader } from '../profiles/headers';
import { orderProfile } from '../profiles/index';
import type { Mapping, StagedFile } from '../types';
import { groupSql } from './group';
import type { OrderFile } from './loaded';
import { fillsFromFirstRow, project, type Check } from './project';
import { sampleColumns } from './sample';

/**
 * Types the rows of a staged file into `imported.f<fileId>` and its orders into `imported.g<fileId>`; rows that cannot
 * be read go to `imported.f<fileId>_rejects`. Changes nothing else.
 * @throws TenureError file_dates_unreadable, file_amounts_unreadable, file_no_rows
 */
export async function loadOrders(db: Database, file: StagedFile, mapping: Mapping): Promise<OrderFile> {
  const id = file.fileId.toString();
  const profile = orderProfile(mapping.profile);
  const content = {
    samples: await sampleColumns(db, file, Object.values(mapping.roles)),
    statuses: await statusesOf(db, file, mapping),
    fillOrderIds: await hasBlankOrderIds(db, file, mapping),
  };
  const { sql, columns, checks } = project(file, mapping, profile, content);
  await dropOrders(db, file.fileId);
  await db.run(`CREATE TABLE imported.f${id} AS ${sql}`);
  await db.run(rejectsSql(file, checks));
  const rows = await removeUnreadable(db, file, checks);
  await db.run(groupSql(file.fileId, mapping, columns));
  const source = [mapping.profile, ...file.reading.columns.map(normaliseHeader).sort()].join('|');
  return { content: 'orders', file, profile, mapping, columns, checks, source, rows };
}

/** Takes back what `loadOrders` made. */
export async function dropOrders(db: Database, fileId: number): Promise<void> {
  const id = fileId.toString();
  const kinds = await db.rows<{ table_type: string }>(
    `SELECT table_type FROM information_schema.tables WHERE table_catalog = current_database() AND table_schema = 'imported' AND table_name = 'g${id}'`,
  );
  for (const { table_type } of kinds)
    await db.run(`DROP ${table_type === 'VIEW' ? 'VIEW' : 'TABLE'} imported.g${id}`);
  await db.run(`DROP TABLE IF EXISTS imported.f${id}_rejects; DROP TABLE IF EXISTS imported.f${id}`);
}

// A column of more different words than this holds no statuses.
const mostStatuses = 1000;

async function statusesOf(db: Database, file: StagedFile, mapping: Mapping): Promise<string[]> {
  const column = mapping.roles.status;
  if (column === undefined) return [];
  const cell = `c${column.toString()}`;
  const rows = await db.rows<{ word: string }>(
    `SELECT DISTINCT ${cell} AS word FROM staging.f${file.fileId.toString()} WHERE ${cell} IS NOT NULL LIMIT ${mostStatuses.toString()}`,
  );
  return rows.map(({ word }) => word);
}

async function hasBlankOrderIds(db: Database, file: StagedFile, mapping: Mapping): Promise<boolean> {
  const column = mapping.roles.order_id;
  if (column === undefined || !fillsFromFirstRow(mapping)) return false;
  const [row] = await db.rows<{ blank: boolean }>(
    `SELECT count(*) > 0 AS blank FROM staging.f${file.fileId.toString()} WHERE c${column.toString()} IS NULL`,
  );
  return row?.blank ?? false;
}

function rejectsSql(file: StagedFile, checks: readonly Check[]): string {
  const id = file.fileId.toString();
  const { columns } = file.reading;
  const pick = (text: (check: Check) => string | null) =>
    `CASE problem ${checks.map((check, i) => `WHEN ${(i + 1).toString()} THEN ${literal(text(check))}`).join(' ')} END`;
  return `CREATE TABLE imported.f${id}_rejects AS
SELECT f.line, ${pick(({ reason }) => reason)} AS reason,
  ${pick(({ column }) => (column === null ? null : (columns[column] ?? null)))} AS column_name,
  ${originalSql(file)} AS original
FROM (SELECT line, problem FROM imported.f${id} WHERE problem IS NOT NULL) AS f
JOIN staging.f${id} AS s ON f.line = s.line`;
}

/** @returns how many rows are left */
async function removeUnreadable(db: Database, file: StagedFile, checks: readonly Check[]): Promise<number> {
  const id = file.fileId.toString();
  const [all] = await db.rows<{ rows: number }>(`SELECT count(*) AS rows FROM imported.f${id}`);
  const problems = await db.rows<{ problem: number; rows: number; line: number }>(
    `SELECT problem, count(*) AS rows, min(line) AS line FROM imported.f${id} WHERE problem IS NOT NULL GROUP BY problem`,
  );
  const bad = problems.reduce((sum, { rows }) => sum + rows, 0);
  const left = (all?.rows ?? 0) - bad;
  if (left === 0) throw await nothingReadable(db, file, checks, problems);
  if (bad > 0) await db.run(`DELETE FROM imported.f${id} WHERE problem IS NOT NULL`);
  return left;
}

async function nothingReadable(
  db: Database,
  file: StagedFile,
  checks: readonly Check[],
  problems: readonly { problem: number; rows: number; line: number }[],
): Promise<TenureError> {
  const name = file.reading.name;
  const worst = problems.toSorted((a, b) => b.rows - a.rows)[0];
  const check = worst && checks[worst.problem - 1];
  if (worst === undefined || check === undefined) return new TenureError('file_no_rows', { file: name });
  const column = check.column === null ? '' : (file.reading.columns[check.column] ?? '');
  const [cell] =
    check.column === null
      ? []
      : await db.rows<{ text: string | null }>(
          `SELECT c${check.column.toString()} AS text FROM staging.f${file.fileId.toString()} WHERE line = ${worst.line.toString()}`,
        );
  const params = { file: name, column, example: cell?.text ?? '', line: worst.line };
  if (check.reason === 'order_id_missing') return new TenureError('file_no_match', params);
  const dates = check.reason === 'date_missing' || check.reason === 'date_unreadable';
  return new TenureError(dates ? 'file_dates_unreadable' : 'file_amounts_unreadable', params);
}
