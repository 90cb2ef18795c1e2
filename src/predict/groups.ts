/** What groups of customers come to together, and how it moves with the parameters. */
import type { Table } from 'apache-arrow';
import { discountRate, unitsPerYear } from '../models/btyd/clv';
import { expectedSpend } from '../models/btyd/gamma-gamma';
import type { Parameters } from '../models/btyd/model';
import { deltaMethod, parameterIntervals } from '../models/uncertainty/delta';
import { orderMoments, outcomeOf } from '../models/uncertainty/order-moments';
import { deviationOf, totalOf } from '../models/uncertainty/total';
import { meanSpend, type Purchases } from './customers';
import { daysPer, type Fitted } from './fit';
import { forecast } from './forecast';
import type { Success } from './models';
import type { FitRequest } from './request';
import type { GroupTotals, Uncertainty } from './uncertainty';

export interface Group {
  /** Null for all customers. */
  readonly name: string | null;
  /** Rows of the purchases. */
  readonly members: Uint32Array;
}

/** All customers, then those of whom each column is true. @throws TypeError when a column is missing */
export function readGroups(table: Table, columns: readonly string[]): readonly Group[] {
  const everybody = Uint32Array.from({ length: table.numRows }, (_, row) => row);
  return [
    { name: null, members: everybody },
    ...columns.map((name) => {
      const column = table.getChild(name);
      if (!column) throw new TypeError(`No column named ${name}`);
      return { name, members: everybody.filter((row) => column.get(row) === true) };
    }),
  ];
}

/** Orders of each group, then CLV of each, at given parameters of orders and of spend. */
export type GroupQuantity = (orders: Parameters, spend: Parameters | null) => Float64Array;

export interface Stakes {
  readonly chosen: Success;
  /** With intervals by the delta method. */
  readonly totals: readonly GroupTotals[];
  /** Standard deviations of what happens at the best parameters, in the order of the quantity. */
  readonly outcomeDeviation: Float64Array;
  readonly quantity: GroupQuantity;
}

const sumOver = (values: Float64Array, members: Uint32Array): number =>
  members.reduce((sum, row) => sum + (values[row] ?? 0), 0);

/** @returns null when no model converged */
export function stakesOf(
  fitted: Fitted,
  purchases: Purchases,
  request: FitRequest,
  groups: readonly Group[],
): Stakes | null {
  const { chosen, grouped, spend } = fitted;
  const found = forecast(fitted, purchases, request);
  if (chosen === null || found === null) return null;
  const { model, fit } = chosen;
  const { cells, cellOf } = grouped;
  const { level, margin } = request;
  const horizon = request.horizonDays === null ? Infinity : request.horizonDays / daysPer(request.timeUnit);
  const rate = discountRate(request.yearlyDiscount, unitsPerYear[request.timeUnit]);
  const mean = meanSpend(purchases);
  const weights = groups.map(({ members }) => {
    const weight = new Float64Array(cells.x.length);
    for (const row of members) weight[cellOf[row] ?? 0] = (weight[cellOf[row] ?? 0] ?? 0) + 1;
    return weight;
  });
  const weighed = (values: Float64Array, weight: Float64Array): number =>
    values.reduce((sum, value, cell) => sum + ((weight[cell] ?? 0) > 0 ? value * (weight[cell] ?? 0) : 0), 0);

  const ordersOf = (parameters: Parameters, discounted: Float64Array): Float64Array =>
    horizon === Infinity ? discounted : model.expectedOrders(parameters, cells, horizon);
  const discountedOf = (parameters: Parameters): Float64Array =>
    model.discountedOrders(parameters, cells, horizon, rate);
  const counts = (orders: Float64Array): number[] => weights.map((weight) => weighed(orders, weight));

  const quantity: GroupQuantity = (ofOrders, ofSpend) => {
    const discounted = discountedOf(ofOrders);
    const money = ofSpend ? expectedSpend(ofSpend, purchases.x, mean) : found.expectedSpend;
    const worth = money.map((amount, row) => amount * margin * (discounted[cellOf[row] ?? 0] ?? NaN));
    return Float64Array.of(
      ...counts(ordersOf(ofOrders, discounted)),
      ...groups.map(({ members }) => sumOver(worth, members)),
    );
  };

  const moments = orderMoments(model, fit.parameters, cells, horizon, horizon === Infinity ? rate : 0);
  const orderVariance = counts(outcomeOf(moments).variance);
  const clvVariance = groups.map(({ members }) => sumOver(found.clvVariance, members));
  const counted = deltaMethod([fit], ([parameters = fit.parameters]) =>
    Float64Array.from(counts(ordersOf(parameters, discountedOf(parameters)))),
  );
  const fits = spend === null ? [fit] : [fit, spend];
  const totals = groups.map(({ name, members }, i): GroupTotals => ({
    group: name,
    customers: members.length,
    orders: totalOf(counted.estimate[i] ?? NaN, counted.deviation[i] ?? NaN, orderVariance[i] ?? NaN, level),
    clv: totalOf(
      sumOver(found.clv, members),
      deviationOf(
        found.clvSlopes.map((slope) => sumOver(slope, members)),
        fits,
      ),
      clvVariance[i] ?? NaN,
      level,
    ),
  }));
  return {
    chosen,
    totals,
    outcomeDeviation: Float64Array.from([...orderVariance, ...clvVariance], Math.sqrt),
    quantity,
  };
}

/** The intervals that are there at once. */
export const atOnce = ({ chosen, totals }: Stakes, level: number): Uncertainty => ({
  parameters: parameterIntervals(chosen.fit, level),
  groups: totals,
});
