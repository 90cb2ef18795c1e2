import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { aliveKind } from '../../../src/cells/alive/alive';
import { clauseOf as boxOf } from '../../../src/cells/alive/marks';
import { findingOf as aliveFinding } from '../../../src/cells/alive/words';
import { loadAlivePath } from '../../../src/cells/alive-path-load';
import customersLike from '../../../src/cells/alive/customers-like.sql?raw';
import { clvKind } from '../../../src/cells/clv/clv';
import { clvView } from '../../../src/cells/clv/view';
import { forecastKind } from '../../../src/cells/forecast/forecast';
import { clauseOf } from '../../../src/cells/forecast/marks';
import { forecastView } from '../../../src/cells/forecast/view';
import { createFormatter } from '../../../src/cells/formatter';
import type { CellContext, CellKind, Params } from '../../../src/cells/kind';
import { clauseSql } from '../../../src/filter/sql';
import { locales, setLocale } from '../../../src/i18n/locale.svelte';
import { refusals } from '../../../src/models/btyd/model';
import { meaningOfRefusal, refusalText } from '../../../src/cells/forecast/model-words';
import { alivePath } from '../../../src/predict/alive-path';
import type { Outlook } from '../../../src/predict/foretell';
import type { FitOptions } from '../../../src/predict/request';
import { bindSql } from '../../../src/schema/sql';
import { contextOf, runForetold } from '../../fixtures/cells';
import { foretellSummary } from '../../fixtures/foretelling';
import { TestImport } from '../../fixtures/importing';
import type { NativeDatabase } from '../../fixtures/native-database';
import { openSampleShop } from '../../fixtures/sample-shop';
import { hasShared, sharedPath } from '../../fixtures/shared';

const format = createFormatter('en', 'EUR');

interface Shop {
  readonly database: NativeDatabase;
  readonly currency: string | null;
  readonly asOf: Date;
}

/** Runs a cell beside an outlook that stands. */
async function ask<P extends Params, Result>(
  { database, currency, asOf }: Shop,
  outlook: Outlook | null,
  kind: CellKind<P, Result>,
  filter: string | null = null,
) {
  const context: CellContext = contextOf(asOf, { scope: { currency, filter }, outlook });
  const params = v.parse(kind.params, outlook && kind.kind === 'forecast' ? outlook.request : {});
  return { result: await runForetold(database, kind, params, context), params, context };
}

const close = (actual: number | null | undefined, expected: number, digits = 6): void =>
  expect(Math.abs((actual ?? NaN) / expected - 1)).toBeLessThan(10 ** -digits);

