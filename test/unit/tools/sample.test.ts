import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { createSampleShop, type SampleShop } from '../../../tools/sample/files';

const folder = new URL('../../../public/sample/', import.meta.url);
const hash = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');
const shipped = (name: string) => readFileSync(new URL(name, folder));

type Row = Readonly<Record<string, string>>;
function rowsOf(csv: string): Row[] {
  const [header = '', ...lines] = csv.trimEnd().split('\n');
  const names = header.split(',');
  return lines.map((line) =>
    Object.fromEntries(line.split(',').map((cell, index) => [names[index] ?? '', cell])),
  );
}

describe('the sample shop', () => {
  let shop: SampleShop;
  let rows: Row[];
  beforeAll(() => {
    shop = createSampleShop();
    rows = rowsOf(shop.orders);
  });

  test('is shipped as its generator makes it', () => {
    expect(hash(gunzipSync(shipped('orders.csv.gz')))).toBe(hash(shop.orders));
    expect(hash(shipped('products.csv'))).toBe(hash(shop.products));
    expect(hash(shipped('spend.csv'))).toBe(hash(shop.spend));
    expect(hash(shipped('survey.csv'))).toBe(hash(shop.survey));
  });

  test('takes at most 1 MB', () => {
    const bytes = readdirSync(folder).map((name) => statSync(new URL(name, folder)).size);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(1_000_000);
  });

  test('has two years of about 4,000 customers in three countries', () => {
    const customers = new Set(rows.map((row) => row['customer_id']).filter(Boolean));
    expect(Math.abs(customers.size - 4000)).toBeLessThan(200);
    expect(new Set(rows.map((row) => row['country']))).toEqual(new Set(['ES', 'IT', 'PT']));
    const times = rows.map((row) => row['ordered_at'] ?? '').sort();
    expect(times[0]?.slice(0, 7)).toBe('2024-10');
    expect(times.at(-1)?.slice(0, 7)).toBe('2026-09');
  });

  test('has what a real shop has: guests, cancelled, free and refunded orders, coupons', () => {
    const orders = new Map(rows.map((row) => [row['order_id'], row]));
    const having = (test: (row: Row) => boolean) => [...orders.values()].filter(test).length;
    expect(having((row) => row['customer_id'] === '')).toBeGreaterThan(100);
    for (const status of ['cancelled', 'refunded', 'partially refunded', 'pending']) {
      expect(having((row) => row['status'] === status)).toBeGreaterThan(20);
    }
    expect(having((row) => row['unit_price'] === '0.00')).toBeGreaterThan(20);
    expect(new Set(rows.map((row) => row['coupon'])).size).toBe(4);
  });

  test('never discounts or refunds more than was paid', () => {
    const paid = new Map<string, number>();
    for (const row of rows) {
      const net = Number(row['quantity']) * Number(row['unit_price']) - Number(row['line_discount']);
      expect(net).toBeGreaterThanOrEqual(0);
      paid.set(row['order_id'] ?? '', (paid.get(row['order_id'] ?? '') ?? 0) + net);
    }
    for (const row of rows.filter((each) => each['order_refund'] !== '')) {
      expect(Number(row['order_refund'])).toBeLessThanOrEqual((paid.get(row['order_id'] ?? '') ?? 0) + 0.005);
    }
  });

  test('knows the cost of each of its products, below its price', () => {
    const costs = new Map(rowsOf(shop.products).map((row) => [row['product_id'], Number(row['unit_cost'])]));
    expect(costs.size).toBe(60);
    for (const row of rows.filter((each) => each['unit_price'] !== '0.00')) {
      expect(costs.get(row['product_id'])).toBeLessThan(Number(row['unit_price']));
    }
  });

  test('scores from 0 to 10, and spends in whole months', () => {
    const scores = rowsOf(shop.survey).map((row) => Number(row['score']));
    expect(scores.length).toBeGreaterThan(500);
    expect(scores.every((score) => Number.isInteger(score) && score >= 0 && score <= 10)).toBe(true);
    for (const row of rowsOf(shop.spend)) {
      expect(row['period_start']?.slice(0, 7)).toBe(row['period_end']?.slice(0, 7));
    }
  });

  test('is another shop under another seed', () => {
    expect(createSampleShop(7).orders).not.toBe(shop.orders);
  });
});
