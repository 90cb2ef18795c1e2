import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileSegments } from '../../../src/segments/compile';
import type { SegmentSettings } from '../../../src/segments/settings';
import { segmentColumn, segmentTable } from '../../../src/summary/build';
import { literal } from '../../../src/schema/sql';
import { contextOf, deriveSummary, fill, openEmpty, runCell } from '../../fixtures/cells';
import { foretellSummary } from '../../fixtures/foretelling';
import { openCompleteJourney } from '../../fixtures/complete-journey';
import { TestImport } from '../../fixtures/importing';
import type { NativeDatabase } from '../../fixtures/native-database';
import { openOnlineRetail } from '../../fixtures/online-retail';
import { openSampleShop } from '../../fixtures/sample-shop';
import { hasShared, sharedPath } from '../../fixtures/shared';
import { segmentsKind } from '../../../src/cells/segments/segments';
import { segmentsView } from '../../../src/cells/segments/view';
import { presets, segmentsByHand, type Membership, type Options, type PlainShop } from './by-hand';

interface Shop {
  readonly database: NativeDatabase;
  readonly currency: string | null;
  readonly asOf: Date;
  /** Whether a model is fitted first. */
  readonly isForetold?: boolean;
}

/** Other numbers than the presets, for every parameter. */
const changed: Options = {
  first_time: { max_age: 120 },
  repeat: { orders: 3 },
  loyal: { orders: 4, span: 60 },
  low_rate: { factor: 0.8, observed: 60 },
  high_rate_low_ticket: { factor: 1.3, observed: 14 },
  highest_value: { part: 80 },
  big_spenders: { top: 7 },
  high_aov: { top: 33 },
  vip: { score: 3 },
  full_price: { at_most: 30 },
  discount_buyers: { at_least: 70 },
  at_risk: { factor: 1.2, own_from: 5 },
  lapsed: { silence: 45 },
  churn_risk: { high_below: 45, low_from: 60, top: 20 },
  rate_clusters: { clusters: 5, observed: 45 },
  cart_abandoners: { carts: 2, cart_age: null },
};

/** What the database holds, as plain rows. */
async function plainShop({ database, currency }: Shop): Promise<PlainShop> {
  const rows = <T>(sql: string) => database.rows(sql) as unknown as Promise<T[]>;
  const orders = await rows<{ customer: string; at: number; units: number | string; discounted: boolean }>(`
    SELECT customer_id AS customer, epoch_ms(ordered_at) AS at, (net * 10000)::HUGEINT AS units,
      discount > 0 OR coupon IS NOT NULL AS discounted
    FROM orders WHERE customer_id IS NOT NULL AND currency IS NOT DISTINCT FROM ${literal(currency)}`);
  const answers = await rows<{ customer: string; at: number; score: number }>(
    'SELECT customer_id AS customer, epoch_ms(responded_at) AS at, score FROM survey_responses',
  );
  const carts = await rows<{ customer: string; at: number }>(
    'SELECT customer_id AS customer, epoch_ms(abandoned_at) AS at FROM carts',
  );
  const predictions = await rows<{ customer: string; alive: number }>(
    'SELECT customer_id AS customer, p_alive AS alive FROM derived.predictions',
  );
  return {
    alive: new Map(predictions.map(({ customer, alive }) => [customer, alive])),
    orders: orders.map(({ customer, at, units, discounted }) => ({
      customer,
      at,
      units: BigInt(units),
      isDiscounted: discounted,
    })),
    answers,
    carts: carts.length > 0 ? carts : null,
  };
}

const memberOf = (letter: string | undefined): Membership => (letter === '?' ? null : letter === 't');

/** By segment, by customer, as the customer summary has it. */
async function bySql({ database, currency, asOf, isForetold = false }: Shop, settings: SegmentSettings) {
  if (isForetold) await foretellSummary(database, { currency, asOf }, { model: 'mbg-nbd' });
  else await deriveSummary(database, { currency, asOf });
  const { segments, columns } = await compileSegments(settings, (sql) => database.rows(sql));
  const { name, sql } = segmentTable(columns, isForetold);
  await database.run(`CREATE OR REPLACE TABLE derived.${name} AS ${sql}`);
  const letters = columns.map(({ id }) => `coalesce(left(${segmentColumn(id)}::VARCHAR, 1), '?')`);
  const rows = await database.rows<{ customer: string; letters: string }>(
    `SELECT customer_id AS customer, ${letters.join(' || ')} AS letters FROM derived.customer_summary`,
  );
  const told = new Map(
    columns.map(({ id }, at) => [
      id,
      new Map(rows.map((row): [string, Membership] => [row.customer, memberOf(row.letters[at])])),
    ]),
  );
  return { segments, told };
}

