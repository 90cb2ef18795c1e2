import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deriveSummary } from '../../../fixtures/cells';
import { TestImport } from '../../../fixtures/importing';
import {
  createCarts,
  namedCarts,
  shopifyCarts,
  wooCarts,
  type KnownCart,
} from '../../../fixtures/shops/carts';
import { createShop } from '../../../fixtures/shops/known-shop';
import { shopifyCsv } from '../../../fixtures/shops/shopify';

let shop: TestImport;
beforeEach(async () => {
  shop = await TestImport.open();
});
afterEach(() => shop.close());

const carts = createCarts();
const left = carts.filter(({ isRecovered }) => !isRecovered);
const recovered = carts.length - left.length;

const imported = () =>
  shop.db
    .rows(`SELECT cart_id, customer_id, strftime(abandoned_at, '%Y-%m-%d %H:%M') AS at, (amount * 100)::BIGINT AS cents
FROM carts ORDER BY cart_id`);
const expected = (of: readonly KnownCart[]) =>
  of.map(({ id, email, at, cents }) => ({
    cart_id: id,
    customer_id: email?.toLowerCase() ?? null,
    at: at.slice(0, 16),
    cents,
  }));

const formats = {
  'Shopify, a row for each article': shopifyCarts(carts),
  'a WooCommerce plugin': wooCarts(carts),
  'Spanish names': namedCarts(carts, 'es'),
  'Italian names': namedCarts(carts, 'it'),
};

describe('abandoned carts', () => {
  test.each(Object.entries(formats))('%s', async (_name, text) => {
    const proposal = await shop.propose('carts.csv', text);
    expect(proposal).toMatchObject({ content: 'carts', questions: [] });
    const report = await shop.commit([proposal]);
    expect(await imported()).toEqual(expected(left));
    // Every row has its fate, and they add up.
    expect(report.outcomes.reduce((sum, { rows }) => sum + rows, 0)).toBe(report.rows);
    const excluded = report.outcomes.find(({ reason }) => reason === 'recovered');
    expect(excluded).toMatchObject({ outcome: 'excluded', rows: recovered });
  });

  test('rows of one cart are merged, and named so', async () => {
    const report = await shop.load('carts.csv', formats['Shopify, a row for each article']);
    const more = carts.reduce((sum, { articles }) => sum + articles.length - 1, 0);
    expect(report.outcomes).toContainEqual({ outcome: 'merged', reason: 'same_cart', rows: more });
  });

  test('a later file says anew what it holds again, and carts without an id are all kept', async () => {
    await shop.load('carts.csv', wooCarts(carts));
    await shop.load('later.csv', wooCarts(carts.map((cart) => ({ ...cart, cents: cart.cents + 1 }))));
    expect(await imported()).toEqual(expected(left.map((cart) => ({ ...cart, cents: cart.cents + 1 }))));
    const same = 'Email,Abandoned at,Total\na@x.es,2025-01-02,5.00\na@x.es,2025-01-02,5.00\n';
    await shop.load('nameless.csv', same);
    const [row] = await shop.db.rows("SELECT count(*) AS n FROM carts WHERE customer_id = 'a@x.es'");
    expect(row).toEqual({ n: 2 });
  });

  test('a row without a date is refused, with its text', async () => {
    const text = 'Cart ID,Email,Abandoned at,Total\n1,a@x.es,2025-01-02,5.00\n2,b@x.es,,6.00\n';
    const report = await shop.load('carts.csv', text);
    expect(report.outcomes).toContainEqual({ outcome: 'rejected', reason: 'value_missing', rows: 1 });
  });

  test('orders with a cart column are still orders', async () => {
    const proposal = await shop.propose(
      'orders.csv',
      'Order ID,Email,Date,Cart,Total\n1,a@x.es,2025-01-02,x,5.00\n2,b@x.es,2025-02-03,y,6.00\n',
    );
    expect(proposal.content).toBe('orders');
  });

  test('find their customers by address, also where the orders name them by an id', async () => {
    const orders =
      'Order ID,Customer ID,Email,Date,Total\n1,C7,Ana@x.es,2025-01-02,5.00\n2,C8,ben@x.es,2025-02-03,6.00\n';
    await shop.load('orders.csv', orders);
    await shop.load(
      'carts.csv',
      'Cart ID,Email,Abandoned at,Total\n1,ANA@x.es,2025-02-02,5.00\n2,zoe@x.es,2025-02-02,5.00\n',
    );
    await shop.load('survey.csv', 'email,date,score\nBen@x.es,2025-02-03,9\n');
    await deriveSummary(shop.db, { currency: null, asOf: new Date('2025-03-01T00:00:00Z') });
    expect(
      await shop.db.rows(
        'SELECT customer_id, abandoned_carts, survey_score FROM derived.customer_summary ORDER BY customer_id',
      ),
    ).toEqual([
      { customer_id: 'C7', abandoned_carts: 1, survey_score: null },
      { customer_id: 'C8', abandoned_carts: 0, survey_score: 9 },
    ]);
  });

  test('count beside a shop whose customers are their addresses', async () => {
    await shop.load('orders_export.csv', shopifyCsv(createShop(5), 79));
    await shop.load('carts.csv', shopifyCarts(carts));
    await deriveSummary(shop.db, { currency: 'EUR', asOf: new Date('2026-01-01T00:00:00Z') });
    const rows = await shop.db.rows<{ customer_id: string; abandoned_carts: number }>(
      'SELECT customer_id, abandoned_carts FROM derived.customer_summary',
    );
    expect(rows.some(({ abandoned_carts }) => abandoned_carts > 0)).toBe(true);
    for (const { customer_id, abandoned_carts } of rows) {
      expect(abandoned_carts).toBe(left.filter(({ email }) => email?.toLowerCase() === customer_id).length);
    }
  });
});
