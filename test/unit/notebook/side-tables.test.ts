import { expect, it, vi } from 'vitest';
import { SideTables } from '../../../src/notebook/side-tables';
import type { Derivation } from '../../../src/summary/build';

const { signal } = new AbortController();
const table = (sql: string): Derivation => ({ name: 'movement', sql });

it('makes a table once for as long as it stays the same', async () => {
  const derive = vi.fn<(made: Derivation) => Promise<void>>(() => Promise.resolve());
  const tables = new SideTables(derive);
  await Promise.all([tables.stand([table('a')], 1, signal), tables.stand([table('a')], 1, signal)]);
  expect(derive).toHaveBeenCalledTimes(1);
  await tables.stand([table('a')], 2, signal);
  expect(derive).toHaveBeenCalledTimes(2);
  await tables.stand([table('b')], 2, signal);
  await tables.stand([table('a')], 2, signal);
  expect(derive).toHaveBeenCalledTimes(4);
});

it('makes it anew after a failure, which only the one who asked is told', async () => {
  const derive = vi.fn<(made: Derivation) => Promise<void>>();
  derive.mockRejectedValueOnce(new Error('no room')).mockResolvedValue();
  const tables = new SideTables(derive);
  await expect(tables.stand([table('a')], 1, signal)).rejects.toThrow('no room');
  await tables.stand([table('a')], 1, signal);
  expect(derive).toHaveBeenCalledTimes(2);
});

it('begins nothing for a question that nobody waits for any more', async () => {
  const derive = vi.fn<(made: Derivation) => Promise<void>>(() => Promise.resolve());
  const tables = new SideTables(derive);
  await tables.stand([table('a')], 1, AbortSignal.abort());
  expect(derive).not.toHaveBeenCalled();
  await tables.stand([], 1, signal);
  expect(derive).not.toHaveBeenCalled();
});
