import { afterEach, describe, expect, test } from 'vitest';
import { Engine } from '../../../src/engine/engine.svelte';
import { createEngineWorker, engineUrls } from '../../../src/engine/worker';
import type { Progress } from '../../../src/import/types';
import { defaultPolicies } from '../../../src/schema/policies';
import { codeOf, heavySql } from './duckdb';

/** Workers start several times here, and the machine may be busy. */
const patient = { timeout: 240_000 };
const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
const lines = (from: number, length = 3) =>
  Array.from(
    { length },
    (_, i) =>
      `${String(from + i)},P1,Mug,2,2011-0${String((i % 9) + 1)}-05 08:26:00,1.25,C${String(from + i)},Spain`,
  );
const orderFile = (name: string, from: number, length?: number) =>
  new File([[header, ...lines(from, length), ''].join('\n')], name, { type: 'text/csv' });

let engine: Engine;
let workers: Worker[] = [];

function start(): Engine {
  engine = new Engine({
    createWorker: () => {
      const worker = createEngineWorker();
      workers.push(worker);
      return worker;
    },
  });
  return engine;
}

afterEach(() => {
  engine.dispose();
  workers = [];
});

async function importFile(file: File): Promise<void> {
  const [result] = await engine.stage([file]);
  if (result?.ok !== true) throw new Error(JSON.stringify(result));
  const { file: staged, mapping } = result.proposal;
  await engine.commit([{ fileId: staged.fileId, mapping }], defaultPolicies);
}

const orderIds = async () =>
  (await engine.rows('SELECT order_id FROM orders ORDER BY order_id')).map((row) => row['order_id']);

describe('starting', () => {
  test('waits until somebody asks', async () => {
    start();
    await Promise.resolve();
    expect(workers).toHaveLength(0);
    const table = await engine.query('SELECT 1 AS one');
    expect(table.getChild('one')?.get(0)).toBe(1);
    expect(engine.state).toBe('ready');
    const info = await engine.ready;
    expect(info.version).toMatch(/^v1\.4/);
    console.info(`booted in ${info.bootMilliseconds.toFixed(0)} ms`);
    expect(workers).toHaveLength(1);
  });

  test('fails for good when the binary is not there, and says so to everybody', async () => {
    engine = new Engine({ urls: () => ({ ...engineUrls(), binary: `${location.origin}/nothing.bin` }) });
    expect(await codeOf(engine.ready)).toBe('engine_boot');
    expect([engine.state, engine.error?.code]).toEqual(['failed', 'engine_boot']);
    expect(await codeOf(engine.query('SELECT 1'))).toBe('engine_boot');
  });
});

describe('queries', () => {
  test('are cancelled by their signal, and the next one works', async () => {
    start();
    await engine.ready;
    const controller = new AbortController();
    const heavy = codeOf(engine.query(heavySql, { signal: controller.signal }));
    await engine.query('SELECT 1');
    controller.abort();
    expect(await heavy).toBe('engine_cancelled');
    expect((await engine.query('SELECT 1 AS one')).numRows).toBe(1);
    expect(workers).toHaveLength(1);
  });

  test('end at their deadline, and the next one works', async () => {
    start();
    await engine.ready;
    expect(await codeOf(engine.query(heavySql, { deadline: 100 }))).toBe('engine_deadline');
    expect((await engine.query('SELECT 1 AS one')).numRows).toBe(1);
    expect(workers).toHaveLength(1);
  });

  test('wait for a slot, where a signal reaches them too', async () => {
    start();
    await engine.ready;
    const controllers = Array.from({ length: 6 }, () => new AbortController());
    const codes = controllers.map(({ signal }) => codeOf(engine.query(heavySql, { signal })));
    for (const controller of controllers.reverse()) controller.abort();
    expect(await Promise.all(codes)).toEqual(Array.from(codes, () => 'engine_cancelled'));
    expect((await engine.query('SELECT 1 AS one')).numRows).toBe(1);
  });

  test('tell what was wrong', async () => {
    start();
    await expect(engine.query('SELECT nope FROM range(1)')).rejects.toMatchObject({
      code: 'engine_sql',
      params: { message: expect.stringContaining('"nope" not found') as string },
    });
  });
});

