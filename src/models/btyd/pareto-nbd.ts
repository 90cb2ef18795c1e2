import { digamma, logGamma } from '../numerics/special';
import type { Cells, Objective, Parameters, Start, TransactionModel } from './model';
import { discountedStay, paretoNbdDistribution } from './pareto-nbd-ahead';
import { lifetimeGrid } from './pareto-nbd-grid';
import { lifetimeTable, type LifetimeTable } from './pareto-nbd-integral';
import { moments } from './pareto-nbd-panel';

/** r and alpha: shape and rate of the gamma distribution of ordering rates; s and beta: of leaving rates. */
interface ParetoNbd {
  readonly r: number;
  readonly alpha: number;
  readonly s: number;
  readonly beta: number;
}

const named = (parameters: Parameters): ParetoNbd => ({
  r: parameters['r'] ?? Number.NaN,
  alpha: parameters['alpha'] ?? Number.NaN,
  s: parameters['s'] ?? Number.NaN,
  beta: parameters['beta'] ?? Number.NaN,
});

/** ln Γ(r + x) / Γ(r) and its slope in r for ascending x: small steps by products, which lose nothing to cancellation. */
function risingFactorials(
  r: number,
  counts: Float64Array,
): readonly [log: Float64Array, slope: Float64Array] {
  const log = new Float64Array(counts.length);
  const slope = new Float64Array(counts.length);
  let [at, sum, slopes] = [0, 0, 0];
  counts.forEach((x, row) => {
    if (x - at > 64) {
      sum += logGamma(r + x) - logGamma(r + at);
      slopes += digamma(r + x) - digamma(r + at);
      at = x;
    }
    for (; at < x; at++) {
      sum += Math.log(r + at);
      slopes += 1 / (r + at);
    }
    log[row] = sum;
    slope[row] = slopes;
  });
  return [log, slope];
}

/** Fader & Hardie 2005, eq. 17, with its integral kept; the gradient is exact for the same rule of integration. */
function objective(cells: Cells): Objective {
  const grid = lifetimeGrid(cells);
  const { counts, rowOf, timeOf, from, to, times } = grid;
  const integrals = new Float64Array(moments);
  return (logParameters, gradient) => {
    const [r = 0, alpha = 0, s = 0, beta = 0] = Array.from(logParameters, Math.exp);
    const [logAlpha, logBeta] = [logParameters[1] ?? 0, logParameters[3] ?? 0];
    const table = lifetimeTable(grid, r, alpha, s, beta);
    const [rising, risingSlope] = risingFactorials(r, counts);
    let [likelihood, byR, byAlpha, byS, byBeta] = [0, 0, 0, 0, 0];
    for (let cell = 0; cell < rowOf.length; cell++) {
      const weight = cells.weight[cell] as number;
      const row = rowOf[cell] as number;
      const start = from[cell] as number;
      const end = to[cell] as number;
      const time = timeOf[end] as number;
      const age = times[time] as number;
      const logAge = table.logAlpha[time] as number;
      const logBetaAge = table.logBeta[time] as number;
      const base = table.logG[start] as number;
      const alive = Math.exp((table.logG[end] as number) - base);
      table.between(start, end, alive, integrals);
      const gone = integrals[0] as number;
      const total = alive + s * gone;
      const power = r + (counts[row] as number);
      likelihood += weight * ((rising[row] as number) + r * logAlpha + s * logBeta + base + Math.log(total));
      byR +=
        weight *
        ((risingSlope[row] as number) + logAlpha - (alive * logAge + s * (integrals[3] as number)) / total);
      byAlpha +=
        weight * (r - (alpha * power * (alive / (alpha + age) + s * (integrals[1] as number))) / total);
      byS += weight * (logBeta + (gone - alive * logBetaAge - s * (integrals[4] as number)) / total);
      byBeta +=
        weight * (s - (beta * s * (alive / (beta + age) + (s + 1) * (integrals[2] as number))) / total);
    }
    gradient[0] = byR * r;
    gradient[1] = byAlpha;
    gradient[2] = byS * s;
    gradient[3] = byBeta;
    return likelihood;
  };
}

/**
 * Mean rates from the orders seen, and lifetimes from a quarter of the mean age to ten times it; shapes as found in
 * published fits and, last, nearly alike customers.
 */
