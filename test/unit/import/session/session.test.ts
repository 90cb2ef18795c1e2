import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TenureError } from '../../../../src/schema/errors';
import { defaultPolicies } from '../../../../src/schema/policies';
import { TestImport } from '../../../fixtures/importing';
import { createShop } from '../../../fixtures/shops/known-shop';
import { shopifyCsv } from '../../../fixtures/shops/shopify';

const header = 'order_id,customer_id,ordered_at,quantity,unit_price,product_id,currency\n';
const january = `${header}1,a,2025-01-01,2,5.00,cup,EUR\n2,b,2025-01-02,1,7.50,pot,EUR\n`;
const february = `${header}2,b,2025-01-02,1,8.50,pot,EUR\n3,a,2025-02-01,1,5.00,cup,EUR\n`;

let shop: TestImport;
beforeEach(async () => {
  shop = await TestImport.open();
});
afterEach(() => shop.close());

const everything = async () => ({
  orders: await shop.db.rows('FROM orders ORDER BY ALL'),
  customers: await shop.db.rows('FROM customers ORDER BY ALL'),
  ledger: await shop.db.rows('FROM ledger ORDER BY ALL'),
  bridge: await shop.db.rows('FROM bridge ORDER BY ALL'),
  files: await shop.db.rows('SELECT name FROM source_files ORDER BY ALL'),
});

describe('files that accumulate', () => {
  test('a later file of the same columns speaks for the orders it repeats', async () => {
    await shop.load('january.csv', january);
    const report = await shop.load('february.csv', february);
    expect(report).toMatchObject({ rows: 4, orders: 3, customers: 2, from: '2025-01-01T00:00:00' });
    expect(report.outcomes).toContainEqual({ outcome: 'merged', reason: 'newer_file', rows: 1 });
    expect(await shop.db.rows("SELECT net FROM orders WHERE order_id = '2'")).toEqual([{ net: 8.5 }]);
    expect(await shop.db.rows('SELECT line, reason, original FROM ledger')).toEqual([
      { line: 3, reason: 'newer_file', original: '2,b,2025-01-02,1,7.50,pot,EUR' },
    ]);
    expect(report.bridge.map(({ step, amount }) => [step, amount])).toEqual([
      ['file_gross', 31],
      ['newer_file', -7.5],
      ['net', 23.5],
    ]);
  });

  test("the same order id in another platform's file is another order", async () => {
    await shop.load('january.csv', january);
    const report = await shop.load(
      'generic.csv',
      'order number,order date,customer id,total\n1,2025-03-01,z,9.00\n',
    );
    expect(report.orders).toBe(3);
  });

  test('the same content twice, staged or committed', async () => {
    const [first, second] = await shop.stage(['january.csv', january], ['copy.csv', january]);
    expect(second).toMatchObject({
      ok: false,
      error: { code: 'file_same_twice', params: { file: 'copy.csv', other: 'january.csv' } },
    });
    if (!first?.ok) throw new Error('refused');
    await shop.commit([first.proposal]);
    const [again] = await shop.stage(['again.csv', january]);
    expect(again).toMatchObject({
      ok: false,
      error: { code: 'file_same_twice', params: { other: 'january.csv' } },
    });
  });

  test('one file that fails harms neither the others nor what is loaded', async () => {
    await shop.load('january.csv', january);
    const before = await everything();
    const results = await shop.stage(['pdf.csv', '%PDF-1.7\n%âãÏÓ\n'], ['february.csv', february]);
    expect(results.map(({ ok }) => ok)).toEqual([false, true]);
    expect(await everything()).toEqual(before);
  });

  test('clear forgets all', async () => {
    await shop.load('january.csv', january);
    await shop.session.clear();
    expect(await everything()).toEqual({ orders: [], customers: [], ledger: [], bridge: [], files: [] });
    expect(await shop.load('january.csv', january)).toMatchObject({ orders: 2 });
  });
});

test('compressed tables hold the same, policies and later files included', async () => {
  const pass = async () => {
    await shop.load('january.csv', january);
    await shop.load('february.csv', february);
    await shop.session.applyPolicies(
      { ...defaultPolicies, anonymous: 'exclude' },
      { signal: new AbortController().signal },
    );
    return everything();
  };
  const plain = await pass();
  await shop.close();
  shop = await TestImport.open();
  await shop.db.compressTables(true);
  expect(await pass()).toEqual(plain);
});

