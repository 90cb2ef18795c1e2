import type { ColumnFormat, Formatter } from '../kind';
import type { Segment } from '../../segments/segment';
import { segmentColumn } from '../../summary/build';
import { summaryColumns, type SummaryKind } from '../../summary/columns';
import { m } from '../../i18n/locale.svelte';
import { wallClock } from '../../i18n/numbers';
import { valueText } from '../clause-words';

/** A column that the table can show. */
export interface TableColumn {
  readonly name: string;
  readonly kind: SummaryKind;
  readonly label: string;
  readonly explanation: string;
  /** Whether it tells who the customer is: it has no distribution. */
  readonly isIdentity: boolean;
}

/** Those shown until others are chosen, as far as the data has them. */
const usual = new Set([
  'net',
  'orders',
  'last_order_at',
  'average_order_value',
  'rfm_group_quintile',
  'country',
]);

export const isUsual = (name: string): boolean => usual.has(name);

/**
 * The columns about which the data knows something of somebody, the customer's id first.
 * @param known customers with a value, by column
 */
export function columnsOf(
  known: ReadonlyMap<string, number>,
  segments: readonly Segment[],
): readonly TableColumn[] {
  const own = summaryColumns
    .filter(({ name, of }) => of !== 'shop' && (known.get(name) ?? 0) > 0)
    .map(({ name, kind, of, label, explanation }): TableColumn => ({
      name,
      kind,
      label: label(),
      explanation: explanation(),
      isIdentity: of === 'identity',
    }));
  const inSegments = segments.flatMap(({ id, name }): TableColumn[] => {
    const column = segmentColumn(id);
    if ((known.get(column) ?? 0) === 0) return [];
    const explanation = m.customers_in_segment({ segment: name() });
    return [{ name: column, kind: 'boolean', label: name(), explanation, isIdentity: false }];
  });
  return [...own, ...inSegments];
}

const formats: Readonly<Record<SummaryKind, ColumnFormat>> = {
  text: 'text',
  integer: 'integer',
  score: 'integer',
  number: 'number',
  money: 'money',
  percent: 'percent',
  date: 'date',
  days: 'days',
  boolean: 'text',
};

/** A value as the engine's rows have it, in words. */
export function written(
  value: unknown,
  { name, kind }: Pick<TableColumn, 'name' | 'kind'>,
  format: Formatter,
): string {
  if (value === null || value === undefined) return format.integer(null);
  if (typeof value === 'boolean') return value ? m.customers_yes() : m.customers_no();
  if (kind === 'text') return valueText(name, String(value));
  if (kind === 'date') return format.date(wallClock(String(value)));
  // Days are mostly whole.
  if (kind === 'days' && Number.isInteger(value)) return format.integer(Number(value));
  return format.format(Number(value), formats[kind]);
}

/** Numbers stand at the end of their column. */
export const isNumeric = ({ kind }: Pick<TableColumn, 'kind'>): boolean =>
  kind !== 'text' && kind !== 'boolean';
