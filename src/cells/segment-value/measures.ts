/** The measures by which segments are compared, each with its words. */
import type { Interval } from '../../models/intervals';
import { m } from '../../i18n/locale.svelte';
import type { CellContext, ColumnFormat } from '../kind';
import type { SegmentValueParams } from './segment-value';
import type { Estimate, SegmentWorth } from './view';

export const measureNames = [
  'clv_5',
  'clv_1',
  'clv_2',
  'clv_3',
  'clv_6',
  'aov',
  'frequency',
  'retention',
  'margin',
  'net_share',
  'customer_share',
  'gap',
] as const;
export type MeasureName = (typeof measureNames)[number];

export interface Measure {
  readonly name: MeasureName;
  readonly label: () => string;
  readonly format: ColumnFormat;
  /** Whether it is told in revenue and in margin. */
  readonly hasBasis: boolean;
  /** Whether it is a part of what all customers have. */
  readonly isShare: boolean;
  /** What its n counts. */
  readonly counts: 'customers' | 'orders' | 'gaps';
  of(worth: SegmentWorth, basis: SegmentValueParams['basis']): Estimate;
}

const clv = (definition: 1 | 2 | 3 | 5, label: () => string): Measure => ({
  name: `clv_${String(definition)}` as MeasureName,
  label: () => m.segment_value_definition({ number: String(definition), name: label() }),
  format: 'money',
  hasBasis: true,
  isShare: false,
  counts: 'customers',
  of: ({ customers, revenueClv, marginClv, observedInterval }, basis) => {
    const inMargin = basis === 'margin' && marginClv !== null;
    const interval: Interval | null = definition === 5 && !inMargin ? observedInterval : null;
    return { value: (inMargin ? marginClv : revenueClv)[definition], n: customers, interval };
  },
});

const single = (
  name: MeasureName,
  label: () => string,
  format: ColumnFormat,
  counts: Measure['counts'],
  of: (worth: SegmentWorth) => Estimate,
): Measure => ({
  name,
  label,
  format,
  hasBasis: false,
  isShare: name === 'net_share' || name === 'customer_share',
  counts,
  of,
});

const plain = (value: number | null, n: number): Estimate => ({ value, n, interval: null });

const measures: readonly Measure[] = [
  clv(5, () => m.clv_name_5()),
  clv(1, () => m.clv_name_1()),
  clv(2, () => m.clv_name_2()),
  clv(3, () => m.clv_name_3()),
  single(
    'clv_6',
    () => m.segment_value_definition({ number: '6', name: m.segment_value_predicted() }),
    'money',
    'customers',
    ({ predicted }) => predicted,
  ),
  single(
    'aov',
    () => m.segment_value_aov(),
    'money',
    'orders',
    ({ orderValue, orders }) => plain(orderValue, orders),
  ),
  single(
    'frequency',
    () => m.segment_value_frequency(),
    'number',
    'customers',
    ({ frequency, customers }) => plain(frequency, customers),
  ),
  single(
    'retention',
    () => m.segment_value_retention(),
    'percent',
    'customers',
    ({ retention }) => retention,
  ),
  single(
    'margin',
    () => m.segment_value_margin_rate(),
    'percent',
    'orders',
    ({ marginRate, orders }) => plain(marginRate, orders),
  ),
  single(
    'net_share',
    () => m.segment_value_net_share(),
    'percent',
    'customers',
    ({ netShare, customers }) => plain(netShare, customers),
  ),
  single(
    'customer_share',
    () => m.segment_value_customer_share(),
    'percent',
    'customers',
    ({ customerShare, customers }) => plain(customerShare, customers),
  ),
  single(
    'gap',
    () => m.segment_value_gap(),
    'days',
    'gaps',
    ({ gap }) => gap,
  ),
];

const hasData = ({ name }: Measure, { hasCosts, outlook }: CellContext): boolean =>
  name === 'margin' ? hasCosts : name !== 'clv_6' || outlook?.totals != null;

export const measureOptions = (context: CellContext): readonly { value: string; label: string }[] =>
  measures
    .filter((measure) => hasData(measure, context))
    .map(({ name, label }) => ({ value: name, label: label() }));

const [observed] = measures;

/** The chosen measure, or the observed value where the data does not tell the chosen one. */
export function measureOf({ measure }: Pick<SegmentValueParams, 'measure'>, context: CellContext): Measure {
  const found = measures.find((one) => one.name === measure && hasData(one, context)) ?? observed;
  if (found === undefined) throw new TypeError(`No measure ${measure}`);
  return found;
}

export function countText(counts: Measure['counts'], n: number, formatted: string): string {
  switch (counts) {
    case 'customers':
      return m.segment_cell_customers({ count: n, formatted });
    case 'orders':
      return m.segment_value_orders({ count: n, formatted });
    case 'gaps':
      return m.segment_value_gaps({ count: n, formatted });
  }
}
