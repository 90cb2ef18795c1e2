import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TestImport } from '../../../fixtures/importing';
import {
  createShop,
  expectedOrders,
  type ExpectedOrder,
  type KnownOrder,
} from '../../../fixtures/shops/known-shop';
import { shopifyColumns, shopifyCsv } from '../../../fixtures/shops/shopify';
import { wooCsv } from '../../../fixtures/shops/woocommerce';

let shop: TestImport;
beforeEach(async () => {
  shop = await TestImport.open();
});
afterEach(() => shop.close());

const importedOrders = () =>
  shop.db.rows<ExpectedOrder & Record<string, unknown>>(`SELECT order_id, customer_id, ordered_at,
    (gross * 100)::BIGINT AS gross, (discount * 100)::BIGINT AS discount, (refund * 100)::BIGINT AS refund,
    (tax * 100)::BIGINT AS tax, (shipping * 100)::BIGINT AS shipping, (net * 100)::BIGINT AS net
  FROM orders ORDER BY length(order_id), order_id`);

const byId = (orders: readonly ExpectedOrder[]) =>
  orders.toSorted((a, b) => a.order_id.length - b.order_id.length || a.order_id.localeCompare(b.order_id));

const customersOf = (orders: readonly ExpectedOrder[]) =>
  new Set(orders.flatMap(({ customer_id }) => customer_id ?? [])).size;

const rowsOf = (known: readonly KnownOrder[]) => known.reduce((sum, { lines }) => sum + lines.length, 0);

describe('Shopify', () => {
  test.each([73, 75, 79] as const)('%i columns give exactly the shop', async (width) => {
    expect(shopifyColumns[width]).toHaveLength(width);
    const known = createShop(width);
    const proposal = await shop.propose(
      'orders_export.csv',
      shopifyCsv(known, width, width === 75 ? '\r\n' : '\n'),
    );
    expect(proposal.mapping.profile).toBe('shopify');
    expect(proposal.questions).toEqual([]);
    const report = await shop.commit([proposal]);
    const expected = byId(expectedOrders(known));
    expect(await importedOrders()).toEqual(expected);
    expect(report.rows).toBe(rowsOf(known));
    expect(report.customers).toBe(customersOf(expected));
    expect(report.anonymousOrders).toBe(expected.filter(({ customer_id }) => customer_id === null).length);
    expect(report.currencies).toEqual(['EUR']);
  });

  test('prices with the tax inside, decided order by order', async () => {
    const known = createShop(7, { taxIncluded: true });
    await shop.load('orders_export.csv', shopifyCsv(known, 79));
    expect(await importedOrders()).toEqual(byId(expectedOrders(known)));
  });

  test('lines, channel, country and coupon are those of the shop', async () => {
    const known = createShop(11).filter(({ state }) => state !== 'cancelled');
    await shop.load('orders_export.csv', shopifyCsv(known, 79));
    const lines = await shop.db.rows(
      'SELECT order_id, product_id, product_name, quantity, (unit_price * 100)::BIGINT AS price FROM order_lines ORDER BY line',
    );
    expect(lines).toEqual(
      known.flatMap((order) =>
        order.lines.map(({ sku, name, quantity, price }) => ({
          order_id: order.id,
          product_id: sku,
          product_name: name,
          quantity,
          price,
        })),
      ),
    );
    expect(await shop.db.rows('SELECT channel, country, coupon FROM orders ORDER BY line')).toEqual(
      known.map(({ channel, country, coupon }) => ({ channel, country, coupon })),
    );
  });

  test('each policy does what it says, and its effect is foretold', async () => {
    const known = createShop(23, { taxIncluded: true });
    const report = await shop.load('orders_export.csv', shopifyCsv(known, 79));
    const effects = await shop.session.policyEffects(report.policies, shop.control);
    expect(effects.map(({ policy }) => policy)).toEqual([
      'cancelled',
      'anonymous',
      'unpaid',
      'refunds',
      'tax',
      'shipping',
    ]);
    for (const { policy, choice, ...foretold } of effects) {
      const switched = await shop.apply({ [policy]: choice });
      const net = switched.bridge.filter(({ step }) => step === 'net');
      expect({ orders: switched.orders, customers: switched.customers }).toEqual({
        orders: foretold.orders,
        customers: foretold.customers,
      });
      expect(net.map(({ currency, amount }) => ({ currency, amount }))).toEqual(foretold.net);
    }
    const paid = known.filter(({ state }) => state !== 'cancelled');
    const whole = await shop.apply({ refunds: 'ignore', tax: 'include', shipping: 'include' });
    const totals = paid.reduce(
      (sum, order) =>
        sum +
        order.lines.reduce((lines, { quantity, price }) => lines + quantity * price, 0) -
        order.discount +
        order.shipping +
        (order.taxIncluded ? 0 : order.tax),
      0,
    );
    expect(whole.bridge.at(-1)?.amount).toBeCloseTo(totals / 100, 4);
  });
});

describe('WooCommerce Advanced Order Export', () => {
  const expectedOf = (known: readonly KnownOrder[]) =>
    byId(
      expectedOrders(known).map((order) => ({
        ...order,
        order_id: order.order_id.slice(1),
        ordered_at: `${order.ordered_at.slice(0, 16)}:00`,
      })),
    );

  test.each([
    { repeat: true },
    { repeat: false },
    { repeat: true, delimiter: ';', decimal: ',' },
    { repeat: false, delimiter: ';', decimal: ',' },
  ] as const)('$repeat $delimiter $decimal gives exactly the shop', async (options) => {
    const known = createShop(31);
    const proposal = await shop.propose('orders.csv', wooCsv(known, options));
    expect(proposal.mapping).toMatchObject({
      profile: 'woocommerce-advanced',
      orderAmounts: options.repeat ? 'every-row' : 'first-row',
      decimal: 'decimal' in options ? options.decimal : '.',
    });
    expect(proposal.questions).toEqual([]);
    const report = await shop.commit([proposal]);
    expect(await importedOrders()).toEqual(expectedOf(known));
    expect(report.customers).toBe(customersOf(expectedOf(known)));
  });
});
