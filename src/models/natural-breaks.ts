/**
 * Natural breaks: values on a line parted into classes so that the squared distances to the classes' means are least.
 * That is 1-D k-means, solved exactly: Fisher (1958), "On Grouping for Maximum Homogeneity", JASA 53(284); Jenks (1967),
 * "The Data Model Concept in Statistical Mapping". The search over the last class's start is by divide and conquer, as
 * best starts never move left: Grønlund et al. (2017), "Fast Exact k-Means, k-Medians and Bregman Divergence Clustering
 * in 1D", arXiv:1701.07204.
 */

/** How often a value occurs. */
export interface Weighted {
  readonly value: number;
  readonly count: number;
}

export interface Classes {
  /** Number of classes: one more than `cuts`. */
  readonly k: number;
  /** Between the classes, rising: midway between the highest value of one and the lowest of the next. */
  readonly cuts: readonly number[];
  /**
   * Goodness of variance fit: 1 - squared distances within the classes / squared distances to the mean of all. 1 when
   * the values are all equal.
   */
  readonly fit: number;
}

/** Of numbers added up from the left, so that any run of values is summed in one step. */
interface Sums {
  readonly weight: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/**
 * The best classes for each number of them, from 1 to `most`, or to as many as there are different values.
 * @param values in any order; equal ones count together
 * @returns empty without values
 */
export function naturalBreaks(values: readonly Weighted[], most: number): Classes[] {
  const sorted = merged(values);
  const n = sorted.length;
  if (n === 0) return [];
  const within = spreadOf(sorted);
  const whole = within(0, n);
  // least[i]: the least spread of the first i values in k classes.
  let least = Float64Array.from({ length: n + 1 }, (_, end) => within(0, end));
  const starts: Uint32Array[] = [new Uint32Array(n + 1)];
  const found: Classes[] = [{ k: 1, cuts: [], fit: whole === 0 ? 1 : 0 }];
  for (let k = 2; k <= Math.min(most, n); k += 1) {
    const next = nextClass(least, within, k, n);
    least = next.least;
    starts.push(next.starts);
    const spread = least[n] ?? 0;
    found.push({ k, cuts: cutsOf(sorted, starts, k), fit: whole === 0 ? 1 : 1 - spread / whole });
  }
  return found;
}

/** The fewest classes, from two up, that fit at least so well; the best there are when none do; null without values. */
export function chooseClasses(candidates: readonly Classes[], fit: number): Classes | null {
  const several = candidates.filter(({ k }) => k > 1);
  return several.find((one) => one.fit >= fit) ?? several.at(-1) ?? candidates.at(-1) ?? null;
}

function merged(values: readonly Weighted[]): Weighted[] {
  const counts = new Map<number, number>();
  for (const { value, count } of values) counts.set(value, (counts.get(value) ?? 0) + count);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => a.value - b.value);
}

/** The squared distances to their mean of the values from `start` up to, without, `end`. */
function spreadOf(values: readonly Weighted[]): (start: number, end: number) => number {
  const n = values.length;
  const sums: Sums = {
    weight: new Float64Array(n + 1),
    first: new Float64Array(n + 1),
    second: new Float64Array(n + 1),
  };
  // Around the middle value, so that little is lost when large numbers are subtracted.
  const origin = values[n >> 1]?.value ?? 0;
  values.forEach(({ value, count }, at) => {
    const x = value - origin;
    sums.weight[at + 1] = (sums.weight[at] ?? 0) + count;
    sums.first[at + 1] = (sums.first[at] ?? 0) + count * x;
    sums.second[at + 1] = (sums.second[at] ?? 0) + count * x * x;
  });
  const run = (of: Float64Array, start: number, end: number): number => (of[end] ?? 0) - (of[start] ?? 0);
  return (start, end) => {
    if (end - start < 2) return 0;
    const first = run(sums.first, start, end);
    return Math.max(0, run(sums.second, start, end) - (first * first) / run(sums.weight, start, end));
  };
}

/** One class more: for each number of first values, where the last class starts best, and the least spread then. */
function nextClass(
  before: Float64Array,
  within: (start: number, end: number) => number,
  k: number,
  n: number,
): { least: Float64Array<ArrayBuffer>; starts: Uint32Array } {
  const least = new Float64Array(n + 1);
  const starts = new Uint32Array(n + 1);
  const solve = (low: number, high: number, lowStart: number, highStart: number): void => {
    if (low > high) return;
    const end = (low + high) >> 1;
    let best = Infinity;
    let at = lowStart;
    for (let start = lowStart; start <= Math.min(highStart, end - 1); start += 1) {
      const spread = (before[start] ?? 0) + within(start, end);
      if (spread < best) [best, at] = [spread, start];
    }
    least[end] = best;
    starts[end] = at;
    solve(low, end - 1, lowStart, at);
    solve(end + 1, high, at, highStart);
  };
  solve(k, n, k - 1, n - 1);
  return { least, starts };
}

function cutsOf(values: readonly Weighted[], starts: readonly Uint32Array[], k: number): number[] {
  const cuts: number[] = [];
  let end = values.length;
  for (let level = k - 1; level > 0; level -= 1) {
    end = starts[level]?.[end] ?? 0;
    cuts.unshift(((values[end - 1]?.value ?? 0) + (values[end]?.value ?? 0)) / 2);
  }
  return cuts;
}
