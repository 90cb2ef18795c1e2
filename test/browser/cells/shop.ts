/** A cohort answer as the engine gives it: three months, the last one running. */
import { Float64, Table, Utf8, vectorFromArray } from 'apache-arrow';
import type { CellContext } from '../../../src/cells/kind';

const cell = (month: number, size: number, age: number, customers: number, revenue: number): number[] => [
  Date.UTC(2024, month, 1),
  size,
  age,
  customers,
  customers,
  revenue,
];
const cellsOfShop = [
  cell(0, 100, 0, 100, 1000),
  cell(0, 100, 1, 40, 500),
  cell(0, 100, 2, 5, 50),
  cell(1, 50, 0, 50, 600),
  cell(1, 50, 1, 3, 30),
  cell(2, 8, 0, 8, 90),
];
const numbers = ['cohort', 'size', 'age', 'customers', 'orders', 'revenue'];

export function cohortTable(): Table {
  const column = (index: number): number[] => cellsOfShop.map((values) => values[index] ?? 0);
  return new Table({
    position: vectorFromArray(
      cellsOfShop.map(() => 1),
      new Float64(),
    ),
    label: vectorFromArray(
      cellsOfShop.map(() => null),
      new Utf8(),
    ),
    others: vectorFromArray(
      cellsOfShop.map(() => 0),
      new Float64(),
    ),
    ...Object.fromEntries(
      numbers.map((name, index) => [name, vectorFromArray(column(index), new Float64())]),
    ),
    margin: vectorFromArray(
      cellsOfShop.map(() => null),
      new Float64(),
    ),
  });
}

export const context: CellContext = {
  scope: { currency: 'EUR', filter: null },
  dataset: 'shop.csv',
  revision: 1,
  asOf: new Date('2024-03-10T12:00:00Z'),
  from: new Date('2024-01-01T00:00:00Z'),
  hasCosts: false,
  dimensions: [],
  segments: [],
  outlook: null,
};
