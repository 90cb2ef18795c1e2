import type { BetaGeometric } from './beta-geometric';
import { indexCells, type CellIndex } from './cell-index';
import { sumOver } from './cells';
import type { Cells, Objective } from './model';

/**
 * Tables over x, and the sums of all terms that depend on x only, for one point. Ratios of gamma functions at integer
 * distances are sums over the integers between: exact where a difference of two ln Γ would cancel.
 */
interface CountTables {
  /** ln of the chance of having left after the last order, over that of having stayed: -Infinity where none is. */
  readonly leaving: Float64Array;
  /** b / (b + x - 1), likewise. */
  readonly leavingByB: Float64Array;
}

interface Sums {
  value: number;
  byR: number;
  byAlpha: number;
  byA: number;
  byB: number;
}

function countTables(largestX: number): CountTables {
  return { leaving: new Float64Array(largestX + 1), leavingByB: new Float64Array(largestX + 1) };
}

/** Fills the tables and starts the sums. All derivatives are by the logarithms of the parameters. */
function sumOverCounts(
  { k, atFirst }: BetaGeometric,
  [r, alpha, a, b]: readonly [number, number, number, number],
  weightOfX: Float64Array,
  { leaving, leavingByB }: CountTables,
): Sums {
  const sums: Sums = { value: 0, byR: 0, byAlpha: 0, byA: 0, byB: 0 };
  let [ticks, ticksByR, stays, staysByA, staysByB] = [0, 0, 0, 0, 0];
  const stay = (i: number): void => {
    stays -= Math.log1p(a / (b + i));
    staysByA -= a / (a + b + i);
    staysByB += (b * a) / ((b + i) * (a + b + i));
  };
  if (atFirst) stay(0);
  for (let x = 0; x < weightOfX.length; x++) {
    if (x > 0) {
      for (let i = k * (x - 1); i < k * x; i++) {
        ticks += Math.log((r + i) / alpha);
        ticksByR += r / (r + i);
      }
      stay(x - 1 + atFirst);
    }
    const chances = x + atFirst;
    leaving[x] = chances > 0 ? Math.log(a / (b + chances - 1)) : -Infinity;
    leavingByB[x] = chances > 0 ? b / (b + chances - 1) : 0;
    const weight = weightOfX[x] as number;
    sums.value += weight * (ticks + stays);
    sums.byR += weight * ticksByR;
    sums.byAlpha -= weight * k * x;
    sums.byA += weight * staysByA;
    sums.byB += weight * staysByB;
  }
  return sums;
}

/** Tables over the times: ln(1 + t/α) and its negative derivative by ln α, t/(α + t). */
function fillTimes(times: Float64Array, alpha: number, logs: Float64Array, shares: Float64Array): void {
  for (let i = 0; i < times.length; i++) {
    const time = times[i] as number;
    logs[i] = Math.log1p(time / alpha);
    shares[i] = time / (alpha + time);
  }
}

interface Pass {
  readonly cells: Cells;
  readonly index: CellIndex;
  readonly tables: CountTables;
  readonly logs: Float64Array;
  readonly shares: Float64Array;
}

/** Adds what depends on recency and age, for exponential times between orders. */
function addExponential({ cells, index, tables, logs, shares }: Pass, r: number, sums: Sums): void {
  const { weight } = cells;
  const { x, recency, age } = index;
  const { leaving, leavingByB } = tables;
  let [value, byR, byAlpha, byA, byB] = [0, 0, 0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const w = weight[i] as number;
    const xi = x[i] as number;
    const [last, end] = [recency[i] as number, age[i] as number];
    const shape = r + xi;
    const logEnd = logs[end] as number;
    const silence = logEnd - (logs[last] as number);
    // The odds of having left at the last order against being alive, and their share.
    const odds = (leaving[xi] as number) + shape * silence;
    const small = Math.exp(-Math.abs(odds));
    const left = odds > 0 ? 1 / (1 + small) : small / (1 + small);
    value += w * (Math.log1p(small) + (odds > 0 ? odds : 0) - shape * logEnd);
    byR += w * (left * silence - logEnd);
    const shareEnd = shares[end] as number;
    byAlpha += w * shape * (shareEnd + left * ((shares[last] as number) - shareEnd));
    byA += w * left;
    byB -= w * left * (leavingByB[xi] as number);
  }
  sums.value += value;
  sums.byR += r * byR;
  sums.byAlpha += byAlpha;
  sums.byA += byA;
  sums.byB += byB;
}

