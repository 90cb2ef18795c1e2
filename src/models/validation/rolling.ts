/**
 * Forecasts made again and again from earlier ends (rolling origins: Tashman 2000, "Out-of-sample tests of forecasting
 * accuracy", International Journal of Forecasting 16, 437-450): what a way to forecast is worth before it is used.
 */
import { score, type Score } from './metrics';
import { splitAt, type Occasions, type Split } from './orders';

/** A calibration's end and how long is forecast from it, both in the occasions' time. */
export interface Origin {
  readonly end: number;
  readonly horizon: number;
}

/** What a forecast may look at: nothing after the split's end but what it is not to see, its actual orders. */
export interface Task {
  readonly split: Split;
  readonly occasions: Occasions;
  readonly end: number;
  /** In the occasions' time. */
  readonly horizon: number;
  /** The cells' unit of time, in the occasions' time. */
  readonly unit: number;
}

/** A way to forecast. */
export interface Candidate {
  readonly id: string;
  /** Expected orders of each of the split's customers in the horizon; null where it cannot say. */
  forecast(task: Task): Float64Array | null;
}

export interface Trial {
  readonly origin: Origin;
  readonly actual: Float64Array;
  /** By candidate; null where it could not say. */
  readonly forecasts: ReadonlyMap<string, Float64Array | null>;
  readonly scores: ReadonlyMap<string, Score | null>;
}

/**
 * Origins in the last sixth of what is known before the last holdout, all with the same horizon, so that the last one
 * ends with what is known and the first has not much less behind it.
 * @param first time of the first order
 * @param end of what is known
 * @param count at least 3
 * @param horizon by default a third of what is known
 */
export function rollingOrigins(
  first: number,
  end: number,
  count = 5,
  horizon = (end - first) / 3,
): readonly Origin[] {
  if (count < 3) throw new RangeError('Fewer than three origins may agree by chance');
  const before = end - first - horizon;
  return Array.from({ length: count }, (_, i) => ({
    end: first + Math.round(before * (5 / 6 + i / (6 * (count - 1)))),
    horizon: Math.floor(horizon),
  }));
}

export const taskAt = (occasions: Occasions, { end, horizon }: Origin, unit: number): Task => ({
  split: splitAt(occasions, end, horizon, unit),
  occasions,
  end,
  horizon,
  unit,
});

/** Lets every candidate forecast from every origin. */
export function tryCandidates(
  candidates: readonly Candidate[],
  occasions: Occasions,
  origins: readonly Origin[],
  unit: number,
): readonly Trial[] {
  return origins.map((origin) => {
    const task = taskAt(occasions, origin, unit);
    const actual = task.split.actualOrders;
    const forecasts = new Map(candidates.map((candidate) => [candidate.id, candidate.forecast(task)]));
    const scores = new Map([...forecasts].map(([id, forecast]) => [id, forecast && score(forecast, actual)]));
    return { origin, actual, forecasts, scores };
  });
}
