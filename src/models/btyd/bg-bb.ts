import { logSumExp } from '../numerics/special';
import type { Cells, Objective, Parameters, Start } from './model';

/**
 * The beta-geometric / beta-Bernoulli model of orders at discrete opportunities (a monthly box, a yearly gala).
 * Fader, Hardie and Shang (2010), "Customer-Base Analysis in a Discrete-Time Noncontractual Setting", Marketing Science
 * 29(6), 1086-1108, numbered equations below. While alive, a customer orders at each opportunity with probability
 * p ~ beta(alpha, beta), and before each opportunity leaves with probability theta ~ beta(gamma, delta).
 *
 * In the cells, `age` counts the opportunities seen, `recency` the one of the last order (0 when x is 0): all are
 * whole numbers. A beta function over a beta function is then a quotient of rising factorials
 * (Abramowitz and Stegun 6.1.22), so that nothing here needs a special function.
 */
export const bgBbParameterNames = ['alpha', 'beta', 'gamma', 'delta'] as const;

type BgBb = Readonly<Record<(typeof bgBbParameterNames)[number], number>>;

interface Opportunities {
  readonly x: number;
  readonly recency: number;
  /** Opportunities seen. */
  readonly age: number;
}

function read(parameters: Parameters): BgBb {
  const value = (name: string) => {
    const found = parameters[name];
    if (found === undefined || !(found > 0)) throw new RangeError(`Parameter ${name} must be positive`);
    return found;
  };
  return { alpha: value('alpha'), beta: value('beta'), gamma: value('gamma'), delta: value('delta') };
}

/** log (base)_k and its derivative in base, for k = 0 … most. */
function rising(base: number, most: number): { log: Float64Array; slope: Float64Array } {
  const log = new Float64Array(most + 1);
  const slope = new Float64Array(most + 1);
  for (let k = 0; k < most; k++) {
    log[k + 1] = (log[k] ?? 0) + Math.log(base + k);
    slope[k + 1] = (slope[k] ?? 0) + 1 / (base + k);
  }
  return { log, slope };
}

function tables({ alpha, beta, gamma, delta }: BgBb, most: number) {
  return {
    ordered: rising(alpha, most),
    passed: rising(beta, most),
    asked: rising(alpha + beta, most),
    stayed: rising(delta, most),
    tried: rising(gamma + delta, most + 1),
  };
}

type Tables = ReturnType<typeof tables>;

/**
 * The logarithms of the parts of equation 5 for one cell: the last opportunity at which the customer was alive is
 * recency, recency + 1, … age - 1, or not before age (the last part).
 */
function logParts(
  { ordered, passed, asked, stayed, tried }: Tables,
  gamma: number,
  cell: Opportunities,
): Float64Array {
  const { x, recency, age } = cell;
  const parts = new Float64Array(age - recency + 1);
  for (let i = recency; i <= age; i++) {
    const orders = (ordered.log[x] ?? 0) + (passed.log[i - x] ?? 0) - (asked.log[i] ?? 0);
    const life =
      i < age
        ? Math.log(gamma) + (stayed.log[i] ?? 0) - (tried.log[i + 1] ?? 0)
        : (stayed.log[age] ?? 0) - (tried.log[age] ?? 0);
    parts[i - recency] = orders + life;
  }
  return parts;
}

const cellAt = (cells: Cells, i: number): Opportunities => ({
  x: cells.x[i] ?? 0,
  recency: cells.recency[i] ?? 0,
  age: cells.age[i] ?? 0,
});

const mostOpportunities = (cells: Cells) => cells.age.reduce((most, age) => Math.max(most, age), 0);

/** Equation 5 summed over the cells, with its gradient in the logarithms of the parameters. */
export function bgBbObjective(cells: Cells): Objective {
  const most = mostOpportunities(cells);
  return (logParameters, gradient) => {
    const [alpha, beta, gamma, delta] = Array.from(logParameters, Math.exp);
    const now = read({ alpha: alpha ?? 0, beta: beta ?? 0, gamma: gamma ?? 0, delta: delta ?? 0 });
    const table = tables(now, most);
    const { ordered, passed, asked, stayed, tried } = table;
    let likelihood = 0;
    gradient.fill(0);
    const add = (index: number, value: number) => {
      gradient[index] = (gradient[index] ?? 0) + value;
    };
    cells.weight.forEach((weight, at) => {
      const cell = cellAt(cells, at);
      const { x, recency, age } = cell;
      const parts = logParts(table, now.gamma, cell);
      const all = logSumExp(parts);
      likelihood += weight * all;
      parts.forEach((part, k) => {
        const i = recency + k;
        const share = weight * Math.exp(part - all);
        const left = i < age ? 1 : 0;
        const both = asked.slope[i] ?? 0;
        const life = tried.slope[i + left] ?? 0;
        add(0, share * now.alpha * ((ordered.slope[x] ?? 0) - both));
        add(1, share * now.beta * ((passed.slope[i - x] ?? 0) - both));
        add(2, share * (left - now.gamma * life));
        add(3, share * now.delta * ((stayed.slope[i] ?? 0) - life));
      });
    });
    return likelihood;
  };
}

