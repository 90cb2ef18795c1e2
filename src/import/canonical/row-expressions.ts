import { literal } from '../../schema/sql';
import { normaliseHeader } from '../profiles/headers';
import type { OrderProfile } from '../profiles/profile';
import type { Mapping, Role, StagedFile } from '../types';
import { amountExpression } from './amounts';

/** A text cell, without what spreadsheets put around ids: a leading apostrophe, `="…"`, a `.0` behind a whole number. */
export function textExpression(column: string, samples: readonly string[]): string {
  let sql = column;
  if (samples.some((value) => value.startsWith('="'))) sql = `regexp_replace(${sql}, '^="(.*)"$', '\\1')`;
  if (samples.some((value) => value.startsWith("'"))) sql = `ltrim(${sql}, '''')`;
  if (samples.some((value) => value !== value.trim())) sql = `nullif(trim(${sql}), '')`;
  const numbers = samples.length > 0 && samples.every((value) => /^\d+\.0$/.test(value.trim()));
  return numbers ? `regexp_replace(${sql}, '\\.0$', '')` : sql;
}

/** A file that names no orders has one on each row, known by its place. */
export function orderIdExpression(file: StagedFile, mapped: string | undefined, fill: boolean): string {
  if (mapped === undefined) return `${literal(`${file.fileId.toString()}-`)} || line`;
  return fill ? `last_value(${mapped} IGNORE NULLS) OVER (ORDER BY line ROWS UNBOUNDED PRECEDING)` : mapped;
}

/** An address as it is compared: without spaces around it, in lower case. */
export const emailExpression = (column: string): string => `nullif(lower(trim(${column})), '')`;

/** The id, else the e-mail, else what the profile falls back on; NULL is an anonymous customer. */
export function customerIdExpression(
  file: StagedFile,
  id: string | undefined,
  email: string | undefined,
  profile: OrderProfile,
): string {
  const headers = file.reading.columns.map(normaliseHeader);
  const fallbacks = (profile.customerFallback ?? [])
    .map((name) => headers.indexOf(name))
    .filter((index) => index >= 0)
    .map((index) => `nullif(trim(ltrim(c${index.toString()}, '''')), '')`);
  const mail = email === undefined ? [] : [emailExpression(email)];
  const choices = [...(id === undefined ? [] : [id]), ...mail, ...fallbacks];
  if (choices.length === 0) return 'CAST(NULL AS VARCHAR)';
  return choices.length === 1 ? choices.join('') : `coalesce(${choices.join(', ')})`;
}

/** The cells that a profile adds to a role's own. */
export function addedColumns(file: StagedFile, profile: OrderProfile, role: Role): string[] {
  return (profile.added?.[role] ?? []).flatMap((name) => columnNamed(file, name) ?? []);
}

/** Several amounts as one. A blank one adds nothing; one that cannot be read makes the sum unknown. */
export function amountsExpression(columns: readonly string[], decimal: Mapping['decimal']): string {
  const [first = 'NULL', ...more] = columns;
  const amounts = more.map(
    (column) => `CASE WHEN ${column} IS NULL THEN 0 ELSE ${amountExpression(column, decimal)} END`,
  );
  return [amountExpression(first, decimal), ...amounts].join(' + ');
}

/** The coupon where a column of others' discounts says that there was one; undefined without such a column. */
export function couponExpression(
  file: StagedFile,
  { couponAmount }: OrderProfile,
  decimal: Mapping['decimal'],
): string | undefined {
  const column = couponAmount === undefined ? undefined : columnNamed(file, couponAmount);
  if (column === undefined || couponAmount === undefined) return undefined;
  return `CASE WHEN ${amountExpression(column, decimal)} > 0 THEN ${literal(couponAmount)} END`;
}

function columnNamed(file: StagedFile, name: string): string | undefined {
  const index = file.reading.columns.map(normaliseHeader).indexOf(name);
  return index < 0 ? undefined : `c${index.toString()}`;
}

/**
 * `cancelled`, `unpaid`, `refunded`, or NULL for an order like any other.
 * @param words the different cells of the status column
 */
export function stateExpression(
  status: string | undefined,
  words: readonly string[],
  cancelledAt: string | undefined,
  { statuses }: OrderProfile,
): string | undefined {
  const cases = cancelledAt === undefined ? [] : [`WHEN ${cancelledAt} IS NOT NULL THEN 'cancelled'`];
  for (const state of ['cancelled', 'unpaid', 'refunded'] as const) {
    // Only what the file writes, as it writes it: a comparison of plain cells is cheap, also for millions of rows.
    const written = words.filter((word) => statuses[state]?.includes(word.trim().toLowerCase()));
    if (status !== undefined && written.length > 0) {
      cases.push(`WHEN ${status} IN (${written.map(literal).join(', ')}) THEN '${state}'`);
    }
  }
  return cases.length === 0 ? undefined : `CASE ${cases.join(' ')} END`;
}

/** What a row is worth by itself, from typed columns; undefined where only the order's own amounts tell. */
export function grossExpression(mapping: Mapping): string | undefined {
  const { quantity, unit_price, line_total, line_discount } = mapping.roles;
  if (unit_price !== undefined) return quantity === undefined ? 'unit_price' : 'quantity * unit_price';
  if (line_total !== undefined) {
    return line_discount === undefined ? 'line_total' : 'line_total + coalesce(abs(line_discount), 0)';
  }
  const { order_total, order_subtotal, order_discount, order_shipping, order_tax } = mapping.roles;
  const others = [order_subtotal, order_discount, order_shipping, order_tax];
  const totalOnly = order_total !== undefined && others.every((index) => index === undefined);
  return mapping.grain === 'order' && totalOnly ? 'order_total' : undefined;
}
