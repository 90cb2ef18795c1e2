import { describe, expect, test } from 'vitest';
import { TenureError } from '../../../src/schema/errors';
import { answer, Calls } from '../../../workers/calls';

describe('answers', () => {
  test('carry values and refusals alike', async () => {
    expect(await answer(() => Promise.resolve(1))).toEqual({ ok: true, value: 1 });
    const refusal = await answer(() => Promise.reject(new TenureError('file_empty', { file: 'a.csv' })));
    expect(refusal).toMatchObject({ ok: false, error: { code: 'file_empty', params: { file: 'a.csv' } } });
  });

  test('a call is cancelled by its number', async () => {
    const calls = new Calls();
    const untilAborted = (signal: AbortSignal) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          reject(signal.reason as Error);
        });
      });
    const running = calls.run(7, untilAborted);
    calls.cancel(8);
    calls.cancel(7);
    expect(await running).toMatchObject({ ok: false, error: { code: 'engine_cancelled' } });
  });
});
