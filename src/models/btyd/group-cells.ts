import type { Cells } from './model';

export interface GroupedCells {
  readonly cells: Cells;
  /** For each customer, the index of the cell. */
  readonly cellOf: Uint32Array;
}

/**
 * Gathers customers with equal numbers into weighted cells, in the order in which each cell is first met.
 * All arrays are as long as there are customers; times are in one unit.
 */
export function groupCells(x: Float64Array, recency: Float64Array, age: Float64Array): GroupedCells {
  const customers = x.length;
  const cellOf = new Uint32Array(customers);
  const first = new Uint32Array(customers);
  const weight = new Float64Array(customers);
  let count = 0;

  // Open addressing: each slot holds a cell's index + 1. A string key for each customer would cost ten times as much.
  const slots = 2 ** Math.ceil(Math.log2(2 * customers + 2));
  const table = new Uint32Array(slots);
  const key = new Float64Array(3);
  const bits = new Uint32Array(key.buffer);
  for (let customer = 0; customer < customers; customer++) {
    // Adding 0 makes -0 and 0 one.
    key[0] = (x[customer] ?? 0) + 0;
    key[1] = (recency[customer] ?? 0) + 0;
    key[2] = (age[customer] ?? 0) + 0;
    let hash = 0;
    for (const part of bits) hash = Math.imul(hash ^ part ^ (hash >>> 15), 0x9e3779b1);
    let slot = (hash ^ (hash >>> 13)) & (slots - 1);
    for (;;) {
      const held = table[slot] ?? 0;
      if (held === 0) {
        first[count] = customer;
        table[slot] = ++count;
        break;
      }
      const other = first[held - 1] ?? 0;
      if (x[other] === x[customer] && recency[other] === recency[customer] && age[other] === age[customer])
        break;
      slot = (slot + 1) & (slots - 1);
    }
    const cell = (table[slot] ?? 1) - 1;
    cellOf[customer] = cell;
    weight[cell] = (weight[cell] ?? 0) + 1;
  }

  const heads = first.subarray(0, count);
  const pick = (values: Float64Array) => Float64Array.from(heads, (customer) => (values[customer] ?? 0) + 0);
  return {
    cells: { x: pick(x), recency: pick(recency), age: pick(age), weight: weight.slice(0, count) },
    cellOf,
  };
}
