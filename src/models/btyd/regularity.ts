import { digamma, trigamma } from '../numerics/special';

/**
 * How regular the times between orders are, by the last two of each customer: 1 for exponential times, more for regular
 * ones (Wheat & Morrison 1990, Journal of Marketing Research 27, 87-93). The share of one in the sum of the two is
 * Beta(k, k); its variance is taken about its known mean 1/2, so that it does not matter which of the two comes first.
 * @param pairs times, in any unit, that are not both 0
 * @returns null for fewer than two pairs
 */
export function regularityOfPairs(pairs: readonly (readonly [number, number])[]): number | null {
  if (pairs.length < 2) return null;
  let sum = 0;
  for (const [one, other] of pairs) sum += (one / (one + other) - 0.5) ** 2;
  const variance = sum / pairs.length;
  return (1 - 4 * variance) / (8 * variance);
}

/** The shape of the gamma law of a customer's times between orders, by maximum likelihood; needs times above 0. */
function shapeOf(gaps: readonly number[]): number {
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const spread = Math.log(mean) - gaps.reduce((sum, gap) => sum + Math.log(gap), 0) / gaps.length;
  // Equal times, but for rounding: as regular as can be.
  if (spread < 1e-14) return Infinity;
  // Minka's (2002) first guess, then Newton's steps on 1 / shape.
  let shape = (3 - spread + Math.sqrt((spread - 3) ** 2 + 24 * spread)) / (12 * spread);
  for (let step = 0; step < 20; step++) {
    const slope = 1 / shape - trigamma(shape);
    const error = Math.log(shape) - digamma(shape) - spread;
    const next = 1 / (1 / shape + error / (slope * shape * shape));
    const done = Math.abs(next - shape) <= 1e-12 * shape;
    shape = next;
    if (done) break;
  }
  return shape;
}

const fewestGaps = 10;

/**
 * The median over customers with at least ten times between orders of each one's shape: other than the estimate by
 * pairs it takes no two customers to be equally regular.
 * @returns null where there is no such customer
 */
export function medianRegularity(gapsOfCustomers: readonly (readonly number[])[]): number | null {
  const shapes = gapsOfCustomers
    .filter((gaps) => gaps.length >= fewestGaps)
    .map(shapeOf)
    .sort((one, other) => one - other);
  const middle = shapes.length / 2;
  const [low, high] = [shapes[Math.ceil(middle) - 1], shapes[Math.floor(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
