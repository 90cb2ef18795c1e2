/** How probable it was, day by day, that one customer was still alive, as the fitted model sees it. */
import type { TransactionModelName } from '../models/btyd/model';
import { daysPer } from './fit';
import { modelNamed } from './models';
import type { FitRequest } from './request';

/** A customer's purchases and the fit to judge them by. */
export interface AliveQuestion {
  readonly model: TransactionModelName;
  readonly k: number | null;
  readonly parameters: Readonly<Record<string, number>>;
  readonly timeUnit: FitRequest['timeUnit'];
  /** Whole days from the first purchase to each, from 0 on, ascending. */
  readonly purchases: readonly number[];
  /** Days observed, from the first purchase. */
  readonly age: number;
  /** Further days to look ahead, as if no purchase came. */
  readonly ahead: number;
}

export interface AlivePoint {
  /** From the first purchase. */
  readonly day: number;
  readonly alive: number;
}

/** Points between two purchases are not closer than the whole path over this many. */
const mostPoints = 240;

/** Days at which the path is told: each purchase, the day before the next, and steps between. */
function daysOf({ purchases, age, ahead }: AliveQuestion): number[] {
  const last = age + ahead;
  const step = Math.max(1, Math.ceil(last / mostPoints));
  const days = new Set([0, age, last]);
  for (const day of purchases) {
    days.add(day);
    if (day > 0) days.add(day - 1);
  }
  for (let day = 0; day <= last; day += step) days.add(day);
  return [...days].filter((day) => day <= last).sort((a, b) => a - b);
}

/** Probability of being alive at each day, given the purchases until that day and no other. */
export function alivePath(question: AliveQuestion): AlivePoint[] {
  const { model, k, parameters, timeUnit, purchases } = question;
  const days = daysOf(question);
  const unit = daysPer(timeUnit);
  const before = days.map((day) => purchases.filter((purchase) => purchase <= day));
  const cells = {
    x: Float64Array.from(before, ({ length }) => Math.max(0, length - 1)),
    recency: Float64Array.from(before, (own) => (own.at(-1) ?? 0) / unit),
    age: Float64Array.from(days, (day) => day / unit),
    weight: new Float64Array(days.length).fill(1),
  };
  const alive = modelNamed(model, k).probabilityAlive(parameters, cells, 0);
  return days.map((day, index) => ({ day, alive: alive[index] ?? NaN }));
}
