import { expect, test } from 'vitest';
import { statements } from '../../../src/cells/loaded/bridge';
import { ledgerCsv, ledgerSql, reasonsOf } from '../../../src/cells/loaded/ledger';
import type { BridgeStep } from '../../../src/import/types';

const step = (currency: string | null, name: string, amount: number): BridgeStep => ({
  currency,
  step: name,
  rows: null,
  orders: null,
  amount,
});

test('a statement closes to nothing, to the ten-thousandth, in each currency', () => {
  const [pounds, euros] = statements([
    step('GBP', 'file_gross', 0.3),
    step('GBP', 'discount', -0.1),
    step('GBP', 'refund', -0.1),
    step('GBP', 'net', 0.1),
    step('EUR', 'file_gross', 10),
    step('EUR', 'net', 9.9999),
  ]);
  expect(pounds).toMatchObject({ currency: 'GBP', net: 0.1, difference: 0 });
  expect(euros).toMatchObject({ currency: 'EUR', difference: 0.0001 });
});

test('bars hang from where the last one ended', () => {
  const [statement] = statements([
    step(null, 'file_gross', 100),
    step(null, 'cancelled', 20),
    step(null, 'discount', -60),
    step(null, 'net', 60),
  ]);
  expect(statement?.rows.map(({ from, to }) => [from, to])).toEqual([
    [0, 100],
    [100, 120],
    [120, 60],
    [0, 60],
  ]);
});

test('reasons come most frequent first, without what was kept', () => {
  const reasons = reasonsOf([
    { outcome: 'kept', rows: 100 },
    { outcome: 'rejected', reason: 'date_missing', rows: 1 },
    { outcome: 'excluded', reason: 'cancelled', rows: 9 },
  ]);
  expect(reasons.map(({ reason }) => reason)).toEqual(['cancelled', 'date_missing']);
});

test('the ledger’s CSV comes whole, quoted, and disarmed on request', async () => {
  const rows = Array.from({ length: 50_001 }, (_, at) => ({
    file: 'a.csv',
    line: at + 2,
    outcome: 'rejected',
    reason: 'unreadable',
    column_name: null,
    original: at === 0 ? '=1+1,"x"' : '-5',
  }));
  const asked: string[] = [];
  const read = (sql: string) => {
    asked.push(sql);
    const [, limit, offset] = /LIMIT (\d+) OFFSET (\d+)/.exec(sql) ?? [];
    return Promise.resolve(rows.slice(Number(offset), Number(offset) + Number(limit)));
  };
  const guarded = (await (await ledgerCsv(read, null, true)).text()).split('\r\n');
  expect(asked).toHaveLength(2);
  expect(guarded).toHaveLength(50_003);
  expect(guarded[1]).toBe(`a.csv,2,rejected,unreadable,,"'=1+1,""x"""`);
  const plain = (await (await ledgerCsv(read, null, false)).text()).split('\r\n');
  expect(plain[2]).toBe('a.csv,3,rejected,unreadable,,-5');
});

test('a reason is asked for as a text, whatever it holds', () => {
  expect(ledgerSql({ outcome: 'rejected', reason: "it's" }, 0, 1)).toContain("reason = 'it''s'");
});
