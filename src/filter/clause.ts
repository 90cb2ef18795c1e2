import * as v from 'valibot';

/**
 * One condition of the shared filter, made by one figure. It is a definition: it names columns of the customer summary
 * and values that people gave to groups (a country, a channel), never a customer.
 */

const column = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]{0,62}$/));
/** A customer's address must not travel in a link, whatever a wrongly mapped column holds. */
const text = v.pipe(v.string(), v.maxLength(120), v.regex(/^[^@]*$/));
const value = v.nullable(v.union([text, v.number(), v.boolean()]));
const source = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]*(?:\.[a-z0-9_-]+)?$/i), v.maxLength(80));
const bound = v.pipe(v.number(), v.finite());

/** Where an interval has no end: beyond all amounts, counts and days, and still a whole number. */
export const endless = Number.MAX_SAFE_INTEGER;

/**
 * Numbers from `low` to `high`, both included; of times, milliseconds of the shop's wall clock. From `-endless`, or up to
 * `endless`, it is open at that end.
 */
const interval = v.strictObject({
  type: v.literal('interval'),
  source,
  column,
  low: bound,
  high: bound,
});

/** Several intervals at once, each of another column: a rectangle where there are two. */
const box = v.strictObject({
  type: v.literal('box'),
  source,
  intervals: v.pipe(
    v.array(v.strictObject({ column, low: bound, high: bound })),
    v.minLength(1),
    v.maxLength(4),
  ),
});

/** Customers whose `columns` have one of these combinations of values. */
const points = v.strictObject({
  type: v.literal('points'),
  source,
  columns: v.pipe(v.array(column), v.minLength(1), v.maxLength(4)),
  values: v.pipe(v.array(v.array(value)), v.minLength(1), v.maxLength(200)),
});

/** Customers who first ordered in a calendar period, and ordered again `age` periods later; 0: all of them. */
const cohort = v.strictObject({
  type: v.literal('cohort'),
  source,
  period: v.picklist(['week', 'month', 'quarter']),
  start: v.pipe(v.string(), v.isoDate()),
  age: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000)),
});

export const clauseSchema = v.variant('type', [interval, box, points, cohort]);

export type Clause = v.InferOutput<typeof clauseSchema>;
export type IntervalClause = v.InferOutput<typeof interval>;
export type BoxClause = v.InferOutput<typeof box>;
export type PointsClause = v.InferOutput<typeof points>;
export type CohortClause = v.InferOutput<typeof cohort>;
export type PointValue = v.InferOutput<typeof value>;

/** Whether a clause may be saved and shared: it names no address of a customer. */
export const isShareable = (clause: Clause): boolean => v.is(clauseSchema, clause);