describe('imports', patient, () => {
  test('give progress and a report, and are forgotten by clear', async () => {
    start();
    const progress: Progress[] = [];
    const [result] = await engine.stage([orderFile('a.csv', 100)], {
      onProgress: (step) => progress.push(step),
    });
    if (result?.ok !== true) throw new Error(JSON.stringify(result));
    const { file, mapping } = result.proposal;
    const before = engine.epoch;
    const report = await engine.commit([{ fileId: file.fileId, mapping }], defaultPolicies);
    expect(report).toMatchObject({ rows: 3, orders: 3, customers: 3 });
    expect(progress.length).toBeGreaterThan(0);
    expect([engine.report, engine.epoch > before]).toEqual([report, true]);
    await engine.clear();
    expect(await orderIds()).toEqual([]);
    expect(engine.report).toBeNull();
  });

  test('that are cancelled before they begin leave everything as it was', async () => {
    start();
    await importFile(orderFile('a.csv', 100));
    const signal = AbortSignal.abort();
    expect(await codeOf(engine.stage([orderFile('b.csv', 200)], { signal }))).toBe('engine_cancelled');
    expect(await orderIds()).toEqual(['100', '101', '102']);
  });
});

describe('a large import', patient, () => {
  test('leaves queries alive, can be cancelled midway, and be dropped again', async () => {
    start();
    await importFile(orderFile('a.csv', 100));
    const files = [orderFile('b.csv', 200), orderFile('large.csv', 1_000, 300_000)];
    const controller = new AbortController();
    let begun: (() => void) | undefined;
    const large = new Promise<void>((resolve) => (begun = resolve));
    const staging = engine.stage(files, {
      signal: controller.signal,
      onProgress: ({ file }) => {
        if (file === 'large.csv') begun?.();
      },
    });
    await large;
    expect(await orderIds()).toEqual(['100', '101', '102']);
    controller.abort();
    expect(await codeOf(staging)).toBe('engine_cancelled');
    const again = await engine.stage(files);
    expect(again.map((result) => (result.ok ? 'ok' : result.error.code))).toEqual(['ok', 'ok']);
    expect(workers).toHaveLength(1);
  });
});

describe('a lost worker', patient, () => {
  test('rejects what runs, is replaced, and has the imports replayed', async () => {
    start();
    await importFile(orderFile('a.csv', 100));
    await importFile(orderFile('b.csv', 200));
    const [staged] = await engine.stage([orderFile('c.csv', 300)]);
    const epoch = engine.epoch;
    const heavy = codeOf(engine.query(heavySql));
    await engine.query('SELECT 1');
    workers[0]?.terminate();
    expect(await heavy).toBe('engine_died');
    expect(engine.state).toBe('restarting');
    expect(await orderIds()).toEqual(['100', '101', '102', '200', '201', '202']);
    expect([engine.state, workers.length]).toEqual(['ready', 2]);
    expect(engine.epoch).toBeGreaterThan(epoch);
    expect(engine.report).toMatchObject({ rows: 6, orders: 6 });

    if (staged?.ok !== true) throw new Error(JSON.stringify(staged));
    const { file, mapping } = staged.proposal;
    const report = await engine.commit([{ fileId: file.fileId, mapping }], defaultPolicies);
    expect(report).toMatchObject({ rows: 9, orders: 9 });
  });

  test('that dies again and again is given up, and started anew on request', async () => {
    start();
    await engine.ready;
    for (let death = 1; death <= 3; death++) {
      workers.at(-1)?.terminate();
      await expect.poll(() => workers.length, patient).toBe(death + 1);
      expect((await engine.query('SELECT 1')).numRows).toBe(1);
    }
    workers.at(-1)?.terminate();
    await expect.poll(() => engine.state, patient).toBe('failed');
    expect(await codeOf(engine.query('SELECT 1'))).toBe('engine_died');
    await engine.restart();
    expect((await engine.query('SELECT 1 AS one')).numRows).toBe(1);
  });

  test('is replaced on request, with the imports', async () => {
    start();
    await importFile(orderFile('a.csv', 100));
    await engine.restart();
    expect(await orderIds()).toEqual(['100', '101', '102']);
    expect(workers).toHaveLength(2);
  });

  test('answers nobody once it is disposed of', async () => {
    start();
    await engine.ready;
    const heavy = codeOf(engine.query(heavySql));
    engine.dispose();
    expect(await heavy).toBe('engine_died');
    expect(await codeOf(engine.query('SELECT 1'))).toBe('engine_died');
  });
});
