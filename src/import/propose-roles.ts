import { isAmount } from './canonical/amounts';
import { dateShape } from './canonical/dates';
import { aliases } from './profiles/aliases';
import { findRoles, normaliseHeader } from './profiles/headers';
import { amountRoles, type Role } from './types';

export interface Guess {
  readonly roles: Readonly<Partial<Record<Role, number>>>;
  readonly confidence: Readonly<Partial<Record<Role, number>>>;
}

type Samples = ReadonlyMap<number, readonly string[]>;

const byName = 0.9;
const byPartOfName = 0.6;
const byContent = 0.4;

export const worthRoles = [
  'unit_price',
  'line_total',
  'order_subtotal',
  'order_total',
] as const satisfies readonly Role[];

const share = (values: readonly string[], test: (text: string) => boolean): number =>
  values.length === 0 ? 0 : values.filter(test).length / values.length;
const isDate = (text: string) => dateShape(text) !== null;
const isEmail = (text: string) => /^\s*[^\s@]+@[^\s@]+\.[^\s@]+\s*$/.test(text);
/** `Total (EUR)` is a total. */
const withoutCurrency = (header: string) =>
  header.replace(/ (?:eur|usd|gbp|mxn|ars|clp|cop|brl|chf|cad|aud)$/, '');

/**
 * What the columns of an unknown table are: by their names in six languages, whole, then in part; where names say
 * nothing, by what the cells hold. A name that its cells contradict is not believed.
 */
export function guessRoles(columns: readonly string[], samples: Samples): Guess {
  const headers = columns.map((column) => withoutCurrency(normaliseHeader(column)));
  const indexes = columns.map((_, index) => index);
  const roles: Partial<Record<Role, number>> = {};
  const confidence: Partial<Record<Role, number>> = {};
  const take = (role: Role, index: number | undefined, certainty: number) => {
    const taken = index === undefined || Object.values(roles).includes(index) || roles[role] !== undefined;
    if (taken || !believable(role, samples.get(index) ?? [])) return;
    roles[role] = index;
    confidence[role] = certainty;
  };

  for (const [role, index] of entries(findRoles(headers, aliases))) take(role, index, byName);
  for (const [role, pattern] of namedInPart) {
    take(
      role,
      indexes.find((index) => pattern.test(headers[index] ?? '')),
      byPartOfName,
    );
  }
  const find = (test: (values: readonly string[]) => boolean) =>
    indexes.find((index) => !Object.values(roles).includes(index) && test(samples.get(index) ?? []));
  take(
    'ordered_at',
    find((values) => share(values, isDate) > 0.9),
    byContent,
  );
  take(
    'email',
    find((values) => share(values, isEmail) > 0.5),
    byContent,
  );
  if (worthRoles.every((role) => roles[role] === undefined)) {
    const money = find(
      (values) =>
        share(values, isAmount) > 0.9 && share(values, (text) => /\d[.,]\d{1,2}\D*$/.test(text)) > 0.3,
    );
    take('order_total', money, byContent);
  }
  return { roles, confidence };
}

// A last resort, after whole names: ids and money named by a word among others.
const namedInPart: readonly (readonly [Role, RegExp])[] = [
  ['ordered_at', /\b(date|fecha|data|datum|created|time)\b/],
  ['customer_id', /\b(customer|client|cliente|kunde|buyer|user|member)\b.*\b(id|no|number|code|key)\b/],
  ['order_id', /\b(order|pedido|ordine|invoice|transaction|commande|bestell)\b.*\b(id|no|number|nr|key)\b/],
  ['order_total', /\b(total|amount|revenue|importe|importo|betrag|montant)\b/],
];

/** Cells that cannot be what the name says; a column without a single cell contradicts nothing. */
function believable(role: Role, values: readonly string[]): boolean {
  if (values.length === 0) return true;
  if (role === 'ordered_at') return share(values, isDate) > 0;
  if (amountRoles.some((amount) => amount === role)) return share(values, isAmount) > 0;
  return true;
}

function entries(found: Partial<Record<Role, number>>): [Role, number][] {
  return Object.entries(found) as [Role, number][];
}

/** Columns that by their names alone should be dates, or money: to say which of them nobody can read. */
export function namedColumns(columns: readonly string[]): {
  date: number | undefined;
  worth: number | undefined;
} {
  const found = findRoles(
    columns.map((column) => withoutCurrency(normaliseHeader(column))),
    aliases,
  );
  return {
    date: found.ordered_at,
    worth: found.unit_price ?? found.line_total ?? found.order_total ?? found.order_subtotal,
  };
}
