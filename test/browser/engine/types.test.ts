import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeRows, decodeTable } from '../../../src/engine/arrow';
import type { DuckDBProcess } from '../../../workers/duckdb/process';
import { CurrentHome } from '../../../workers/duckdb/home';
import { QueryPool } from '../../../workers/duckdb/query-pool';
import { bootForTest, codeOf } from './duckdb';

let process: DuckDBProcess;
let pool: QueryPool;
const query = (sql: string) => pool.query(sql, new AbortController().signal);

beforeAll(async () => {
  process = await bootForTest();
  pool = new QueryPool(process, new CurrentHome());
});

afterAll(() => {
  process.end();
});

const day = Date.UTC(2011, 11, 9);

describe.each<[expression: string, figure: unknown, plain: unknown]>([
  ['NULL', null, null],
  ['true', true, true],
  ["'ñandú'", 'ñandú', 'ñandú'],
  ['7::TINYINT', 7, 7],
  ['-7::INTEGER', -7, -7],
  ['1.25::DOUBLE', 1.25, 1.25],
  ['1.5::FLOAT', 1.5, 1.5],
  ['42::BIGINT', 42, 42],
  ['-42::BIGINT', -42, -42],
  ['9007199254740993::BIGINT', 9007199254740992, '9007199254740993'],
  ['18446744073709551615::UBIGINT', 2 ** 64, '18446744073709551615'],
  ['NULL::BIGINT', null, null],
  ['170141183460469231731687303715884105727::HUGEINT', 2 ** 127, '170141183460469231731687303715884105727'],
  ['(-5)::HUGEINT', -5, -5],
  ['(SELECT sum(range) FROM range(4))', 6, 6],
  ['(SELECT count(*) FROM range(4))', 4, 4],
  ['8911407.904::DECIMAL(18, 4)', 8911407.904, 8911407.904],
  ['-0.0001::DECIMAL(18, 4)', -0.0001, -0.0001],
  ['NULL::DECIMAL(18, 4)', null, null],
  ['12345678901234567890.1234::DECIMAL(38, 4)', 12345678901234567000, '12345678901234567890.1234'],
  ['-12345678901234567890.1234::DECIMAL(38, 4)', -12345678901234567000, '-12345678901234567890.1234'],
  ['1.5::DECIMAL(4, 1)', 1.5, 1.5],
  ["DATE '2011-12-09'", day, '2011-12-09'],
  ["DATE '1969-12-31'", -86_400_000, '1969-12-31'],
  ["TIMESTAMP '2011-12-09 00:00:00'", day, '2011-12-09T00:00:00'],
  ["TIMESTAMP '2011-12-09 00:00:10.5'", day + 10_500, '2011-12-09T00:00:10.5'],
  ["TIMESTAMP '1969-12-31 23:59:59'", -1000, '1969-12-31T23:59:59'],
  ["TIMESTAMP_S '2011-12-09 00:00:00'", day, '2011-12-09T00:00:00'],
  ["'2011-12-09'::TIMESTAMP_MS", day, '2011-12-09T00:00:00'],
  ["'2011-12-09'::TIMESTAMP_NS", day, '2011-12-09T00:00:00'],
])('%s', (expression, figure, plain) => {
  test('as a figure reads it', async () => {
    const table = decodeTable(await query(`SELECT ${expression} AS v`));
    expect(table.getChild('v')?.get(0)).toBe(figure);
  });

  test('as plain rows', async () => {
    expect(decodeRows(await query(`SELECT ${expression} AS v`))).toEqual([{ v: plain }]);
  });
});

test.each<[expression: string, plain: unknown]>([
  ["TIME '08:26:00'", '08:26:00'],
  ['[1, NULL, 3]', [1, null, 3]],
  ['[1::BIGINT, 9007199254740993]', [1, '9007199254740993']],
  ["{'a': 1.5::DECIMAL(4, 1), 'b': 'x'}", { a: 1.5, b: 'x' }],
  ["MAP {'k': 1::BIGINT}", { k: 1 }],
  ["[{'a': [DATE '2011-12-09']}]", [{ a: ['2011-12-09'] }]],
  ["'00000000-0000-0000-0000-000000000001'::UUID", '00000000-0000-0000-0000-000000000001'],
])('%s as plain rows', async (expression, plain) => {
  expect(decodeRows(await query(`SELECT ${expression} AS v`))).toEqual([{ v: plain }]);
});

test.each(["'a'::ENUM('a', 'b')", 'INTERVAL 3 DAY'])(
  '%s is refused rather than misread',
  async (expression) => {
    const bytes = await query(`SELECT ${expression} AS v`);
    expect(await codeOf(Promise.resolve().then(() => decodeTable(bytes)))).toBe('engine_sql');
  },
);

test('NULLs stay where they are among doubles', async () => {
  const sql =
    'SELECT CASE WHEN range % 3 > 0 THEN range::DECIMAL(18, 4) END AS v FROM range(5000) ORDER BY range';
  const table = decodeTable(await query(sql));
  const values = Array.from(table.getChild('v') ?? []);
  expect(values.slice(0, 5)).toEqual([null, 1, 2, null, 4]);
  expect(values).toHaveLength(5000);
  expect(values[4999]).toBe(4999);
  expect(table.getChild('v')?.nullCount).toBe(1667);
});

test('columns of the same name both arrive in a table', async () => {
  const table = decodeTable(await query('SELECT 1::BIGINT AS v, 2::BIGINT AS v'));
  expect([0, 1].map((index): unknown => table.getChildAt(index)?.get(0))).toEqual([1, 2]);
});

test('an empty result keeps its columns', async () => {
  const table = decodeTable(await query('SELECT 1::BIGINT AS v WHERE false'));
  expect([table.numRows, table.schema.names]).toEqual([0, ['v']]);
});
