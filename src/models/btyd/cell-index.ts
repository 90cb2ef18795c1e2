import type { Cells } from './model';

/** Cells by positions in tables: one entry for each cell. */
export interface CellIndex {
  /** Repeat purchases, as integers. */
  readonly x: Int32Array;
  /** Position of the recency and of the age in `times`. */
  readonly recency: Int32Array;
  readonly age: Int32Array;
  readonly times: Float64Array;
  readonly largestX: number;
}

/** Positions on a grid of equal steps, `perUnit` in a unit of time; null where the times are on no such grid. */
function onGrid(cells: Cells, perUnit: number): Pick<CellIndex, 'recency' | 'age' | 'times'> | null {
  const longest = cells.age.reduce((largest, each) => Math.max(largest, each), 0) * perUnit;
  if (longest > 4 * cells.x.length + 100_000) return null;
  const times = new Float64Array(Math.round(longest) + 1);
  const place = (values: Float64Array): Int32Array | null => {
    const positions = new Int32Array(values.length);
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      const position = Math.round(value * perUnit);
      if (Math.abs(value * perUnit - position) > 1e-9 || position >= times.length) return null;
      positions[i] = position;
      times[position] = value;
    }
    return positions;
  };
  const recency = place(cells.recency);
  const age = recency && place(cells.age);
  return age && { recency, age, times };
}

function byValue(cells: Cells): Pick<CellIndex, 'recency' | 'age' | 'times'> {
  const positions = new Map<number, number>();
  const place = (values: Float64Array): Int32Array =>
    values.length === 0
      ? new Int32Array()
      : Int32Array.from(values, (value) => {
          const known = positions.get(value);
          if (known !== undefined) return known;
          positions.set(value, positions.size);
          return positions.size - 1;
        });
  const recency = place(cells.recency);
  const age = place(cells.age);
  return { recency, age, times: Float64Array.from(positions.keys()) };
}

/** Finds the tables' positions once, so that a function of x or of a time is taken once for each distinct value. */
export function indexCells(cells: Cells): CellIndex {
  const x = Int32Array.from(cells.x);
  const largestX = x.reduce((largest, each) => Math.max(largest, each), 0);
  // Days counted in days or in weeks; anything else by its value.
  return { x, largestX, ...(onGrid(cells, 1) ?? onGrid(cells, 7) ?? byValue(cells)) };
}

/** The distinct pairs of x and age, sorted by x: what a customer's future depends on, besides being alive. */
export interface Pairs {
  /** For each cell its pair. */
  readonly of: Int32Array;
  readonly x: readonly number[];
  readonly age: readonly number[];
}

export function pairsOf(cells: Cells): Pairs {
  const index = indexCells(cells);
  const span = index.times.length;
  const keys = new Map<number, number>();
  const of = new Int32Array(cells.x.length);
  for (let i = 0; i < of.length; i++) {
    const key = (index.x[i] as number) * span + (index.age[i] as number);
    const known = keys.get(key);
    if (known === undefined) keys.set(key, keys.size);
    of[i] = known ?? keys.size - 1;
  }
  const all = Float64Array.from(keys.keys());
  const order = Int32Array.from(all.keys()).sort(
    (one, other) => (all[one] as number) - (all[other] as number),
  );
  const rank = new Int32Array(order.length);
  order.forEach((pair, position) => (rank[pair] = position));
  return {
    of: of.map((pair) => rank[pair] as number),
    x: Array.from(order, (pair) => Math.floor((all[pair] as number) / span)),
    age: Array.from(order, (pair) => index.times[(all[pair] as number) % span] as number),
  };
}
