/** One customer's orders, asked of the tables, and what the model makes of them, asked of the models. */
import type { PathPoint } from '../figures/life-path';
import type { AlivePoint, AliveQuestion } from '../predict/alive-path';
import type { FitReport } from '../predict/report';
import { bindSql } from '../schema/sql';
import { reasonOf, type Reason } from '../summary/reasons';
import sql from './alive-path.sql?raw';

export interface Lookup {
  readonly id: string;
  readonly currency: string | null;
  readonly report: FitReport;
}

export interface ShownPath {
  readonly id: string;
  readonly points: readonly PathPoint[];
  readonly orders: readonly Date[];
  readonly now: Date;
  /** Now. */
  readonly alive: number;
  readonly reason: Reason;
}

type Row = Readonly<Record<string, unknown>>;

const dayMs = 86_400_000;
/** The path goes on for so much of the time observed, as if no order came, but not for longer than a year. */
const beyond = 0.25;

const numberIn = (row: Row, name: string): number | null => {
  const value = row[name];
  return typeof value === 'number' ? value : null;
};

/** @returns null for a customer of whom nothing is foretold */
export async function loadAlivePath(
  { id, currency, report }: Lookup,
  rows: (sql: string) => Promise<readonly Row[]>,
  ask: (question: AliveQuestion) => Promise<readonly AlivePoint[]>,
): Promise<ShownPath | null> {
  const found = await rows(bindSql(sql, { customer: id, currency }));
  const [first] = found;
  if (first === undefined || !report.converged) return null;
  const { model, k, parameters, timeUnit } = report;
  const purchases = found.flatMap((row) => numberIn(row, 'day') ?? []);
  const age = numberIn(first, 'age') ?? 0;
  const ahead = Math.max(7, Math.min(365, Math.round(age * beyond)));
  const points = await ask({ model, k, parameters, timeUnit, purchases, age, ahead });
  const start = numberIn(first, 'first_day') ?? 0;
  const at = (day: number): Date => new Date((start + day) * dayMs);
  return {
    id,
    points: points.map(({ day, alive }) => ({ at: at(day), value: alive })),
    orders: purchases.map(at),
    now: at(age),
    alive: points.find(({ day }) => day === age)?.alive ?? 0,
    reason: reasonOf({
      orders: numberIn(first, 'orders') ?? 0,
      recencyDays: numberIn(first, 'recency_days') ?? 0,
      medianGapDays: numberIn(first, 'median_gap_days'),
      lostAfterDays: numberIn(first, 'lost_after_days'),
    }),
  };
}
