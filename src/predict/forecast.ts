import { discountRate, unitsPerYear } from '../models/btyd/clv';
import { expectedSpend } from '../models/btyd/gamma-gamma';
import type { Cells, TransactionModel } from '../models/btyd/model';
import { timeToOrderWhileActive } from '../models/btyd/next-order';
import { robustSpend, shrunkSpend } from '../models/btyd/spend-fallback';
import { deltaMethod } from '../models/uncertainty/delta';
import { gammaGammaMoments, orderMoments, outcomeOf } from '../models/uncertainty/order-moments';
import { worthInterval } from '../models/uncertainty/prediction';
import { deviationOf, totalOf, type Total } from '../models/uncertainty/total';
import { spread } from '../models/validation/orders';
import { meanSpend, type Purchases } from './customers';
import { daysPer, type Fitted } from './fit';
import type { FitRequest } from './request';
import { clvSlopes } from './slopes';

/** One entry for each customer, in the order of the purchases. Money in the orders' currency. */
export interface Forecast {
  readonly pAlive: Float64Array;
  /** Probability of a purchase within the horizon; of an endless one, of not having left. */
  readonly pOrder: Float64Array;
  /** Purchases within the horizon; of an endless one, the discounted ones. */
  readonly expectedOrders: Float64Array;
  /** Money per purchase. */
  readonly expectedSpend: Float64Array;
  /** Discounted money of the purchases ahead, times the margin. */
  readonly clv: Float64Array;
  /** What this very customer may come to: outcome uncertainty, at the best parameters. */
  readonly clvLow: Float64Array;
  readonly clvHigh: Float64Array;
  /** Of what may happen, at the best parameters; not finite where the amounts of a purchase vary without bound. */
  readonly clvVariance: Float64Array;
  /** By parameter: see `clvSlopes`. */
  readonly clvSlopes: readonly Float64Array[];
  /** Days from now by which a customer who stays has ordered with probability one half. */
  readonly nextOrderDays: Float64Array;
  readonly totals: Totals;
}

export interface Totals {
  readonly orders: Total;
  readonly clv: Total;
}

function spendOf({ spend, spendCells }: Fitted, purchases: Purchases): Float64Array {
  const mean = meanSpend(purchases);
  if (spend !== null) return expectedSpend(spend.parameters, purchases.x, mean);
  const robust = robustSpend(spendCells);
  return robust === null ? new Float64Array(mean.length).fill(NaN) : shrunkSpend(robust, purchases.x, mean);
}

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

const weighed = (values: Float64Array, { weight }: Cells): Float64Array =>
  values.map((value, cell) => value * (weight[cell] ?? 0));

/**
 * What is expected of each customer after the calibration's end.
 * @returns null when no model converged
 */
export function forecast(fitted: Fitted, purchases: Purchases, request: FitRequest): Forecast | null {
  if (fitted.chosen === null) return null;
  const { model, fit } = fitted.chosen;
  const { cells, cellOf } = fitted.grouped;
  const { level, margin } = request;
  const daysPerUnit = daysPer(request.timeUnit);
  const rate = discountRate(request.yearlyDiscount, unitsPerYear[request.timeUnit]);
  const horizon = request.horizonDays === null ? Infinity : request.horizonDays / daysPerUnit;
  const endless = horizon === Infinity;
  const spend = spendOf(fitted, purchases);

  const orders = (of: TransactionModel, parameters: typeof fit.parameters): Float64Array =>
    endless
      ? of.discountedOrders(parameters, cells, horizon, rate)
      : of.expectedOrders(parameters, cells, horizon);
  const expected = orders(model, fit.parameters);
  const undiscounted = endless ? null : orderMoments(model, fit.parameters, cells, horizon, 0);
  const moments = orderMoments(model, fit.parameters, cells, horizon, rate);
  const none = noOrders(model, fitted, horizon);

  const customers = purchases.x.length;
  const byCustomer = (values: Float64Array): Float64Array => spread(values, cellOf);
  const spendMoments = momentsOfSpend(fitted, purchases, spend);
  const outcome = outcomeOf(
    {
      mean: byCustomer(moments.mean),
      squares: byCustomer(moments.squares),
      pairs: byCustomer(moments.pairs),
    },
    spendMoments,
  );
  const clv = outcome.mean.map((value) => value * margin);
  const clvVariance = outcome.variance.map((value) => value * margin * margin);
  const [clvLow, clvHigh] = [new Float64Array(customers), new Float64Array(customers)];
  for (let i = 0; i < customers; i++) {
    const { low, high } = worthInterval(
      none[cellOf[i] ?? 0] ?? 0,
      clv[i] ?? NaN,
      clvVariance[i] ?? NaN,
      level,
    );
    clvLow[i] = low;
    clvHigh[i] = high;
  }

  const discounted = byCustomer(moments.mean);
  const slopes = clvSlopes(fitted, purchases, { rate, horizon, margin, spend, discounted });
  const fits = fitted.spend === null ? [fit] : [fit, fitted.spend];
  const counted = deltaMethod([fit], ([parameters = fit.parameters]) =>
    Float64Array.of(sumOf(weighed(orders(model, parameters), cells))),
  );
  const ordersVariance = sumOf(weighed(outcomeOf(undiscounted ?? moments).variance, cells));
  return {
    pAlive: byCustomer(model.probabilityAlive(fit.parameters, cells, 0)),
    pOrder: byCustomer(none.map((share) => 1 - share)),
    expectedOrders: byCustomer(expected),
    expectedSpend: spend,
    clv,
    clvLow,
    clvHigh,
    clvVariance,
    clvSlopes: slopes,
    nextOrderDays: byCustomer(nextOrders(fitted, daysPerUnit)),
    totals: {
      orders: totalOf(counted.estimate[0] ?? NaN, counted.deviation[0] ?? NaN, ordersVariance, level),
      clv: totalOf(sumOf(clv), deviationOf(slopes.map(sumOf), fits), sumOf(clvVariance), level),
    },
  };
}

/** Chance of no purchase within the horizon; of an endless one, of having left. */
function noOrders(model: TransactionModel, { chosen, grouped }: Fitted, horizon: number): Float64Array {
  const { cells } = grouped;
  const parameters = chosen?.fit.parameters ?? {};
  if (horizon === Infinity) return model.probabilityAlive(parameters, cells, 0).map((alive) => 1 - alive);
  return cells.x.map((x, cell) => {
    const customer = { x, recency: cells.recency[cell] ?? 0, age: cells.age[cell] ?? 0 };
    return model.orderDistributionOf(parameters, customer, horizon, 0)[0] ?? NaN;
  });
}

function momentsOfSpend({ spend }: Fitted, purchases: Purchases, expected: Float64Array) {
  if (spend !== null) return gammaGammaMoments(spend.parameters, purchases.x, meanSpend(purchases));
  // Without a model of spend nothing is known of how it varies: the amount is taken as its mean.
  const square = expected.map((value) => value * value);
  return { mean: expected, square, product: square };
}

function nextOrders({ chosen, grouped }: Fitted, daysPerUnit: number): Float64Array {
  const { x, age } = grouped.cells;
  const parameters = chosen?.fit.parameters ?? {};
  return x.map(
    (count, cell) =>
      timeToOrderWhileActive(parameters, { x: count, age: age[cell] ?? 0 }).median * daysPerUnit,
  );
}
