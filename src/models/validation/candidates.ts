import { fitModel } from '../btyd/fit';
import type { TransactionModel } from '../btyd/model';
import { frequencySegments, lastRate, segmentMean } from './baselines';
import { spread } from './orders';
import type { Candidate, Task } from './rolling';

/** A model fitted anew at each origin. */
export const modelCandidate = (model: TransactionModel): Candidate => ({
  id: model.name,
  forecast({ split, horizon, unit }) {
    const outcome = fitModel(model, split.cells);
    if (!outcome.ok) return null;
    return spread(model.expectedOrders(outcome.fit.parameters, split.cells, horizon / unit), split.cellOf);
  },
});

/** The two naive baselines, which know no model. */
export const baselineCandidates: readonly Candidate[] = [
  { id: 'last_rate', forecast: ({ split, horizon, unit }) => lastRate(split, horizon / unit) },
  {
    id: 'segment_mean',
    forecast: ({ split, horizon, unit }) => segmentMean(split, frequencySegments(split.x), horizon / unit),
  },
];

export interface Weighted {
  readonly candidate: Candidate;
  readonly weight: number;
}

/** The weighted mean of several forecasts; those that cannot say give their weight to the others. */
export const averageCandidate = (id: string, parts: readonly Weighted[]): Candidate => ({
  id,
  forecast(task: Task) {
    const result = new Float64Array(task.split.x.length);
    let total = 0;
    for (const { candidate, weight } of parts) {
      const forecast = weight > 0 ? candidate.forecast(task) : null;
      if (!forecast) continue;
      total += weight;
      forecast.forEach((value, i) => {
        result[i] = (result[i] ?? 0) + weight * value;
      });
    }
    return total > 0 ? result.map((value) => value / total) : null;
  },
});
