import type { Database } from '../schema/database';
import { TenureError } from '../schema/errors';
import { decimalMark, isAmount } from './canonical/amounts';
import { dateShape } from './canonical/dates';
import { sampleColumns } from './canonical/sample';
import { findRoles, hasAll, normaliseHeader } from './profiles/headers';
import { generic } from './profiles/generic';
import { profiles } from './profiles/index';
import type { OrderProfile, SideProfile } from './profiles/profile';
import { inferDateOrder } from './propose-dates';
import { inferGrain, inferOrderAmounts } from './propose-grain';
import { guessRoles, namedColumns, worthRoles } from './propose-roles';
import type { Mapping, Proposal, Question, Role, StagedFile } from './types';

type Roles = Partial<Record<Role, number>>;

/**
 * How a staged file becomes orders, or what else it holds.
 * @throws TenureError file_no_rows, file_no_match, file_dates_unreadable, file_amounts_unreadable
 */
export async function propose(db: Database, file: StagedFile): Promise<Proposal> {
  const { reading } = file;
  if (reading.records === 0) throw new TenureError('file_no_rows', { file: reading.name });
  const headers = reading.hasHeader ? reading.columns.map(normaliseHeader) : [];
  for (const profile of profiles) {
    if (profile.content !== 'orders') {
      if (isSideFile(profile, headers)) return sideProposal(file, profile);
      continue;
    }
    const roles = matchOrders(profile, headers, file);
    if (roles) return orderProposal(db, file, profile, roles, {});
  }
  const samples = await sampleColumns(
    db,
    file,
    reading.columns.map((_, index) => index),
  );
  const guess = guessRoles(reading.columns, samples);
  await refuseHopeless(db, file, guess.roles, samples);
  return orderProposal(db, file, generic, { ...guess.roles }, guess.confidence);
}

const isSideFile = (profile: SideProfile, headers: readonly string[]): boolean =>
  hasAll(headers, profile.signature) && !profile.unless.some((name) => headers.includes(name));

function matchOrders(profile: OrderProfile, headers: readonly string[], file: StagedFile): Roles | null {
  if (!file.reading.hasHeader) return profile.shape?.(file.reading.rows) ?? null;
  const named = profile.signature.length > 0 && hasAll(headers, profile.signature);
  return named ? findRoles(headers, profile.columns) : null;
}

function sideProposal(file: StagedFile, profile: SideProfile): Proposal {
  const mapping: Mapping = {
    profile: profile.id,
    roles: {},
    grain: 'line',
    orderAmounts: 'every-row',
    decimal: '.',
    dateOrder: 'ymd',
  };
  return { file, mapping, confidence: {}, questions: [], policies: {}, content: profile.content };
}

async function orderProposal(
  db: Database,
  file: StagedFile,
  profile: OrderProfile,
  roles: Roles,
  confidence: Partial<Record<Role, number>>,
): Promise<Proposal> {
  const samples = await sampleColumns(db, file, Object.values(roles));
  const questions: Question[] = profile === generic ? [{ kind: 'columns' }] : [];
  const dates = samples.get(roles.ordered_at ?? -1) ?? [];
  await refuseUnreadable(db, file, roles.ordered_at, dates, dateShape, 'file_dates_unreadable');
  const worth = worthRoles.map((role) => roles[role]).find((index) => index !== undefined);
  const money = (text: string) => isAmount(text) || null;
  await refuseUnreadable(db, file, worth, samples.get(worth ?? -1) ?? [], money, 'file_amounts_unreadable');

  const date =
    roles.ordered_at === undefined
      ? { order: 'ymd' as const, open: null }
      : await inferDateOrder(db, file, roles.ordered_at, dates);
  if (date.open !== null) questions.push({ kind: 'date-order', example: date.open });

  const grain = profile.grain === 'test' ? await inferGrain(db, file, roles) : profile.grain;
  let orderAmounts: Mapping['orderAmounts'] = 'every-row';
  if (grain === 'line' && profile.orderAmounts === 'test') {
    const found = await inferOrderAmounts(db, file, roles);
    orderAmounts = found.orderAmounts;
    const priced = roles.unit_price !== undefined || roles.line_total !== undefined;
    if (found.lineTotal && !priced && roles.order_total !== undefined) {
      roles.line_total = roles.order_total;
      delete roles.order_total;
    }
  } else if (profile.orderAmounts !== 'test') orderAmounts = profile.orderAmounts;

  const amounts = amountRolesOf(roles).flatMap((index) => samples.get(index) ?? []);
  const decimal = decimalMark(amounts) ?? (file.reading.dialect.delimiter === ';' ? ',' : '.');
  const mapping: Mapping = {
    profile: profile.id,
    roles,
    grain,
    orderAmounts,
    decimal,
    dateOrder: date.order,
  };
  return { file, mapping, confidence, questions, policies: profile.policies ?? {}, content: 'orders' };
}

const amountRolesOf = (roles: Roles): number[] =>
  (
    [...worthRoles, 'line_discount', 'order_discount', 'order_shipping', 'order_tax', 'order_refund'] as const
  ).flatMap((role) => roles[role] ?? []);

async function refuseUnreadable(
  db: Database,
  file: StagedFile,
  column: number | undefined,
  values: readonly string[],
  read: (text: string) => unknown,
  code: 'file_dates_unreadable' | 'file_amounts_unreadable',
): Promise<void> {
  if (column === undefined || values.length === 0 || values.some((text) => read(text) !== null)) return;
  const cell = `c${column.toString()}`;
  const [first] = await db.rows<{ line: number; example: string }>(
    `SELECT line, ${cell} AS example FROM staging.f${file.fileId.toString()} WHERE ${cell} IS NOT NULL ORDER BY line LIMIT 1`,
  );
  const name = file.reading.columns[column] ?? '';
  throw new TenureError(code, { file: file.reading.name, column: name, line: 0, example: '', ...first });
}

/** A table without a date or without money cannot be orders. Columns named so, but unreadable, are named in the refusal. */
async function refuseHopeless(
  db: Database,
  file: StagedFile,
  roles: Roles,
  samples: ReadonlyMap<number, readonly string[]>,
): Promise<void> {
  const named = file.reading.hasHeader
    ? namedColumns(file.reading.columns)
    : { date: undefined, worth: undefined };
  const hasDate = roles.ordered_at !== undefined;
  const hasWorth = worthRoles.some((role) => roles[role] !== undefined);
  const value = (index: number | undefined) => samples.get(index ?? -1) ?? [];
  if (!hasDate && (hasWorth || named.worth !== undefined)) {
    await refuseUnreadable(db, file, named.date, value(named.date), dateShape, 'file_dates_unreadable');
  }
  if (hasDate && !hasWorth) {
    await refuseUnreadable(db, file, named.worth, value(named.worth), () => null, 'file_amounts_unreadable');
  }
  if (!hasDate || !hasWorth) throw new TenureError('file_no_match', { file: file.reading.name });
}
