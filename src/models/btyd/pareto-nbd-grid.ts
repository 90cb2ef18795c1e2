import { indexCells, type CellIndex } from './cell-index';
import type { Cells } from './model';

/**
 * Cells in the order in which integrals over the time of leaving are shared. The integral from recency to age depends on
 * the customer by x and these two times only; so for each x there is one row of points, its distinct times, and a cell
 * is a pair of points. Millions of cells have tens of thousands of points.
 */
export interface LifetimeGrid {
  /** Recencies and ages, ascending; some entries may belong to none. */
  readonly times: Float64Array;
  /** Distinct x, ascending; one row of points each. */
  readonly counts: Float64Array;
  /** Row i holds the points from rowStart[i] up to rowStart[i + 1]; the last entry is the number of points. */
  readonly rowStart: Int32Array;
  /** For each point its index into `times`, ascending within a row. */
  readonly timeOf: Int32Array;
  /** For each cell its row. */
  readonly rowOf: Int32Array;
  /** For each cell the point of its recency. */
  readonly from: Int32Array;
  /** For each cell the point of its age. */
  readonly to: Int32Array;
}

/** Positions of recencies and ages in times that ascend, as the table of the index has them on a grid only. */
function ascending(index: CellIndex): Pick<CellIndex, 'times' | 'recency' | 'age'> {
  const { times, recency, age } = index;
  const order = Int32Array.from(times.keys()).sort(
    (one, other) => (times[one] as number) - (times[other] as number),
  );
  const rank = new Int32Array(times.length);
  order.forEach((position, place) => (rank[position] = place));
  const ranked = (positions: Int32Array) => positions.map((position) => rank[position] as number);
  return { times: times.slice().sort(), recency: ranked(recency), age: ranked(age) };
}

/** Cell indices row by row: a counting sort, for a comparing one is slow on millions. */
function cellsByRow(rowOf: Int32Array, rows: number): { order: Int32Array; start: Int32Array } {
  const start = new Int32Array(rows + 1);
  for (const row of rowOf) start[row + 1] = (start[row + 1] as number) + 1;
  for (let row = 0; row < rows; row++) start[row + 1] = (start[row + 1] as number) + (start[row] as number);
  const next = start.slice();
  const order = new Int32Array(rowOf.length);
  rowOf.forEach((row, cell) => {
    const place = next[row] as number;
    order[place] = cell;
    next[row] = place + 1;
  });
  return { order, start };
}

function buildGrid(cells: Cells): LifetimeGrid {
  const index = indexCells(cells);
  const { times, recency, age } = ascending(index);
  const rowOfCount = new Int32Array(index.largestX + 1);
  for (const x of index.x) rowOfCount[x] = 1;
  const counts = Float64Array.from(rowOfCount.keys()).filter((x) => rowOfCount[x] === 1);
  counts.forEach((x, row) => (rowOfCount[x] = row));
  const rowOf = index.x.map((x) => rowOfCount[x] as number);

  const { order, start } = cellsByRow(rowOf, counts.length);
  const from = new Int32Array(rowOf.length);
  const to = new Int32Array(rowOf.length);
  const rowStart = new Int32Array(counts.length + 1);
  const timeOf = new Int32Array(2 * rowOf.length);
  const pointAt = new Int32Array(times.length).fill(-1);
  let points = 0;
  for (let row = 0; row < counts.length; row++) {
    const members = order.subarray(start[row], start[row + 1]);
    const first = points;
    for (const cell of members) {
      for (const time of [recency[cell] as number, age[cell] as number]) {
        if ((pointAt[time] as number) >= first) continue;
        pointAt[time] = points;
        timeOf[points++] = time;
      }
    }
    timeOf.subarray(first, points).sort();
    for (let point = first; point < points; point++) pointAt[timeOf[point] as number] = point;
    for (const cell of members) {
      from[cell] = pointAt[recency[cell] as number] as number;
      to[cell] = pointAt[age[cell] as number] as number;
    }
    rowStart[row + 1] = points;
  }
  return { times, counts, rowStart, timeOf: timeOf.slice(0, points), rowOf, from, to };
}

const grids = new WeakMap<Cells, LifetimeGrid>();

/** The grid of the cells, built once for each set of cells: a fit and all predictions share it. */
export function lifetimeGrid(cells: Cells): LifetimeGrid {
  let grid = grids.get(cells);
  if (grid === undefined) {
    grid = buildGrid(cells);
    grids.set(cells, grid);
  }
  return grid;
}
