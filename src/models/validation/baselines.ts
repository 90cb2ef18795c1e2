/** What anybody could say without a model. A model that does not beat both is not worth its words. */

interface Known {
  readonly x: Float64Array;
  readonly age: Float64Array;
}

/** Everybody goes on as before: x / age × horizon. Who came at the very end, with an age of 0, counts no orders. */
export const lastRate = ({ x, age }: Known, horizon: number): Float64Array =>
  x.map((orders, i) => {
    const observed = age[i] ?? 0;
    return observed > 0 ? (orders / observed) * horizon : 0;
  });

/**
 * Everybody orders like the segment: all its repeat orders / all its customers' time × horizon, for each customer.
 * @param segment of each customer, a small index
 */
export function segmentMean({ x, age }: Known, segment: Uint32Array, horizon: number): Float64Array {
  const orders = new Map<number, number>();
  const time = new Map<number, number>();
  segment.forEach((name, i) => {
    orders.set(name, (orders.get(name) ?? 0) + (x[i] ?? 0));
    time.set(name, (time.get(name) ?? 0) + (age[i] ?? 0));
  });
  return Float64Array.from(segment, (name) => {
    const observed = time.get(name) ?? 0;
    return observed > 0 ? ((orders.get(name) ?? 0) / observed) * horizon : 0;
  });
}

/** Segments by how often customers have ordered again: 0, 1, … `most` or more times. */
export const frequencySegments = (x: Float64Array, most = 7): Uint32Array =>
  Uint32Array.from(x, (orders) => Math.min(most, orders));
