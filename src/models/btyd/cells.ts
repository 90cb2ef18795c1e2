import type { Cells } from './model';

/** Sum of the weights. */
export function totalOf({ weight }: Cells): number {
  let sum = 0;
  for (const each of weight) sum += each;
  return sum;
}

/** Weighted sum of a value over the cells. */
export function sumOver(cells: Cells, value: (x: number, recency: number, age: number) => number): number {
  let sum = 0;
  for (let i = 0; i < cells.x.length; i++) {
    const [x = 0, recency = 0, age = 0, weight = 0] = [
      cells.x[i],
      cells.recency[i],
      cells.age[i],
      cells.weight[i],
    ];
    sum += weight * value(x, recency, age);
  }
  return sum;
}

/**
 * A sample of customers: every n-th in the order of the cells, n = total / size. Where the cells are sorted, it is
 * stratified by what they are sorted by. The same cells give the same sample.
 */
export function sampleCells(cells: Cells, size: number): Cells {
  const stride = totalOf(cells) / size;
  const picked: number[] = [];
  const weights: number[] = [];
  let seen = 0;
  let next = stride / 2;
  for (let i = 0; i < cells.x.length; i++) {
    seen += cells.weight[i] ?? 0;
    let hits = 0;
    for (; next < seen; next += stride) hits++;
    if (hits === 0) continue;
    picked.push(i);
    weights.push(hits);
  }
  const pick = (values: Float64Array): Float64Array => Float64Array.from(picked, (i) => values[i] ?? 0);
  return {
    x: pick(cells.x),
    recency: pick(cells.recency),
    age: pick(cells.age),
    weight: Float64Array.from(weights),
  };
}