/** Logarithms of parameters to start from: no unit of time, so they do not depend on the cells. */
export const bgBbStarts: readonly Start[] = [
  [1, 1, 0.5, 3],
  [0.5, 0.5, 0.5, 5],
  [2, 4, 1, 10],
  [0.3, 3, 0.3, 1],
  [5, 5, 5, 50],
].map((start) => start.map(Math.log));

/** log P(this very sequence of orders), one for each cell (equation 5). */
export function bgBbLogLikelihoods(parameters: Parameters, cells: Cells): Float64Array {
  const values = read(parameters);
  const table = tables(values, mostOpportunities(cells));
  return Float64Array.from(cells.x, (_, i) => logSumExp(logParts(table, values.gamma, cellAt(cells, i))));
}

/**
 * Probability of being alive at the opportunity `ahead` after the last one seen (equation 11): 0 for the last one seen,
 * 1 for the one that libraries report. One for each cell.
 */
export function bgBbAlive(parameters: Parameters, cells: Cells, ahead: number): Float64Array {
  const values = read(parameters);
  const most = mostOpportunities(cells);
  const table = tables(values, most);
  const { log } = rising(values.delta, most + ahead);
  const tried = rising(values.gamma + values.delta, most + ahead).log;
  return Float64Array.from(cells.x, (_, i) => {
    const cell = cellAt(cells, i);
    const parts = logParts(table, values.gamma, cell);
    const alive = (parts.at(-1) ?? 0) - logSumExp(parts);
    const { age } = cell;
    const stays = (log[age + ahead] ?? 0) - (log[age] ?? 0) - (tried[age + ahead] ?? 0) + (tried[age] ?? 0);
    return Math.exp(alive + stays);
  });
}

/**
 * Expected orders at the next `horizon` opportunities, each divided by (1 + rate) for every opportunity until it
 * (equation 13 at a rate of 0, equation 14 over an infinite horizon). Summed term by term, which has no exception at
 * gamma = 1 and cancels nothing.
 * @param horizon whole, or Infinity; then at a rate of 0 the result is infinite for gamma up to 1
 * @param rate per opportunity
 * @returns orders, one for each cell
 */
export function bgBbExpectedOrders(
  parameters: Parameters,
  cells: Cells,
  horizon: number,
  rate: number,
): Float64Array {
  const { alpha, beta, gamma, delta } = read(parameters);
  const alive = bgBbAlive(parameters, cells, 0);
  const stays = new Map<number, number>();
  const sumFor = (age: number) => {
    if (horizon === Infinity && rate === 0) return gamma > 1 ? (delta + age) / (gamma - 1) : Infinity;
    let term = 1;
    let sum = 0;
    for (let k = 0; k < horizon; k++) {
      term *= (delta + age + k) / ((gamma + delta + age + k) * (1 + rate));
      sum += term;
      // What is left is less than term / rate.
      if (rate > 0 && term < rate * sum * 1e-16) break;
    }
    return sum;
  };
  return alive.map((probability, i) => {
    const { x, age } = cellAt(cells, i);
    const sum = stays.get(age) ?? sumFor(age);
    stays.set(age, sum);
    return ((alpha + x) / (alpha + beta + age)) * probability * sum;
  });
}

/** Expected orders of a new customer at the first `opportunities` (equation 8). */
export function bgBbExpectedOfNew(parameters: Parameters, opportunities: number): number {
  const { alpha, beta, gamma, delta } = read(parameters);
  let alive = 1;
  let sum = 0;
  for (let k = 0; k < opportunities; k++) {
    alive *= (delta + k) / (gamma + delta + k);
    sum += alive;
  }
  return (alpha / (alpha + beta)) * sum;
}

/** P(X = n) of a new customer's orders at the first `opportunities`, for n = 0 … opportunities (equation 7). */
export function bgBbDistribution(parameters: Parameters, opportunities: number): Float64Array {
  const values = read(parameters);
  const table = tables(values, opportunities);
  const factorial = rising(1, opportunities).log;
  return Float64Array.from({ length: opportunities + 1 }, (_, x) => {
    // The same parts as those of a cell whose last order is as early as can be, each with its ways to place x orders.
    const parts = logParts(table, values.gamma, { x, recency: x, age: opportunities });
    return Math.exp(
      logSumExp(
        parts.map((part, k) => part + (factorial[x + k] ?? 0) - (factorial[x] ?? 0) - (factorial[k] ?? 0)),
      ),
    );
  });
}

/**
 * P(n orders at the next `horizon` opportunities) of one cell, for n = 0 … horizon (equation 12): a customer still alive
 * is like a new one whose betas have learned from the cell.
 */
export function bgBbDistributionOf(
  parameters: Parameters,
  cell: Opportunities,
  horizon: number,
): Float64Array {
  const { alpha, beta, gamma, delta } = read(parameters);
  const { x, recency, age } = cell;
  const one = (value: number) => Float64Array.of(value);
  const cells = { x: one(x), recency: one(recency), age: one(age), weight: one(1) };
  const alive = bgBbAlive(parameters, cells, 0)[0] ?? 0;
  const learned = { alpha: alpha + x, beta: beta + age - x, gamma, delta: delta + age };
  return bgBbDistribution(learned, horizon).map(
    (probability, n) => alive * probability + (n === 0 ? 1 - alive : 0),
  );
}
