import path from 'node:path';
import { expect, test } from 'vitest';
import { filesBelow, textOf } from './files';

test('every .sql file is run in native DuckDB by a test that names it', () => {
  const native = filesBelow('test/unit', /\.test\.ts$/)
    .filter((file) => !file.startsWith('test/unit/house/'))
    .map(textOf)
    .filter((text) => /NativeDatabase|@duckdb\/node-api/.test(text));
  const unnamed = filesBelow('src', /\.sql$/).filter(
    (file) => !native.some((text) => text.includes(path.posix.basename(file))),
  );
  expect(unnamed).toEqual([]);
});
