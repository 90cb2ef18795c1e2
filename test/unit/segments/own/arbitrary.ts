/** Random shops and definitions, small and full of unknowns, ties and odd characters. */
import * as fc from 'fast-check';
import type { Condition, Group, Node } from '../../../../src/segments/own/definition';
import type { PlainLine, PlainOrder, PlainShop } from './by-hand';

export const asOf = new Date('2025-06-30T18:00:00Z');
const hour = 3_600_000;

const words = ['web', 'Web', "O'Brien", '50%', 'a_b', 'axb', '"q"', 'back\\slash', '$name', '-- no'];
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.option(arbitrary, { nil: null, freq: 3 });
const word = fc.constantFrom(...words);
const cents = (from: number, to: number): fc.Arbitrary<number> =>
  fc.integer({ min: from * 4, max: to * 4 }).map((quarters) => quarters / 4);

const line: fc.Arbitrary<PlainLine> = fc.record({
  product: maybe(word),
  category: maybe(word),
  quantity: maybe(fc.integer({ min: -1, max: 3 })),
  net: cents(-5, 20),
});

const order = fc.record({
  customer: fc.constantFrom('a', 'b', 'c'),
  at: fc.integer({ min: -240, max: 4 }).map((quarters) => new Date(asOf.getTime() + quarters * 6 * hour)),
  currency: fc.constantFrom('EUR', 'EUR', 'EUR', null),
  net: cents(-10, 40),
  discount: fc.constantFrom(0, 0, 2),
  refund: fc.constantFrom(0, 0, 3),
  channel: maybe(word),
  country: maybe(word),
  coupon: maybe(word),
  status: maybe(word),
  lines: fc.array(line, { maxLength: 3 }),
  attributes: fc.array(fc.record({ name: fc.constantFrom('Tags', 'Gift wrap?'), value: maybe(word) }), {
    maxLength: 2,
  }),
});

export const shop: fc.Arbitrary<PlainShop> = fc
  .record({
    orders: fc.array(order, { minLength: 1, maxLength: 9 }),
    // A shop without any coupon or discount knows nothing of them.
    hasCoupons: fc.boolean(),
  })
  .map(({ orders, hasCoupons }) => ({
    orders: orders.map((one, at): PlainOrder => ({
      ...one,
      id: `o${String(at)}`,
      ...(!hasCoupons && { coupon: null, discount: 0 }),
    })),
    currency: 'EUR',
    asOf,
  }));

const bounds = fc.oneof(
  fc.record({ least: cents(-2, 12) }),
  fc.record({ most: cents(-2, 12) }),
  fc.tuple(cents(-2, 12), cents(0, 4)).map(([least, more]) => ({ least, most: least + more })),
);
const dayOf = fc
  .integer({ min: -50, max: 2 })
  .map((days) => new Date(asOf.getTime() + days * 24 * hour).toISOString().slice(0, 10));
const period = fc.oneof(
  fc.record({ days: fc.integer({ min: 1, max: 50 }) }),
  fc.record({ from: dayOf }),
  fc.record({ to: dayOf }),
  fc
    .tuple(dayOf, dayOf)
    .map(([one, other]) => (one < other ? { from: one, to: other } : { from: other, to: one })),
);
const match = fc.oneof(
  fc.uniqueArray(word, { minLength: 1, maxLength: 3 }).map((values) => ({ type: 'one_of' as const, values })),
  fc.constantFrom('W', '%', '_', "'", '"', '\\', 'b').map((value) => ({ type: 'contains' as const, value })),
  fc.constant({ type: 'empty' as const }),
);
const not = fc.constantFrom({}, { not: true as const });
const by = fc.constantFrom('product' as const, 'category' as const);
const within = fc.oneof(
  fc.constant({}),
  period.map((one) => ({ period: one })),
);
const where = fc.record(
  {
    period,
    channel: match,
    country: match,
    coupon: match,
    status: match,
    net: bounds,
    discounted: fc.boolean(),
    refunded: fc.boolean(),
  },
  { requiredKeys: [] },
);

const condition: fc.Arbitrary<Condition> = fc
  .tuple(
    not,
    fc.oneof<fc.Arbitrary<Condition>[]>(
      fc.record({
        type: fc.constant('number'),
        column: fc.constantFrom('orders', 'net', 'discounted_share', 'median_gap_days', 'survey_score'),
        bounds,
      }),
      fc.record({
        type: fc.constant('date'),
        column: fc.constantFrom('first_order_at', 'last_order_at', 'last_cart_at'),
        period,
      }),
      fc.record({
        type: fc.constant('text'),
        column: fc.constantFrom('country', 'first_channel', 'first_coupon'),
        match,
      }),
      fc.record({ type: fc.constant('flag'), column: fc.constant('is_lost') }),
      fc.record({ type: fc.constant('segment'), segment: fc.constantFrom('known', 'nowhere') }),
      fc.record({
        type: fc.constant('orders'),
        measure: fc.constantFrom('count', 'sum', 'average'),
        bounds,
        where,
      }),
      fc
        .tuple(fc.record({ type: fc.constant('bought'), by, match }), within)
        .map(([one, when]) => ({ ...one, ...when })),
      fc
        .tuple(
          fc.record({
            type: fc.constant('products'),
            measure: fc.constantFrom('quantity', 'spend'),
            bounds,
            by,
            match,
          }),
          within,
        )
        .map(([one, when]) => ({ ...one, ...when })),
      fc.record({
        type: fc.constant('attribute'),
        name: fc.constantFrom('Tags', 'Gift wrap?', 'Nowhere'),
        match,
      }),
    ),
  )
  .map(([negation, one]) => ({ ...one, ...negation }));

const groupOf = (item: fc.Arbitrary<Node>): fc.Arbitrary<Group> =>
  fc
    .tuple(
      not,
      fc.record({
        type: fc.constant('group' as const),
        join: fc.constantFrom('all' as const, 'any' as const),
        items: fc.array(item, { minLength: 1, maxLength: 3 }),
      }),
    )
    .map(([negation, one]) => ({ ...one, ...negation }));

export { condition };
export const group = groupOf(fc.oneof(condition, groupOf(fc.oneof(condition, groupOf(condition)))));
