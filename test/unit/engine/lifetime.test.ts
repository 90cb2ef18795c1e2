import { expect, test, vi } from 'vitest';
import { Lifetime } from '../../../src/engine/lifetime';

const cause = new Error('ended');

test('passes answers and refusals through', async () => {
  const lifetime = new Lifetime();
  await expect(lifetime.guard(Promise.resolve(1))).resolves.toBe(1);
  await expect(lifetime.guard(Promise.reject(new Error('no')))).rejects.toThrow('no');
});

test('rejects what is pending at the end, and what is asked after it', async () => {
  const lifetime = new Lifetime();
  const pending = lifetime.guard(new Promise(() => undefined));
  lifetime.end(cause);
  lifetime.end(new Error('a second cause'));
  await expect(pending).rejects.toBe(cause);
  await expect(lifetime.guard(Promise.resolve(1))).rejects.toBe(cause);
});

test('tells of the end, before and after', () => {
  const lifetime = new Lifetime();
  const tell = vi.fn();
  lifetime.onEnd(tell);
  lifetime.end(cause);
  lifetime.onEnd(tell);
  expect(tell.mock.calls).toEqual([[cause], [cause]]);
});
