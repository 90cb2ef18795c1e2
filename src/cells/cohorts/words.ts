/** The cohort cell in words: labels of rows, ages, values and tooltips. */
import { m } from '../../i18n/locale.svelte';
import type { Measure } from '../../models/cohorts';
import type { Period } from '../../models/periods';
import type { ColumnFormat, Dimension, Formatter } from '../kind';
import type { CohortCell, CohortRow, CohortView } from './view';

const measureNames: Readonly<Record<Measure, () => string>> = {
  retention: () => m.cohorts_measure_retention(),
  revenue: () => m.cohorts_measure_revenue(),
  clv: () => m.cohorts_measure_clv(),
  aov: () => m.cohorts_measure_aov(),
  orders: () => m.cohorts_measure_orders(),
};
const dimensionNames: Readonly<Record<'period' | Dimension, () => string>> = {
  period: () => m.cohorts_by_period(),
  country: () => m.cohorts_by_country(),
  channel: () => m.cohorts_by_channel(),
  product: () => m.cohorts_by_product(),
  coupon: () => m.cohorts_by_coupon(),
};

export const nameOfMeasure = (measure: Measure): string => measureNames[measure]();
export const nameOfDimension = (by: 'period' | Dimension): string => dimensionNames[by]();

const dateFormats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(locale: string, period: Period): Intl.DateTimeFormat {
  const key = `${locale} ${period}`;
  const known = dateFormats.get(key);
  if (known) return known;
  const options: Intl.DateTimeFormatOptions =
    period === 'month'
      ? { month: 'short', year: 'numeric' }
      : { day: 'numeric', month: 'short', year: '2-digit' };
  const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  dateFormats.set(key, format);
  return format;
}

/** A calendar period: "Dec 2010", "6 Dec 10" (a week by its Monday), "Q4 2010". */
function labelOfPeriod(start: Date, period: Period, locale: string): string {
  if (period !== 'quarter') return dateFormat(locale, period).format(start);
  const quarter = Math.floor(start.getUTCMonth() / 3) + 1;
  return m.cells_quarter_label({ quarter: String(quarter), year: String(start.getUTCFullYear()) });
}

export function labelOfRow(row: CohortRow, view: CohortView, format: Formatter): string {
  if (row.start) return labelOfPeriod(row.start, view.period, format.locale);
  if (!row.group) return isWeighted(view) ? m.cohorts_average() : m.cohorts_average_plain();
  const { label, others } = row.group;
  if (others > 0) return m.cohorts_other({ count: others, formatted: format.integer(others) });
  return label ?? m.cohorts_unnamed();
}

const isWeighted = ({ share, perCustomer, measure }: CohortView): boolean =>
  share || perCustomer || measure === 'clv' || measure === 'aov';

export const labelOfAge = (age: number, period: Period): string =>
  m.cohorts_age({ period, age: String(age) });

/** The measure as a heading, with the money it counts. */
export function headingOf(view: CohortView): string {
  return view.measure === 'revenue' && view.basis === 'margin'
    ? m.cohorts_measure_margin()
    : nameOfMeasure(view.measure);
}

/** The observed value per customer: definition 5 of CLV, by cohort. */
export const nameOfValue = ({ basis }: CohortView): string =>
  basis === 'margin' ? m.cohorts_column_value_margin() : m.cohorts_column_value();

/** What one value is, with its unit. */
export function unitOf(view: CohortView, money: string): string {
  const unit = unitWords(view, money);
  return unit.charAt(0).toUpperCase() + unit.slice(1);
}

function unitWords(view: CohortView, money: string): string {
  const { measure, share, perCustomer } = view;
  if (measure === 'retention') {
    return share ? m.cohorts_unit_retention_percent() : m.cohorts_unit_retention();
  }
  const heading = headingOf(view);
  if (share) return m.cohorts_unit_share({ measure: heading });
  if (measure === 'clv') return m.cohorts_unit_clv({ money });
  if (measure === 'aov') return m.cohorts_unit_aov({ money });
  return perCustomer ? m.cohorts_unit_per_customer({ measure: heading }) : heading;
}

export function formatOf({ measure, share, perCustomer }: CohortView): ColumnFormat {
  if (share) return 'percent';
  if (measure === 'retention') return 'integer';
  if (measure === 'orders') return perCustomer ? 'number' : 'integer';
  return 'money';
}

/** The text inside a cell of the figure: short, without its unit where the figure's heading says it. */
export function shortText(value: number | null, view: CohortView, format: Formatter): string {
  if (value === null) return '';
  if (view.share) return format.number(value * 100, value < 0.0995 ? 1 : 0);
  const kind = formatOf(view);
  return kind === 'money' ? format.money(value, { compact: true }) : format.format(value, kind);
}

/** A cell for the tooltip and the screen reader, its first line the value. */
export function tipLines(
  row: CohortRow,
  cell: CohortCell,
  view: CohortView,
  format: Formatter,
  money: string,
): string[] {
  const { totals } = cell;
  const kind = formatOf(view);
  const lines = cell.censored
    ? [m.cohorts_censored(), m.cohorts_so_far({ value: format.format(cell.soFar, kind) })]
    : [`${format.format(cell.value, kind)} · ${unitOf(view, money)}`];
  if (cell.interval) lines.push(shareInterval(cell.interval, format));
  lines.push(
    m.cohorts_tip_customers({
      customers: format.integer(totals.customers),
      n: format.integer(totals.atRisk),
    }),
    `${m.cohorts_tip_orders({ count: totals.orders, formatted: format.integer(totals.orders) })}, ${m.cohorts_tip_money({ money: format.money(totals.money) })}`,
    m.cohorts_tip_value({ name: nameOfValue(view), value: format.money(row.valueSoFar) }),
  );
  return lines;
}

export const shareInterval = (interval: { low: number; high: number } | null, format: Formatter): string =>
  m.cells_interval({
    low: format.percent(interval?.low ?? null),
    high: format.percent(interval?.high ?? null),
  });
