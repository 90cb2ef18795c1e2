import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeTable } from '../../../src/engine/arrow';
import { CurrentHome } from '../../../workers/duckdb/home';
import type { DuckDBProcess } from '../../../workers/duckdb/process';
import { QueryPool } from '../../../workers/duckdb/query-pool';
import { WasmDatabase } from '../../../workers/duckdb/wasm-database';
import { bootForTest, codeOf, heavySql } from './duckdb';

let process: DuckDBProcess;
let database: WasmDatabase;
let pool: QueryPool;
const never = new AbortController().signal;
const csv = (text: string) => new File([text], 'x.csv');

beforeAll(async () => {
  process = await bootForTest();
  const home = new CurrentHome();
  database = await WasmDatabase.open(process, home);
  pool = new QueryPool(process, home);
});

afterAll(() => {
  process.end();
});

describe('files', () => {
  test('a file is read by its handle, under import/ only, until it is dropped', async () => {
    await database.putFile('orders.csv', csv('a,b\n1,ñ\n'));
    expect(await database.rows("FROM read_csv('import/orders.csv', all_varchar = true)")).toEqual([
      { a: '1', b: 'ñ' },
    ]);
    await database.dropFile('orders.csv');
    expect(await codeOf(database.rows("FROM read_csv('import/orders.csv')"))).toBe('engine_sql');
  });

  test('bytes are copied: the caller keeps its own', async () => {
    const bytes = new TextEncoder().encode('a\n1\n2\n');
    await database.putFile('bytes.csv', bytes);
    expect(bytes).toHaveLength(6);
    expect(await database.rows("SELECT count(*) AS n FROM read_csv('import/bytes.csv')")).toEqual([{ n: 2 }]);
    await database.dropFile('bytes.csv');
  });
});

test('compressed tables are found by queries too, and plain ones again afterwards', async () => {
  const kind = async () =>
    decodeTable(await pool.query('SELECT kind FROM homes', never))
      .getChild('kind')
      ?.get(0) as unknown;
  await database.run("CREATE TABLE homes AS SELECT 'plain' AS kind");
  await database.compressTables(true);
  await database.run("CREATE TABLE homes AS SELECT 'compressed' AS kind");
  expect(await kind()).toBe('compressed');
  await database.run('DROP TABLE homes');
  await database.compressTables(false);
  expect(await kind()).toBe('plain');
  await database.run('DROP TABLE homes');
});

