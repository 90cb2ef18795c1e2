import { describe, expect, test } from 'vitest';
import { fitModel } from '../../../../src/models/btyd/fit';
import { groupCells } from '../../../../src/models/btyd/group-cells';
import { paretoNbd } from '../../../../src/models/btyd/pareto-nbd';
import { createRandom } from '../../../../src/models/random';
import { simulateCustomers } from '../../../../src/models/simulate';
import { cellsOfDataset, references, type Reference } from '../../../fixtures/clv-reference';
import { hasShared } from '../../../fixtures/shared';

interface Published {
  readonly params: Readonly<Record<string, number>>;
  readonly LL: number;
  readonly se?: Readonly<Record<string, number>>;
}

const fitOf = (cells: Parameters<typeof fitModel>[1]) => {
  const outcome = fitModel(paretoNbd, cells);
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.fit;
};

const relative = (value: number | undefined, expected: number) =>
  Math.abs((value ?? Number.NaN) / expected - 1);

describe.skipIf(!hasShared)('maximum likelihood of Pareto/NBD (needs ../shared)', () => {
  const entries = (kind: string): [string, Reference][] =>
    hasShared ? references('Pareto/NBD', [kind]).map((each) => [each.id, each]) : [];

  test.each(entries('mle_exact'))('%s meets the exact optimum', (_, { dataset, expected }) => {
    const { params, LL, se = {} } = expected as unknown as Published;
    const fit = fitOf(cellsOfDataset(dataset));
    expect(Math.abs(fit.logLikelihood - LL)).toBeLessThan(1e-6);
    for (const [name, value] of Object.entries(params)) {
      expect(relative(fit.parameters[name], value), name).toBeLessThan(1e-6);
      expect(relative(fit.standardErrors[name], se[name] ?? Number.NaN), `error of ${name}`).toBeLessThan(
        1e-4,
      );
    }
  });

  test('the published fits of the CDNOW sample are met to their print, and never beaten', () => {
    const fit = fitOf(cellsOfDataset('cdnow_sample'));
    expect(fit.logLikelihood.toFixed(5)).toBe('-9594.97618');
    for (const { dataset, expected, tolerance } of references('Pareto/NBD', ['mle_published'])) {
      if (dataset !== 'cdnow_sample') continue;
      const { params, LL } = expected as unknown as Published;
      expect(Math.abs(fit.logLikelihood - LL)).toBeLessThan(0.05);
      const allowed = tolerance['rel'] ?? tolerance['params_rel'] ?? 0.002;
      for (const [name, value] of Object.entries(params))
        expect(relative(fit.parameters[name], value), name).toBeLessThan(allowed);
    }
  });
});

describe('Pareto/NBD of simulated customers', () => {
  const truth = { r: 0.7, alpha: 60, s: 0.8, beta: 200 };
  const simulate = (customers: number, parameters: Record<string, number>, age: number) => {
    const made = simulateCustomers(
      {
        model: 'pareto-nbd',
        parameters,
        customers,
        age: (random) => Math.ceil(age * (0.5 + random.uniform())),
        horizon: 0,
        grid: 1,
      },
      createRandom(7),
    );
    return groupCells(made.x, made.recency, made.age).cells;
  };

  test('the truth lies within four standard errors of the fit', () => {
    const fit = fitOf(simulate(20_000, truth, 400));
    for (const [name, value] of Object.entries(truth)) {
      const distance = Math.abs((fit.parameters[name] ?? Number.NaN) - value);
      expect(distance / (fit.standardErrors[name] ?? 0), name).toBeLessThan(4);
    }
    expect(fit.aic).toBeCloseTo(8 - 2 * fit.logLikelihood, 9);
  });

  test('days or weeks give the same fit but for the unit', () => {
    const days = simulate(2_000, truth, 400);
    const weeks = { ...days, recency: days.recency.map((t) => t / 7), age: days.age.map((t) => t / 7) };
    const [inDays, inWeeks] = [fitOf(days).parameters, fitOf(weeks).parameters];
    expect(relative(inWeeks['r'], inDays['r'] ?? 0)).toBeLessThan(1e-7);
    expect(relative(inWeeks['alpha'], (inDays['alpha'] ?? 0) / 7)).toBeLessThan(1e-7);
    expect(relative(inWeeks['beta'], (inDays['beta'] ?? 0) / 7)).toBeLessThan(1e-6);
  });

  test('nobody who orders twice, and nobody who leaves, are told and not fitted', () => {
    const once = simulate(500, truth, 400);
    const none = new Float64Array(once.x.length);
    expect(fitModel(paretoNbd, { ...once, x: none, recency: none })).toEqual({
      ok: false,
      refusal: 'no_repeat_buyers',
    });
    const stayers = simulate(2_000, { ...truth, s: 1e-4, beta: 1e4 }, 400);
    expect(fitModel(paretoNbd, stayers)).toEqual({ ok: false, refusal: 'nobody_leaves' });
  });
});
