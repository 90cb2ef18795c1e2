import { expect, test } from 'vitest';
import { filesBelow, reachedFrom } from './sources';

test('every .sql file is within reach of a test in native DuckDB', () => {
  const reached = filesBelow('test/unit', /\.test\.ts$/)
    .map((file) => reachedFrom(file))
    .filter((files) => files.has('test/fixtures/native-database.ts'));
  const unreached = filesBelow('src', /\.sql$/).filter((sql) => !reached.some((files) => files.has(sql)));
  expect(unreached).toEqual([]);
});
