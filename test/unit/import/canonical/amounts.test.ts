import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { amountExpression, decimalMark, isAmount } from '../../../../src/import/canonical/amounts';
import { literal } from '../../../../src/schema/sql';
import { NativeDatabase } from '../../../fixtures/native-database';

let db: NativeDatabase;
beforeAll(async () => {
  db = await NativeDatabase.open();
});
afterAll(() => db.close());

async function read(text: string, decimal: '.' | ','): Promise<unknown> {
  const [row] = await db.rows(
    `SELECT ${amountExpression('c', decimal)} AS amount FROM (SELECT ${literal(text)} AS c)`,
  );
  return row?.['amount'];
}

describe('amounts', () => {
  test.each([
    ['12.50', '.', 12.5],
    ['-3', '.', -3],
    ['$1,433.66', '.', 1433.66],
    ['-$3.00', '.', -3],
    ['$-3.00', '.', -3],
    ['($3.00)', '.', -3],
    ['1,234', '.', 1234],
    ['US$ 5.10', '.', 5.1],
    ['£1,000.00', '.', 1000],
    ['12,50', ',', 12.5],
    ['1.234,56', ',', 1234.56],
    ['116,99 €', ',', 116.99],
    ['EUR 1.234,5', ',', 1234.5],
    ['1 234,56', ',', 1234.56],
    ['1\u00a0234,56 €', ',', 1234.56],
    ["1'234.50", '.', 1234.5],
    ['5.00-', '.', -5],
    ['\u22123,20', ',', -3.2],
  ] as const)('%s with %s', async (text, decimal, expected) => {
    expect(isAmount(text)).toBe(true);
    expect(await read(text, decimal)).toBe(expected);
  });

  test.each(['free', 'N/A', '', '12 pieces of cake', 'A-12'])('%j is none', async (text) => {
    expect(isAmount(text)).toBe(false);
    expect(await read(text, '.')).toBeNull();
  });

  test.each([
    [['12.50', '3.10'], '.'],
    [['12,50', '1.234,00'], ','],
    [['1,234', '2,500', '9.99'], '.'],
    [['1.234.567', '12'], ','],
    [['1,234,567'], '.'],
    [['0,125'], ','],
    [['1,234', '5'], null],
    [['7', '12'], null],
  ] as const)('decimal mark of %j', (values, mark) => {
    expect(decimalMark(values)).toBe(mark);
  });
});