async function expectTwice(shop: Shop, options: Options): Promise<void> {
  const { told } = await bySql(shop, options as unknown as SegmentSettings);
  const byHand = segmentsByHand(await plainShop(shop), shop.asOf, options);
  expect([...told.keys()].sort()).toEqual([...byHand.keys()].sort());
  for (const [id, expected] of byHand) {
    const actual = told.get(id);
    expect(actual?.size, id).toBe(expected.size);
    const different = [...expected].filter(([customer, member]) => actual?.get(customer) !== member);
    expect(different.slice(0, 5), id).toEqual([]);
  }
}

/** In + out + unclassified = all, for each segment, in the cell itself. */
async function expectNobodyHidden(shop: Shop): Promise<void> {
  // As the cell's own run makes the summary, without a forecast.
  const { segments, told } = await bySql({ ...shop, isForetold: false }, {});
  const context = contextOf(shop.asOf, { scope: { currency: shop.currency, filter: null }, segments });
  const { result } = await runCell(shop.database, segmentsKind, {}, context);
  const { segments: views, total } = segmentsView(result, segments);
  expect(views).toHaveLength(segments.length);
  for (const { segment, customers, outside, unclassified, isMissing, shared } of views) {
    const members = [...(told.get(segment.id)?.values() ?? [])];
    expect([customers, outside, unclassified], segment.id).toEqual(
      [true, false, null].map((member) => members.filter((one) => one === member).length),
    );
    expect(customers + outside + unclassified).toBe(total.customers);
    if (isMissing) expect(unclassified, segment.id).toBe(total.customers);
    for (const [other, both] of shared.entries())
      expect(views[other]?.shared[views.findIndex((view) => view.segment === segment)]).toBe(both);
  }
}

const lastOrder = async (database: NativeDatabase): Promise<Date> => {
  const [row] = await database.rows<{ at: number }>('SELECT epoch_ms(max(ordered_at)) AS at FROM orders');
  return new Date(row?.at ?? 0);
};

/** Everyday and odd carts of the sample shop's customers: some ordered since, some long ago, some of nobody. */
const cartsOfSample = `INSERT INTO carts
SELECT 'cart ' || row_number() OVER (), customer_id,
  last_order_at + to_days((hash(customer_id) % 200)::INTEGER - 60), 30, 'EUR'
FROM customers, range(3) AS again(n)
WHERE hash(customer_id || n) % 5 = 0`;
const survey = new URL('../../../public/sample/survey.csv', import.meta.url);

const shops: Record<string, { needsShared: boolean; open: () => Promise<Shop> }> = {
  'the sample shop': {
    needsShared: false,
    open: async () => {
      const database = await openSampleShop();
      await database.putFile('survey.csv', readFileSync(survey));
      await database.run(
        "INSERT INTO survey_responses SELECT customer_id::VARCHAR, responded_at, score FROM read_csv('import/survey.csv')",
      );
      await database.run(cartsOfSample);
      return { database, currency: 'EUR', asOf: await lastOrder(database), isForetold: true };
    },
  },
  'Online Retail': {
    needsShared: true,
    open: async () => ({
      database: await openOnlineRetail(),
      currency: null,
      asOf: new Date('2011-12-09T12:50:00Z'),
    }),
  },
  CDNOW: {
    needsShared: true,
    open: async () => {
      const shop = await TestImport.open();
      await shop.load('cdnow_master.txt', readFileSync(sharedPath('data/cdnow/cdnow_master.txt')));
      return { database: shop.db, currency: null, asOf: new Date('1998-06-30T23:59:59Z') };
    },
  },
  'Complete Journey': {
    needsShared: true,
    open: async () => {
      const { db } = await openCompleteJourney();
      return { database: db, currency: null, asOf: new Date('2017-12-31T23:59:59Z') };
    },
  },
};

