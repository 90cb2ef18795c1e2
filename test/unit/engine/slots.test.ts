import { expect, test } from 'vitest';
import { Slots } from '../../../src/engine/slots';

test('runs as many as there are slots, the others in the order they came', async () => {
  const slots = new Slots(2);
  const order: number[] = [];
  let most = 0;
  const job = (n: number) => async () => {
    order.push(n);
    most = Math.max(most, slots.taken);
    await Promise.resolve();
  };
  await Promise.all([1, 2, 3, 4, 5].map((n) => slots.run(job(n))));
  expect([order, most, slots.taken]).toEqual([[1, 2, 3, 4, 5], 2, 0]);
});

test('a job that fails gives its slot back', async () => {
  const slots = new Slots(1);
  await expect(slots.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(slots.run(() => Promise.resolve('yes'))).resolves.toBe('yes');
});

test('an abort ends the waiting without taking a slot', async () => {
  const slots = new Slots(1);
  const controller = new AbortController();
  let finish: () => void = () => undefined;
  const first = slots.run(() => new Promise<void>((resolve) => (finish = resolve)));
  const waiting = slots.run(() => Promise.resolve('ran'), controller.signal);
  const last = slots.run(() => Promise.resolve('last'));
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'engine_cancelled' });
  finish();
  await first;
  await expect(last).resolves.toBe('last');
});
