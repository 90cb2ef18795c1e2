import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TestImport } from '../../../fixtures/importing';

let shop: TestImport;
beforeEach(async () => {
  shop = await TestImport.open();
});
afterEach(() => shop.close());

const orders = () =>
  shop.db.rows(
    'SELECT order_id, customer_id, ordered_at, gross, discount, net, shipping FROM orders ORDER BY line',
  );

describe('files of no known platform', () => {
  test('Spanish columns, decimal comma, dates with the day first', async () => {
    const file = `Nº de pedido;Fecha;Correo electrónico;Producto;Cantidad;Precio unitario;País
P-1;13/01/2025 10:30;ana@example.com;Taza;2;"1.012,50";ES
P-1;13/01/2025 10:30;ana@example.com;Cuchara;1;3,25;ES
P-2;01/02/2025 09:00;luis@example.com;Taza;1;12,50 €;ES
`;
    const proposal = await shop.propose('pedidos.csv', file);
    expect(proposal.questions).toEqual([{ kind: 'columns' }]);
    expect(proposal.mapping).toMatchObject({
      profile: 'generic',
      grain: 'line',
      decimal: ',',
      dateOrder: 'dmy',
      roles: { ordered_at: 1, email: 2, product_name: 3, quantity: 4, unit_price: 5, country: 6 },
    });
    const mapping = { ...proposal.mapping, roles: { ...proposal.mapping.roles, order_id: 0 } };
    expect(await shop.session.previewMapping(proposal.file.fileId, mapping, shop.control)).toEqual({
      rows: 3,
      orders: 2,
      customers: 2,
      net: 2040.75,
      from: '2025-01-13T10:30:00',
      to: '2025-02-01T09:00:00',
      unreadableDates: 0,
      unreadableAmounts: 0,
    });
    await shop.commit([{ ...proposal, mapping }]);
    expect(await orders()).toMatchObject([
      { order_id: 'P-1', customer_id: 'ana@example.com', net: 2028.25 },
      { order_id: 'P-2', customer_id: 'luis@example.com', net: 12.5 },
    ]);
  });

  test('one row per order: the total less shipping and tax is what the goods were worth', async () => {
    const file = `order number,order date,customer id,total,shipping,tax,discount
1,2025-01-02,a,121.00,10.00,11.00,5.00
2,2025-01-03,b,50.00,0,0,0
`;
    await shop.load('orders.csv', file);
    expect(await orders()).toMatchObject([
      { order_id: '1', gross: 105, discount: 5, shipping: 10, net: 100 },
      { order_id: '2', gross: 50, net: 50 },
    ]);
  });

  test("a total that differs from row to row of an order is the line's", async () => {
    const file = `invoice,date,client id,amount
7,2025-01-02,a,10.00
7,2025-01-02,a,20.00
8,2025-01-05,a,5.50
9,2025-01-05,b,1.50
9,2025-01-05,b,2.50
`;
    const { mapping } = await shop.propose('sales.csv', file);
    expect(mapping.grain).toBe('line');
    expect(mapping.roles).toMatchObject({ line_total: 3 });
  });

  test('order ids only on the first row', async () => {
    const file = `order id,order date,customer,order total,product,quantity,price
S1,2025-01-02,Ana,30.00,Cup,1,10.00
,,,,Pot,2,10.00
S2,2025-01-03,Bo,5.00,Cup,1,5.00
`;
    const { mapping } = await shop.propose('odoo.csv', file);
    expect(mapping).toMatchObject({ grain: 'line', orderAmounts: 'first-row' });
    await shop.session.unstage([1]);
    const report = await shop.load('odoo.csv', file);
    expect(report).toMatchObject({ orders: 2, customers: 2, rows: 3 });
    expect(await orders()).toMatchObject([
      { order_id: 'S1', customer_id: 'Ana', net: 30 },
      { order_id: 'S2', customer_id: 'Bo', net: 5 },
    ]);
  });

  test("Tenure's own columns ask nothing", async () => {
    const proposal = await shop.propose(
      'orders.csv',
      'order_id,customer_id,ordered_at,quantity,unit_price\n1,a,2025-01-01,1,2.5\n',
    );
    expect(proposal).toMatchObject({ mapping: { profile: 'tenure' }, questions: [] });
  });
});

