import { createReadStream, openAsBlob, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stageFile } from '../../../../src/import/stage-file';
import { NativeDatabase } from '../../../fixtures/native-database';
import { hasShared, sharedPath } from '../../../fixtures/shared';
import { control, readAll, textFile } from './staging';

let db: NativeDatabase;
beforeAll(async () => {
  db = await NativeDatabase.open();
});
afterAll(() => db.close());

const open = async (path: string) => new File([await openAsBlob(sharedPath(path))], basename(path));

describe.skipIf(!hasShared)('csv-spectrum (needs ../shared)', () => {
  const folder = sharedPath('data/csv/csv-spectrum');
  const names = hasShared ? readdirSync(`${folder}/csvs`).map((name) => name.replace('.csv', '')) : [];
  // The copies at hand lost their CR, which their expected values have.
  const restore = (name: string, text: string) =>
    name.endsWith('_crlf') ? text.replaceAll(/\r?\n/g, '\r\n') : text;

  test.each(names)('%s', async (name) => {
    const text = restore(name, readFileSync(`${folder}/csvs/${name}.csv`, 'utf8'));
    const expected = JSON.parse(readFileSync(`${folder}/json/${name}.json`, 'utf8')) as Record<
      string,
      string
    >[];
    const reading = await readAll(db, textFile(text));
    const records = reading.rows.map((row) =>
      Object.fromEntries(reading.columns.map((column, index) => [column, row[index] ?? ''])),
    );
    expect(records).toEqual(expected);
  });
});

describe.skipIf(!hasShared)('public order files (needs ../shared)', () => {
  test('Online Retail, as .csv.gz and as .csv', async () => {
    const path = 'data/online-retail/online_retail.csv.gz';
    const zipped = await stageFile(db, 1, await open(path), control());
    expect(zipped.reading).toMatchObject({
      records: 541_909,
      reader: 'fast',
      encoding: 'utf-8',
      headerLines: 1,
    });
    expect(zipped.reading.columns).toEqual([
      'InvoiceNo',
      'StockCode',
      'Description',
      'Quantity',
      'InvoiceDate',
      'UnitPrice',
      'CustomerID',
      'Country',
    ]);
    const text = await buffer(createReadStream(sharedPath(path)).pipe(createGunzip()));
    const plain = await stageFile(db, 2, textFile(new Uint8Array(text), 'online_retail.csv'), control());
    expect(plain.sha256).toBe(zipped.sha256);
    expect(
      await db.rows('SELECT count(*) AS rows, min(line) AS first, max(line) AS last FROM staging.f2'),
    ).toEqual([{ rows: 541_909, first: 2, last: 541_910 }]);
    expect(await db.rows('(FROM staging.f1 EXCEPT FROM staging.f2) LIMIT 1')).toEqual([]);
    await db.run('DROP TABLE staging.f1; DROP TABLE staging.f2');
  });

  test.each([
    ['cdnow_master.txt', 69_659, true, ['customer_id', 'date', 'number_of_cds', 'dollar_value']],
    ['cdnow_sample.txt', 6_919, false, ['column 1', 'column 2', 'column 3', 'column 4', 'column 5']],
  ])('%s', async (name, records, hasHeader, columns) => {
    const reading = await readAll(db, await open(`data/cdnow/${name}`));
    expect(reading).toMatchObject({ records, hasHeader, columns, rejected: [] });
    expect(reading.dialect.delimiter).toBe(' +');
    expect(reading.rows).toHaveLength(records);
    expect(reading.rows.every((row) => row.every((cell) => cell !== null))).toBe(true);
    expect(reading.rows[0]?.[0]).toMatch(/^0\d{4}$/);
  });

  test.each([
    ['AdventureWorks_Sales_2015.csv', 2_638, 2, 3],
    ['AdventureWorks_Sales_2016.csv', 23_935, 1, 0],
    ['AdventureWorks_Sales_2017.csv', 29_492, 1, 10],
  ])('%s', async (name, records, headerLines, blank) => {
    const reading = await readAll(db, await open(`data/adventureworks/${name}`));
    expect(reading).toMatchObject({ records, headerLines, hasHeader: true, reader: 'fast' });
    expect(reading.columns[0]).toBe('OrderDate');
    expect(reading.rejected).toHaveLength(blank);
    expect(reading.rejected.every(({ reason }) => reason === 'blank')).toBe(true);
    expect(reading.rows).toHaveLength(records - blank);
  });

  test('AdventureWorks_Customers.csv', async () => {
    const reading = await readAll(db, await open('data/adventureworks/AdventureWorks_Customers.csv'));
    expect(reading).toMatchObject({ records: 18_148, encoding: 'utf-8-bom' });
    expect(reading.columns[0]).toBe('CustomerKey');
    expect(reading.rows[0]?.[8]).toBe('$90,000');
  });
});
