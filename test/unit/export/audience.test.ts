import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportAudience, previewAudience, type AudienceRequest } from '../../../src/export/audience';
import { sizeSql, type ExportColumn } from '../../../src/export/fields';
import { sha256Hex } from '../../../src/export/hash';
import { layouts, type Layout } from '../../../src/export/layouts';
import { summaryColumn } from '../../../src/summary/columns';
import { deriveSummary } from '../../fixtures/cells';
import { TestImport } from '../../fixtures/importing';

const orders = `order number,order date,customer id,email,total,country
1,2025-01-02,c1, Ana@Example.com ,10.10,ES
2,2025-03-02,c1,ana@example.com,20.20,ES
3,2025-02-02,c2,,30,IT
4,2025-02-03,c3,mary@example.com,40,Italy
5,2025-02-04,=c4,test@example.com,5,gb
`;

let shop: TestImport;
beforeAll(async () => {
  shop = await TestImport.open();
  await shop.load('orders.csv', orders);
  await deriveSummary(shop.db, { currency: null, asOf: new Date('2025-03-02T23:59:59Z') }, [
    { id: 'italian', condition: "country = 'IT'" },
  ]);
  // More came back than was bought.
  await shop.db.run("UPDATE derived.customer_summary SET net = -5 WHERE customer_id = '=c4'");
  // A file follows the summary, which is in no order of its own.
  await shop.db.run(
    'CREATE OR REPLACE TABLE derived.customer_summary AS FROM derived.customer_summary ORDER BY customer_id',
  );
});
afterAll(() => shop.close());

const layout = (id: Layout['id']): Layout => {
  const found = layouts.find((one) => one.id === id);
  if (!found) throw new Error(id);
  return found;
};
const column = (name: string): ExportColumn => {
  const found = summaryColumn(name);
  return found
    ? { name, kind: found.kind, label: found.label() }
    : { name, kind: 'boolean', label: 'Italian' };
};
const read = (sql: string) => shop.db.rows(sql);
const request = (id: Layout['id'], changes: Partial<AudienceRequest> = {}): AudienceRequest => ({
  audience: { condition: null },
  layout: layout(id),
  format: 'csv',
  columns: [column('net'), column('last_order_at'), column('segment_italian')],
  guardFormulas: true,
  ...changes,
});
const csv = async (id: Layout['id'], changes?: Partial<AudienceRequest>): Promise<string[]> =>
  (await (await exportAudience(read, request(id, changes))).text())
    .replace('\uFEFF', '')
    .trim()
    .split('\r\n');

/** By another implementation. */
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('SHA-256', () => {
  test('gives the vectors of FIPS 180-4', async () => {
    expect(await sha256Hex(['', 'abc', null])).toEqual([
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      null,
    ]);
  });

  test('is of the bytes of UTF-8', async () => {
    expect(await sha256Hex(['zoë@example.com'])).toEqual([sha256('zoë@example.com')]);
  });
});

describe('the layouts', () => {
  test('a table has the chosen columns under their titles, guarded', async () => {
    expect(await csv('table', { columns: [column('customer_id'), column('net')] })).toEqual([
      'Customer id,Net revenue',
      "'=c4,-5.00",
      'c1,30.30',
      'c2,30.00',
      'c3,40.00',
    ]);
  });

  test('Klaviyo: Email first, then properties by name; who has no address is left out', async () => {
    expect(await csv('klaviyo', { columns: [...request('klaviyo').columns, column('country')] })).toEqual([
      'Email,net,last_order_at,segment_italian,Country',
      'test@example.com,-5.00,2025-02-04,false,gb',
      'ana@example.com,30.30,2025-03-02,false,ES',
      'mary@example.com,40.00,2025-02-03,false,Italy',
    ]);
  });

  test('Mailchimp: Email Address', async () => {
    const [head, first] = await csv('mailchimp', { columns: [column('net')] });
    expect([head, first]).toEqual(['Email Address,net', 'test@example.com,-5.00']);
  });

  test('Meta: address and country hashed, value plain and never below zero', async () => {
    const lines = await csv('meta');
    expect(lines).toEqual([
      'email,country,value',
      `${sha256('test@example.com')},${sha256('gb')},0.00`,
      `${sha256('ana@example.com')},${sha256('es')},30.30`,
      // `Italy` is no two-letter code.
      `${sha256('mary@example.com')},,40.00`,
    ]);
    // The address that the platforms' own examples hash.
    expect(lines[1]).toContain('973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b');
    expect(lines[3]).toContain('f1904cf1a9d73a55fa5de0ac823c4403ded71afd4c3248d00bdcd0866552bb79');
  });

  test('Google: Email, hashed', async () => {
    expect(await csv('google')).toEqual([
      'Email',
      sha256('test@example.com'),
      sha256('ana@example.com'),
      sha256('mary@example.com'),
    ]);
  });

  test.each(layouts.filter(({ needsEmail }) => needsEmail))(
    '$id has no mark before its first header',
    async ({ id }) => {
      const bytes = new Uint8Array(await (await exportAudience(read, request(id))).arrayBuffer());
      expect(bytes[0]).not.toBe(0xef);
    },
  );
});

describe('an audience', () => {
  test('is only those whom its condition names, also with an OR in it', async () => {
    const audience = { condition: "segment_italian OR customer_id = 'c3'" };
    expect(await csv('table', { audience, columns: [column('customer_id')] })).toEqual([
      'Customer id',
      'c2',
      'c3',
    ]);
    expect(await csv('klaviyo', { audience, columns: [] })).toEqual(['Email', 'mary@example.com']);
    expect(await read(sizeSql(audience.condition))).toEqual([{ customers: 2, emails: 1 }]);
  });

  test('of more customers than a page has each of them once, in any format', async () => {
    await shop.db.run(`CREATE TABLE keep AS FROM derived.customer_summary;
      INSERT INTO derived.customer_summary BY NAME
      SELECT 'p' || range AS customer_id, range AS orders, 1 AS net FROM range(5000)`);
    const written: number[] = [];
    const blob = await exportAudience(read, request('table', { columns: [column('customer_id')] }), {
      onRows: (rows) => written.push(rows),
    });
    const lines = (await blob.text()).trim().split('\r\n').slice(1);
    expect(lines).toHaveLength(5004);
    expect(new Set(lines).size).toBe(5004);
    expect(written).toEqual([1000, 2000, 3000, 4000, 5000, 5004]);
    await shop.db.run(`CREATE OR REPLACE TABLE derived.customer_summary AS FROM keep`);
  });

  test('ends when it is told to', async () => {
    const control = new AbortController();
    control.abort(new Error('enough'));
    await expect(exportAudience(read, request('table'), { signal: control.signal })).rejects.toThrow(
      'enough',
    );
  });

  test('is shown before it is written', async () => {
    const { fields, rows } = await previewAudience(read, request('google'));
    expect(fields.map(({ header }) => header)).toEqual(['Email']);
    expect(rows).toHaveLength(3);
    expect(rows[0]).toEqual([sha256('test@example.com')]);
  });
});
