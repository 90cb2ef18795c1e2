import { discountRate } from '../models/btyd/clv';
import { expectedSpend } from '../models/btyd/gamma-gamma';
import type { Cells, TransactionModel } from '../models/btyd/model';
import { timeToOrderWhileActive } from '../models/btyd/next-order';
import { robustSpend, shrunkSpend } from '../models/btyd/spend-fallback';
import type { Interval } from '../models/intervals';
import { deltaMethod, intervalOf, type Quantity } from '../models/uncertainty/delta';
import { gammaGammaMoments, orderMoments, outcomeOf } from '../models/uncertainty/order-moments';
import { outcomeInterval } from '../models/uncertainty/outcome-interval';
import { unitsPerYear } from '../models/btyd/clv';
import { spread } from '../models/validation/orders';
import { meanSpend, type Purchases } from './customers';
import { daysPer, type Fitted } from './fit';
import type { FitRequest } from './request';

/** One entry for each customer, in the order of the purchases. Money in the orders' currency. */
export interface Forecast {
  readonly pAlive: Float64Array;
  /** Purchases within the horizon; of an endless one, the discounted ones. */
  readonly expectedOrders: Float64Array;
  /** Money per purchase. */
  readonly expectedSpend: Float64Array;
  /** Discounted money of the purchases ahead, times the margin. */
  readonly clv: Float64Array;
  /** What this very customer may come to: outcome uncertainty, at the best parameters. */
  readonly clvLow: Float64Array;
  readonly clvHigh: Float64Array;
  /** Days from now by which a customer who stays has ordered with probability one half. */
  readonly nextOrderDays: Float64Array;
  readonly totals: Totals;
}

export interface Total {
  readonly estimate: number;
  /** How far another sample of customers would have moved the estimate. */
  readonly parameters: Interval;
  /** That, and how far what happens may lie from what is expected. */
  readonly outcome: Interval;
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

function totalOf(estimate: number, deviation: number, variance: number, level: number): Total {
  return {
    estimate,
    parameters: intervalOf(estimate, deviation, level, 'log'),
    outcome: intervalOf(estimate, Math.hypot(deviation, Math.sqrt(variance)), level, 'log'),
  };
}

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
    const { low, high } = outcomeInterval(
      { mean: clv[i] ?? NaN, variance: clvVariance[i] ?? NaN, none: none[cellOf[i] ?? 0] ?? 0 },
      level,
    );
    clvLow[i] = low;
    clvHigh[i] = high;
  }

  // The totals' slopes in the parameters: money is the same for all parameters of the model of orders.
  const spendByCell = new Float64Array(cells.x.length);
  spend.forEach((value, i) => {
    const cell = cellOf[i] ?? 0;
    spendByCell[cell] = (spendByCell[cell] ?? 0) + value * margin;
  });
  const totals: Quantity = ([parameters = fit.parameters]) => {
    const discounted = model.discountedOrders(parameters, cells, horizon, rate);
    return Float64Array.of(
      sumOf(weighed(orders(model, parameters), cells)),
      discounted.reduce((sum, value, cell) => sum + value * (spendByCell[cell] ?? 0), 0),
    );
  };
  const { estimate, deviation } = deltaMethod([fit], totals);
  const ordersVariance = sumOf(weighed(outcomeOf(undiscounted ?? moments).variance, cells));
  return {
    pAlive: byCustomer(model.probabilityAlive(fit.parameters, cells, 0)),
    expectedOrders: byCustomer(expected),
    expectedSpend: spend,
    clv,
    clvLow,
    clvHigh,
    nextOrderDays: byCustomer(nextOrders(fitted, daysPerUnit)),
    totals: {
      orders: totalOf(estimate[0] ?? NaN, deviation[0] ?? NaN, ordersVariance, level),
      clv: totalOf(estimate[1] ?? NaN, deviation[1] ?? NaN, sumOf(clvVariance), level),
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
