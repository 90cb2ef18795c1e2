import { describe, expect, test } from 'vitest';
import { looksReading, mayWrite, splitStatements } from '../../../workers/duckdb/statements';

describe('splitting a script', () => {
  test.each([
    ['SELECT 1; SELECT 2', ['SELECT 1', ' SELECT 2']],
    ['SELECT 1;', ['SELECT 1']],
    ["SELECT ';''; ' ; SELECT 2", ["SELECT ';''; ' ", ' SELECT 2']],
    ['SELECT "a;b" -- c;d\n; SELECT 2', ['SELECT "a;b" -- c;d\n', ' SELECT 2']],
    ['/* ; */ SELECT 1', ['/* ; */ SELECT 1']],
    ["SELECT E'\\';', 2", ["SELECT E'\\';', 2"]],
    ['SELECT $$;$$, $tag$;$$;$tag$; SELECT 2', ['SELECT $$;$$, $tag$;$$;$tag$', ' SELECT 2']],
    [';;\n-- only a comment\n;', []],
    ['', []],
  ])('%j', (script, statements) => {
    expect(splitStatements(script)).toEqual(statements);
  });
});

describe('what looks like reading', () => {
  test.each([
    'SELECT 1',
    '-- why\n  from orders',
    '/* x */ WITH a AS (SELECT 1) FROM a',
    '(SELECT 1) UNION SELECT 2',
  ])('%s', (sql) => {
    expect(looksReading(sql)).toBe(true);
  });

  test.each([
    'DROP TABLE orders',
    'COPY orders TO x',
    'ATTACH x',
    'SET a = 1',
    'PRAGMA x',
    'INSTALL json',
    '1',
  ])('not %s', (sql) => {
    expect(looksReading(sql)).toBe(false);
  });
});

describe('what may write', () => {
  test.each([
    'WITH x AS (SELECT 1) INSERT INTO a FROM x',
    'EXPLAIN ANALYZE DROP TABLE a',
    'with x as (from b)\ndelete from a',
  ])('%s', (sql) => {
    expect(mayWrite(sql)).toBe(true);
  });

  test.each(['SELECT \'delete me\' AS "insert" -- update', 'WITH inserted AS (SELECT 1) FROM inserted'])(
    'not %s',
    (sql) => {
      expect(mayWrite(sql)).toBe(false);
    },
  );
});
