import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TestImport } from '../../../fixtures/importing';

let shop: TestImport;
beforeEach(async () => {
  shop = await TestImport.open();
});
afterEach(() => shop.close());

const emails = () => shop.db.rows('SELECT customer_id, email FROM customers ORDER BY customer_id');

describe('the e-mail address of a customer', () => {
  test('stays beside an id: the latest, as addresses are compared', async () => {
    await shop.load(
      'orders.csv',
      `order number,order date,customer id,email,total
1,2025-01-02,c1, Ana@Example.com ,10
2,2025-03-02,c1,ana@new.example,10
3,2025-02-02,c1,,10
4,2025-01-03,c2,n/a,20
5,2025-01-04,c3,,30
`,
    );
    expect(await emails()).toEqual([
      { customer_id: 'c1', email: 'ana@new.example' },
      { customer_id: 'c2', email: null },
      { customer_id: 'c3', email: null },
    ]);
  });

  test('is the id where the files name customers by it', async () => {
    await shop.load(
      'orders.csv',
      `order number,order date,email,total
1,2025-01-02,Ana@Example.com,10
2,2025-01-03,guest 7,20
`,
    );
    expect(await emails()).toEqual([
      { customer_id: 'ana@example.com', email: 'ana@example.com' },
      { customer_id: 'guest 7', email: null },
    ]);
  });

  test('stays with an order whose first row alone names its customer', async () => {
    await shop.load(
      'orders.csv',
      `Order ID,Order Date,Customer ID,Email,Lineitem name,Lineitem quantity,Lineitem price
1,2025-01-02,c1,ana@example.com,Cup,1,10
1,,,,Spoon,2,3
`,
      { mapping: { grain: 'line', orderAmounts: 'first-row' } },
    );
    expect(await emails()).toEqual([{ customer_id: 'c1', email: 'ana@example.com' }]);
  });
});
