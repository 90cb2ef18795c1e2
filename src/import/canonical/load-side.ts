import type { Database } from '../../schema/database';
import { TenureError } from '../../schema/errors';
import { literal } from '../../schema/sql';
import { originalSql } from '../ledger';
import { recoveredStates } from '../profiles/carts';
import { normaliseHeader } from '../profiles/headers';
import type { SideProfile } from '../profiles/profile';
import type { StagedFile } from '../types';
import { amountExpression, decimalMark } from './amounts';
import { dateExpression } from './dates';
import type { SideFile } from './loaded';
import { sampleColumns } from './sample';
import { inferDateOrder } from '../propose-dates';

interface Target {
  /** Of a file's rows with one key the first counts, and the others, even incomplete ones, belong to it. */
  readonly first?: true;
  /** Columns of the table, in its order, from the file's fields. */
  readonly columns: readonly string[];
  /** Of `columns`, those without which a row says nothing. */
  readonly required: readonly string[];
  /** A later row with the same key replaces an earlier one; empty: every row counts. */
  readonly key: readonly string[];
}

const targets: Readonly<Record<SideProfile['content'], Target>> = {
  product_costs: {
    columns: ['product_id', 'product_name', 'category', 'unit_cost', 'currency'],
    required: ['product_id', 'unit_cost'],
    key: ['product_id'],
  },
  acquisition_spend: {
    columns: ['channel', 'period_start', 'period_end', 'amount', 'currency'],
    required: ['channel', 'period_start', 'amount'],
    key: [],
  },
  survey_responses: {
    columns: ['customer_id', 'responded_at', 'score'],
    required: ['customer_id', 'responded_at', 'score'],
    key: [],
  },
  // Some exports have a row for each article of a cart, and its date on the first of them only.
  carts: {
    columns: ['cart_id', 'customer_id', 'abandoned_at', 'amount', 'currency'],
    required: ['abandoned_at'],
    key: ['cart_id'],
    first: true,
  },
};

const amounts = new Set(['unit_cost', 'amount', 'score']);
const dates = new Set(['period_start', 'period_end', 'responded_at', 'abandoned_at']);

/**
 * Adds a side file to its table; its unreadable rows, and rows that repeat a key, go to `imported.rejected`.
 * Runs inside the caller's transaction.
 */
export async function loadSideFile(db: Database, file: StagedFile, profile: SideProfile): Promise<SideFile> {
  const id = file.fileId.toString();
  const target = targets[profile.content];
  const typed = await typedFields(db, file, profile);
  const complete = target.required.map((name) => `${name} IS NOT NULL`).join(' AND ');
  const score =
    profile.content === 'survey_responses' ? ' AND score BETWEEN 0 AND 10 AND score = floor(score)' : '';
  const fields = target.columns.map((name) => `${typed.get(name) ?? 'NULL'} AS ${name}`).join(', ');
  const [keys, by] = [target.key.join(', '), target.first ? 'line' : 'line DESC'];
  // A row without a key is its own.
  const chosen =
    keys === ''
      ? 'true'
      : `(${keys}) IS NULL OR row_number() OVER (PARTITION BY complete, ${keys} ORDER BY ${by}) = 1`;
  const belongs = target.first
    ? ` OR (${keys}) IS NOT NULL AND bool_or(complete) OVER (PARTITION BY ${keys})`
    : '';
  const recovered = typed.get('state');
  const excluded =
    recovered === undefined
      ? 'false'
      : `coalesce(lower(${recovered}) IN (${recoveredStates.map(literal).join(', ')}), false)`;
  await db.run(`CREATE TABLE imported.f${id} AS
SELECT *, complete AND NOT excluded AND (${chosen}) AS kept FROM (
  SELECT *, complete${belongs} AS readable
  FROM (
    SELECT *, coalesce(${complete}${score}, false) AS complete
    FROM (SELECT file.*, ${excluded} AS excluded, ${fields} FROM staging.f${id} AS file)
  )
)`);
  await db.run(`INSERT INTO imported.rejected
SELECT ${id}, line,
  CASE WHEN NOT readable THEN 'rejected' WHEN excluded THEN 'excluded' ELSE 'merged' END,
  CASE WHEN NOT readable THEN 'value_missing' WHEN excluded THEN 'recovered'
    ELSE '${target.first ? 'same_cart' : 'newer_row'}' END,
  NULL, ${originalSql(file)}
FROM imported.f${id} WHERE NOT kept`);
  const [counted] = await db.rows<{ kept: number }>(
    `SELECT count(*) AS kept FROM imported.f${id} WHERE kept`,
  );
  const kept = counted?.kept ?? 0;
  if (kept === 0) throw unreadable(file, profile);
  if (target.key.length > 0) {
    const same = target.key.map((name) => `t.${name} = f.${name}`).join(' AND ');
    await db.run(`DELETE FROM ${profile.content} AS t USING imported.f${id} AS f WHERE f.kept AND ${same}`);
  }
  const values = target.columns.map((name) => valueOf(name)).join(', ');
  await db.run(`INSERT INTO ${profile.content} SELECT ${values} FROM imported.f${id} WHERE kept`);
  await db.run(`DROP TABLE imported.f${id}`);
  return { content: profile.content, file, profileId: profile.id, kept };
}

