import { describe, expect, test } from 'vitest';
import { bgNbd } from '../../../../src/models/btyd/bg-nbd';
import { fitModel } from '../../../../src/models/btyd/fit';
import { mbgNbd } from '../../../../src/models/btyd/mbg-nbd';
import type { Parameters, TransactionModel } from '../../../../src/models/btyd/model';
import { paretoNbd } from '../../../../src/models/btyd/pareto-nbd';
import { averagingOf } from '../../../../src/models/validation/averaging';
import { lastRate } from '../../../../src/models/validation/baselines';
import {
  averageCandidate,
  baselineCandidates,
  modelCandidate,
} from '../../../../src/models/validation/candidates';
import { chooseModel, type Contender } from '../../../../src/models/validation/choice';
import { score } from '../../../../src/models/validation/metrics';
import { occasionsOf, splitAt, spread, type Split } from '../../../../src/models/validation/orders';
import {
  rollingOrigins,
  taskAt,
  tryCandidates,
  type Candidate,
} from '../../../../src/models/validation/rolling';
import { holdoutByFrequency, trackOrders } from '../../../../src/models/validation/tracking';
import { cdnowOrders, dayOf } from '../../../fixtures/cdnow-orders';
import { references } from '../../../fixtures/clv-reference';
import { hasShared } from '../../../fixtures/shared';
import { expectClose } from '../closeness';

const weeks = 39;
const start = dayOf('19970101');
const end = dayOf('19970930');

function expectedOf(model: TransactionModel, split: Split, given?: Parameters): Float64Array {
  const outcome = fitModel(model, split.cells);
  if (!outcome.ok) throw new Error(outcome.refusal);
  return spread(model.expectedOrders(given ?? outcome.fit.parameters, split.cells, weeks), split.cellOf);
}

