import * as v from 'valibot';
import { expect, test } from 'vitest';
import { fits, headerKey } from '../../../src/intake/mappings';
import { checksum } from '../../../src/notebook/checksum';
import { readSpec } from '../../../src/notebook/link';
import { defaultCells, specSchema, toNotebook } from '../../../src/notebook/spec';

test('an empty document is the report of a new visitor', () => {
  const notebook = toNotebook({});
  expect(notebook.cells.map(({ kind }) => kind)).toEqual([...defaultCells]);
  expect(notebook.policies).toEqual({});
});

test('policies that a document does not name stay unnamed', () => {
  expect(v.parse(specSchema, { policies: { tax: 'include' } }).policies).toEqual({ tax: 'include' });
});

test('a notebook file is read as it is written, indented', () => {
  const spec = { version: 1 as const, cells: [{ kind: 'clv', params: { basis: 'margin' } }] };
  expect(JSON.parse(JSON.stringify(readSpec(JSON.stringify(spec, null, 2))))).toEqual(spec);
});

test('a document holds the choices of the RFM cell', () => {
  const params = { method: '3x3x3', monetary: 'mean', show: 'customers' };
  const spec = readSpec(JSON.stringify({ cells: [{ kind: 'rfm', params }] }));
  expect(toNotebook(spec).cells).toEqual([{ kind: 'rfm', params }]);
});

test('the checksum is CRC-32', () => {
  expect(parseInt(checksum('123456789'), 36)).toBe(0xcbf43926);
});

test('a header set has one key, whatever separates its names', async () => {
  const key = await headerKey(['Order', 'Date']);
  expect(key).toMatch(/^[0-9a-f]{16}$/);
  expect(await headerKey(['Order', 'Date'])).toBe(key);
  expect(await headerKey(['OrderDate'])).not.toBe(key);
  expect(await headerKey(['Date', 'Order'])).not.toBe(key);
});

test('a mapping fits only files that have its columns', () => {
  const mapping = {
    profile: 'generic',
    roles: { order_id: 0, order_total: 4 },
    grain: 'order',
    orderAmounts: 'first-row',
    decimal: '.',
    dateOrder: 'ymd',
  } as const;
  expect(fits(mapping, 5)).toBe(true);
  expect(fits(mapping, 4)).toBe(false);
});
