import { chebyshevInterpolant } from '../numerics/chebyshev';
import { read, type BetaGeometric } from './beta-geometric';
import { discountedOrdersOf, type Discounted } from './beta-geometric-discount';
import { aliveNow, livingAfter, type Living } from './beta-geometric-posterior';
import { pairsOf } from './cell-index';
import type { Cells, Parameters } from './model';
import { expectOverTicks, tickLaw, type Sequence } from './ticks';

/** Fills in what is expected of a living customer with a scale α + age, for each phase. */
type OfLiving = (scale: number, values: Float64Array) => void;

/**
 * Something expected after each cell's age: the probability of being alive times what is expected of the living. The
 * latter depends on x and age only, and is taken once for each pair.
 */
function expectOfCells(
  model: BetaGeometric,
  parameters: Parameters,
  cells: Cells,
  ofCount: (living: Living, scales: readonly number[]) => OfLiving,
): Float64Array {
  const point = read(parameters);
  const pairs = pairsOf(cells);
  const { k } = model;
  const values = new Float64Array(k * pairs.x.length);
  for (let start = 0; start < pairs.x.length;) {
    const x = pairs.x[start] as number;
    let end = start;
    while (end < pairs.x.length && pairs.x[end] === x) end++;
    const scales = pairs.age.slice(start, end).map((age) => point.alpha + age);
    const fill = ofCount(livingAfter(model, point, x), scales);
    for (const scale of scales) {
      fill(scale, values.subarray(k * start, k * start + k));
      start++;
    }
  }
  const phases = new Float64Array(k);
  const standing = { x: 0, recency: 0, age: 0 };
  return cells.x.map((x, i) => {
    standing.x = x;
    standing.recency = cells.recency[i] as number;
    standing.age = cells.age[i] as number;
    const alive = aliveNow(model, point, standing, phases);
    const base = k * (pairs.of[i] as number);
    let expected = 0;
    // What has no weight has none even where it is infinite.
    for (let j = 0; j < k; j++)
      if ((phases[j] as number) > 0) expected += (phases[j] as number) * (values[base + j] as number);
    return alive > 0 ? alive * expected : 0;
  });
}

const overTicks =
  ({ k, shape }: Living, horizon: number, values: Sequence): OfLiving =>
  (scale, means) => {
    for (let phase = 0; phase < k; phase++)
      means[phase] = expectOverTicks(tickLaw(shape + phase, horizon / scale), k, phase, values);
  };

const everywhere =
  (value: number): OfLiving =>
  (_scale, values) => {
    values.fill(value);
  };

/** The probability of being alive `ahead` after each cell's age: of having stayed after each order until then. */
export function probabilityAlive(
  model: BetaGeometric,
  parameters: Parameters,
  cells: Cells,
  ahead: number,
): Float64Array {
  return expectOfCells(model, parameters, cells, (living) => {
    if (ahead === 0) return everywhere(1);
    return ahead === Infinity ? everywhere(0) : overTicks(living, ahead, living.dropout.staying);
  });
}

/**
 * Expected orders in the horizon after each cell's age, as Σ P(j-th tick comes in time) E[(1 - p)^(j - 1)]: the same as
 * equation 10 of Fader, Hardie & Lee (2005), whose hypergeometric difference cancels for small horizons and for a near
 * 1, in positive terms. For k above 1 it is exact given the ticks since the last order, while BTYDplus approximates it by
 * the expression for k = 1 and scales the sum over the cohort.
 */
export function expectedOrders(
  model: BetaGeometric,
  parameters: Parameters,
  cells: Cells,
  horizon: number,
): Float64Array {
  return expectOfCells(model, parameters, cells, (living) =>
    horizon === Infinity
      ? everywhere(living.dropout.madeInAll)
      : overTicks(living, horizon, living.dropout.made),
  );
}

/** Where one count has many more ages than this, its discounted orders are interpolated between so many. */
const interpolationOrder = (k: number): number => 22 + 6 * k;

/** Interpolates logarithms over the logarithm of the scale, where they bend least; to about 1e-10 over all ages. */
function interpolate(k: number, exact: Discounted, scales: readonly number[]): Discounted {
  const values = new Float64Array(k);
  const [low, high] = [Math.min(...scales), Math.max(...scales)].map(Math.log);
  const interpolants = Array.from({ length: k }, (_, phase) =>
    chebyshevInterpolant(
      (logScale) => {
        exact(Math.exp(logScale), values);
        return Math.log(values[phase] as number);
      },
      low ?? 0,
      high ?? 0,
      interpolationOrder(k),
    ),
  );
  return (scale, means) => {
    for (let phase = 0; phase < k; phase++)
      means[phase] = Math.exp(interpolants[phase]?.(Math.log(scale)) ?? Number.NaN);
  };
}

/** Expected orders after each cell's age, discounted continuously; see `discountedOrdersOf` for the method. */
export function discountedOrders(
  model: BetaGeometric,
  parameters: Parameters,
  cells: Cells,
  horizon: number,
  rate: number,
): Float64Array {
  if (rate === 0 || horizon === 0) return expectedOrders(model, parameters, cells, horizon);
  return expectOfCells(model, parameters, cells, (living, scales) => {
    const exact = discountedOrdersOf(living, horizon, rate);
    return scales.length > 2 * interpolationOrder(living.k) ? interpolate(living.k, exact, scales) : exact;
  });
}
