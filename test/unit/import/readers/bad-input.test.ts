import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stageFile } from '../../../../src/import/stage-file';
import { NativeDatabase } from '../../../fixtures/native-database';
import { control, textFile } from './staging';

let db: NativeDatabase;
beforeAll(async () => {
  db = await NativeDatabase.open();
});
afterAll(() => db.close());

const stage = (file: File) => stageFile(db, 1, file, control());
const row = 'A1,2024-01-05,Ann,"a note",10.50\n';
const header = 'Order,Date,Customer,Note,Total\n';
const bytes = (...values: number[]) => new Uint8Array(values);

const refused: [what: string, file: () => File, error: object][] = [
  ['an empty file', () => textFile(''), { code: 'file_empty', params: { file: 'orders.csv' } }],
  ['white space only', () => textFile(' \n\n \n'), { code: 'file_empty' }],
  ['a mark only', () => textFile(bytes(0xef, 0xbb, 0xbf)), { code: 'file_empty' }],
  ['an empty gzip file', () => textFile(gzipSync(''), 'orders.csv.gz'), { code: 'file_empty' }],
  [
    'a PDF renamed',
    () => textFile('%PDF-1.7\n%âãÏÓ\n1 0 obj\n'),
    { code: 'file_pdf', params: { file: 'orders.csv' } },
  ],
  [
    'a workbook',
    () => textFile('PK\x03\x04\x14\0\0\0\x08\0[Content_Types].xml xl/workbook.xml', 'orders.xlsx'),
    { code: 'file_spreadsheet' },
  ],
  [
    'an old workbook renamed',
    () => textFile(bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0)),
    { code: 'file_spreadsheet' },
  ],
  [
    'a page called .xls',
    () => textFile('<html><table><tr><td>1</td></tr></table></html>', 'orders.xls'),
    { code: 'file_spreadsheet' },
  ],
  [
    'another archive',
    () => textFile('PK\x03\x04\x14\0\0\0\x08\0photo.jpg', 'photos.zip'),
    { code: 'file_binary' },
  ],
  [
    'random bytes',
    () =>
      textFile(Uint8Array.from({ length: 5_000 }, (_, index) => (index * 7919 + (index >> 3) * 31) % 256)),
    { code: 'file_binary' },
  ],
  [
    'a picture',
    () =>
      textFile(
        bytes(
          0x89,
          0x50,
          0x4e,
          0x47,
          13,
          10,
          26,
          10,
          0,
          0,
          0,
          13,
          0x49,
          0x48,
          0x44,
          0x52,
          0,
          0,
          1,
          0,
          0,
          0,
          1,
          0,
          8,
          6,
          0,
          0,
          0,
        ),
      ),
    { code: 'file_binary' },
  ],
  [
    'a broken gzip file',
    () => textFile(gzipSync(header + row.repeat(5_000)).subarray(0, 200), 'orders.csv.gz'),
    { code: 'file_gzip_broken', params: { file: 'orders.csv.gz' } },
  ],
  ['a header without rows', () => textFile(header), { code: 'file_no_rows', params: { file: 'orders.csv' } }],
  ['a header over empty rows', () => textFile(`${header},,,,\n,,,,\n`), { code: 'file_no_rows' }],
  [
    'a file cut in a quoted cell',
    () => textFile(`${header}${row.repeat(20)}A2,2024-01-06,Bob,"a note that is`),
    { code: 'file_cut_in_quotes', params: { file: 'orders.csv', line: 22 } },
  ],
  [
    'a file cut some lines into a quoted cell',
    () => textFile(`${header}${row.repeat(20)}A2,2024-01-06,Bob,"a note\nthat goes\non`),
    { code: 'file_cut_in_quotes', params: { file: 'orders.csv', line: 22 } },
  ],
  [
    'a million columns in the first line',
    () => textFile(`${'x,'.repeat(999_999)}x\n1,2,3\n`),
    {
      code: 'file_too_many_columns',
      params: { file: 'orders.csv', line: 1, columns: 1_000_000, limit: 2_000 },
    },
  ],
  [
    'a million columns in a later line',
    () => textFile(`${header}${row.repeat(20_000)}${'x,'.repeat(999_999)}x\n${row}`),
    { code: 'file_too_many_columns', params: { line: 20_002, columns: 1_000_000 } },
  ],
];

describe('what cannot be read is refused with its name and place', () => {
  test.each(refused)('%s', async (_, file, error) => {
    await expect(stage(file())).rejects.toMatchObject(error);
    expect(
      await db.rows(`SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'f1%'`),
    ).toEqual([]);
  });

  test('a single line of 300 MB, after reading little of it', async () => {
    const megabyte = new Uint8Array(1024 * 1024).fill(0x78);
    const file = new File(Array<Uint8Array<ArrayBuffer>>(300).fill(megabyte), 'long.csv');
    let read = 0;
    const onProgress = ({ bytes }: { bytes: number }) => (read = Math.max(read, bytes));
    await expect(stageFile(db, 1, file, { ...control(), onProgress })).rejects.toMatchObject({
      code: 'file_line_too_long',
      params: { file: 'long.csv', line: 1 },
    });
    expect(read).toBeLessThan(64 * 1024 * 1024);
  });

  test('a long line far down', async () => {
    const megabyte = new Uint8Array(1024 * 1024).fill(0x78);
    const file = new File(
      [header, row.repeat(10_000), ...Array<Uint8Array<ArrayBuffer>>(60).fill(megabyte)],
      'long.csv',
    );
    await expect(stage(file)).rejects.toMatchObject({ code: 'file_line_too_long', params: { line: 10_002 } });
  });
});

describe('a file that is no longer what was dropped', () => {
  const failing = (name: string, from: number): File => {
    const file = textFile(header + row.repeat(200_000));
    const slice = file.slice.bind(file);
    file.slice = (start = 0, end = file.size) => {
      const part = slice(start, end);
      if (start >= from) part.arrayBuffer = () => Promise.reject(new DOMException('gone', name));
      return part;
    };
    return file;
  };
  test.each([
    ['vanishes', 'NotFoundError', 'file_vanished'],
    ['changes', 'NotReadableError', 'file_changed'],
  ])('%s', async (_, name, code) => {
    await expect(stage(failing(name, 0))).rejects.toMatchObject({ code, params: { file: 'orders.csv' } });
    await expect(stage(failing(name, 4 * 1024 * 1024))).rejects.toMatchObject({ code });
  });

  test('shrinks', async () => {
    const file = textFile(header + row.repeat(200_000));
    Object.defineProperty(file, 'size', { value: file.size + 10 });
    await expect(stage(file)).rejects.toMatchObject({ code: 'file_changed' });
  });
});

test('an aborted reading ends at once and leaves nothing', async () => {
  const stop = new AbortController();
  const file = textFile(header + row.repeat(400_000));
  const staging = stageFile(db, 1, file, {
    signal: stop.signal,
    onProgress: () => {
      stop.abort();
    },
  });
  await expect(staging).rejects.toMatchObject({ code: 'engine_cancelled' });
  expect(
    await db.rows(`SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'f1%'`),
  ).toEqual([]);
});
