import type { Table } from 'apache-arrow';
import { groupCells, type GroupedCells } from '../models/btyd/group-cells';
import type { SpendCells } from '../models/btyd/gamma-gamma';

/** The customers of `purchases.sql`, column by column, in its order. Times in days. */
export interface Purchases {
  readonly x: Float64Array;
  readonly recency: Float64Array;
  readonly age: Float64Array;
  /** Money of the repeat purchases. */
  readonly repeatNet: Float64Array;
  /** Sum of the logarithms of the days between purchases. */
  readonly logGaps: Float64Array;
}

/** @throws TypeError when a column is missing or is not of doubles */
export function readPurchases(table: Table): Purchases {
  const column = (name: string): Float64Array => {
    const values: unknown = table.getChild(name)?.toArray();
    if (values instanceof Float64Array) return values;
    throw new TypeError(`No column of doubles named ${name}`);
  };
  return {
    x: column('x'),
    recency: column('recency'),
    age: column('age'),
    repeatNet: column('repeat_net'),
    logGaps: column('log_gaps'),
  };
}

/** Cells in another unit of time than days. */
export function cellsOf({ x, recency, age }: Purchases, daysPerUnit: number): GroupedCells {
  const inUnits = (days: Float64Array): Float64Array => days.map((value) => value / daysPerUnit);
  return groupCells(x, inUnits(recency), inUnits(age));
}

/** Sum over all customers of the logarithms of the times between purchases, in another unit than days. */
export function logGapsOf({ x, logGaps }: Purchases, daysPerUnit: number): number {
  const inDays = logGaps.reduce((sum, value) => sum + value, 0);
  const gaps = x.reduce((sum, count) => sum + count, 0);
  return inDays - gaps * Math.log(daysPerUnit);
}

/** Mean money of a repeat purchase; 0 without any. */
export const meanSpend = ({ x, repeatNet }: Purchases): Float64Array =>
  repeatNet.map((net, customer) => {
    const count = x[customer] ?? 0;
    return count > 0 ? net / count : 0;
  });

/** Customers with equal numbers of repeat purchases and equal money in them. */
export function spendCellsOf({ x, repeatNet }: Purchases): SpendCells {
  const { cells } = groupCells(x, repeatNet, new Float64Array(x.length));
  return {
    x: cells.x,
    mean: cells.recency.map((net, cell) => net / Math.max(1, cells.x[cell] ?? 0)),
    weight: cells.weight,
  };
}
