import { describe, expect, test } from 'vitest';
import { engineUrls } from '../../../src/engine/worker';
import { fetchBinary } from '../../../workers/duckdb/binary';
import { DuckDBProcess } from '../../../workers/duckdb/process';
import { bootForTest, codeOf } from './duckdb';

const { binary, worker } = engineUrls();
const addressOf = (content: BlobPart, type = ''): string =>
  URL.createObjectURL(new Blob([content], { type }));

async function magicOf(blob: Blob): Promise<number[]> {
  return [...new Uint8Array(await blob.slice(0, 4).arrayBuffer())];
}

describe('the binary', () => {
  test('arrives compressed and is inflated', async () => {
    const compressed = await (await fetch(binary)).blob();
    const inflated = await fetchBinary(binary);
    expect(await magicOf(compressed)).toEqual([0x1f, 0x8b, 0x08, 0x00]);
    expect(await magicOf(inflated)).toEqual([0x00, 0x61, 0x73, 0x6d]);
    expect(inflated.size).toBeGreaterThan(3 * compressed.size);
  });

  test('is taken as it is when the host has inflated it', async () => {
    const inflated = await fetchBinary(binary);
    expect((await fetchBinary(addressOf(inflated))).size).toBe(inflated.size);
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
