import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFormatter } from '../../../src/cells/formatter';
import { loadedKind } from '../../../src/cells/loaded/loaded';
import { contextOf, runCell } from '../../fixtures/cells';
import { TestImport } from '../../fixtures/importing';
import { openSampleShop } from '../../fixtures/sample-shop';
import type { NativeDatabase } from '../../fixtures/native-database';

const context = contextOf(new Date(0), { scope: { currency: 'EUR', filter: null } });
const format = createFormatter('en', 'EUR');

async function read(database: NativeDatabase) {
  const { result, params } = await runCell(database, loadedKind, {}, context);
  return {
    result,
    finding: loadedKind.finding(result, params, context, format),
    table: loadedKind.table(result, params, context, format),
  };
}

interface Row {
  readonly order: string;
  readonly customer: string;
  readonly currency: 'EUR' | 'GBP';
  readonly price: number;
  readonly status: 'paid' | 'cancelled';
}

const row = (
  order: string,
  customer: string,
  currency: Row['currency'],
  price: number,
  status: Row['status'] = 'paid',
): Row => ({ order, customer, currency, price, status });

const shopRows: readonly Row[] = [
  row('1', 'a', 'EUR', 10.01),
  row('1', 'a', 'EUR', 0.1),
  row('2', 'b', 'EUR', 7.5, 'cancelled'),
  row('3', 'b', 'EUR', 0.2),
  row('4', 'a', 'GBP', 99.99),
  row('5', '', 'GBP', 5, 'cancelled'),
  row('6', '', 'GBP', 1),
];

const csvOf = (rows: readonly Row[]): string =>
  `order_id,customer_id,ordered_at,quantity,unit_price,currency,status\n${rows
    .map(
      ({ order, customer, currency, price, status }) =>
        `${order},${customer},2025-01-0${order},1,${String(price)},${currency},${status}\n`,
    )
    .join('')}soon,x,never,1,1.00,EUR,paid\n`;

/** The bridge of a currency reckoned from the rows, in cents. */
function expected(currency: Row['currency']) {
  const own = shopRows.filter((each) => each.currency === currency);
  const cents = (rows: readonly Row[]) => rows.reduce((sum, { price }) => sum + Math.round(price * 100), 0);
  const orders = (rows: readonly Row[]) => new Set(rows.map(({ order }) => order)).size;
  const gone = own.filter(({ status }) => status === 'cancelled');
  const kept = own.filter(({ status }) => status === 'paid');
  const step = (name: string, rows: readonly Row[], sign: 1 | -1) => [
    name,
    rows.length,
    orders(rows),
    sign * cents(rows),
  ];
  return [step('file_gross', own, 1), step('cancelled', gone, -1), step('net', kept, 1)];
}

describe('a file of two currencies', () => {
  let shop: TestImport;
  beforeEach(async () => {
    shop = await TestImport.open();
  });
  afterEach(() => shop.close());

  test('is told in a statement of each, and neither is added to the other', async () => {
    await shop.load('orders.csv', csvOf(shopRows));
    const { result, finding, table } = await read(shop.db);
    expect(result).toMatchObject({ rows: 8, apart: 3, orders: 4, customers: 2 });
    expect(result.statements.map(({ currency }) => currency)).toEqual(['EUR', 'GBP']);
    for (const { rows, currency, difference } of result.statements) {
      expect(
        rows.map(({ step, rows: count, orders, amount }) => [step, count, orders, amount * 100]),
      ).toEqual(
        expected(currency === 'GBP' ? 'GBP' : 'EUR').map((step) => [
          ...step.slice(0, 3),
          expect.closeTo(Number(step[3]), 6) as unknown,
        ]),
      );
      expect(difference).toBe(0);
    }
    expect(finding).toBe(
      '8 rows became 4 orders and 2 customers; 3 rows do not count, each listed with its reason.',
    );
    const shown = table.rows.map(({ values }) =>
      table.columns.map(({ key, format: as }) => format.format(values[key] ?? '', as)),
    );
    expect(shown).toEqual([
      ['EUR', 'Gross of all rows', '4', '3', '17.81'],
      ['EUR', 'Cancelled orders', '1', '1', '-7.50'],
      ['EUR', 'Net revenue', '3', '2', '10.31'],
      ['EUR', 'Left unexplained', '', '', '0.00'],
      ['GBP', 'Gross of all rows', '3', '3', '105.99'],
      ['GBP', 'Cancelled orders', '1', '1', '-5.00'],
      ['GBP', 'Net revenue', '2', '2', '100.99'],
      ['GBP', 'Left unexplained', '', '', '0.00'],
    ]);
  });

  test('counts anew under other policies', async () => {
    await shop.load('orders.csv', csvOf(shopRows), { policies: { anonymous: 'exclude' } });
    const { result } = await read(shop.db);
    expect(result).toMatchObject({ rows: 8, apart: 4, orders: 3, customers: 2 });
    expect(result.statements[1]?.net).toBe(99.99);
  });
});

describe('files without an order that counts', () => {
  let shop: TestImport;
  beforeEach(async () => {
    shop = await TestImport.open();
  });
  afterEach(() => shop.close());

  test('have rows, but no statement, when none is a file of orders', async () => {
    await shop.load(
      'costs.csv',
      'product_id,product_name,category,unit_cost\nA,Cup,Cups,1.50\nB,Pot,Pots,2\n',
    );
    const { result, finding, table } = await read(shop.db);
    expect(result).toEqual({ rows: 2, apart: 0, orders: 0, customers: 0, statements: [] });
    expect(finding).toBe('2 rows were read, and no order counts yet.');
    expect(table.rows).toEqual([]);
  });

  test('keep their statement when a policy leaves every order out', async () => {
    await shop.load('orders.csv', csvOf(shopRows.filter(({ status }) => status === 'cancelled')));
    const { result, finding } = await read(shop.db);
    expect(result.orders).toBe(0);
    expect(result.statements.map(({ net, difference }) => [net, difference])).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(finding).toBe('3 rows were read, and no order counts yet.');
  });
});

test('the sample shop’s statement ends in what its orders add up to', async () => {
  const database = await openSampleShop();
  const [totals] = await database.rows(
    `SELECT count(*) AS orders, count(DISTINCT customer_id) AS customers, sum(net)::DOUBLE AS net FROM orders`,
  );
  const { result } = await read(database);
  expect(result.statements).toHaveLength(1);
  expect(result).toMatchObject({ orders: totals?.['orders'], customers: totals?.['customers'] });
  expect(result.statements[0]?.net).toBe(totals?.['net']);
  expect(result.statements[0]?.difference).toBe(0);
  await database.close();
});
