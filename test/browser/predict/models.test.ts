import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { bootstrap, intervals, posterior, validate } from '../../../src/engine/models';
import type { Engine } from '../../../src/engine/engine.svelte';
import { fitRequestSchema } from '../../../src/predict/request';
import { purchasesSql } from '../../../src/predict/foretell';
import ordersSql from '../../../src/predict/orders.sql?raw';
import { bindSql } from '../../../src/schema/sql';
import { Session } from '../../../src/session.svelte';
import { sampleValidation } from '../../fixtures/sample-validation';

const session = new Session();
const day = 86_400_000;
const end = Math.floor(sampleValidation.asOf.getTime() / day);
const scope = { currency: 'EUR', end: new Date((end + 1) * day - 1) };
const fit = v.parse(fitRequestSchema, { model: 'mbg-nbd' });
const asked = { fit, calibrationEnd: '2026-09-30', groups: ['segment_large'] };

describe('the worker for models', () => {
  let engine: Engine;
  const purchases = (): Promise<Uint8Array> =>
    engine.bytes(
      `SELECT x, recency, age, repeat_net, log_gaps, repeat_net > 100 AS segment_large
       FROM (${purchasesSql(scope)}) ORDER BY row`,
    );

  beforeAll(async () => {
    await session.openSample();
    engine = await session.engine();
  }, 60_000);
  afterAll(() => engine.dispose());

  test('validates the sample shop as the same functions do in Node', async () => {
    const shares: number[] = [];
    const orders = await engine.bytes(bindSql(ordersSql, scope));
    const request = { timeUnit: 'week', origins: 3, horizonDays: null, level: 0.9, end } as const;
    const found = await validate(orders, request, { onProgress: (share) => shares.push(share) });
    const own = found?.contestants.find(({ way }) => way === 'mbg-nbd')?.mean;
    expect(own?.mae).toBeCloseTo(sampleValidation.mae, 9);
    expect(own?.bias).toBeCloseTo(sampleValidation.bias, 9);
    expect(found?.choice.model).not.toBeNull();
    expect(shares.length).toBeGreaterThan(2);
  });

  test('tells intervals at once, of all customers and of a group', async () => {
    const found = await intervals(await purchases(), asked);
    const [all, large] = found?.groups ?? [];
    expect(all?.group).toBeNull();
    expect(large?.customers).toBeGreaterThan(0);
    expect(large?.customers).toBeLessThan(all?.customers ?? 0);
  });

  test.each([
    [
      'bootstrap',
      async (signal: AbortSignal, onProgress: () => void) =>
        bootstrap(await purchases(), { ...asked, replicates: 5_000, seed: 1 }, { signal, onProgress }),
    ],
    [
      'posterior',
      async (signal: AbortSignal, onProgress: () => void) =>
        posterior(await purchases(), { ...asked, chains: 8, draws: 20_000, seed: 1 }, { signal, onProgress }),
    ],
  ])('%s ends when it is told to', async (_name, run) => {
    const controller = new AbortController();
    let told = 0;
    const running = run(controller.signal, () => {
      told++;
      controller.abort();
    });
    await expect(running).rejects.toMatchObject({ code: 'engine_cancelled' });
    expect(told).toBeGreaterThan(0);
  });
});
