/**
 * Outcome uncertainty: how far what a customer does can lie from what is expected of that customer, were the parameters
 * known. While alive, a customer of these models orders as a Poisson process whose rate is not known. So the density of
 * two orders, at u < v from now, does not depend on u: it is that of an order at once and of another one at v,
 *
 *     E[N (N - 1)] = 2 m(0) ∫ v m'(v) dv,   0 < v < horizon,
 *
 * the second factorial moment of a point process (Daley and Vere-Jones 2003, An Introduction to the Theory of Point
 * Processes I, section 5.4), where m is the expected number of orders per unit of time and m' that of a customer known
 * to order now, (x + 1, age, age). Each order may be discounted. For the models of regular timing (CNBD-k with k above 1)
 * the moment, and with it the variance, is too large: regular customers differ less from what is expected.
 */
import type { Cells, Parameters, TransactionModel } from '../btyd/model';
import { gaussLegendre } from '../numerics/quadrature';

/** For each cell, of one of its customers. With d = exp(-rate × time) for each order: */
export interface OrderMoments {
  /** E[Σ d] */
  readonly mean: Float64Array;
  /** E[Σ d²] */
  readonly squares: Float64Array;
  /** E[Σ d d'] over all pairs of different orders, each counted twice. */
  readonly pairs: Float64Array;
}

type Ahead = Pick<TransactionModel, 'expectedOrders' | 'discountedOrders'>;

const rule = gaussLegendre(12);
/** Share of the mean age over which the rate of orders now is taken. */
const instant = 1e-3;

/** Expected orders per unit of time at once: the slope of the expected orders at 0, to the square of the instant. */
function rateNow(model: Ahead, parameters: Parameters, cells: Cells): Float64Array {
  const most = cells.age.reduce((longest, age) => Math.max(longest, age), 0);
  const span = instant * (most > 0 ? most : 1);
  const whole = model.expectedOrders(parameters, cells, span);
  return model
    .expectedOrders(parameters, cells, span / 2)
    .map((half, i) => (4 * half - (whole[i] ?? NaN)) / span);
}

/** ∫ v dE(v), 0 < v < horizon, by parts, where E(v) are the expected orders by v. */
function weighedByTime(model: Ahead, parameters: Parameters, cells: Cells, horizon: number): Float64Array {
  const result = model.expectedOrders(parameters, cells, horizon).map((orders) => orders * horizon);
  rule.nodes.forEach((node, k) => {
    const weight = ((rule.weights[k] ?? 0) * horizon) / 2;
    const orders = model.expectedOrders(parameters, cells, ((node + 1) / 2) * horizon);
    for (let i = 0; i < result.length; i++) result[i] = (result[i] ?? 0) - weight * (orders[i] ?? 0);
  });
  return result;
}

/**
 * @param horizon in the cells' unit of time; Infinity only with a rate above 0
 * @param rate of discount, continuous, per unit of time; 0 for none
 * @throws RangeError for an endless horizon without a discount
 */
export function orderMoments(
  model: Ahead,
  parameters: Parameters,
  cells: Cells,
  horizon: number,
  rate: number,
): OrderMoments {
  if (horizon === Infinity && !(rate > 0)) throw new RangeError('An endless horizon needs a discount');
  const now = rateNow(model, parameters, cells);
  const ordering = { x: cells.x.map((x) => x + 1), recency: cells.age, age: cells.age, weight: cells.weight };
  if (rate === 0) {
    const mean = model.expectedOrders(parameters, cells, horizon);
    const weighed = weighedByTime(model, parameters, ordering, horizon);
    return { mean, squares: mean, pairs: now.map((orders, i) => 2 * orders * (weighed[i] ?? NaN)) };
  }
  const discounted = (of: Cells, by: number) => model.discountedOrders(parameters, of, horizon, by);
  const [once, twice] = [discounted(ordering, rate), discounted(ordering, 2 * rate)];
  return {
    mean: discounted(cells, rate),
    squares: discounted(cells, 2 * rate),
    // The integral over u, ∫ exp(-rate u) du = (1 - exp(-rate v)) / rate, leaves two discounts.
    pairs: now.map((orders, i) => (2 * orders * ((once[i] ?? NaN) - (twice[i] ?? NaN))) / rate),
  };
}

/** What a customer spends on an order: amounts vary about a mean that is itself not known. One entry for each cell. */
export interface SpendMoments {
  readonly mean: Float64Array;
  /** E[amount²] of one order. */
  readonly square: Float64Array;
  /** E[customer's own mean²]: of the product of two of its orders' amounts. */
  readonly product: Float64Array;
}

/**
 * Moments of spend in the gamma-gamma model (Fader and Hardie 2013, "The Gamma-Gamma Model of Monetary Value",
 * equations 3 to 5): amounts are gamma(p, nu) and nu, after x repeat orders of mean m, is gamma(p x + q, v + x m).
 * The squares are infinite for a customer with p x + q of at most 2.
 * @param meanSpend of the repeat orders, 0 where x is 0
 */
export function gammaGammaMoments(
  parameters: Parameters,
  x: Float64Array,
  meanSpend: Float64Array,
): SpendMoments {
  const { p = NaN, q = NaN, v = NaN } = parameters as { p?: number; q?: number; v?: number };
  const inverse = x.map((orders, i) => (v + orders * (meanSpend[i] ?? 0)) / (p * orders + q - 1));
  const inverseSquare = x.map((orders, i) => {
    const shape = p * orders + q;
    const scale = v + orders * (meanSpend[i] ?? 0);
    return shape > 2 ? (scale * scale) / ((shape - 1) * (shape - 2)) : Infinity;
  });
  return {
    mean: inverse.map((value) => p * value),
    square: inverseSquare.map((value) => p * (p + 1) * value),
    product: inverseSquare.map((value) => p * p * value),
  };
}

/** Mean and variance of one customer's orders, or of what they are worth. One entry for each cell. */
export function outcomeOf(
  { mean, squares, pairs }: OrderMoments,
  spend?: SpendMoments,
): { readonly mean: Float64Array; readonly variance: Float64Array } {
  const expected = mean.map((value, i) => value * (spend ? (spend.mean[i] ?? NaN) : 1));
  return {
    mean: expected,
    variance: expected.map((value, i) => {
      const own = (squares[i] ?? NaN) * (spend ? (spend.square[i] ?? NaN) : 1);
      const crossed = (pairs[i] ?? NaN) * (spend ? (spend.product[i] ?? NaN) : 1);
      return Math.max(0, own + crossed - value * value);
    }),
  };
}