describe('the lock', () => {
  test.each([
    "FROM read_csv('other.csv')",
    "FROM read_csv('import/../other.csv')",
    "FROM read_csv('https://example.org/x.csv')",
    "FROM read_text('/etc/passwd')",
    "FROM glob('*')",
    "FROM 'x.csv'",
    "ATTACH 'https://example.org/x.db'",
    "ATTACH 'x.db'",
    "COPY (SELECT 1) TO 'out.csv'",
    "COPY (SELECT 1) TO 'https://example.org/out.csv'",
    "EXPORT DATABASE 'x'",
    'LOAD json',
    "LOAD 'https://example.org/x.duckdb_extension'",
    "SET memory_limit = '1GB'",
    'SET lock_configuration = false',
    'RESET enable_external_access',
    'PRAGMA enable_external_access = true',
    "SET allowed_directories = ['/']",
  ])('refuses %s, even to the import', async (sql) => {
    await database.run('CREATE OR REPLACE TABLE locked AS SELECT 1 AS a');
    expect(await codeOf(database.run(sql))).toBe('engine_forbidden');
  });

  test('INSTALL, which the WebAssembly build ignores, installs nothing and asks nobody', async () => {
    performance.clearResourceTimings();
    await codeOf(database.run('INSTALL json'));
    expect(await codeOf(database.run('LOAD json'))).toBe('engine_forbidden');
    expect(await codeOf(pool.query('INSTALL json', never))).toBe('engine_forbidden');
    const [loaded] = await database.rows(
      "SELECT count(*) AS n FROM duckdb_extensions() WHERE extension_name = 'json' AND loaded",
    );
    expect(loaded).toEqual({ n: 0 });
  });

  test('a function of an extension is an ordinary error, and the engine lives on', async () => {
    expect(await codeOf(database.rows("SELECT json_extract('{}', '$')"))).toBe('engine_sql');
    expect(await database.rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('queries', () => {
  beforeAll(() => database.run('CREATE OR REPLACE TABLE kept AS SELECT 1 AS a'));

  test.each([
    'DROP TABLE kept',
    'SELECT 1; DROP TABLE kept',
    'COMMIT; DROP TABLE kept',
    'WITH x AS (SELECT 2) INSERT INTO kept SELECT * FROM x',
    'EXPLAIN ANALYZE DELETE FROM kept',
    "COPY kept TO 'import/out.csv'",
    "ATTACH 'import/a.db'",
    'CREATE TABLE other AS SELECT 1',
    'SET threads = 1',
  ])('may not %s', async (sql) => {
    expect(await codeOf(pool.query(sql, never))).toBe('engine_forbidden');
    expect(await database.rows('FROM kept')).toEqual([{ a: 1 }]);
  });

  test.each(['', '-- nothing', ';'])('need a statement: %j', async (sql) => {
    expect(await codeOf(pool.query(sql, never))).toBe('engine_sql');
  });

  test.each([
    'DESCRIBE kept',
    'SUMMARIZE kept',
    'EXPLAIN SELECT 1',
    'SHOW TABLES',
    'PIVOT kept ON a USING sum(a)',
    'FROM kept;',
  ])('may %s', async (sql) => {
    expect(decodeTable(await pool.query(sql, never)).numRows).toBeGreaterThan(0);
  });

  test('see a transaction of the import only once it is committed', async () => {
    await database.run('BEGIN; CREATE OR REPLACE TABLE kept AS SELECT 2 AS a');
    const before = decodeTable(await pool.query('FROM kept', never));
    await database.run('COMMIT');
    const after = decodeTable(await pool.query('FROM kept', never));
    expect([before.get(0)?.['a'], after.get(0)?.['a']]).toEqual([1, 2]);
    await database.run('CREATE OR REPLACE TABLE kept AS SELECT 1 AS a');
  });

  test('a large result arrives whole', async () => {
    const table = decodeTable(await pool.query('SELECT range AS i FROM range(100000)', never));
    expect(table.numRows).toBe(100_000);
    expect(table.getChild('i')?.get(99_999)).toBe(99_999);
  });
});

describe('cancellation', () => {
  test('reaches a running query; its connection and the others live on', async () => {
    const controller = new AbortController();
    const heavy = codeOf(pool.query(heavySql, controller.signal));
    expect(decodeTable(await pool.query('SELECT 1 AS one', never)).numRows).toBe(1);
    const asked = performance.now();
    controller.abort();
    expect(await heavy).toBe('engine_cancelled');
    console.info(`cancelled within ${(performance.now() - asked).toFixed(1)} ms`);
    for (let i = 0; i < 3; i++) {
      expect(decodeTable(await pool.query('SELECT 1 AS one', never)).numRows).toBe(1);
    }
  });

  test('ends an import’s statement, which can then be rolled back', async () => {
    const controller = new AbortController();
    const work = database.cancellable(controller.signal, async () => {
      try {
        await database.run(`BEGIN; CREATE TABLE half AS SELECT 1 AS a; CREATE TABLE heavy AS ${heavySql}`);
      } catch (error) {
        await database.run('ROLLBACK');
        throw error;
      }
    });
    setTimeout(() => {
      controller.abort();
    }, 50);
    expect(await codeOf(work)).toBe('engine_cancelled');
    expect(await codeOf(database.rows('FROM half'))).toBe('engine_sql');
    expect(await database.rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('an aborted signal starts nothing', async () => {
    expect(await codeOf(pool.query(heavySql, AbortSignal.abort()))).toBe('engine_cancelled');
  });
});

test('running out of memory is a clean refusal', async () => {
  const sql = "SELECT list(repeat('x', 100000000 + range::INTEGER)) AS l FROM range(100)";
  expect(await codeOf(pool.query(sql, never))).toBe('engine_memory');
  expect(decodeTable(await pool.query('SELECT 1 AS one', never)).numRows).toBe(1);
});