function foretoldTests(open: () => Promise<Shop>, options: FitOptions): void {
  let shop: Shop;
  let outlook: Outlook;
  beforeAll(async () => {
    shop = await open();
    outlook = await foretellSummary(shop.database, shop, options);
  }, 60_000);
  afterAll(() => shop.database.close());

  const sumsWhere = async (condition: string): Promise<Record<string, number>> => {
    const [row = {}] = await shop.database.rows<Record<string, number>>(
      `SELECT count(*) AS customers, sum(clv) AS clv, sum(p_order) AS ordering, sum(expected_orders) AS orders
FROM derived.predictions JOIN derived.customer_base USING (customer_id) WHERE ${condition}`,
    );
    return row;
  };

  test('sums and intervals of all are those that the models give', async () => {
    const { result, params, context } = await ask(shop, outlook, forecastKind);
    const view = forecastView(result, params, context);
    if (view.state !== 'foretold' || outlook.totals === null) throw new Error(view.state);
    const { clv, orders } = outlook.totals;
    close(result.clv, clv.estimate);
    close(result.expectedOrders, orders.estimate);
    for (const kind of ['parameters', 'outcome'] as const) {
      close(view.clv[kind].low, clv[kind].low, 5);
      close(view.clv[kind].high, clv[kind].high, 5);
    }
    expect(view.clv.outcome.low).toBeLessThan(view.clv.parameters.low);
    expect(view.orders).toEqual(orders);
    expect(result.bins.reduce((sum, { selected }) => sum + selected, 0)).toBe(result.foretold);
    expect(result.worthNothing).toBeGreaterThan(0);
    expect(result.riskNet ?? NaN).toBeLessThan(result.yearNet ?? NaN);
  });

  test('those of two parts add up, and a part is less sure than the whole', async () => {
    const parts = ['orders = 1', 'orders > 1'];
    const [one, more] = await Promise.all(parts.map((part) => ask(shop, outlook, forecastKind, part)));
    const whole = await ask(shop, outlook, forecastKind);
    if (!one || !more) throw new Error('no parts');
    close((one.result.clv ?? 0) + (more.result.clv ?? 0), whole.result.clv ?? NaN);
    close((one.result.variance ?? 0) + (more.result.variance ?? 0), whole.result.variance ?? NaN);
    const relative = ({ result, params, context }: typeof whole): number => {
      const view = forecastView(result, params, context);
      if (view.state !== 'foretold') throw new Error(view.state);
      return (view.clv.outcome.high - view.clv.outcome.low) / view.clv.estimate;
    };
    expect(Math.max(relative(one), relative(more))).toBeGreaterThan(relative(whole));
    const expected = await sumsWhere('orders = 1');
    expect(one.result.foretold).toBe(expected['customers']);
    close(one.result.clv, expected['clv'] ?? NaN);
    close(one.result.ordering, expected['ordering'] ?? NaN);
    close(one.result.expectedOrders, expected['orders'] ?? NaN);
  });

  test('a bar selects the customers that it counts', async () => {
    const { result } = await ask(shop, outlook, forecastKind);
    for (const index of [0, 1, result.bins.length - 1]) {
      const [row] = await shop.database.rows<{ customers: number }>(
        `SELECT count(*) AS customers FROM derived.customer_summary WHERE ${clauseSql(clauseOf(result.bins, index))}`,
      );
      expect(row?.customers).toBe(result.bins[index]?.whole);
    }
  });

  test('definition 6 is the same value per customer, in revenue', async () => {
    const { result, params, context } = await ask(shop, outlook, clvKind);
    const { revenue, ahead } = clvView(result, params, context, format);
    const clv = outlook.totals?.clv;
    close(revenue.clv[6], (clv?.estimate ?? NaN) / ahead.customers / outlook.request.margin);
    close(revenue.ahead?.high, (clv?.outcome.high ?? NaN) / ahead.customers / outlook.request.margin, 5);
    expect(ahead.reason).toBeNull();
  });

  test('the grid of who is alive counts everybody once, and a cell selects its customers', async () => {
    const { result } = await ask(shop, outlook, aliveKind);
    const cells = result.groups.filter(({ lowOrders, lowDays }) => lowOrders !== null && lowDays !== null);
    const [all] = result.groups;
    expect(cells.reduce((sum, { customers }) => sum + customers, 0)).toBe(all?.customers);
    close(
      cells.reduce((sum, { customers, alive }) => sum + customers * alive, 0),
      (all?.alive ?? NaN) * (all?.customers ?? NaN),
    );
    for (const cell of [cells[0], cells.at(-1)]) {
      if (!cell) throw new Error('no cell');
      const [row] = await shop.database.rows<{ customers: number; expected: number }>(
        `SELECT count(*) AS customers, avg(expected_orders) AS expected
FROM derived.customer_summary WHERE ${clauseSql(boxOf(cell))}`,
      );
      expect(row?.customers).toBe(cell.customers);
      close(row?.expected, cell.expected);
    }
    expect(aliveFinding(result, format)).toContain(format.percent(all?.alive ?? null, 0));
  });

  test('the path of a customer ends at the probability in the table', async () => {
    const { result } = await ask(shop, outlook, aliveKind);
    const id = result.example ?? '';
    const [like] = await shop.database.rows(bindSql(customersLike, { search: id.toLowerCase() }));
    expect(like).toEqual({ customer_id: id });
    const path = await loadAlivePath(
      { id, currency: shop.currency, report: outlook.report },
      (sql) => shop.database.rows(sql),
      (question) => Promise.resolve(alivePath(question)),
    );
    const [row] = await shop.database.rows<{ p_alive: number; orders: number }>(
      bindSql('SELECT p_alive, orders FROM derived.customer_summary WHERE customer_id = $id', { id }),
    );
    close(path?.alive, row?.p_alive ?? NaN);
    expect(path?.orders.length).toBeLessThanOrEqual(row?.orders ?? 0);
    const values = path?.points.map(({ value }) => value) ?? [];
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThanOrEqual(1);
    // After now no order comes, and the probability only falls.
    const ahead = path?.points.filter(({ at }) => at >= path.now).map(({ value }) => value) ?? [];
    expect(ahead).toEqual([...ahead].sort((a, b) => b - a));
  });
}