describe('the order of day and month', () => {
  const dated = (...dates: readonly string[]) =>
    shop.propose(
      'd.csv',
      `order id,date,customer id,total\n${dates.map((date, i) => `${String(i)},${date},c,1.5\n`).join('')}`,
    );

  test('one number above 12 decides', async () => {
    expect((await dated('01/02/2025', '13/02/2025')).mapping.dateOrder).toBe('dmy');
    expect((await dated('01/02/2025', '02/13/2025', '01/02/2025')).mapping.dateOrder).toBe('mdy');
  });

  test('rows in the order of time decide', async () => {
    const dates = ['01/11/2024', '02/11/2024', '05/11/2024', '01/12/2024', '03/12/2024', '02/01/2025'];
    const proposal = await dated(...dates);
    expect(proposal.mapping.dateOrder).toBe('dmy');
    expect(proposal.questions).toEqual([{ kind: 'columns' }]);
  });

  test('asked only when nothing tells', async () => {
    const proposal = await dated('03/04/2025', '03/05/2025', '04/06/2025');
    expect(proposal.questions).toContainEqual({
      kind: 'date-order',
      example: expect.stringMatching(/^0\d\/0\d\/2025$/),
    });
    expect((await dated('04/04/2025', '05/05/2025')).questions).toEqual([{ kind: 'columns' }]);
  });
});

describe('files that cannot be orders', () => {
  const refusal = async (content: string) => {
    const [result] = await shop.stage(['bad.csv', content]);
    return result?.ok === false ? result.error : undefined;
  };

  test('no column that could be a date or money', async () => {
    expect(await refusal('colour,shape\nred,round\nblue,square\n')).toMatchObject({
      code: 'file_no_match',
      params: { file: 'bad.csv' },
    });
  });

  test('all dates unreadable', async () => {
    expect(
      await refusal('order id,order date,customer id,total\n1,soon,a,5.00\n2,later,b,6.00\n'),
    ).toMatchObject({
      code: 'file_dates_unreadable',
      params: { file: 'bad.csv', column: 'order date', example: 'soon', line: 2 },
    });
  });

  test('all amounts unreadable', async () => {
    expect(
      await refusal('order id,order date,customer id,total\n1,2025-01-01,a,free\n2,2025-01-02,b,gift\n'),
    ).toMatchObject({
      code: 'file_amounts_unreadable',
      params: { file: 'bad.csv', column: 'total', example: 'free', line: 2 },
    });
  });

  test('some of each: the rows stand in the ledger with their text', async () => {
    const report = await shop.load(
      'some.csv',
      'order id,order date,customer id,total\n1,2025-01-01,a,5.00\n2,soon,b,6.00\n3,2025-01-02,c,free\n4,,d,1.00\n',
    );
    expect(report).toMatchObject({ rows: 4, orders: 1 });
    expect(await shop.db.rows('FROM ledger ORDER BY line')).toEqual([
      {
        file_id: 1,
        line: 3,
        outcome: 'rejected',
        reason: 'date_unreadable',
        column_name: 'order date',
        original: '2,soon,b,6.00',
      },
      {
        file_id: 1,
        line: 4,
        outcome: 'rejected',
        reason: 'amount_unreadable',
        column_name: 'total',
        original: '3,2025-01-02,c,free',
      },
      {
        file_id: 1,
        line: 5,
        outcome: 'rejected',
        reason: 'date_missing',
        column_name: 'order date',
        original: '4,,d,1.00',
      },
    ]);
  });
});
