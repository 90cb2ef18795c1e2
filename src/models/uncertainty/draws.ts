import type { Parameters } from '../btyd/model';
import type { Interval } from '../intervals';

/** Quantile by linear interpolation of the order statistics (Hyndman and Fan 1996, type 7). */
function quantile(sorted: Float64Array, probability: number): number {
  const at = (sorted.length - 1) * probability;
  const below = Math.floor(at);
  const low = sorted[below] ?? NaN;
  return low + (at - below) * ((sorted[below + 1] ?? low) - low);
}

/** The equal-tailed interval that holds a share `level` of the values; NaN without any. */
export function percentileInterval(values: Float64Array, level: number): Interval {
  const sorted = values.toSorted();
  return { low: quantile(sorted, (1 - level) / 2), high: quantile(sorted, (1 + level) / 2) };
}

/** Percentile intervals of many numbers at once, from the parameters of a bootstrap or a posterior. */
export function intervalsOverDraws(
  draws: readonly Parameters[],
  quantity: (parameters: Parameters) => Float64Array,
  level: number,
): readonly Interval[] {
  const values = draws.map(quantity);
  return Array.from({ length: values[0]?.length ?? 0 }, (_, i) =>
    percentileInterval(
      Float64Array.from(values, (each) => each[i] ?? NaN),
      level,
    ),
  );
}

/** At most `count` of the draws, evenly apart, for quantities that cost too much to be worked out for all. */
export function thin<T>(draws: readonly T[], count: number): readonly T[] {
  if (draws.length <= count) return draws;
  return Array.from({ length: count }, (_, i) => draws[Math.floor(((i + 0.5) * draws.length) / count)] as T);
}
