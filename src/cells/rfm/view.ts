/** The RFM grid and its groups with their shares, reckoned once for finding, figure and table. */
import { groupNamesOf, type GroupName } from './groups';
import type { Method, RfmParams, RfmResult, Show, Tally } from './rfm';

/** A tally beside the total. Shares and mean are null where they would divide by nothing. */
export interface Shares extends Tally {
  readonly customerShare: number | null;
  readonly revenueShare: number | null;
  /** Net per customer. */
  readonly mean: number | null;
}

export interface GridCell extends Shares {
  readonly recency: number;
  readonly frequency: number;
}

export interface GridRow extends Shares {
  readonly recency: number;
  /** One for each frequency score, from 1 up; without customers where nobody has both scores. */
  readonly cells: readonly GridCell[];
}

export interface Group extends Shares {
  readonly name: GroupName;
}

export interface RfmView extends Pick<RfmParams, 'method' | 'monetary' | 'scheme' | 'show'> {
  readonly bands: number;
  /** From the most recent down. */
  readonly rows: readonly GridRow[];
  /** All recency scores together, by frequency score from 1 up. */
  readonly columns: readonly (Shares & { readonly frequency: number })[];
  readonly total: Shares;
  /** Those with customers, the best first. */
  readonly groups: readonly Group[];
  /** Those of the scheme in which nobody is. */
  readonly emptyGroups: readonly GroupName[];
  readonly anonymousOrders: number;
  readonly anonymousRevenue: number;
}

/** How many scores a method gives. */
const bandsOf = (method: Method): number => (method === '3x3x3' ? 3 : 5);

export function rfmView(result: RfmResult, { method, monetary, scheme, show }: RfmParams): RfmView {
  const groupNames = groupNamesOf(scheme, method);
  const { total, cells, groups, anonymousOrders, anonymousRevenue } = result;
  const bands = bandsOf(method);
  const scores = Array.from({ length: bands }, (_, index) => index + 1);
  const shared = (tally: Tally): Shares => ({
    ...tally,
    customerShare: ratio(tally.customers, total.customers),
    revenueShare: ratio(tally.revenue, total.revenue),
    mean: ratio(tally.revenue, tally.customers),
  });
  const cellOf = (recency: number, frequency: number): GridCell => {
    const found = cells.find((cell) => cell.recency === recency && cell.frequency === frequency);
    return { ...shared(found ?? merge([])), recency, frequency };
  };
  return {
    method,
    monetary,
    scheme,
    show,
    bands,
    rows: scores.toReversed().map((recency) => ({
      ...shared(merge(cells.filter((cell) => cell.recency === recency))),
      recency,
      cells: scores.map((frequency) => cellOf(recency, frequency)),
    })),
    columns: scores.map((frequency) => ({
      ...shared(merge(cells.filter((cell) => cell.frequency === frequency))),
      frequency,
    })),
    total: shared(total),
    groups: groupNames.flatMap((name) => {
      const group = groups.find((one) => one.name === name);
      return group ? [{ ...shared(group), name }] : [];
    }),
    emptyGroups: groupNames.filter((name) => !groups.some((group) => group.name === name)),
    anonymousOrders,
    anonymousRevenue,
  };
}

/** What colours a cell of the grid; null where there are no customers. */
export function shownValue(shares: Shares, show: Show): number | null {
  if (shares.customers === 0) return null;
  if (show === 'mean') return shares.mean;
  return show === 'customers' ? shares.customerShare : shares.revenueShare;
}

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** Tallies together; a median of medians is none, so it is unknown. */
function merge(tallies: readonly Tally[]): Tally {
  const known = (
    values: readonly (number | null)[],
    pick: (...values: number[]) => number,
  ): number | null => {
    const numbers = values.filter((value) => value !== null);
    return numbers.length === 0 ? null : pick(...numbers);
  };
  return {
    customers: tallies.reduce((sum, { customers }) => sum + customers, 0),
    revenue: tallies.reduce((sum, { revenue }) => sum + revenue, 0),
    medianDays: null,
    minDays: known(
      tallies.map(({ minDays }) => minDays),
      Math.min,
    ),
    maxDays: known(
      tallies.map(({ maxDays }) => maxDays),
      Math.max,
    ),
    minOrders: known(
      tallies.map(({ minOrders }) => minOrders),
      Math.min,
    ),
    maxOrders: known(
      tallies.map(({ maxOrders }) => maxOrders),
      Math.max,
    ),
  };
}
