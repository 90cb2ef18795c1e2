import { afterAll, beforeAll, expect, test } from 'vitest';
import { NativeDatabase } from '../../fixtures/native-database';

let db: NativeDatabase;
beforeAll(async () => {
  db = await NativeDatabase.open();
});
afterAll(() => db.close());

test('gives plain values', async () => {
  const rows =
    await db.rows(`SELECT 1::BIGINT AS small, 9007199254740993::BIGINT AS large, 1.25::DECIMAL(18,4) AS money,
    TIMESTAMP '2010-12-01 08:26:00' AS at, TIMESTAMP '2010-12-01 08:26:00.5' AS fraction, DATE '2010-12-01' AS day,
    NULL AS nothing, [1, 2] AS list, {'a': 'x'} AS struct, true AS yes, sum(3) AS huge`);
  expect(rows).toEqual([
    {
      small: 1,
      large: '9007199254740993',
      money: 1.25,
      at: '2010-12-01T08:26:00',
      fraction: '2010-12-01T08:26:00.5',
      day: '2010-12-01',
      nothing: null,
      list: [1, 2],
      struct: { a: 'x' },
      yes: true,
      huge: 3,
    },
  ]);
});

test('runs several statements and serves files under import/', async () => {
  await db.putFile('x.csv', new Blob(['a,b\n1,2\n']));
  await db.run(
    `CREATE TABLE x AS FROM read_csv('import/x.csv', header = true, all_varchar = true); CREATE TABLE y AS FROM x`,
  );
  expect(await db.rows('FROM y')).toEqual([{ a: '1', b: '2' }]);
  await db.dropFile('x.csv');
  await expect(db.rows(`FROM read_csv('import/x.csv')`)).rejects.toThrow();
});
