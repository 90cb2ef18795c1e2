import { describe, expect, test } from 'vitest';
import { TenureError } from '../../../src/schema/errors';
import { answer, Calls, Queue } from '../../../workers/calls';

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

describe('the queue', () => {
  test('runs one job at a time, and goes on after a failure', async () => {
    const queue = new Queue();
    const steps: string[] = [];
    const job = (name: string) => async () => {
      steps.push(`${name} begins`);
      await Promise.resolve();
      steps.push(`${name} ends`);
    };
    const failing = queue.run(() => {
      throw new TenureError('file_empty');
    });
    const both = [queue.run(job('a')), queue.run(job('b'))];
    await expect(failing).rejects.toMatchObject({ code: 'file_empty' });
    await Promise.all(both);
    expect(steps).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  test('a job that is cancelled while it waits never begins', async () => {
    const queue = new Queue();
    const controller = new AbortController();
    let finish: () => void = () => undefined;
    const first = queue.run(() => new Promise<void>((resolve) => (finish = resolve)));
    let begun = false;
    const waiting = queue.run(() => {
      begun = true;
      return Promise.resolve();
    }, controller.signal);
    await Promise.resolve();
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'engine_cancelled' });
    finish();
    await first;
    await queue.run(() => Promise.resolve());
    expect(begun).toBe(false);
  });
});
