/** The segments with their sizes, shares and overlaps, reckoned once for finding, figure and table. */
import type { Segment } from '../../segments/segment';
import type { Combination, SegmentsResult } from './segments';

/** Customers counted together. Shares and means are null where they would divide by nothing. */
export interface Tally {
  readonly customers: number;
  readonly customerShare: number | null;
  readonly net: number;
  readonly netShare: number | null;
  /** Net per order. */
  readonly orderValue: number | null;
}

export interface SegmentView extends Tally {
  readonly segment: Segment;
  /** Known to be out. */
  readonly outside: number;
  readonly unclassified: number;
  /** Whether the files lack what it is told by. */
  readonly isMissing: boolean;
  /** How many are also in each segment of the list, itself among them. */
  readonly shared: readonly number[];
}

export interface SegmentsView {
  readonly segments: readonly SegmentView[];
  readonly total: Tally;
}

export function segmentsView(
  { combinations, holds }: SegmentsResult,
  segments: readonly Segment[],
): SegmentsView {
  const all = sumOf(combinations);
  const tally = (of: readonly Combination[]): Tally => {
    const { customers, net, orders } = sumOf(of);
    return {
      customers,
      customerShare: ratio(customers, all.customers),
      net,
      netShare: ratio(net, all.net),
      orderValue: ratio(net, orders),
    };
  };
  return {
    total: tally(combinations),
    segments: segments.map((segment, index) => {
      const inside = combinations.filter(({ membership }) => membership[index] === true);
      const whose = (member: boolean | null): number =>
        sumOf(combinations.filter(({ membership }) => (membership[index] ?? null) === member)).customers;
      return {
        segment,
        ...tally(inside),
        outside: whose(false),
        unclassified: whose(null),
        isMissing: segment.needs !== null && holds[segment.needs] === false,
        shared: segments.map(
          (_, other) => sumOf(inside.filter(({ membership }) => membership[other] === true)).customers,
        ),
      };
    }),
  };
}

function sumOf(of: readonly Combination[]): { customers: number; net: number; orders: number } {
  let [customers, net, orders] = [0, 0, 0];
  for (const one of of) {
    customers += one.customers;
    net += one.net;
    orders += one.orders;
  }
  return { customers, net, orders };
}

/** Part of a whole; null where there is none. */
export const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
