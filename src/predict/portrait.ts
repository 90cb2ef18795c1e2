import type { Cells, TransactionModel } from '../models/btyd/model';
import { frequencySegments } from '../models/validation/baselines';
import type { Occasions } from '../models/validation/orders';
import { holdoutByFrequency, trackOrders } from '../models/validation/tracking';
import type { Success } from './models';
import type { Judged } from './trials';
import type { Portrait } from './validation';

const week = 7;
/** This many repeat orders or more are one group. */
const most = 7;

/** Customers whom the model expects to have ordered again 0, 1, … `most` or more times, each within the time observed. */
function expectedRepeats(model: TransactionModel, { fit }: Success, { age, weight }: Cells): number[] {
  const byAge = new Map<number, number>();
  age.forEach((time, cell) => byAge.set(time, (byAge.get(time) ?? 0) + (weight[cell] ?? 0)));
  const counts = new Array<number>(most + 1).fill(0);
  for (const [time, customers] of byAge) {
    const distribution = model.orderDistribution(fit.parameters, time, most - 1);
    const below = distribution.reduce((sum, share) => sum + share, 0);
    for (let n = 0; n <= most; n++) {
      const share = n < most ? (distribution[n] ?? 0) : 1 - below;
      counts[n] = (counts[n] ?? 0) + customers * share;
    }
  }
  return counts;
}

/**
 * A fit at an origin beside what was and came.
 * @param first day of all
 */
export function portraitOf(success: Success, judged: Judged, occasions: Occasions, first: number): Portrait {
  const { model, fit } = success;
  const { task, forecasts, actual } = judged;
  const { split, unit, end, horizon } = task;
  const periods = Math.floor((end + horizon + 1 - first) / week);
  const tracked = trackOrders(model, fit.parameters, occasions, split.customers, {
    start: first,
    period: week,
    periods,
    unit,
  });
  const forecast = forecasts.get(model.name) ?? new Float64Array(actual.length).fill(NaN);
  const byFrequency = holdoutByFrequency(split.x, actual, forecast, most);
  const repeats = new Array<number>(most + 1).fill(0);
  for (const n of frequencySegments(split.x, most)) repeats[n] = (repeats[n] ?? 0) + 1;
  return {
    way: model.name,
    tracking: {
      end: [...tracked.end],
      actual: [...tracked.actual],
      expected: [...tracked.expected],
    },
    byFrequency: {
      customers: [...byFrequency.customers],
      actual: [...byFrequency.actual],
      expected: [...byFrequency.expected],
    },
    repeats: { actual: repeats, expected: expectedRepeats(model, success, split.cells) },
  };
}
