import { describe, expect, test } from 'vitest';
import { createFormatter } from '../../../src/cells/formatter';
import { parameterSentences } from '../../../src/cells/forecast/model-words';
import type { Converged } from '../../../src/predict/report';
import { reasonOf, reasonText, type ReasonFacts } from '../../../src/summary/reasons';

const format = createFormatter('en', null);

const fitted = (fit: Pick<Converged, 'model' | 'k' | 'timeUnit' | 'parameters'>): Converged => ({
  ...fit,
  standardErrors: {},
  logCovariance: [],
  logLikelihood: -1,
  aic: 1,
  bic: 1,
  customers: 100,
  iterations: 1,
  evaluations: 1,
  gradientNorm: 0,
  milliseconds: 1,
  calibrationEnd: '2026-01-01',
  cells: 10,
  candidates: [],
  converged: true,
  parameterIntervals: {},
  spend: { converged: false, refusal: 'too_few_spenders' },
  independence: { customers: 0, spearman: null, pValue: null, bands: [], perCustomer: null, perOrder: null },
});
const says = (fit: Parameters<typeof fitted>[0]): string => parameterSentences(fitted(fit), format).join(' ');

describe('parameters as sentences', () => {
  test('a mean rate of one order in ten weeks is one in 70 days, whatever the unit', () => {
    const [a, b] = [1, 3];
    const weeks = says({
      model: 'mbg-nbd',
      k: null,
      timeUnit: 'week',
      parameters: { r: 0.5, alpha: 5, a, b },
    });
    const days = says({
      model: 'mbg-nbd',
      k: null,
      timeUnit: 'day',
      parameters: { r: 0.5, alpha: 35, a, b },
    });
    expect(weeks).toContain('customers order once in 70 days on average');
    expect(weeks).toContain('After each order, the first one too, 25.0% leave for good.');
    expect(days).toBe(weeks);
  });

  test('a regular buyer waits for k ticks', () => {
    const fit = {
      model: 'bg-cnbd-k',
      k: 3,
      timeUnit: 'day',
      parameters: { r: 2, alpha: 20, a: 1, b: 4 },
    } as const;
    expect(says(fit)).toContain('once in 30 days');
    expect(says(fit)).toContain('k = 3');
    expect(says(fit)).toContain('After each repeat order 20.0% leave');
  });

  test('of new customers of Pareto/NBD, the share that has left after a year', () => {
    // 1 - (beta / (beta + 1 year)) ** s = 1 - 1/4.
    const parameters = { r: 4, alpha: 1, s: 2, beta: 1 };
    expect(says({ model: 'pareto-nbd', k: null, timeUnit: 'year', parameters })).toContain('75.0% leave');
  });

  test('without a model of spend, why', () => {
    const parameters = { r: 1, alpha: 1, a: 1, b: 1 };
    expect(says({ model: 'bg-nbd', k: null, timeUnit: 'day', parameters })).toContain(
      'There is no model of spend: fewer than ten customers',
    );
  });
});

describe('why a customer is thought to stay or to have left', () => {
  const facts: ReasonFacts = { orders: 5, recencyDays: 90, medianGapDays: 20, lostAfterDays: 120 };
  const say = (changes: Partial<ReasonFacts>): string =>
    reasonText(reasonOf({ ...facts, ...changes }), (days) => String(days));

  test.each<[string, Partial<ReasonFacts>, string]>([
    ['long silent', {}, 'usually orders every 20 days, and has been silent for 90.'],
    [
      'overdue',
      { recencyDays: 35 },
      'usually orders every 20 days, and is overdue: the last order was 35 days ago.',
    ],
    ['in rhythm', { recencyDays: 3 }, 'usually orders every 20 days; the last order was 3 days ago.'],
    ['new', { orders: 1, medianGapDays: null, recencyDays: 3 }, 'ordered once, 3 days ago.'],
    [
      'once, long ago',
      { orders: 1, medianGapDays: null, recencyDays: 200 },
      'ordered once, 200 days ago; nine of ten who order again do so within 120 days.',
    ],
    [
      'in a shop without rhythm',
      { orders: 1, medianGapDays: null, lostAfterDays: null },
      'ordered once, 90 days ago.',
    ],
  ])('%s', (_, changes, sentence) => expect(say(changes)).toBe(sentence));
});