function starts(cells: Cells): readonly Start[] {
  let [orders, time, customers] = [0, 0, 0];
  cells.weight.forEach((weight, cell) => {
    customers += weight;
    orders += weight * (cells.x[cell] as number);
    time += weight * (cells.age[cell] as number);
  });
  const age = Math.max(time / customers, Number.MIN_VALUE);
  const rate = Math.max(orders, 0.5) / Math.max(time, Number.MIN_VALUE);
  const start = (r: number, faster: number, s: number, lifetimes: number): Start =>
    [r, r / (rate * faster), s, s * lifetimes * age].map(Math.log);
  return [
    start(0.6, 1.6, 0.6, 0.5),
    start(1, 1.1, 0.5, 2),
    start(0.4, 3, 1.2, 0.25),
    start(2, 1, 1, 10),
    start(8, 1.5, 4, 1),
  ];
}

/** Natural logarithm of the probability of being alive at each cell's age (Fader & Hardie 2005, eq. 19). */
export function paretoNbdLogAlive(parameters: Parameters, cells: Cells): Float64Array {
  const { r, alpha, s, beta } = named(parameters);
  const grid = lifetimeGrid(cells);
  const table: LifetimeTable = lifetimeTable(grid, r, alpha, s, beta);
  const integrals = new Float64Array(moments);
  return Float64Array.from(cells.x, (_, cell) => {
    const start = grid.from[cell] as number;
    const end = grid.to[cell] as number;
    const logAlive = (table.logG[end] as number) - (table.logG[start] as number);
    const alive = Math.exp(logAlive);
    table.between(start, end, alive, integrals);
    return logAlive - Math.log(alive + s * (integrals[0] as number));
  });
}

/** A value for each cell that depends on its age only, worked out once for each age. */
function byAge(cells: Cells, value: (age: number) => number): (cell: number) => number {
  const known = new Map<number, number>();
  return (cell) => {
    const age = cells.age[cell] as number;
    let result = known.get(age);
    if (result === undefined) {
      result = value(age);
      known.set(age, result);
    }
    return result;
  };
}

/**
 * Who is alive at the age T has a rate of ordering that is gamma distributed with shape r + x and rate alpha + T, and,
 * independently, a rate of leaving with shape s and rate beta + T: all that lies ahead follows from it.
 */
function discountedOrders(parameters: Parameters, cells: Cells, horizon: number, rate: number): Float64Array {
  const { r, alpha, s, beta } = named(parameters);
  const stay = byAge(cells, (age) => discountedStay(s, beta + age, horizon, rate));
  return paretoNbdLogAlive(parameters, cells).map((logAlive, cell) => {
    const perTime = (r + (cells.x[cell] as number)) / (alpha + (cells.age[cell] as number));
    return Math.exp(logAlive) * perTime * stay(cell);
  });
}

/**
 * Pareto/NBD: customers order at random at a rate of their own until they leave, unseen, after an exponential time of
 * their own; both rates are gamma distributed. Schmittlein, Morrison & Colombo 1987, "Counting your customers: who are
 * they and what will they do next?", Management Science 33, 1-24; Fader & Hardie 2005, "A note on deriving the
 * Pareto/NBD model and related expressions".
 */
export const paretoNbd: TransactionModel = {
  name: 'pareto-nbd',
  parameterNames: ['r', 'alpha', 's', 'beta'],
  objective,
  starts,
  probabilityAlive(parameters, cells, ahead) {
    const { s, beta } = named(parameters);
    const staying = byAge(cells, (age) => s * Math.log1p(ahead / (beta + age)));
    return paretoNbdLogAlive(parameters, cells).map((logAlive, cell) => Math.exp(logAlive - staying(cell)));
  },
  expectedOrders: (parameters, cells, horizon) => discountedOrders(parameters, cells, horizon, 0),
  discountedOrders,
  expectedOrdersOfNew(parameters, time) {
    const { r, alpha, s, beta } = named(parameters);
    return (r / alpha) * discountedStay(s, beta, time, 0);
  },
  orderDistribution: (parameters, time, maximum) => paretoNbdDistribution(named(parameters), time, maximum),
  orderDistributionOf(parameters, { x, recency, age }, horizon, maximum) {
    const one = (value: number) => Float64Array.of(value);
    const cell = { x: one(x), recency: one(recency), age: one(age), weight: one(1) };
    const logAlive = paretoNbdLogAlive(parameters, cell)[0] ?? Number.NaN;
    const { r, alpha, s, beta } = named(parameters);
    const later = { r: r + x, alpha: alpha + age, s, beta: beta + age };
    const alive = Math.exp(logAlive);
    const distribution = paretoNbdDistribution(later, horizon, maximum).map((share) => share * alive);
    distribution[0] = (distribution[0] ?? 0) - Math.expm1(logAlive);
    return distribution;
  },
};
