import { afterEach, describe, expect, it } from 'vitest';
import { groupSql } from '../../../../src/segments/own/compile';
import type { Match } from '../../../../src/segments/own/definition';
import { deriveSummary } from '../../../fixtures/cells';
import { TestImport } from '../../../fixtures/importing';

const csv = (...lines: string[]): string => `${lines.join('\n')}\n`;
const head = 'order_id,customer_id,date,total,Payment Method,Billing Name,Odd"col,a@b';
const orders = csv(
  head,
  '1,ana,2025-01-01,10,Card,Ana Díaz,  x ,1',
  '2,ben,2025-01-02,20,,Ben Ruiz,y,1',
  '3,ana,2025-01-03,30,Cash,Ana Díaz,,1',
  '4,eva,2025-01-04,0,Card,Eva Gil,z,1',
);

let shop: TestImport;
afterEach(() => shop.close());

const cells = () =>
  shop.db.rows('SELECT order_id, customer_id, name, value FROM order_attributes ORDER BY name, order_id');

async function members(match: Match): Promise<unknown> {
  await deriveSummary(shop.db, { currency: null, asOf: new Date('2025-02-01T00:00:00Z') });
  const sql = groupSql(
    { type: 'group', join: 'all', items: [{ type: 'attribute', name: 'Payment Method', match }] },
    () => null,
  );
  const rows = await shop.db.rows(
    `SELECT customer_id, (${sql}) AS is_in FROM derived.customer_summary ORDER BY customer_id`,
  );
  return rows.map((row) => [row['customer_id'], row['is_in']]);
}

describe('columns without a role', () => {
  it('are read from the text of the files, of rows that stand in an order; none that says who somebody is', async () => {
    shop = await TestImport.open();
    const report = await shop.load('orders.csv', orders);
    expect(report.attributes).toEqual({ names: ['Payment Method', 'Odd"col'], dropped: [] });
    const payment = (order: string, customer: string, value: string | null) => ({
      order_id: order,
      customer_id: customer,
      name: 'Payment Method',
      value,
    });
    const all = await cells();
    expect(all.filter((row) => row['name'] === 'Payment Method')).toEqual([
      payment('1', 'ana', 'Card'),
      payment('2', 'ben', null),
      payment('3', 'ana', 'Cash'),
    ]);
    expect(all.find((row) => row['name'] === 'Odd"col')).toMatchObject({ order_id: '1', value: 'x' });
  });

  it('follow the policies, and later files', async () => {
    shop = await TestImport.open();
    await shop.load('orders.csv', orders);
    await shop.apply({ worthless: 'keep' });
    expect((await cells()).some((row) => row['order_id'] === '4')).toBe(true);
    const report = await shop.load(
      'more.csv',
      csv('order_id,customer_id,date,total,Gift', '9,ana,2025-01-09,5,yes'),
    );
    expect(report.attributes.names).toEqual(['Payment Method', 'Odd"col', 'Gift']);
    await shop.session.clear();
    expect(await cells()).toEqual([]);
  });

  it('decide a segment where they are known, and leave the others unclassified', async () => {
    shop = await TestImport.open();
    await shop.load('orders.csv', orders);
    expect(await members({ type: 'one_of', values: ['Cash'] })).toEqual([
      ['ana', true],
      ['ben', null],
    ]);
    expect(await members({ type: 'contains', value: 'CHEQ' })).toEqual([
      ['ana', false],
      ['ben', null],
    ]);
    expect(await members({ type: 'empty' })).toEqual([
      ['ana', false],
      ['ben', true],
    ]);
  });
});