for (const [name, { needsShared, open }] of Object.entries(shops)) {
  describe.skipIf(needsShared && !hasShared)(
    `segments of ${name}${needsShared ? ' (needs ../shared)' : ''}`,
    () => {
      let shop: Shop;
      beforeAll(async () => {
        shop = await open();
      });
      afterAll(() => shop.database.close());

      it('equal a reckoning by hand', () => expectTwice(shop, presets));
      it('equal it with other numbers', () => expectTwice(shop, changed));
      it.skipIf(name === 'CDNOW')('equal it at an earlier date', () =>
        expectTwice({ ...shop, asOf: new Date(shop.asOf.getTime() - 150 * 86_400_000) }, presets),
      );
      it('hide nobody', () => expectNobodyHidden(shop));
    },
  );
}

describe.skipIf(!hasShared)('full price and discount on Complete Journey (needs ../shared)', () => {
  it('follow its three discount columns', async () => {
    const { db: database } = await openCompleteJourney();
    const shop = { database, currency: null, asOf: new Date('2018-01-02T00:00:00Z') };
    const { told } = await bySql(shop, {});
    const text = gunzipSync(readFileSync(sharedPath('data/complete-journey/transactions_sample.csv.gz')));
    // Baskets as the file has them; those worth nothing are no orders by the house's rule.
    const baskets = new Map<string, { household: string; worth: number; discounted: boolean }>();
    for (const line of text.toString().split('\n').slice(1)) {
      const [household, , basket, , , value, ...rest] = line.replaceAll('"', '').split(',');
      if (household === undefined || basket === undefined || household === '') continue;
      const one = baskets.get(basket) ?? { household, worth: 0, discounted: false };
      one.worth += Math.round(Number(value) * 100);
      one.discounted ||= rest.slice(0, 3).some((amount) => Number(amount) > 0);
      baskets.set(basket, one);
    }
    const households = new Map<string, { orders: number; discounted: number }>();
    for (const { household, worth, discounted } of baskets.values()) {
      if (worth <= 0) continue;
      const one = households.get(household) ?? { orders: 0, discounted: 0 };
      one.orders += 1;
      if (discounted) one.discounted += 1;
      households.set(household, one);
    }
    expect(households.size).toBeGreaterThan(2300);
    for (const [id, isIn] of [
      ['full_price', (part: number) => part === 0],
      ['discount_buyers', (part: number) => part >= 0.5],
    ] as const) {
      const expected = [...households].map(([household, { orders, discounted }]) => [
        household,
        isIn(discounted / orders),
      ]);
      expect(new Map([...(told.get(id) ?? [])].sort()), id).toEqual(
        new Map(expected.sort() as [string, boolean][]),
      );
    }
    await database.close();
  });
});

describe('segments of small shops', () => {
  let database: NativeDatabase;
  const asOf = new Date('2025-01-01T12:00:00Z');
  beforeAll(async () => {
    database = await openEmpty();
  });
  afterAll(() => database.close());

  it('leave unclassified, with its reason, what nobody can tell', async () => {
    await fill(database, [
      { id: '1', customer: 'a', at: new Date('2024-12-01T00:00:00Z'), net: 10, cost: null, country: null },
      { id: '2', customer: 'b', at: new Date('2024-12-02T00:00:00Z'), net: -5, cost: null, country: null },
    ]);
    const { segments, told } = await bySql({ database, currency: null, asOf }, {});
    const unknown = segments.filter(({ id }) => [...(told.get(id)?.values() ?? [])].includes(null));
    expect(unknown.map(({ id }) => id)).toEqual([
      'low_rate',
      'high_rate_low_ticket',
      'full_price',
      'discount_buyers',
      'at_risk',
      'lapsed',
      'churn_risk_high',
      'churn_risk_medium',
      'churn_risk_low',
      'rate_cluster_1',
      'cart_abandoners',
      'promoters',
      'passives',
      'detractors',
    ]);
    const plain = (value: number | null) => String(value);
    const write = { money: plain, integer: plain, number: plain, percent: plain };
    for (const { id, unclassified } of unknown) expect(unclassified(write), id).toMatch(/\w/);
    for (const { id, unclassified } of segments) {
      if (!unknown.some((one) => one.id === id) && id !== 'lapsed')
        expect(unclassified(write), id).toBeNull();
    }
  });

  it('hold for a shop without a single order', async () => {
    await fill(database, []);
    const { segments, told } = await bySql({ database, currency: null, asOf }, {});
    expect(segments.length).toBeGreaterThan(15);
    for (const members of told.values()) expect(members.size).toBe(0);
  });
});