describe.skipIf(!hasShared)('CDNOW, the next 39 weeks (needs ../shared)', () => {
  const none = { customer: new Uint32Array(), time: new Float64Array(), amount: new Float64Array() };
  const occasions = occasionsOf(hasShared ? cdnowOrders() : none);
  const split = splitAt(occasions, end, 7 * weeks, 7);

  // The published library's predictions scored against what came; its optimum is a hair off the exact one.
  test.each([
    {
      name: 'Pareto/NBD',
      predict: () => expectedOf(paretoNbd, split),
      bias: -0.115,
      mae: 0.7545,
      rmse: 1.6028,
      rank: 0.46,
      top: 0.47,
    },
    {
      name: 'BG/NBD',
      predict: () => expectedOf(bgNbd, split),
      bias: -0.122,
      mae: 0.7855,
      rmse: 1.608,
      rank: 0.449,
      top: 0.467,
    },
    {
      name: 'last rate',
      predict: () => lastRate(split, weeks),
      bias: 0.557,
      mae: 1.0237,
      rmse: 2.2119,
      rank: 0.49,
      top: 0.458,
    },
  ])(
    '$name: bias, MAE, RMSE, Spearman and top decile as published',
    ({ predict, bias, mae, rmse, rank, top }) => {
      const found = score(predict(), split.actualOrders);
      expect(found.bias).toBeCloseTo(bias, 2.9);
      expect(found.mae).toBeCloseTo(mae, 4);
      expect(found.rmse).toBeCloseTo(rmse, 3.9);
      expect(found.spearman).toBeCloseTo(rank, 2.9);
      // The last place of 235.7 is counted in another way there.
      expect(Math.abs((found.topDecile ?? 0) - top)).toBeLessThan(0.005);
      expect(Math.abs((found.topDecilePerfect ?? 0) - 0.683)).toBeLessThan(0.002);
    },
  );

  test.each([
    { id: '114-paretonbd-tracking', model: paretoNbd },
    { id: '115-bgnbd-tracking', model: bgNbd },
  ])('$id: weekly and cumulative orders', ({ id, model }) => {
    const entry = references().find((each) => each.id === id);
    if (!entry) throw new Error(`no entry ${id}`);
    const { expected, tolerance } = entry;
    const found = trackOrders(model, entry.inputs['params'] as Parameters, occasions, split.customers, {
      start,
      period: 7,
      periods: 78,
      unit: 7,
    });
    const weeksOf = (values: Float64Array) => [...values.slice(19, 25)];
    const numbers = (name: string) => expected[name] as number[];
    expect(weeksOf(found.actual)).toEqual(numbers('inc_actual'));
    // The closed form at the Pareto/NBD entry's parameters is 0.014 below its week 20, as here: they were printed for
    // another fit.
    weeksOf(found.expected).forEach((value, i) => {
      expect(Math.abs(value - (numbers('inc_expected')[i] ?? NaN))).toBeLessThan(
        2 * (tolerance['inc_abs'] ?? 0),
      );
    });
    weeksOf(found.cumulativeExpected).forEach((value, i) => {
      expect(Math.abs(value - (numbers('cum_expected')[i] ?? NaN))).toBeLessThan(tolerance['cum_abs'] ?? 0);
    });
    if (expected['cum_actual']) expect(weeksOf(found.cumulativeActual)).toEqual(expected['cum_actual']);
  });

  test.each([
    {
      id: '116-paretonbd-holdout-by-calibration-frequency',
      model: paretoNbd,
      parameters: {
        r: 0.553397143256635,
        alpha: 10.580198543474351,
        s: 0.606062497117662,
        beta: 11.656223670707698,
      },
    },
    {
      id: '117-bgnbd-holdout-by-calibration-frequency',
      model: bgNbd,
      parameters: { r: 0.2425967, alpha: 4.413659, a: 0.7929869, b: 2.426164 },
    },
  ])('$id: holdout by calibration frequency', ({ id, model, parameters }) => {
    const entry = references().find((each) => each.id === id);
    if (!entry) throw new Error(`no entry ${id}`);
    const found = holdoutByFrequency(split.x, split.actualOrders, expectedOf(model, split, parameters));
    expect([...found.customers]).toEqual(entry.expected['bin']);
    const actual = entry.expected['actual'] as number[];
    actual.forEach((value, i) => {
      expect(Math.abs((found.actual[i] ?? NaN) - value)).toBeLessThan(0.001);
    });
    expectClose(found.expected, entry.expected['expected'] as number[], id.startsWith('117') ? 1e-4 : 4e-3);
  });

  test('the choice is made inside the calibration, without a look at the holdout', () => {
    const models: readonly TransactionModel[] = [paretoNbd, bgNbd, mbgNbd];
    const candidates = [...models.map(modelCandidate), ...baselineCandidates];
    const trials = tryCandidates(candidates, occasions, rollingOrigins(start, end), 7);
    expect(trials.length).toBeGreaterThanOrEqual(3);
    expect(trials.every(({ origin }) => origin.end + origin.horizon <= end)).toBe(true);

    const parts = ['pareto-nbd', 'bg-nbd', 'mbg-nbd', 'last_rate'];
    const averaging = averagingOf(trials, parts);
    if (!averaging) throw new Error('no average');
    const average = averageCandidate(
      'average',
      candidates.flatMap((candidate) => {
        const weight = averaging.weights[parts.indexOf(candidate.id)] ?? 0;
        return weight > 0 ? [{ candidate, weight }] : [];
      }),
    );
    const contenders: Contender[] = candidates.map(({ id }) => {
      const outcome = models
        .filter(({ name }) => name === id)
        .map((model) => fitModel(model, split.cells))[0];
      return {
        id,
        aic: outcome?.ok ? outcome.fit.aic : null,
        scores: trials.map(({ scores }) => scores.get(id) ?? null),
        isBaseline: !outcome,
      };
    });
    const choice = chooseModel(
      [...contenders, { id: average.id, aic: null, scores: averaging.scores, isBaseline: false }],
      trials.map(({ actual }) => actual.reduce((sum, value) => sum + value, 0) / actual.length),
    );
    expect(choice.losses.get('last_rate')).toBeGreaterThan(1.4 * (choice.losses.get(choice.id ?? '') ?? NaN));

    expect(choice).toMatchObject({ id: 'average', reason: 'holdout_better' });

    // Only now is the holdout looked at: the mean is less biased, nearer in squares and better in rank than each model.
    const task = taskAt(occasions, { end, horizon: 7 * weeks }, 7);
    const scoreOf = (candidate: Candidate) =>
      score(candidate.forecast(task) ?? new Float64Array(), split.actualOrders);
    const found = scoreOf(average);
    expect(Math.abs(found.bias ?? 1)).toBeLessThan(0.115);
    expect(found.mae).toBeLessThan(0.775);
    for (const model of models) {
      const alone = scoreOf(modelCandidate(model));
      expect(Math.abs(found.bias ?? 1)).toBeLessThan(Math.abs(alone.bias ?? 0));
      expect(found.rmse).toBeLessThan(alone.rmse);
      expect(found.spearman).toBeGreaterThan(alone.spearman ?? 1);
    }
  });
});
