import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { groupSql } from '../../../../src/segments/own/compile';
import type { Bounds, Condition, Group } from '../../../../src/segments/own/definition';
import { literal } from '../../../../src/schema/sql';
import type { SqlValue } from '../../../../src/schema/database';
import { deriveSummary, openEmpty } from '../../../fixtures/cells';
import type { NativeDatabase } from '../../../fixtures/native-database';
import { asOf, condition, group, shop } from './arbitrary';
import { evaluate, type PlainOrder, type PlainShop, type Truth } from './by-hand';

let database: NativeDatabase;
beforeAll(async () => {
  database = await openEmpty();
});
afterAll(() => database.close());

const insert = (table: string, rows: readonly (readonly SqlValue[])[]): string =>
  rows.length === 0
    ? ''
    : `INSERT INTO ${table} VALUES ${rows.map((row) => `(${row.map(literal).join(', ')})`).join(', ')};`;

async function fillShop({ orders, currency }: PlainShop): Promise<void> {
  const heads = orders.map((one, at): SqlValue[] => [
    ...[one.id, one.customer, one.at, one.currency, one.net, one.discount, one.refund, 0, 0, one.net],
    ...[null, null, one.channel, one.country, one.coupon, one.status, 1, at],
  ]);
  const lines = orders.flatMap(({ id, customer, lines: own }) =>
    own.map((one, at): SqlValue[] => [
      ...[id, customer, at, null, one.product, one.category, one.quantity, null, 0, one.net, null, 1, at],
    ]),
  );
  const attributes = orders.flatMap((one) =>
    one.attributes.map(({ name, value }, at): SqlValue[] => [
      ...[one.id, one.customer, one.at, one.currency, name, value, 1, at],
    ]),
  );
  await database.run(`DELETE FROM orders; DELETE FROM order_lines; DELETE FROM customers; DELETE FROM order_attributes;
${insert('orders', heads)} ${insert('order_lines', lines)} ${insert('order_attributes', attributes)}
INSERT INTO customers SELECT customer_id, currency, min(ordered_at), max(ordered_at), count(*), sum(net), NULL, NULL,
  arg_min_null(channel, (ordered_at, line)), arg_min_null(coupon, (ordered_at, line)),
  arg_min_null(country, (ordered_at, line)), NULL
FROM orders GROUP BY customer_id, currency;`);
  await deriveSummary(database, { currency, asOf });
}

const letters = new Map<unknown, Truth>([
  ['t', true],
  ['f', false],
  ['?', null],
]);
const known = 'orders >= 2';
const conditionOf = (id: string): string | null => (id === 'known' ? known : null);

async function bySql(groups: readonly Group[]): Promise<Map<string, Truth[]>> {
  const columns = groups.map((one) => `coalesce(left((${groupSql(one, conditionOf)})::VARCHAR, 1), '?')`);
  const rows = await database.rows(
    `SELECT customer_id, [${columns.join(',\n')}]::VARCHAR AS told FROM derived.customer_summary`,
  );
  return new Map(
    rows.map((row) => [
      String(row['customer_id']),
      [...String(row['told']).replace(/[^tf?]/g, '')].map((letter) => letters.get(letter) ?? null),
    ]),
  );
}

async function byHand(groups: readonly Group[], all: PlainShop): Promise<Map<string, Truth[]>> {
  const rows =
    await database.rows(`SELECT customer_id, orders, net, discounted_share, median_gap_days, survey_score,
    first_order_at, last_order_at, last_cart_at, country, first_channel, first_coupon, is_lost
  FROM derived.customer_base`);
  return new Map(
    rows.map((row) => {
      const moment = (name: string): Date | null =>
        typeof row[name] === 'string' ? new Date(`${row[name]}Z`) : null;
      const told = {
        ...row,
        first_order_at: moment('first_order_at'),
        last_order_at: moment('last_order_at'),
        last_cart_at: moment('last_cart_at'),
      };
      const memberOf = (id: string): Truth => (id === 'known' ? Number(row['orders']) >= 2 : null);
      return [String(row['customer_id']), groups.map((one) => evaluate(one, told, all, memberOf))];
    }),
  );
}

const alone = (one: Condition): Group => ({ type: 'group', join: 'all', items: [one] });

describe('own segments', () => {
  it('equal an evaluation without SQL, condition by condition', async () => {
    await fc.assert(
      fc.asyncProperty(
        shop,
        fc.array(condition, { minLength: 30, maxLength: 40 }),
        async (all, conditions) => {
          await fillShop(all);
          const groups = conditions.map(alone);
          expect(await bySql(groups)).toEqual(await byHand(groups, all));
        },
      ),
      { numRuns: 12 },
    );
  });

  it('equal it as trees of groups', async () => {
    await fc.assert(
      fc.asyncProperty(shop, fc.array(group, { minLength: 3, maxLength: 5 }), async (all, groups) => {
        await fillShop(all);
        expect(await bySql(groups)).toEqual(await byHand(groups, all));
      }),
      { numRuns: 10 },
    );
  });

  it('let a doubtful order take away what a known one brought', async () => {
    const order = (id: string, net: number, channel: string | null): PlainOrder => ({
      ...{ id, customer: 'a', at: asOf, currency: 'EUR', net, discount: 0, refund: 0, channel },
      ...{ country: null, coupon: null, status: null, lines: [], attributes: [] },
    });
    await fillShop({ orders: [order('1', 10, 'web'), order('2', -6, null)], currency: 'EUR', asOf });
    const web = (bounds: Bounds): Group =>
      alone({
        type: 'orders',
        measure: 'sum',
        bounds,
        where: { channel: { type: 'one_of', values: ['web'] } },
      });
    // Four, or ten.
    const told = await bySql([web({ least: 4 }), web({ least: 5 }), web({ least: 11 }), web({ most: 3 })]);
    expect(told.get('a')).toEqual([true, null, false, false]);
  });
});
