/** The shared filter in words: on its chips, in announcements, and where a link is previewed. */
import {
  endless,
  type Clause,
  type CohortClause,
  type IntervalClause,
  type PointsClause,
} from '../filter/clause';
import { messageFor } from '../i18n/lookup';
import { m } from '../i18n/locale.svelte';
import { segmentLabel } from '../segments/names';
import type { Segment } from '../segments/segment';
import { segmentColumn } from '../summary/build';
import { summaryColumns } from '../summary/columns';
import type { ColumnFormat, Formatter } from './kind';

const mostNamed = 3;

type Named = readonly Pick<Segment, 'id' | 'name'>[];

/** A column of the customer summary in words; one that has none by its name. */
export const columnLabel = (name: string, segments: Named = []): string =>
  summaryColumns.find((column) => column.name === name)?.label() ??
  segments.find(({ id }) => segmentColumn(id) === name)?.name() ??
  segmentLabel(name) ??
  name.replace(/^segment_/, '').replaceAll('_', ' ');

function formatOf(name: string): ColumnFormat {
  const kind = summaryColumns.find((column) => column.name === name)?.kind;
  return kind === undefined || kind === 'boolean' || kind === 'score' ? 'integer' : kind;
}

/** Days are whole but for means and medians, which have a decimal where they need one. */
function written(column: string, value: number, format: Formatter): string {
  const as = formatOf(column);
  if (as === 'date') return format.date(new Date(value));
  if (as === 'money') return format.money(value, { compact: value === 0 || Math.abs(value) >= 10 });
  // A bin ends a millionth before the next begins.
  const rounded = Math.round(value * 100) / 100;
  return Number.isInteger(rounded) ? format.integer(rounded) : format.number(rounded);
}

/** The values of an interval, without the column's name: `30–59`, `≥ 600`. */
export function intervalText(
  { column, low, high }: Omit<IntervalClause, 'type' | 'source'>,
  format: Formatter,
): string {
  const write = (value: number): string => written(column, value, format);
  if (low <= -endless && high >= endless) return m.filter_known();
  if (low <= -endless) {
    // Bins end just before a whole number or a quarter of one.
    const next = Math.ceil(high * 4) / 4;
    const isBelow = next > high && next - high <= 0.0001;
    return isBelow ? m.filter_below({ value: write(next + 0) }) : m.filter_at_most({ value: write(high) });
  }
  if (high >= endless) return m.filter_at_least({ value: write(low) });
  const [from, to] = [write(low), write(high)];
  return from === to ? from : m.filter_between({ from, to });
}

/** A value of an attribute as people read it. */
export function valueText(column: string, value: string | number | boolean | null): string {
  if (value === null) return column === 'first_coupon' ? m.filter_no_coupon() : m.cells_unknown();
  if (typeof value === 'boolean') return value ? m.filter_yes() : m.filter_no();
  if (/^(?:rfm|ticket)_(?:group|tier)_/.test(column)) return messageFor('rfm_group', String(value));
  return String(value);
}

function pointsText({ columns, values }: PointsClause, format: Formatter, segments: Named): string {
  const label = columns.map((column) => columnLabel(column, segments)).join(' · ');
  const [only, ...others] = values;
  const isFlag = columns.length === 1 && others.length === 0 && typeof only?.[0] === 'boolean';
  if (isFlag) return only[0] === true ? label : m.filter_not({ what: label });
  const all = values.map((point) =>
    columns.map((column, index) => valueText(column, point[index] ?? null)).join(' · '),
  );
  const named = all.slice(0, mostNamed);
  const more = all.length - named.length;
  if (more > 0) named.push(m.filter_more({ count: more, formatted: format.integer(more) }));
  const list = new Intl.ListFormat(format.locale, { type: 'disjunction' }).format(named);
  return m.filter_is({ what: label, value: list });
}

function cohortText({ period, start, age }: CohortClause, format: Formatter): string {
  const first = format.date(new Date(`${start}T00:00:00Z`));
  const formatted = format.integer(age);
  const unit = { week: m.filter_cohort_week, month: m.filter_cohort_month, quarter: m.filter_cohort_quarter }[
    period
  ];
  const cohort = unit({ date: first });
  return age === 0 ? cohort : m.filter_cohort_again({ cohort, count: age, formatted });
}

const intervalPhrase = (interval: Omit<IntervalClause, 'type' | 'source'>, format: Formatter): string =>
  m.filter_is({ what: columnLabel(interval.column), value: intervalText(interval, format) });

/**
 * One clause as a phrase that stands alone.
 * @param segments whose names are not the house's own
 */
export function clauseText(clause: Clause, format: Formatter, segments: Named = []): string {
  switch (clause.type) {
    case 'interval':
      return intervalPhrase(clause, format);
    case 'box':
      return new Intl.ListFormat(format.locale).format(
        clause.intervals.map((interval) => intervalPhrase(interval, format)),
      );
    case 'points':
      return pointsText(clause, format, segments);
    case 'cohort':
      return cohortText(clause, format);
  }
}