/** A period that names no end is the month that it starts in. */
function valueOf(name: string): string {
  if (name === 'period_end') return 'coalesce(period_end::DATE, last_day(period_start::DATE))';
  return name === 'currency' ? "nullif(upper(trim(currency::VARCHAR)), '')" : name;
}

async function typedFields(
  db: Database,
  file: StagedFile,
  profile: SideProfile,
): Promise<Map<string, string>> {
  const headers = file.reading.columns.map(normaliseHeader);
  const found = Object.entries(profile.fields).flatMap(([name, names]) => {
    const at = names.map((alias) => headers.indexOf(alias)).find((index) => index >= 0);
    return at === undefined ? [] : [{ name, at }];
  });
  const samples = await sampleColumns(
    db,
    file,
    found.map(({ at }) => at),
  );
  const values = (wanted: ReadonlySet<string>) =>
    found.filter(({ name }) => wanted.has(name)).flatMap(({ at }) => samples.get(at) ?? []);
  const decimal = decimalMark(values(amounts)) ?? '.';
  const typed = new Map<string, string>();
  const address = found.find(({ name }) => name === 'email');
  for (const { name, at } of found) {
    const column = `c${at.toString()}`;
    const texts = samples.get(at) ?? [];
    if (amounts.has(name)) typed.set(name, amountExpression(column, decimal));
    else if (dates.has(name)) typed.set(name, await dateOf(db, file, at, texts));
    else typed.set(name, `nullif(trim(${column}), '')`);
  }
  if (address) {
    // As orders do: by the id, else by the address.
    const email = `nullif(lower(trim(c${address.at.toString()})), '')`;
    const id = typed.get('customer_id');
    typed.set('customer_id', id === undefined ? email : `coalesce(${id}, ${email})`);
  }
  return typed;
}

const monthOnly = /^\d{4}-\d{1,2}$/;

async function dateOf(db: Database, file: StagedFile, at: number, texts: readonly string[]): Promise<string> {
  const column = `c${at.toString()}`;
  if (texts.length > 0 && texts.every((text) => monthOnly.test(text.trim()))) {
    return `try_strptime(trim(${column}), '%Y-%m')`;
  }
  const { order } = await inferDateOrder(db, file, at, texts);
  return dateExpression(column, texts, order);
}

function unreadable(file: StagedFile, profile: SideProfile): TenureError {
  const wanted = targets[profile.content].required.join(', ');
  return new TenureError('file_no_match', { file: file.reading.name, columns: wanted });
}
