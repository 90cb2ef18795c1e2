/** What customers are worth, from orders by plain arithmetic: nothing here knows the SQL or the models. */
import type { Segment } from '../../../src/segments/segment';
import type { TestOrder } from '../../fixtures/cells';

export const day = 86_400_000;

export interface Person {
  readonly id: string;
  readonly times: readonly number[];
  readonly nets: readonly number[];
  readonly net: number;
  readonly gaps: readonly number[];
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Interpolated between neighbours. */
export function quantile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return low + (at - Math.floor(at)) * (high - low);
}

export function peopleOf(orders: readonly TestOrder[]): Person[] {
  const byId = new Map<string, TestOrder[]>();
  for (const one of [...orders].sort((a, b) => a.at.getTime() - b.at.getTime())) {
    if (one.customer !== null) byId.set(one.customer, [...(byId.get(one.customer) ?? []), one]);
  }
  return [...byId].map(([id, own]) => {
    const times = own.map(({ at }) => at.getTime());
    const nets = own.map(({ net }) => net);
    return {
      id,
      times,
      nets,
      net: sum(nets),
      gaps: times.slice(1).map((time, index) => (time - (times[index] ?? 0)) / day),
    };
  });
}

/** Days without an order that count as lost: nine of ten gaps are shorter. */
export function lostAfter(people: readonly Person[]): number | null {
  const long = quantile(
    people.flatMap(({ gaps }) => gaps),
    0.9,
  );
  return long === null ? null : Math.max(1, Math.round(long));
}

/** The mean absolute difference of all pairs over twice the mean: Gini's own definition. */
export function giniOf(values: readonly number[]): number {
  const differences = values.flatMap((a) => values.map((b) => Math.abs(a - b)));
  return sum(differences) / (2 * values.length * sum(values));
}

/** What the best tenth of the customers have of all, the one at its edge in part. */
export function topTenth(values: readonly number[]): number {
  let [room, taken] = [values.length / 10, 0];
  for (const value of [...values].sort((a, b) => b - a)) {
    const part = Math.min(1, room);
    if (part <= 0) break;
    taken += part * value;
    room -= part;
  }
  return taken / sum(values);
}

/** A segment of a condition alone. */
export const segmentOf = (id: string, condition: string): Segment => ({
  id,
  definition: id,
  condition,
  parameters: [],
  values: {},
  needs: null,
  name: () => id,
  meaning: () => id,
  action: () => id,
  reason: () => id,
  unclassified: () => null,
  family: null,
});