describe('what is foretold of the sample shop', () => {
  foretoldTests(
    async () => {
      const database = await openSampleShop();
      const [row] = await database.rows<{ at: number }>('SELECT epoch_ms(max(ordered_at)) AS at FROM orders');
      return { database, currency: 'EUR', asOf: new Date(row?.at ?? 0) };
    },
    { margin: 0.4 },
  );
});

describe.skipIf(!hasShared)('what is foretold of CDNOW (needs ../shared)', () => {
  foretoldTests(
    async () => {
      const shop = await TestImport.open();
      await shop.load('cdnow_sample.txt', readFileSync(sharedPath('data/cdnow/cdnow_sample.txt')));
      return { database: shop.db, currency: null, asOf: new Date('1998-06-30T23:59:59Z') };
    },
    { model: 'mbg-nbd', horizonDays: null },
  );
});

describe('a shop of which nothing can be foretold', () => {
  let shop: Shop;
  beforeAll(async () => {
    const database = await openSampleShop();
    await database.run(`DELETE FROM orders WHERE order_id NOT IN (
      SELECT arg_min(order_id, ordered_at) FROM orders GROUP BY customer_id)`);
    const [row] = await database.rows<{ at: number }>('SELECT epoch_ms(max(ordered_at)) AS at FROM orders');
    shop = { database, currency: 'EUR', asOf: new Date(row?.at ?? 0) };
  });
  afterAll(() => shop.database.close());

  test('says why, and what customers have brought', async () => {
    const outlook = await foretellSummary(shop.database, shop, { horizonDays: 91 });
    expect(outlook.report.converged).toBe(false);
    const { result, params, context } = await ask(shop, outlook, forecastKind);
    const view = forecastView(result, params, context);
    if (view.state !== 'refused') throw new Error(view.state);
    expect(view.report.refusal).toBe('no_repeat_buyers');
    const [row] = await shop.database.rows<{ observed: number; mature: number }>(
      `SELECT avg(net)::DOUBLE AS observed, avg(net) FILTER (tenure_days >= 91)::DOUBLE AS mature
FROM derived.customer_base`,
    );
    close(view.fallback.observed, row?.observed ?? NaN);
    close(view.fallback.mature?.perCustomer, row?.mature ?? NaN);
    expect(forecastKind.finding(result, params, context, format)).toContain('Nobody has ordered twice.');
    const clv = await ask(shop, outlook, clvKind);
    expect(clvView(clv.result, clv.params, clv.context, format)).toMatchObject({
      revenue: { clv: { 6: null } },
      ahead: { reason: 'Nobody has ordered twice.' },
    });
  });

  test('waits while the models are at work', async () => {
    const { result, params, context } = await ask(shop, null, forecastKind);
    expect(forecastView(result, params, context)).toEqual({ state: 'waiting' });
  });
});

test.each(locales)('every refusal has its words in %s', async (locale) => {
  await setLocale(locale);
  for (const refusal of refusals) {
    expect(refusalText(refusal)).toMatch(/\.$/);
    expect(meaningOfRefusal(refusal)).toMatch(/\.$/);
  }
  await setLocale('en');
});
