/** The moves with what they cost and the sizes of the places, reckoned once for finding, figures and table. */
import type { Segment } from '../../segments/segment';
import type { CellContext } from '../kind';
import { datesOf, segmentOf } from './history';
import type { Move, MovementParams, MovementResult } from './movement';
import { placesOf, type Family, type Place } from './places';

/** Money is net per year. */
export interface Flow extends Pick<Move, 'was' | 'now' | 'customers'> {
  readonly before: number;
  readonly since: number;
  /** By how much they spend less than before; negative where they spend more. null: they could not spend before. */
  readonly cost: number | null;
}

export interface End {
  /** null: not yet a customer. */
  readonly place: Place | null;
  readonly customers: number;
}

export interface MovementView {
  readonly family: Family;
  /** Of the family `segment`; null for the others. */
  readonly segment: Segment | null;
  readonly then: Date;
  readonly asOf: Date;
  readonly daysBefore: number;
  readonly daysSince: number;
  readonly customers: number;
  /** By the earlier place, then by the present one; who was not yet a customer last. */
  readonly flows: readonly Flow[];
  /** Those with customers. Either side adds up to `customers`. */
  readonly before: readonly End[];
  readonly now: readonly End[];
  readonly dates: readonly Date[];
  /** Customers of each place at each of the dates. */
  readonly sizes: readonly { readonly place: Place; readonly counts: readonly number[] }[];
}

const daysOfYear = 365;

export function movementView(
  { moves, sizes, daysBefore, daysSince }: MovementResult,
  params: MovementParams,
  context: CellContext,
): MovementView {
  const { family } = params;
  const places = placesOf(family);
  const order: readonly (Place | null)[] = [...places, null];
  const flows = order.flatMap((was) =>
    places.flatMap((now) =>
      moves
        .filter((move) => move.was === was && move.now === now)
        .map(({ customers, netBefore, netSince }): Flow => {
          const before = (netBefore * daysOfYear) / daysBefore;
          const since = (netSince * daysOfYear) / daysSince;
          return { was, now, customers, before, since, cost: was === null ? null : before - since };
        }),
    ),
  );
  const sum = (of: readonly Flow[]): number => of.reduce((total, { customers }) => total + customers, 0);
  const ends = (all: readonly (Place | null)[], side: 'was' | 'now'): End[] =>
    all
      .map((place) => ({ place, customers: sum(flows.filter((flow) => flow[side] === place)) }))
      .filter(({ customers }) => customers > 0);
  const dates = datesOf(params, context);
  const countAt = (place: Place, date: Date): number =>
    sizes.find((size) => size.place === place && size.date.getTime() === date.getTime())?.customers ?? 0;
  return {
    family,
    segment: family === 'segment' ? segmentOf(params, context) : null,
    then: dates[0] ?? context.asOf,
    asOf: context.asOf,
    daysBefore,
    daysSince,
    customers: sum(flows),
    flows,
    before: ends(order, 'was'),
    now: ends(places, 'now'),
    dates,
    sizes: places
      .map((place) => ({ place, counts: dates.map((date) => countAt(place, date)) }))
      .filter(({ counts }) => counts.some((count) => count > 0)),
  };
}

/** Those who were customers and are elsewhere now. */
export const movesOf = ({ flows }: MovementView): readonly Flow[] =>
  flows.filter(({ was, now }) => was !== null && was !== now);

/** The move whose customers spend the most less than before; null when none of them spends less. */
export function costliestOf(view: MovementView): (Flow & { readonly was: Place }) | null {
  let worst: (Flow & { readonly was: Place }) | null = null;
  for (const flow of movesOf(view)) {
    const { was, cost } = flow;
    if (was !== null && cost !== null && cost > (worst?.cost ?? 0)) worst = { ...flow, was };
  }
  return worst;
}
