import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFile } from '../../../src/import/read-file';
import { stageFile, unstageFile } from '../../../src/import/stage-file';
import { CurrentHome } from '../../../workers/duckdb/home';
import type { DuckDBProcess } from '../../../workers/duckdb/process';
import { WasmDatabase } from '../../../workers/duckdb/wasm-database';
import { bootForTest } from '../engine/duckdb';

let process: DuckDBProcess;
let db: WasmDatabase;

beforeAll(async () => {
  process = await bootForTest();
  db = await WasmDatabase.open(process, new CurrentHome());
});

afterAll(() => {
  process.end();
});

const control = () => ({ signal: new AbortController().signal });
const header = 'Order,Date,Customer,Note,Total\n';

test('the fast reader keeps lines, trims, and sets ragged and blank records aside, under the lock', async () => {
  const text = `${header}A1,2024-01-05, Ann,"x\ny",1\n\nA2,2024-01-06,Bob\nshort\n,,,,\nA3,2024-01-07,Cy,"p\r\nq",3\n`;
  const staged = await stageFile(db, 1, new File([text], 'orders.csv'), control());
  expect(staged.reading).toMatchObject({ reader: 'fast', records: 5 });
  expect(await db.rows('SELECT line, c0, c2, c4 FROM staging.f1 ORDER BY line')).toEqual([
    { line: 2, c0: 'A1', c2: 'Ann', c4: '1' },
    { line: 5, c0: 'A2', c2: 'Bob', c4: null },
    { line: 8, c0: 'A3', c2: 'Cy', c4: '3' },
  ]);
  expect(await db.rows('SELECT line, reason FROM staging.f1_rejects ORDER BY line')).toEqual([
    { line: 6, reason: 'too_few_cells' },
    { line: 7, reason: 'blank' },
  ]);
  await unstageFile(db, 1);
});

test('the tolerant reader takes UTF-16 text with stray quotes', async () => {
  const text = `\ufeff${header}A1,2024-01-05,José,6" nails,1\nA2,2024-01-06,Zoë,5" nails,2\n`;
  const bytes = new Uint16Array(Array.from(text, (letter) => letter.charCodeAt(0)));
  const reading = await readFile(db, new File([bytes], 'orders.csv'), { rows: null, ...control() });
  expect(reading).toMatchObject({ encoding: 'utf-16le', reader: 'tolerant', records: 2, rejected: [] });
  expect(reading.rows[0]).toEqual(['A1', '2024-01-05', 'José', '6" nails', '1']);
});

test('a gzip file is inflated by the browser', async () => {
  const text = header + 'A1,2024-01-05,Ann,x,1\n'.repeat(200_000);
  const zipped = await new Response(
    new Blob([text]).stream().pipeThrough(new CompressionStream('gzip')),
  ).blob();
  const staged = await stageFile(db, 2, new File([zipped], 'orders.csv.gz'), control());
  expect(staged.reading).toMatchObject({ reader: 'fast', records: 200_000 });
  await unstageFile(db, 2);
});

test('what is refused leaves the engine as it was', async () => {
  const cut = new File([`${header}A1,2024-01-05,Ann,"x`], 'cut.csv');
  await expect(stageFile(db, 3, cut, control())).rejects.toMatchObject({
    code: 'file_cut_in_quotes',
    params: { file: 'cut.csv', line: 2 },
  });
  const rows = await db.rows(`SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'f3%'`);
  expect(rows).toEqual([]);
});
