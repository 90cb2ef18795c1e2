import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { countsFromSurvivors, poolCounts } from '../../../../src/models/subscription/cohort-counts';
import { fitSubscription } from '../../../../src/models/subscription/fit';
import { subscriptionObjective } from '../../../../src/models/subscription/likelihood';
import {
  lossDistribution,
  residualLifetime,
  retentionRates,
  survivalCurve,
} from '../../../../src/models/subscription/survival';
import { references, type Reference } from '../../../fixtures/clv-reference';
import { hasShared, sharedPath } from '../../../fixtures/shared';
import { expectClose, gradientByDifferences } from '../closeness';

const shapeOf = ({ inputs }: Reference) => ({
  alpha: inputs['alpha'] as number,
  beta: inputs['beta'] as number,
});

describe.skipIf(!hasShared)('against the reference (needs ../shared)', () => {
  const of = (model: string) => (hasShared ? references(model) : []);

  test.each(of('sBG'))('$id: distribution of the lifetime', (entry) => {
    expectClose(lossDistribution(shapeOf(entry), 7), entry.expected['exact'] as number[], 1e-12);
  });

  test.each(of('sBG DERL'))('$id: discounted expected residual lifetime', (entry) => {
    const found = (entry.inputs['n_renewals'] as number[]).map((n) =>
      residualLifetime(shapeOf(entry), n - 1, Infinity, entry.inputs['d'] as number),
    );
    expectClose(found, entry.expected['exact'] as number[], 1e-10);
  });

  test.each(of('sBG survival'))('$id: survival', (entry) => {
    const found = survivalCurve(shapeOf(entry), 12).map((share) => 100 * share);
    expectClose(found, entry.expected['model_exact_percent'] as number[], 1e-12);
  });

  // The published parameters are those of the counts up to the eighth point, the start among them.
  test.each([
    { name: 'highend', alpha: 0.668, beta: 3.806 },
    { name: 'regular', alpha: 0.704, beta: 1.182 },
  ])('$name: the published maximum, from its subscribers one by one', ({ name, alpha, beta }) => {
    const rows = readFileSync(sharedPath('data/clv/sbg_cohorts.csv'), 'utf8').trim().split('\n').slice(1);
    const lost = new Float64Array(7);
    const censored = new Float64Array(7);
    for (const row of rows) {
      const [, recency, , cohort] = row.trim().split(',');
      if (cohort !== name) continue;
      const period = Number(recency);
      if (period <= 7) lost[period - 1] = (lost[period - 1] ?? 0) + 1;
      else censored[6] = (censored[6] ?? 0) + 1;
    }
    const outcome = fitSubscription('sbg', { lost, censored });
    if (!outcome.ok) throw new Error(outcome.refusal);
    expectClose(Object.values(outcome.fit.parameters), [alpha, beta], 1e-3);
  });
});

// Fader and Hardie (2007), table 1.
const highEnd = countsFromSurvivors([1000, 869, 743, 653, 593, 551, 517, 491]);
const regular = countsFromSurvivors([1000, 631, 468, 382, 326, 289, 262, 241]);

test.each([
  { name: 'sbg' as const, point: [0.1, 0.4] },
  { name: 'bdw' as const, point: [0.1, 0.4, 0.2] },
])('$name: the gradient is that of the likelihood', ({ name, point }) => {
  const objective = subscriptionObjective(name, regular);
  const gradient = new Float64Array(point.length);
  objective(Float64Array.from(point), gradient);
  expectClose(gradient, gradientByDifferences(objective, Float64Array.from(point)), 1e-6);
});

test('the BdW holds the sBG and fits no worse', () => {
  const [plain, more] = [fitSubscription('sbg', highEnd), fitSubscription('bdw', highEnd)];
  if (!plain.ok || !more.ok) throw new Error('no fit');
  expect(more.fit.logLikelihood).toBeGreaterThan(plain.fit.logLikelihood);
  // Its paper's point: the twelfth year, not fitted, is met to half a per cent of the subscribers; 39.4 % were left.
  expect(Math.abs((survivalCurve(more.fit.parameters, 12)[12] ?? 0) - 0.394)).toBeLessThan(0.01);
  expectClose(
    survivalCurve({ ...plain.fit.parameters, c: 1 + 1e-12 }, 12),
    survivalCurve(plain.fit.parameters, 12),
    1e-9,
  );
});

test('retention rises in the sBG, and its product is the survival', () => {
  const shape = { alpha: 0.7, beta: 1.2 };
  const rates = retentionRates(shape, 6);
  expect([...rates]).toEqual([...rates].sort((one, other) => one - other));
  expectClose([rates.reduce((product, rate) => product * rate, 1)], [survivalCurve(shape, 6)[6] ?? 0], 1e-12);
});

test('an undiscounted residual lifetime is summed to its end', () => {
  // (beta + survived) / (alpha - 1) in the sBG; a c next to 1 goes by the sum and its integral instead.
  for (const alpha of [1.1, 1.3, 3.8]) {
    const exact = residualLifetime({ alpha, beta: 2 }, 3);
    expectClose([exact], [5 / (alpha - 1)], 1e-14);
    expectClose([residualLifetime({ alpha, beta: 2, c: 1 + 1e-12 }, 3)], [exact], 1e-8);
  }
  expect(residualLifetime({ alpha: 0.9, beta: 2 }, 3)).toBe(Infinity);
  expect(residualLifetime({ alpha: 0.9, beta: 2 }, 3, 100)).toBeLessThan(100);
});

test('cohorts add up', () => {
  const pooled = poolCounts([highEnd, countsFromSurvivors([10, 8, 5])]);
  expect(pooled.lost.slice(0, 3)).toEqual(Float64Array.of(133, 129, 90));
  expect([...pooled.censored]).toEqual([0, 5, 0, 0, 0, 0, 491]);
});

test('names why there is no fit', () => {
  const outcome = (survivors: number[], name: 'sbg' | 'bdw' = 'sbg') => {
    const found = fitSubscription(name, countsFromSurvivors(survivors));
    return found.ok ? 'fitted' : found.refusal;
  };
  expect(outcome([5, 3, 2])).toBe('too_few_customers');
  expect(outcome([100, 100, 100])).toBe('nobody_leaves');
  expect(outcome([100, 50])).toBe('window_too_short');
  expect(outcome([100, 90, 70, 30, 5])).toBe('all_alike');
  expect(outcome([100, 50, 50, 50, 50])).toBe('nobody_leaves');
  expect(() => countsFromSurvivors([10, 12])).toThrow(RangeError);
});
