/** What each segment is worth, reckoned once for finding, figures and table. */
import {
  averageOrderValue,
  clvByOrderValue,
  clvByPeriod,
  clvByYearlySpend,
  clvObserved,
  ordersPerCustomerYear,
  type ClvTotals,
} from '../../models/clv';
import { meanInterval, wilson, type Interval } from '../../models/intervals';
import type { Segment } from '../../segments/segment';
import { segmentColumn } from '../../summary/build';
import { activeYears, lifetimeOf, type Lifetime } from '../lifetime';
import type { CellContext, Formatter } from '../kind';
import type { SegmentValueParams, SegmentValueResult, WorthTotals } from './segment-value';

export const definitionNumbers = [1, 2, 3, 5] as const;
export type DefinitionNumber = (typeof definitionNumbers)[number];
export type ClvByDefinition = Readonly<Record<DefinitionNumber, number | null>>;

/** A value, of how many it is, and how sure it is of the population that these were drawn from. */
export interface Estimate {
  readonly value: number | null;
  readonly n: number;
  readonly interval: Interval | null;
}

export interface SegmentWorth {
  /** null for all customers together. */
  readonly segment: Segment | null;
  readonly customers: number;
  readonly customerShare: number | null;
  readonly unclassified: number;
  readonly orders: number;
  readonly net: number;
  readonly netShare: number | null;
  /** Net per order. */
  readonly orderValue: number | null;
  /** Orders per customer and active year. */
  readonly frequency: number | null;
  /** Customers with an order in the last N days. */
  readonly retention: Estimate;
  readonly lifetime: Lifetime;
  readonly revenueClv: ClvByDefinition;
  readonly marginClv: ClvByDefinition | null;
  /** Of definition 5 in revenue. */
  readonly observedInterval: Interval | null;
  /** Mean predicted value; without a model, unknown. */
  readonly predicted: Estimate;
  readonly margin: number | null;
  readonly marginRate: number | null;
  /** Between two orders of one customer. */
  readonly gap: Estimate;
}

export interface WorthView {
  readonly all: SegmentWorth;
  /** In the order of the context. */
  readonly segments: readonly SegmentWorth[];
}

const ratio = (part: number | null, whole: number | null): number | null =>
  part === null || whole === null || whole <= 0 ? null : part / whole;

/** Sample standard deviation from sums; rounding may take it a hair below 0. */
function deviationOf(squares: number, sum: number, n: number): number {
  return Math.sqrt(Math.max(0, squares - (sum * sum) / n) / (n - 1));
}

function clvIn(totals: ClvTotals, lifetimeYears: number | null): ClvByDefinition {
  return {
    1: clvByOrderValue(totals, lifetimeYears),
    2: clvByYearlySpend(totals, lifetimeYears),
    3: clvByPeriod(totals, lifetimeYears, 'month'),
    5: clvObserved(totals),
  };
}

const nobody: WorthTotals = {
  churnDays: null,
  churnBase: 0,
  churnLost: 0,
  observedDays: null,
  activeDays: null,
  meanActiveDays: null,
  customers: 0,
  unclassified: 0,
  orders: 0,
  net: 0,
  netSquares: 0,
  margin: null,
  observed: 0,
  retained: 0,
  foretold: 0,
  clv: null,
  medianGapDays: null,
};

export function worthView(
  { totals }: SegmentValueResult,
  params: SegmentValueParams,
  { segments, outlook }: CellContext,
  format: Formatter,
): WorthView {
  const whole = totals.get('everybody') ?? nobody;
  const isForetold = outlook?.totals != null;
  const worthOf = (segment: Segment | null, of: WorthTotals): SegmentWorth => {
    const { customers, orders, net, netSquares, margin, observed, retained, foretold } = of;
    const population = { customers, orders, activeYears: activeYears(of).value };
    const revenue: ClvTotals = { ...population, money: net };
    const lifetime = lifetimeOf(of, params, format);
    const years = lifetime.years.value;
    const mean = clvObserved(revenue);
    return {
      segment,
      customers,
      customerShare: ratio(customers, whole.customers),
      unclassified: of.unclassified,
      orders,
      net,
      netShare: ratio(net, whole.net),
      orderValue: averageOrderValue(revenue),
      frequency: ordersPerCustomerYear(population),
      retention: { value: ratio(retained, observed), n: observed, interval: wilson(retained, observed) },
      lifetime,
      revenueClv: clvIn(revenue, years),
      marginClv: margin === null ? null : clvIn({ ...population, money: margin }, years),
      observedInterval:
        mean === null || customers < 2
          ? null
          : meanInterval(mean, deviationOf(netSquares, net, customers), customers),
      predicted: isForetold
        ? { value: ratio(of.clv, foretold), n: foretold, interval: null }
        : { value: null, n: 0, interval: null },
      margin,
      marginRate: ratio(margin, net),
      gap: { value: of.medianGapDays, n: orders - customers, interval: null },
    };
  };
  return {
    all: worthOf(null, whole),
    segments: segments.map((segment) => worthOf(segment, totals.get(segmentColumn(segment.id)) ?? nobody)),
  };
}
