import inflatedUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import { describe, expect, test } from 'vitest';
import { engineUrls } from '../../../src/engine/worker';
import { DuckDBProcess } from '../../../workers/duckdb/process';
import { bootForTest, codeOf } from './duckdb';

const { binary, worker } = engineUrls();
const addressOf = (content: BlobPart, type = ''): string =>
  URL.createObjectURL(new Blob([content], { type }));

describe('the binary', () => {
  test('is inflated on its way', async () => {
    const process = await bootForTest();
    expect(await process.ask((database) => database.getVersion())).toMatch(/^v\d/);
    process.end();
  });

  test('is taken as it is when the host has inflated it', async () => {
    const process = await bootForTest({ binary: new URL(inflatedUrl, location.href).href, worker });
    expect(await process.ask((database) => database.getVersion())).toMatch(/^v\d/);
    process.end();
  });

  test('that is something else, or cut, or missing, is an engine that does not start', async () => {
    const compressed = await (await fetch(binary)).blob();
    const boot = (address: string) => codeOf(bootForTest({ binary: address, worker }));
    expect(await boot(addressOf('<!doctype html>'))).toBe('engine_boot');
    expect(await boot(addressOf(compressed.slice(0, 1_000_000)))).toBe('engine_boot');
    expect(await boot(`${location.origin}/@engine/none.bin`)).toBe('engine_boot');
  });
});

test('DuckDB’s worker that crashes rejects what was asked and whatever is asked later', async () => {
  const script = addressOf('onmessage = () => { throw new Error("crashed") }', 'text/javascript');
  const process = new DuckDBProcess(script);
  expect(await codeOf(process.ask((database) => database.getVersion()))).toBe('engine_died');
  expect(await codeOf(process.ask((database) => database.getVersion()))).toBe('engine_died');
  process.end();
});
