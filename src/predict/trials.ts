/** What every way to forecast says from one origin, and how well that met what came. */
import { intervalOfTotal, intervalsOfCustomers } from './coverage';
import { baselineCandidates } from '../models/validation/candidates';
import { cohortFactors } from '../models/validation/cohort-effects';
import { coverage, score } from '../models/validation/metrics';
import { spread } from '../models/validation/orders';
import type { Task } from '../models/validation/rolling';
import { monthOfDay, seasonalCandidate } from '../models/validation/seasonal';
import { bestOf, type Evidence, type Success, type Tried } from './models';
import type { OriginScore, Way } from './validation';

export interface Judged {
  readonly task: Task;
  readonly tried: readonly Tried[];
  readonly actual: Float64Array;
  readonly forecasts: ReadonlyMap<Way, Float64Array | null>;
  readonly scores: ReadonlyMap<Way, OriginScore | null>;
}

/** The cells of a task, with what the models of regular timing need besides. */
export function evidenceOf({ split, occasions, end, unit }: Task): Evidence {
  let logGaps = 0;
  for (const customer of split.customers) {
    const last = occasions.start[customer + 1] ?? 0;
    for (let i = (occasions.start[customer] ?? 0) + 1; i < last; i++) {
      const time = occasions.time[i] ?? Infinity;
      if (time > end) break;
      logGaps += Math.log((time - (occasions.time[i - 1] ?? NaN)) / unit);
    }
  }
  return { cells: split.cells, logGaps };
}

const expectedBy = ({ model, fit }: Success, { split, horizon, unit }: Task): Float64Array =>
  spread(model.expectedOrders(fit.parameters, split.cells, horizon / unit), split.cellOf);

/** Quarters in which customers first ordered, counted from the first of them. */
function quarters(firstTime: Float64Array): Uint32Array {
  const quarter = firstTime.map((day) => {
    const date = new Date(day * 86_400_000);
    return date.getUTCFullYear() * 4 + Math.floor(date.getUTCMonth() / 3);
  });
  const earliest = quarter.reduce((least, each) => Math.min(least, each), Infinity);
  return Uint32Array.from(quarter, (each) => each - earliest);
}

/** The likeliest model's forecast times what its cohorts have ordered more than it expects. */
function byCohort(best: Success, task: Task): Float64Array | null {
  const cohort = quarters(task.split.firstTime);
  // A single cohort is what the model was fitted to.
  if (cohort.every((each) => each === 0)) return null;
  const factors = cohortFactors(best.model, best.fit.parameters, task.split, cohort);
  return expectedBy(best, task).map((value, i) => value * (factors[i] ?? NaN));
}

/** @param tried the models, fitted to the task's cells */
export function forecastsAt(task: Task, tried: readonly Tried[], level: number): Judged {
  const actual = task.split.actualOrders;
  const best = bestOf(tried);
  const forecasts = new Map<Way, Float64Array | null>();
  for (const one of tried) {
    forecasts.set(one.ok ? one.model.name : one.name, one.ok ? expectedBy(one, task) : null);
  }
  forecasts.set('seasonal', best && seasonalCandidate(best.model, monthOfDay).forecast(task));
  forecasts.set('cohort', best && byCohort(best, task));
  for (const { id, forecast } of baselineCandidates) forecasts.set(id as Way, forecast(task));
  const scores = new Map<Way, OriginScore | null>();
  for (const [way, forecast] of forecasts) {
    const fitted = tried.find((one) => one.ok && one.model.name === way);
    scores.set(way, forecast && scoreOf(forecast, task, fitted?.ok ? fitted : null, level));
  }
  return { task, tried, actual, forecasts, scores };
}

function scoreOf(forecast: Float64Array, task: Task, fitted: Success | null, level: number): OriginScore {
  const actual = task.split.actualOrders;
  const predicted = forecast.reduce((sum, value) => sum + value, 0);
  const found = { ...score(forecast, actual), predicted };
  if (!fitted) return { ...found, coverage: null, interval: null };
  const { customers, intervals, variance } = intervalsOfCustomers(fitted, task, level);
  return {
    ...found,
    coverage: coverage(
      intervals,
      Float64Array.from(customers, (i) => actual[i] ?? NaN),
    ),
    interval: intervalOfTotal(fitted, task, variance, level),
  };
}
