import { Float64, Int32, Table, tableToIPC, vectorFromArray } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeRows } from '../../../src/engine/arrow';
import type { DerivedSchema } from '../../../src/engine/protocol';
import { CurrentHome } from '../../../workers/duckdb/home';
import type { DuckDBProcess } from '../../../workers/duckdb/process';
import { QueryPool } from '../../../workers/duckdb/query-pool';
import { bootForTest, codeOf } from './duckdb';

let process: DuckDBProcess;
let pool: QueryPool;
const home = new CurrentHome();
const never = new AbortController().signal;
const rows = async (sql: string) => decodeRows(await pool.query(sql, never));

beforeAll(async () => {
  process = await bootForTest();
  pool = new QueryPool(process, home);
});

afterAll(() => {
  process.end();
});

describe.each(['memory', 'store'] as const)('derived tables in the home %s', (name) => {
  beforeAll(() => {
    home.move(name);
  });

  test('are made of a statement, replaced and dropped', async () => {
    const table = { schema: 'derived', name: 'numbers' } as const;
    await pool.derive(table, 'SELECT unnest([1, 2, 3]) AS n', never);
    expect(await rows('SELECT sum(n)::INTEGER AS n FROM derived.numbers')).toEqual([{ n: 6 }]);
    await pool.derive(table, 'SELECT 7 AS n', never);
    expect(await rows('FROM derived.numbers')).toEqual([{ n: 7 }]);
    await pool.forget('derived', never);
    expect(await codeOf(rows('FROM derived.numbers'))).toBe('engine_sql');
  });

  test('are made of columns, and joined with others', async () => {
    const table = (values: number[]) =>
      tableToIPC(
        new Table({
          n: vectorFromArray(values, new Int32()),
          half: vectorFromArray(
            values.map((value) => value / 2),
            new Float64(),
          ),
        }),
        'stream',
      );
    await pool.insert({ schema: 'derived', name: 'columns' }, table([9]), never);
    await pool.insert({ schema: 'derived', name: 'columns' }, table([1, 2]), never);
    await pool.derive({ schema: 'derived', name: 'named' }, "SELECT 2 AS n, 'two' AS name", never);
    expect(await rows('SELECT name, half FROM derived.columns JOIN derived.named USING (n)')).toEqual([
      { name: 'two', half: 1 },
    ]);
    await pool.forget('derived', never);
  });
});

test('nothing else can be made that way', async () => {
  const derive = (schema: string, name: string, sql: string) =>
    codeOf(pool.derive({ schema: schema as DerivedSchema, name }, sql, never));
  expect(await derive('main', 'orders', 'SELECT 1')).toBe('engine_forbidden');
  expect(await derive('derived', 'a; DROP TABLE orders', 'SELECT 1')).toBe('engine_forbidden');
  expect(await derive('derived', 'a', 'DROP TABLE orders')).toBe('engine_forbidden');
  expect(await derive('derived', 'a', 'SELECT 1; SELECT 2')).toBe('engine_forbidden');
});