describe('all or none', () => {
  test('a commit that fails at any statement leaves everything as it was', async () => {
    await shop.load('january.csv', january);
    const before = await everything();
    const proposal = await shop.propose('february.csv', february);
    const run = shop.db.run.bind(shop.db);
    let failAt = 1;
    let failed = true;
    for (; failed; failAt++) {
      let statement = 0;
      shop.db.run = async (sql) => {
        statement += 1;
        if (statement === failAt && sql !== 'ROLLBACK' && sql !== 'COMMIT')
          throw new Error('broken on purpose');
        await run(sql);
      };
      failed = await shop.commit([proposal]).then(
        () => false,
        () => true,
      );
      shop.db.run = run;
      if (failed) expect(await everything()).toEqual(before);
      else break;
    }
    expect(failAt).toBeGreaterThan(15);
    expect(await shop.db.rows('SELECT count(*) AS orders FROM orders')).toEqual([{ orders: 3 }]);
  });

  test('a cancelled commit, too', async () => {
    await shop.load('january.csv', january);
    const before = await everything();
    const { file, mapping } = await shop.propose('february.csv', february);
    const abort = new AbortController();
    const commit = shop.session.commit([{ fileId: file.fileId, mapping }], defaultPolicies, {
      signal: abort.signal,
      onProgress: ({ phase }) => {
        if (phase === 'building') abort.abort();
      },
    });
    await expect(commit).rejects.toEqual(new TenureError('engine_cancelled'));
    expect(await everything()).toEqual(before);
  });

  test('a mapping to a column without dates is refused by name', async () => {
    const proposal = await shop.propose('january.csv', january);
    const roles = { ...proposal.mapping.roles, ordered_at: 5 };
    const wrong = { ...proposal, mapping: { ...proposal.mapping, roles } };
    await expect(shop.commit([wrong])).rejects.toMatchObject({
      code: 'file_dates_unreadable',
      params: { file: 'january.csv', column: 'product_id', example: 'cup', line: 2 },
    });
    expect(await shop.commit([proposal])).toMatchObject({ orders: 2 });
  });
});

describe('side files', () => {
  const costs =
    'product_id,product_name,category,unit_cost\ncup,Cup,Cups,2.00\npot,Pot,Pots,3.00\ncup,Cup,Cups,2.50\nlid,Lid,Lids,?\n';
  const spend = 'channel,period_start,amount\nweb,2025-01,"1,000.50"\npos,2025-02,7\n';
  const survey = 'customer_id,responded_at,score\na,2025-01-05T10:00:00,9\nb,2025-01-06,11\n';

  test('costs give margins, and every row is accounted for', async () => {
    const results = await shop.stage(
      ['january.csv', january],
      ['costs.csv', costs],
      ['spend.csv', spend],
      ['nps.csv', survey],
    );
    const proposals = results.flatMap((result) => (result.ok ? [result.proposal] : []));
    expect(proposals.map(({ content }) => content)).toEqual([
      'orders',
      'product_costs',
      'acquisition_spend',
      'survey_responses',
    ]);
    const report = await shop.commit(proposals);
    expect(report.hasCosts).toBe(true);
    expect(await shop.db.rows('SELECT order_id, cost, margin FROM orders ORDER BY order_id')).toEqual([
      { order_id: '1', cost: 5, margin: 5 },
      { order_id: '2', cost: 3, margin: 4.5 },
    ]);
    expect(await shop.db.rows('FROM acquisition_spend ORDER BY channel')).toEqual([
      { channel: 'pos', period_start: '2025-02-01', period_end: '2025-02-28', amount: 7, currency: null },
      {
        channel: 'web',
        period_start: '2025-01-01',
        period_end: '2025-01-31',
        amount: 1000.5,
        currency: null,
      },
    ]);
    expect(await shop.db.rows('FROM survey_responses')).toEqual([
      { customer_id: 'a', responded_at: '2025-01-05T10:00:00', score: 9 },
    ]);
    expect(
      await shop.db.rows('SELECT file_id, line, outcome, reason FROM ledger ORDER BY file_id, line'),
    ).toEqual([
      { file_id: 2, line: 2, outcome: 'merged', reason: 'newer_row' },
      { file_id: 2, line: 5, outcome: 'rejected', reason: 'value_missing' },
      { file_id: 4, line: 3, outcome: 'rejected', reason: 'value_missing' },
    ]);
  });

  test('costs that come later count as well', async () => {
    await shop.load('january.csv', january);
    expect(await shop.load('costs.csv', costs)).toMatchObject({ hasCosts: true, orders: 2 });
    expect(await shop.db.rows('SELECT sum(margin) AS margin FROM customers')).toEqual([{ margin: 9.5 }]);
  });
});

test('two currencies are never added', async () => {
  const report = await shop.load('january.csv', `${january}4,a,2025-01-09,1,100.00,cup,usd\n`);
  expect(report.currencies.toSorted()).toEqual(['EUR', 'USD']);
  expect(report.bridge.filter(({ step }) => step === 'net')).toMatchObject([
    { currency: 'EUR', amount: 17.5 },
    { currency: 'USD', amount: 100 },
  ]);
  expect(
    await shop.db.rows("SELECT currency, net FROM customers WHERE customer_id = 'a' ORDER BY ALL"),
  ).toEqual([
    { currency: 'EUR', net: 10 },
    { currency: 'USD', net: 100 },
  ]);
});

test('policies can be switched again and again without the file', async () => {
  await shop.load('orders.csv', shopifyCsv(createShop(3), 79));
  const before = await everything();
  await shop.apply({ cancelled: 'net', anonymous: 'exclude', tax: 'include' });
  expect(await everything()).not.toEqual(before);
  await shop.apply({});
  expect(await everything()).toEqual(before);
});