/** The same for k ticks between orders: the silence since the last order may hold up to k - 1 of them. */
function addErlang(
  { cells, index, tables, logs, shares }: Pass,
  k: number,
  r: number,
  alpha: number,
  sums: Sums,
): void {
  const { x, recency, age, times } = index;
  for (let i = 0; i < x.length; i++) {
    const w = cells.weight[i] as number;
    const xi = x[i] as number;
    const [last, end] = [recency[i] as number, age[i] as number];
    const shape = r + k * xi;
    const logEnd = logs[end] as number;
    const shareEnd = shares[end] as number;
    const silence = logEnd - (logs[last] as number);
    const share = ((times[end] as number) - (times[last] as number)) / (alpha + (times[end] as number));
    let [term, termByR, ticks, ticksByR, ticksByShare] = [1, 0, 1, 0, 0];
    for (let j = 1; j < k; j++) {
      termByR = (termByR * (shape + j - 1) + term) * (share / j);
      term *= ((shape + j - 1) * share) / j;
      ticks += term;
      ticksByR += termByR;
      ticksByShare += j * term;
    }
    const odds = (tables.leaving[xi] as number) + shape * silence - Math.log(ticks);
    const small = Math.exp(-Math.abs(odds));
    const left = odds > 0 ? 1 / (1 + small) : small / (1 + small);
    const alive = (1 - left) / ticks;
    sums.value += w * (Math.log1p(small) + Math.max(odds, 0) + Math.log(ticks) - shape * logEnd);
    sums.byR += w * r * (left * silence - logEnd + alive * ticksByR);
    sums.byAlpha +=
      w *
      (shape * (shareEnd + left * ((shares[last] as number) - shareEnd)) -
        alive * ticksByShare * (1 - shareEnd));
    sums.byA += w * left;
    sums.byB -= w * left * (tables.leavingByB[xi] as number);
  }
}

/**
 * The log-likelihood of cells: Fader, Hardie & Lee (2005), equation 6, for BG/NBD, and Platzer & Reutterer (2016),
 * equation 6, in general; factors of it that grow without bound are kept as logarithms. With k ticks between orders the
 * density of the times holds the product of their powers, of which only the sum of their logarithms is needed.
 * @param logGaps sum of the logarithms of all times between orders, in the cells' unit; used for k above 1 only
 */
export function likelihoodOf(model: BetaGeometric, cells: Cells, logGaps: number): Objective {
  const { k } = model;
  const index = indexCells(cells);
  const weightOfX = new Float64Array(index.largestX + 1);
  index.x.forEach((x, i) => (weightOfX[x] = (weightOfX[x] as number) + (cells.weight[i] as number)));
  const tables = countTables(index.largestX);
  const logs = new Float64Array(index.times.length);
  const shares = new Float64Array(index.times.length);
  let factorial = 0;
  for (let i = 2; i < k; i++) factorial += Math.log(i);
  const constant = k === 1 ? 0 : (k - 1) * logGaps - factorial * sumOver(cells, (x) => x);
  const pass: Pass = { cells, index, tables, logs, shares };
  return (logParameters, gradient) => {
    const point = [0, 1, 2, 3].map((i) => Math.exp(logParameters[i] as number));
    const [r = 0, alpha = 0, a = 0, b = 0] = point;
    fillTimes(index.times, alpha, logs, shares);
    const sums = sumOverCounts(model, [r, alpha, a, b], weightOfX, tables);
    if (k === 1) addExponential(pass, r, sums);
    else addErlang(pass, k, r, alpha, sums);
    gradient[0] = sums.byR;
    gradient[1] = sums.byAlpha;
    gradient[2] = sums.byA;
    gradient[3] = sums.byB;
    return sums.value + constant;
  };
}
