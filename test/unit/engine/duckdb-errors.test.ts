import { describe, expect, test } from 'vitest';
import { TenureError } from '../../../src/schema/errors';
import { parseDuckDBError, toTenureError } from '../../../workers/duckdb/errors';

const asJson = (fields: Record<string, string>) => new Error(JSON.stringify(fields));

describe('parsing', () => {
  test('reads type, message, position and candidates', () => {
    const text = JSON.stringify({
      exception_type: 'Binder',
      exception_message: 'Referenced column "count" not found',
      position: '7',
      candidates: 'i,total',
    });
    expect(parseDuckDBError(text)).toEqual({
      type: 'Binder',
      message: 'Referenced column "count" not found',
      position: 7,
      candidates: ['i', 'total'],
    });
  });

  test('unwraps a parser error, which carries itself as its message', () => {
    const inner = {
      exception_type: 'Parser',
      exception_message: 'syntax error at or near "SELEC"',
      position: '0',
    };
    const text = JSON.stringify({ exception_type: 'Parser', exception_message: JSON.stringify(inner) });
    expect(parseDuckDBError(text)).toMatchObject({ message: inner.exception_message, position: 0 });
  });

  test('takes words that are not JSON as they are', () => {
    expect(parseDuckDBError('{broken')).toMatchObject({ type: '', message: '{broken' });
  });
});

describe('mapping', () => {
  test.each([
    ['Out of Memory', 'could not allocate block of size 256.0 KiB', 'engine_memory'],
    ['Permission', 'Cannot access file "y.csv"', 'engine_forbidden'],
    ['Invalid Input', 'Cannot change "x" - the configuration has been locked', 'engine_forbidden'],
    ['Catalog', 'Table with name nothere does not exist!', 'engine_sql'],
    ['FATAL', 'database has been invalidated because of a previous fatal error', 'engine_died'],
  ])('%s: %s is %s', (type, message, code) => {
    expect(toTenureError(asJson({ exception_type: type, exception_message: message })).code).toBe(code);
  });

  test.each([
    ['memory access out of bounds', 'engine_died'],
    ['table index is out of bounds', 'engine_died'],
    ['std::bad_alloc', 'engine_memory'],
    ['query was canceled', 'engine_cancelled'],
    ['no statements', 'engine_sql'],
  ])('%s is %s', (message, code) => {
    expect(toTenureError(new Error(message)).code).toBe(code);
  });

  test('a cell that holds the words of a crash is no crash', () => {
    const error = asJson({
      exception_type: 'Conversion',
      exception_message: "Could not convert string 'memory access out of bounds' to INT32",
    });
    expect(toTenureError(error).code).toBe('engine_sql');
  });

  test('keeps our own, and knows an abort', () => {
    const own = new TenureError('file_empty', { file: 'a.csv' });
    expect(toTenureError(own)).toBe(own);
    expect(toTenureError(new DOMException('', 'AbortError')).code).toBe('engine_cancelled');
    expect(toTenureError('odd').code).toBe('unexpected');
  });

  test('gives the first paragraph to the reader and all to the developer', () => {
    const error = asJson({
      exception_type: 'Catalog',
      exception_message: 'No such function.\n\nTry LOAD json',
    });
    expect(toTenureError(error)).toMatchObject({
      params: { message: 'No such function.' },
      detail: error.message,
    });
  });
});
