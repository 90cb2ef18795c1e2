import { fitModel } from '../btyd/fit';
import type { Parameters, TransactionModel } from '../btyd/model';
import { spread } from './orders';
import type { Candidate, Task } from './rolling';
import { trackOrders } from './tracking';

/** Periods in which the season is followed, in days. */
const period = 7;
/** A season seen once may be a trend; seen twice it is a season. */
const leastDays = 2 * 365;

/**
 * Multipliers of the expected orders by season: actual over expected, shrunk towards 1 as if each season had seen `prior`
 * more orders just as expected (the posterior mean of a gamma-Poisson rate ratio: Clayton and Kaldor 1987, Biometrics 43,
 * 671-681), then scaled to leave the total of what was expected as it is.
 * @param season of each period, from 0
 * @param seasons how many there are
 */
export function seasonalIndex(
  actual: Float64Array,
  expected: Float64Array,
  season: Uint32Array,
  seasons: number,
  prior = 50,
): Float64Array {
  const came = new Float64Array(seasons).fill(prior);
  const hoped = new Float64Array(seasons).fill(prior);
  // The level is the model's business; the index is only of how seasons differ.
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  const level = sum(actual) / sum(expected);
  season.forEach((at, i) => {
    came[at] = (came[at] ?? 0) + (actual[i] ?? 0);
    hoped[at] = (hoped[at] ?? 0) + level * (expected[i] ?? 0);
  });
  const raw = came.map((value, at) => value / (hoped[at] ?? NaN));
  const weighed = season.reduce((total, at, i) => total + (raw[at] ?? 1) * (expected[i] ?? 0), 0);
  return raw.map((value) => (value * sum(expected)) / weighed);
}

/** How many orders the horizon's seasons bring, over how many the model alone expects. */
function seasonalFactor(
  model: TransactionModel,
  parameters: Parameters,
  { split, occasions, end, horizon, unit }: Task,
  seasonOf: (time: number) => number,
): number {
  const first = split.firstTime.reduce((least, time) => Math.min(least, time), Infinity);
  const known = Math.floor((end - first) / period);
  const ahead = Math.ceil(horizon / period);
  const track = (start: number, periods: number) =>
    trackOrders(model, parameters, occasions, split.customers, { start, period, periods, unit });
  const seasons = (ends: Float64Array) => Uint32Array.from(ends, (time) => seasonOf(time - period / 2));
  const past = track(end - known * period, known);
  const index = seasonalIndex(past.actual, past.expected, seasons(past.end), 12);
  // Only what is expected is read of the horizon: the first difference is from its start.
  const future = track(end - period, ahead + 1);
  const expected = future.expected.subarray(1);
  const bySeason = seasons(future.end).subarray(1);
  const plain = expected.reduce((sum, value) => sum + value, 0);
  return expected.reduce((sum, value, i) => sum + value * (index[bySeason[i] ?? 0] ?? 1), 0) / plain;
}

/**
 * A model whose forecasts are multiplied by the seasons of the horizon. It cannot say with less than two years behind it.
 * Times must be in days.
 * @param seasonOf the month of a day, 0 to 11
 */
export const seasonalCandidate = (
  model: TransactionModel,
  seasonOf: (time: number) => number,
): Candidate => ({
  id: `seasonal-${model.name}`,
  forecast(task) {
    const { split, end, horizon, unit } = task;
    const first = split.firstTime.reduce((least, time) => Math.min(least, time), Infinity);
    if (!(end - first >= leastDays)) return null;
    const outcome = fitModel(model, split.cells);
    if (!outcome.ok) return null;
    const { parameters } = outcome.fit;
    const factor = seasonalFactor(model, parameters, task, seasonOf);
    const plain = spread(model.expectedOrders(parameters, split.cells, horizon / unit), split.cellOf);
    return plain.map((value) => value * factor);
  },
});

/** The month, 0 to 11, of a day counted from 1970-01-01. */
export const monthOfDay = (day: number): number => new Date(Math.floor(day) * 86_400_000).getUTCMonth();
