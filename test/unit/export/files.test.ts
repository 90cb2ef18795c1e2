import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetMetadata, parquetReadObjects, parquetSchema } from 'hyparquet';
import readWorkbook from 'read-excel-file/universal';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { ExportValue, Field } from '../../../src/export/fields';
import { openFile } from '../../../src/export/file';
import { xlsxFile } from '../../../src/export/xlsx-file';
import { NativeDatabase } from '../../fixtures/native-database';

const fields: readonly Field[] = [
  { header: 'Customer id', kind: 'text' },
  { header: 'Net revenue', kind: 'money' },
  { header: 'Orders', kind: 'integer' },
  { header: 'Share', kind: 'percent' },
  { header: 'Last order', kind: 'date' },
  { header: 'Lost', kind: 'boolean' },
  { header: 'Score', kind: 'score' },
];
const rows: readonly (readonly ExportValue[])[] = [
  ['00123456789012345678', '99999999999999.9999', 3, 0.25, '2026-01-31T10:30:00', true, 5],
  ['=1+1', '-12.3400', 1, 1, '1999-12-31T23:59:59', false, 1],
  ['Ana "la" <b>, & Søn\n2', '0.0000', 0, null, null, null, null],
];
const options = { guardFormulas: false, marksEncoding: true };

async function write(format: 'csv' | 'xlsx' | 'parquet', choices = options): Promise<Blob> {
  const file = await openFile(format, fields, choices);
  await file.add(rows.slice(0, 2));
  await file.add(rows.slice(2));
  return file.finish();
}

describe('CSV', () => {
  test('keeps every digit, quotes what it must, and leaves unknown empty', async () => {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
      await (await write('csv')).arrayBuffer(),
    );
    expect(text).toBe(
      '\uFEFFCustomer id,Net revenue,Orders,Share,Last order,Lost,Score\r\n' +
        '00123456789012345678,99999999999999.9999,3,0.25,2026-01-31T10:30:00,true,5\r\n' +
        '=1+1,-12.34,1,1,1999-12-31T23:59:59,false,1\r\n' +
        '"Ana ""la"" <b>, & Søn\n2",0.00,0,,,,\r\n',
    );
  });

  test('guards texts and never numbers, and marks its encoding only when it shall', async () => {
    const text = await (await write('csv', { guardFormulas: true, marksEncoding: false })).text();
    expect(text).toMatch(/^Customer id/);
    expect(text).toContain("\r\n'=1+1,-12.34,1,");
  });
});

describe('XLSX', () => {
  test('is read back as it was written', async () => {
    const read = await readWorkbook(await write('xlsx'));
    expect(read.map(({ sheet }) => sheet)).toEqual(['Customers']);
    const [head, ...body] = read[0]?.data ?? [];
    expect(head).toEqual(fields.map(({ header }) => header));
    // A workbook's moment is a fraction of a day, true to the microsecond; its reader cuts the millisecond.
    const whole = (value: unknown): unknown =>
      value instanceof Date ? new Date(Math.round(value.getTime() / 1000) * 1000).toISOString() : value;
    expect(body.map((row) => row.map(whole))).toEqual([
      ['00123456789012345678', Number(`99999999999999.9999`), 3, 0.25, '2026-01-31T10:30:00.000Z', true, 5],
      ['=1+1', -12.34, 1, 1, '1999-12-31T23:59:59.000Z', false, 1],
      ['Ana "la" <b>, & Søn\n2', 0, 0, null, null, null, null],
    ]);
  });

  test('writes every digit of an amount', async () => {
    const parts = unzipSync(new Uint8Array(await (await write('xlsx')).arrayBuffer()));
    const sheet = new TextDecoder().decode(parts['xl/worksheets/sheet1.xml']);
    expect(sheet).toContain('<v>99999999999999.9999</v>');
    expect(sheet).toContain('t="inlineStr"><is><t xml:space="preserve">00123456789012345678</t>');
  });

  test('guards texts', async () => {
    const [sheet] = await readWorkbook(await write('xlsx', { guardFormulas: true, marksEncoding: true }));
    expect(sheet?.data[2]?.slice(0, 2)).toEqual(["'=1+1", -12.34]);
  });

  test('goes on in another sheet when one is full', async () => {
    const file = await xlsxFile(fields.slice(0, 1), options, 3);
    await file.add(rows.map((row) => row.slice(0, 1)));
    await file.add([['last']]);
    const read = await readWorkbook(await file.finish());
    expect(read.map(({ sheet }) => sheet)).toEqual(['Customers', 'Customers 2']);
    expect(read.map(({ data }) => data.length)).toEqual([3, 3]);
    expect(read[1]?.data.at(-1)).toEqual(['last']);
  });

  test('drops what XML cannot hold', async () => {
    const file = await xlsxFile(fields.slice(0, 1), options);
    await file.add([['a\u0000b\u001Fc\uFFFE']]);
    const [sheet] = await readWorkbook(await file.finish());
    expect(sheet?.data[1]).toEqual(['abc']);
  });
});

