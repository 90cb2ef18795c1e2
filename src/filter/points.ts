import type { Clause, PointValue } from './clause';
import type { CrossFilter } from './cross-filter.svelte';

type Point = readonly PointValue[];

/** A clause takes no more combinations of values than this. */
const most = 200;

const same = (a: Point, b: Point): boolean =>
  a.length === b.length && a.every((value, index) => value === b[index]);

const pointsIn = (clause: Clause | null, columns: readonly string[]): readonly Point[] =>
  clause?.type === 'points' && same(clause.columns, columns) ? clause.values : [];

/** Whether a clause selects this combination of the columns' values. */
export const selectsPoint = (clause: Clause | null, columns: readonly string[], point: Point): boolean =>
  pointsIn(clause, columns).some((one) => same(one, point));

/** Adds a combination of values to a figure's clause, or takes it out. A clause over other columns makes room. */
export function togglePoint(
  filter: CrossFilter,
  source: string,
  columns: readonly string[],
  point: Point,
): void {
  const held = pointsIn(filter.clauseOf(source), columns);
  const without = held.filter((one) => !same(one, point));
  const values = without.length < held.length ? without : [...held, point].slice(-most);
  if (values.length === 0) filter.clear(source);
  else
    filter.set({
      type: 'points',
      source,
      columns: [...columns],
      values: values.map((one) => [...one]),
    });
}
