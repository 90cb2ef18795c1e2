import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dateExpression, dateShape } from '../../../../src/import/canonical/dates';
import { literal } from '../../../../src/schema/sql';
import type { DateOrder } from '../../../../src/import/types';
import { NativeDatabase } from '../../../fixtures/native-database';

let db: NativeDatabase;
beforeAll(async () => {
  db = await NativeDatabase.open();
});
afterAll(() => db.close());

async function read(text: string, order: DateOrder = 'ymd'): Promise<unknown> {
  const [row] = await db.rows(
    `SELECT ${dateExpression('c', [text], order)} AS at FROM (SELECT ${literal(text)} AS c)`,
  );
  return row?.['at'];
}

describe('dates', () => {
  test.each([
    ['2010-12-01 08:26:00', '2010-12-01T08:26:00'],
    ['2024-01-05T21:06:21.123Z', '2024-01-05T21:06:21'],
    ['2026-04-05 21:06:21 +0400', '2026-04-05T21:06:21'],
    ['2026-04-05T21:06+02:00', '2026-04-05T21:06:00'],
    ['2024-03-09', '2024-03-09T00:00:00'],
    ['19970101', '1997-01-01T00:00:00'],
    ['2024/03/09 07:05', '2024-03-09T07:05:00'],
    ['9 Mar 2024', '2024-03-09T00:00:00'],
    ['Mar 9, 2024 5:04 PM', '2024-03-09T17:04:00'],
    ['Jul-21-25', '2025-07-21T00:00:00'],
    ['Mon, 23 Sep 2024 14:21:24 +0000', '2024-09-23T14:21:24'],
  ])('%s', async (text, expected) => {
    expect(await read(text)).toBe(expected);
  });

  test.each([
    ['1/5/2024 8:03', 'mdy', '2024-01-05T08:03:00'],
    ['1/5/2024 8:03', 'dmy', '2024-05-01T08:03:00'],
    ['01.05.24', 'dmy', '2024-05-01T00:00:00'],
    ['01-05-2024, 13:45:10', 'dmy', '2024-05-01T13:45:10'],
    ['12/31/2024 12:05:00 AM', 'mdy', '2024-12-31T00:05:00'],
  ] as const)('%s as %s', async (text, order, expected) => {
    expect(await read(text, order)).toBe(expected);
  });

  test.each(['', 'soon', '12', '12.50', '2024', '536365', '99/99', '1.234,56'])('%j is no date', (text) => {
    expect(dateShape(text)).toBeNull();
  });
});
