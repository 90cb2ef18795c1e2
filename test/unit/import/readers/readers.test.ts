import { gzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stageFile } from '../../../../src/import/stage-file';
import type { Progress } from '../../../../src/import/types';
import { NativeDatabase } from '../../../fixtures/native-database';
import { control, readAll, readBothWays, textFile } from './staging';

let db: NativeDatabase;
beforeAll(async () => {
  db = await NativeDatabase.open();
});
afterAll(() => db.close());

const header = 'Order,Date,Customer,Note,Total\n';

describe('both readers give equal tables', () => {
  const files: [string, string][] = [
    ['clean rows', `${header}A1,2024-01-05,Ann,x,1\nA2,2024-01-06,Bob,y,2\n`],
    ['no last newline', `${header}A1,2024-01-05,Ann,x,1\nA2,2024-01-06,Bob,y,2`],
    ['CRLF', `${header}A1,2024-01-05,Ann,"x\ny",1\nA2,2024-01-06,Bob,y,2\n`.replaceAll('\n', '\r\n')],
    [
      'quoted newlines',
      `${header}A1,2024-01-05,Ann,"x\n\nz",1\nA2,2024-01-06,"B\nb",y,2\nA3,2024-01-07,Cy,,3\n`,
    ],
    ['doubled quotes', `${header}A1,2024-01-05,Ann,"6"" nails ""x""",1\nA2,2024-01-06,Bob,"""",2\n`],
    ['CRLF in quotes', `${header}A1,2024-01-05,Ann,"x\r\ny",1\nA2,2024-01-06,Bob,y,2\n`],
    [
      'blank lines',
      `${header}\nA1,2024-01-05,Ann,x,1\n\n\nA2,2024-01-06,Bob,"y\ny",2\n\n A3,2024-01-07,Cy,z,3\n\n`,
    ],
    [
      'empty records',
      `${header},,,,\nA1,2024-01-05,Ann,x,1\n, ,"",,\nA2,2024-01-06,Bob,y,2\n   \nA3,2024-01-07,Cy,z,3\n`,
    ],
    [
      'ragged records',
      `${header}A1,2024-01-05,Ann\nA2,2024-01-06,Bob,y,2\nA3,2024\nA4,2024-01-07,Cy,z,3,,\nA5,2024-01-07,Cy,z,3,more\nTotal\nA6,2024-01-08,"D\nd",z,3\n"A\n7",2024-01-08\nA8,2024-01-08,Di,z,3\n`,
    ],
    [
      'padding',
      `${header} A1 ,2024-01-05,"  Ann ",\tx,1\u00a0\nA2,2024-01-06,Bob,"y\n", 2\nA3,2024-01-06,\u00a0Cità, à ,3\n`,
    ],
    ['quoted cells for Excel', `${header}"=""0012""",2024-01-05,Ann,x,1\n"=""""",2024-01-06,Bob,=x,2\n`],
    ['leading zeros', `${header}0012,2024-01-05,Ann,x,1.50\n0013,2024-01-06,Bob,y,2e5\n`],
    ['a mark', `\ufeff${header}A1,2024-01-05,Ann,è,1\n`],
    ['semicolons', `${header}A1,2024-01-05,Ann,"x;y",1\nA2,2024-01-06,Bob,y,2\n`.replaceAll(',', ';')],
  ];
  test.each(files)('%s', async (_, text) => {
    const { read, chosen, tolerant, tolerantRecords } = await readBothWays(db, textFile(text));
    expect(read.reader).toBe('fast');
    expect(chosen).toEqual(tolerant);
    expect(read.records).toBe(tolerantRecords);
    expect(chosen.rows.length + chosen.rejects.length).toBe(read.records);
  });

  test.each([
    [
      'CR and LF mixed',
      `${header}A1,2024-01-05,Ann,x,1\r\nA2,2024-01-06,Bob,y,2\nA3,2024-01-07,Cy,z,3\r\n`,
      3,
      0,
    ],
    [
      'a stray quote',
      `${header}A1,2024-01-05,Ann,"x,1\nA2,2024-01-06,Bob,y,2\nA3,2024-01-07,Cy,"z",3\n`,
      2,
      1,
    ],
    ['quotes inside a cell', `${header}A1,2024-01-05,Ann,the "6" one,1\nA2,2024-01-06,Bob,y,2\n`, 2, 0],
    ['cells for Excel', `${header}="0012",2024-01-05,Ann,x,1\n="",2024-01-06,Bob,=x,2\n`, 2, 0],
    ['inch marks', `${header}A1,2024-01-05,Ann,6" nails,1\nA2,2024-01-06,Bob,5" nails,2\n`, 2, 0],
    ['quotes not doubled', `${header}A1,2024-01-05,Ann,"6" nails",1\nA2,2024-01-06,Bob,y,2\n`, 2, 0],
    ['spaces', `Order Date    Total\n A1 20240105   1\n A2 20240106  10\n`, 2, 0],
  ])('only the tolerant reader takes %s', async (_, text, rows, rejected) => {
    const reading = await readAll(db, textFile(text));
    expect(reading).toMatchObject({ reader: 'tolerant', records: rows + rejected });
    expect(reading.rows).toHaveLength(rows);
    expect(reading.rejected).toHaveLength(rejected);
  });
});