describe('Parquet', () => {
  test('is read back as it was written, typed', async () => {
    const file = await (await write('parquet')).arrayBuffer();
    const read = await parquetReadObjects({ file });
    // The reader multiplies amounts as doubles; their digits are compared below.
    expect(read.map((row) => ({ ...row, 'Net revenue': Number(row['Net revenue']).toFixed(2) }))).toEqual([
      {
        'Customer id': '00123456789012345678',
        'Net revenue': '99999999999999.98',
        Orders: 3n,
        Share: 0.25,
        'Last order': new Date('2026-01-31T10:30:00Z'),
        Lost: true,
        Score: 5,
      },
      {
        'Customer id': '=1+1',
        'Net revenue': '-12.34',
        Orders: 1n,
        Share: 1,
        'Last order': new Date('1999-12-31T23:59:59Z'),
        Lost: false,
        Score: 1,
      },
      {
        'Customer id': 'Ana "la" <b>, & Søn\n2',
        'Net revenue': '0.00',
        Orders: 0n,
        Share: null,
        'Last order': null,
        Lost: null,
        Score: null,
      },
    ]);
    const money = parquetSchema(parquetMetadata(file)).children[1]?.element;
    expect(money).toMatchObject({ type: 'INT64', converted_type: 'DECIMAL', precision: 18, scale: 4 });
  });

  test('keeps every digit of an amount, also for another reader', async () => {
    const database = await NativeDatabase.open();
    const folder = await mkdtemp(join(tmpdir(), 'tenure-'));
    const path = join(folder, 'customers.parquet');
    await writeFile(path, new Uint8Array(await (await write('parquet')).arrayBuffer()));
    const read = await database.rows(
      `SELECT "Customer id" AS id, "Net revenue"::VARCHAR AS net, "Last order" AS last, typeof("Last order") AS type
       FROM read_parquet('${path}')`,
    );
    expect(read).toEqual([
      {
        id: '00123456789012345678',
        net: '99999999999999.9999',
        last: '2026-01-31T10:30:00',
        type: 'TIMESTAMP',
      },
      { id: '=1+1', net: '-12.3400', last: '1999-12-31T23:59:59', type: 'TIMESTAMP' },
      { id: 'Ana "la" <b>, & Søn\n2', net: '0.0000', last: null, type: 'TIMESTAMP' },
    ]);
    await database.close();
    await rm(folder, { recursive: true });
  });

  test('of nobody is a file without rows', async () => {
    const file = await openFile('parquet', fields, options);
    const blob = await file.finish();
    expect(await parquetReadObjects({ file: await blob.arrayBuffer() })).toEqual([]);
  });

  test('numbers a repeated name', async () => {
    const file = await openFile('parquet', [...fields.slice(0, 1), ...fields.slice(0, 1)], options);
    await file.add([['a', 'b']]);
    const blob = await file.finish();
    expect(await parquetReadObjects({ file: await blob.arrayBuffer() })).toEqual([
      { 'Customer id': 'a', 'Customer id (2)': 'b' },
    ]);
  });
});
