import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { fitPurchases } from '../../../src/predict/fit';
import { forecast } from '../../../src/predict/forecast';
import { purchasesSql, readingSql } from '../../../src/predict/foretell';
import { fitRequestSchema, type FitOptions } from '../../../src/predict/request';
import type { Purchases } from '../../../src/predict/customers';
import { TestImport } from '../../fixtures/importing';
import { hasShared, sharedPath } from '../../fixtures/shared';

const calibrationEnd = '1997-09-30';

describe.skipIf(!hasShared)('CDNOW, imported and fitted (needs ../shared)', () => {
  let importing: TestImport;
  let purchases: Purchases;

  beforeAll(async () => {
    importing = await TestImport.open();
    const file = new Uint8Array(readFileSync(sharedPath('data/cdnow/cdnow_master.txt')));
    await importing.load('cdnow_master.txt', file);
    purchases = await read(calibrationEnd);
  });

  afterAll(() => importing.close());

  async function read(end: string): Promise<Purchases> {
    await importing.db.run('CREATE SCHEMA IF NOT EXISTS derived');
    const sql = purchasesSql({ currency: null, end: new Date(end) });
    await importing.db.run(`CREATE OR REPLACE TABLE derived.purchases AS ${sql}`);
    const rows = await importing.db.rows<Record<string, number>>(readingSql);
    const column = (name: string) => Float64Array.from(rows, (row) => row[name] ?? NaN);
    return {
      x: column('x'),
      recency: column('recency'),
      age: column('age'),
      repeatNet: column('repeat_net'),
      logGaps: column('log_gaps'),
    };
  }

  const fit = (options: FitOptions) =>
    fitPurchases(purchases, v.parse(fitRequestSchema, options), calibrationEnd);

  test.each([
    ['bg-nbd', -95368.44393316, { r: 0.25162395885, alpha: 4.7889429619, a: 0.72343357676, b: 2.1610883589 }],
    ['mbg-nbd', -95336.95831988, { r: 0.63713973344, alpha: 7.310289542, a: 0.80747411795, b: 1.2283939957 }],
    [
      'pareto-nbd',
      -95415.11861747,
      { r: 0.59741996634, alpha: 11.585657782, s: 0.52218561079, beta: 8.8277591504 },
    ],
  ] as const)('%s meets the exact maximum', (model, logLikelihood, parameters) => {
    const { report } = fit({ model });
    if (!report.converged) throw new Error(report.refusal);
    expect(report.customers).toBe(23_570);
    expect(Math.abs(report.logLikelihood - logLikelihood)).toBeLessThan(1e-6);
    for (const [name, value] of Object.entries(parameters)) {
      expect(Math.abs((report.parameters[name] ?? NaN) / value - 1)).toBeLessThan(1e-6);
    }
  });

  test('spend meets the exact maximum of the gamma-gamma model', () => {
    const { report } = fit({ model: 'bg-nbd' });
    if (!report.converged || !report.spend.converged) throw new Error('no fit');
    expect(Math.abs(report.spend.logLikelihood + 40763.47626139)).toBeLessThan(1e-6);
    expect(report.spend.parameters['p']).toBeCloseTo(6.2753590679, 5);
  });

  test('the best by AIC is chosen, and all that were tried are told', () => {
    const { report } = fit({});
    expect(report.candidates.map(({ model }) => model)).toEqual([
      'mbg-nbd',
      'bg-nbd',
      'pareto-nbd',
      'mbg-cnbd-k',
    ]);
    const best = Math.min(...report.candidates.map((one) => (one.converged ? one.aic : Infinity)));
    if (!report.converged) throw new Error(report.refusal);
    expect(report.aic + (report.k === null ? 0 : 2)).toBe(best);
  });

  test('the unit of time changes neither the choice nor what is foretold', () => {
    const foretell = (timeUnit: 'day' | 'week') => {
      const request = v.parse(fitRequestSchema, { model: 'mbg-nbd', timeUnit, horizonDays: 273 });
      return forecast(fitPurchases(purchases, request, calibrationEnd), purchases, request);
    };
    const [days, weeks] = [foretell('day'), foretell('week')];
    if (!days || !weeks) throw new Error('no forecast');
    expect(days.totals.orders.estimate / weeks.totals.orders.estimate).toBeCloseTo(1, 6);
    expect(days.totals.clv.estimate / weeks.totals.clv.estimate).toBeCloseTo(1, 6);
    expect((days.clvHigh[7] ?? NaN) / (weeks.clvHigh[7] ?? NaN)).toBeCloseTo(1, 4);
  });

  test('nine of ten customers end within their interval', async () => {
    const request = v.parse(fitRequestSchema, { horizonDays: 273, yearlyDiscount: 0 });
    const foretold = forecast(fitPurchases(purchases, request, calibrationEnd), purchases, request);
    if (!foretold) throw new Error('no forecast');
    const later = await importing.db.rows<{ net: number }>(`
      SELECT coalesce(sum(net) FILTER (ordered_at::DATE > DATE '${calibrationEnd}'), 0)::DOUBLE AS net
      FROM orders GROUP BY customer_id ORDER BY customer_id`);
    const within = later.filter(({ net }, i) => {
      const [low, high] = [foretold.clvLow[i] ?? NaN, foretold.clvHigh[i] ?? NaN];
      return low <= net && net <= high;
    });
    expect(within.length / later.length).toBeGreaterThan(0.88);
    expect(within.length / later.length).toBeLessThan(0.97);
  });
});
