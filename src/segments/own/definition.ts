import * as v from 'valibot';

/**
 * Segments that people define themselves: a tree of conditions, saved in the document and carried by links. A definition
 * names columns, products and groups of customers, never a customer: an address has no place in any of its texts.
 */

export const mostOwnSegments = 30;
/** Groups within groups, the outermost counted. */
export const deepestGroup = 3;
export const mostConditions = 20;
export const mostValues = 50;
export const longestText = 120;
export const longestName = 60;

const printable = v.regex(/^[^@\p{C}]*[^@\p{C}\s][^@\p{C}]*$/u);
const text = v.pipe(v.string(), v.maxLength(longestText), printable);
const column = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]{0,62}$/));
const bound = v.pipe(v.number(), v.finite());
const not = v.optional(v.literal(true));

/** A number from `least` to `most`, both included; at least one of them is given. */
const bounds = v.pipe(
  v.strictObject({ least: v.optional(bound), most: v.optional(bound) }),
  v.check(({ least, most }) => least !== undefined || most !== undefined),
  v.check(({ least = -Infinity, most = Infinity }) => least <= most),
);

const day = v.pipe(v.string(), v.isoDate());

/** The last so many days before the as-of date, or days of the calendar, both included. */
const period = v.union([
  v.strictObject({ days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3650)) }),
  v.pipe(
    v.strictObject({ from: v.optional(day), to: v.optional(day) }),
    v.check(({ from, to }) => from !== undefined || to !== undefined),
    v.check(({ from = '', to = '9' }) => from <= to),
  ),
]);

const match = v.variant('type', [
  v.strictObject({
    type: v.literal('one_of'),
    values: v.pipe(v.array(text), v.minLength(1), v.maxLength(mostValues)),
  }),
  /** Without regard to case. */
  v.strictObject({ type: v.literal('contains'), value: text }),
  v.strictObject({ type: v.literal('empty') }),
]);

const where = v.strictObject({
  period: v.optional(period),
  channel: v.optional(match),
  country: v.optional(match),
  coupon: v.optional(match),
  status: v.optional(match),
  /** Of each order. */
  net: v.optional(bounds),
  discounted: v.optional(v.boolean()),
  refunded: v.optional(v.boolean()),
});

export const conditionSchema = v.variant('type', [
  v.strictObject({ type: v.literal('number'), not, column, bounds }),
  v.strictObject({ type: v.literal('date'), not, column, period }),
  v.strictObject({ type: v.literal('text'), not, column, match }),
  v.strictObject({ type: v.literal('flag'), not, column }),
  v.strictObject({ type: v.literal('segment'), not, segment: column }),
  v.strictObject({
    type: v.literal('orders'),
    not,
    measure: v.picklist(['count', 'sum', 'average']),
    bounds,
    where,
  }),
  v.strictObject({
    type: v.literal('bought'),
    not,
    by: v.picklist(['product', 'category']),
    match,
    period: v.optional(period),
  }),
  v.strictObject({
    type: v.literal('products'),
    not,
    measure: v.picklist(['quantity', 'spend']),
    bounds,
    by: v.picklist(['product', 'category']),
    match,
    period: v.optional(period),
  }),
  /** A column of the files that has no role: of any order of the customer. */
  v.strictObject({ type: v.literal('attribute'), not, name: text, match }),
]);

export type Condition = v.InferOutput<typeof conditionSchema>;
export type Bounds = v.InferOutput<typeof bounds>;
export type Period = v.InferOutput<typeof period>;
export type Match = v.InferOutput<typeof match>;
export type Where = v.InferOutput<typeof where>;

export interface Group {
  readonly type: 'group';
  readonly not?: true | undefined;
  readonly join: 'all' | 'any';
  readonly items: readonly (Condition | Group)[];
}
export type Node = Condition | Group;

export interface OwnSegment {
  /** Its column is `segment_own_<id>`. */
  readonly id: string;
  readonly name: string;
  readonly group: Group;
}

type NodeSchema = v.GenericSchema<unknown, Node>;

const groupSchema = (deeper: number): v.GenericSchema<unknown, Group> =>
  v.strictObject({
    type: v.literal('group'),
    not,
    join: v.picklist(['all', 'any']),
    items: v.pipe(v.array(nodeSchema(deeper)), v.minLength(1), v.maxLength(mostConditions)),
  });

function nodeSchema(deeper: number): NodeSchema {
  return deeper === 0 ? conditionSchema : v.union([conditionSchema, groupSchema(deeper - 1)]);
}

export const conditionsOf = (node: Node): readonly Condition[] =>
  node.type === 'group' ? node.items.flatMap(conditionsOf) : [node];

export const ownSegmentSchema: v.GenericSchema<unknown, OwnSegment> = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9]{1,12}$/)),
  name: v.pipe(v.string(), v.maxLength(longestName), printable),
  group: v.pipe(
    groupSchema(deepestGroup - 1),
    v.check((group) => conditionsOf(group).length <= mostConditions),
  ),
});

export const ownSegmentsSchema = v.pipe(
  v.array(ownSegmentSchema),
  v.maxLength(mostOwnSegments),
  v.check((all) => new Set(all.map(({ id }) => id)).size === all.length),
);

/** As segments are named: the column of own segment `1` is `segment_own_1`. */
export const ownId = (id: string): string => `own_${id}`;
export const isOwn = (segmentId: string): boolean => segmentId.startsWith(ownId(''));

/** An id that none of them has. */
export const nextId = (all: readonly OwnSegment[]): string =>
  String(1 + Math.max(0, ...all.map(({ id }) => (/^\d+$/.test(id) ? Number(id) : 0))));
