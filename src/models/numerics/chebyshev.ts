/**
 * A function on an interval by its polynomial through Chebyshev points of the second kind, in the barycentric form
 * (Berrut & Trefethen 2004): for a function analytic around the interval the error falls exponentially in the order.
 * @param order number of points less one
 */
export function chebyshevInterpolant(
  evaluate: (at: number) => number,
  low: number,
  high: number,
  order: number,
): (at: number) => number {
  const points = Float64Array.from(
    { length: order + 1 },
    (_, i) => (low + high - (high - low) * Math.cos((Math.PI * i) / order)) / 2,
  );
  const values = points.map(evaluate);
  return (at) => {
    let [numerator, denominator] = [0, 0];
    for (let i = 0; i <= order; i++) {
      const distance = at - (points[i] as number);
      if (distance === 0) return values[i] as number;
      const weight = ((i % 2 === 0 ? 1 : -1) * (i === 0 || i === order ? 0.5 : 1)) / distance;
      numerator += weight * (values[i] as number);
      denominator += weight;
    }
    return numerator / denominator;
  };
}