test('each row and each rejected record has its physical line', async () => {
  const text = `${header}A1,2024-01-05,Ann,"x\ny\nz",1\n\nA2,2024-01-06,Bob,y,2\nshort\nA3,2024-01-07,Cy,"p\r\nq",3\nA4,1,2,3,4,5\n,,,,\nA5,2024-01-08,Di,,5\n`;
  await stageFile(db, 1, textFile(text), control());
  expect(await db.rows('SELECT line, c0 FROM staging.f1 ORDER BY line')).toEqual([
    { line: 2, c0: 'A1' },
    { line: 6, c0: 'A2' },
    { line: 8, c0: 'A3' },
    { line: 12, c0: 'A5' },
  ]);
  expect(await db.rows('FROM staging.f1_rejects ORDER BY line')).toEqual([
    { line: 7, reason: 'too_few_cells', column_name: 'Date', original: 'short' },
    { line: 10, reason: 'too_many_cells', column_name: null, original: 'A4,1,2,3,4,5' },
    { line: 11, reason: 'blank', column_name: null, original: ',,,,' },
  ]);
});

test('a gzip file is read by its content, and known by it', async () => {
  const text = `${header}A1,2024-01-05,Ann,x,1\n`;
  const plain = await stageFile(db, 1, textFile(text), control());
  const zipped = await stageFile(db, 2, textFile(gzipSync(text), 'orders.csv.gz'), control());
  expect(zipped.sha256).toBe(plain.sha256);
  expect(plain.sha256).toBe(createHash('sha256').update(text).digest('hex'));
  expect(zipped.reading).toEqual({ ...plain.reading, name: 'orders.csv.gz' });
});

test('reports bytes and rows, rarely, up to the end', async () => {
  const reports: Progress[] = [];
  const file = textFile(header + 'A1,2024-01-05,Ann,x,1\n'.repeat(500_000));
  await stageFile(db, 1, file, { ...control(), onProgress: (progress) => reports.push(progress) });
  const last = reports.at(-1);
  expect(last).toMatchObject({ file: 'orders.csv', bytes: file.size, totalBytes: file.size });
  expect(last?.rows).toBe(500_000);
  expect(reports.map(({ bytes }) => bytes)).toEqual(reports.map(({ bytes }) => bytes).sort((a, b) => a - b));
});

test('many ragged records go to the tolerant reader, with all of them accounted for', async () => {
  const text = header + 'A1,2024-01-05,Ann,x,1\nA2,2024-01-05,Ann\nA3\n'.repeat(2_000);
  const { read, chosen } = await readBothWays(db, textFile(text));
  expect(read).toMatchObject({ reader: 'tolerant', records: 6_000 });
  expect(chosen.rows).toHaveLength(4_000);
  expect(chosen.rejects).toHaveLength(2_000);
});

test('inspecting keeps nothing', async () => {
  const reading = await readAll(db, textFile(`${header}A1,2024-01-05,Ann,x,1\n`));
  expect(reading).toEqual({
    name: 'orders.csv',
    encoding: 'utf-8',
    dialect: { delimiter: ',', quote: '"', escape: '"' },
    headerLines: 1,
    hasHeader: true,
    columns: ['Order', 'Date', 'Customer', 'Note', 'Total'],
    rows: [['A1', '2024-01-05', 'Ann', 'x', '1']],
    records: 1,
    rejected: [],
    reader: 'fast',
  });
  expect(
    await db.rows(`SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'inspected%'`),
  ).toEqual([]);
});
