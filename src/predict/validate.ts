import { breather, type Patience } from '../models/uncertainty/breather';
import { averagingOf } from '../models/validation/averaging';
import { chooseModel, type Contender } from '../models/validation/choice';
import type { Score } from '../models/validation/metrics';
import { occasionsOf, type Occasions, type Orders } from '../models/validation/orders';
import { rollingOrigins, taskAt, type Trial } from '../models/validation/rolling';
import { transactionModelNames, type TransactionModelName } from '../models/btyd/model';
import { daysPer } from './fit';
import { aicOf, competitors, tryModels, type Tried } from './models';
import { portraitOf } from './portrait';
import { meanOf } from './scores';
import { evidenceOf, forecastsAt, type Judged } from './trials';
import {
  naiveWays,
  type Contestant,
  type OriginScore,
  type Validation,
  type ValidateRequest,
  type Way,
} from './validation';

/** Days that a holdout lasts at least: less is noise. */
const leastHoldout = 14;
/** The mean of several forecasts is sought among all weights, which takes its time. */
const mostForAverage = 50_000;

const totalOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

/**
 * Tells what each way to forecast would have been worth, from several earlier ends: all models that compete, what is
 * built on them, and two naive baselines.
 * @returns null when too little time is known to hold any of it back
 * @throws the signal's reason when it is aborted
 */
export async function validateModels(
  orders: Orders,
  request: ValidateRequest,
  patience: Patience = {},
): Promise<Validation | null> {
  const occasions = occasionsOf(orders);
  const first = occasions.time.reduce((least, time) => Math.min(least, time), Infinity);
  const known = request.end - first;
  const horizon = Math.min(request.horizonDays ?? known / 3, known / 2);
  if (!(horizon >= leastHoldout)) return null;

  const origins = rollingOrigins(first, request.end, request.origins, horizon);
  const unit = daysPer(request.timeUnit);
  const breathe = breather(patience);
  const pieces = (origins.length + 1) * competitors.length;
  let done = 0;
  const tryAll = async (task: ReturnType<typeof taskAt>): Promise<readonly Tried[]> => {
    const evidence = evidenceOf(task);
    const tried: Tried[] = [];
    for (const name of competitors) {
      tried.push(...tryModels(name, evidence));
      await breathe(Math.min(0.99, ++done / pieces));
    }
    return tried;
  };

  const judged: Judged[] = [];
  for (const origin of origins) {
    const task = taskAt(occasions, origin, unit);
    judged.push(forecastsAt(task, await tryAll(task), request.level));
  }
  const whole = await tryAll(taskAt(occasions, { end: request.end, horizon: 0 }, unit));
  const found = compare(judged, whole);
  await breathe(1);
  return {
    ...found,
    origins: judged.map(({ task, actual }) => ({
      end: task.end,
      days: task.horizon,
      customers: actual.length,
      orders: totalOf(actual),
    })),
    portraits: portraitsOf(judged, occasions, first).filter(({ way }) =>
      found.contestants.some((one) => one.way === way),
    ),
  };
}

function portraitsOf(
  judged: readonly Judged[],
  occasions: Occasions,
  first: number,
): Validation['portraits'] {
  const last = judged.at(-1);
  if (!last) return [];
  return last.tried.flatMap((tried) => (tried.ok ? [portraitOf(tried, last, occasions, first)] : []));
}

/** A model of regular timing that finds none is the model of random timing, and would be told twice. */
const isTwin = (judged: readonly Judged[], whole: readonly Tried[], name: TransactionModelName): boolean =>
  [...judged.map(({ tried }) => tried), whole].every((all) =>
    all.every((one) => !one.ok || one.model.name !== name || one.k === 1),
  );

function compare(
  judged: readonly Judged[],
  whole: readonly Tried[],
): Pick<Validation, 'contestants' | 'choice' | 'weights'> {
  const models = competitors.filter((name) => !isTwin(judged, whole, name));
  const trials: readonly Trial[] = judged.map(({ task, actual, forecasts, scores }) => ({
    origin: { end: task.end, horizon: task.horizon },
    actual,
    forecasts,
    scores,
  }));
  const averaged = [...models.filter((name) => name !== 'mbg-cnbd-k').slice(0, 3), 'last_rate'] as const;
  const small = trials.every(({ actual }) => actual.length <= mostForAverage);
  const averaging = small ? averagingOf(trials, averaged) : null;
  const scoresOf = (way: Way): readonly (OriginScore | null)[] =>
    way === 'average'
      ? judged.map(({ actual }, i) => averageScore(averaging?.scores[i] ?? null, totalOf(actual)))
      : judged.map(({ scores }) => scores.get(way) ?? null);

  const ways: readonly Way[] = [...models, 'seasonal', 'cohort', 'average', ...naiveWays];
  const entries = ways.map(
    (way): Contender & { readonly id: Way; readonly refusal: Contestant['refusal'] } => {
      const fitted = whole.find((one) => (one.ok ? one.model.name : one.name) === way);
      return {
        id: way,
        aic: fitted?.ok ? aicOf(fitted) : null,
        refusal: fitted && !fitted.ok ? fitted.refusal : null,
        isBaseline: naiveWays.some((name) => name === way),
        scores: scoresOf(way),
      };
    },
  );
  const meanOrders = judged.map(({ actual }) => totalOf(actual) / actual.length);
  const choice = chooseModel(entries, meanOrders);
  const single = chooseModel(
    entries.filter(({ id, isBaseline }) => isBaseline || models.some((name) => name === id)),
    meanOrders,
  );
  return {
    contestants: entries
      // What could say at no origin and has no likelihood either has nothing to tell.
      .filter(({ scores, refusal, aic }) => refusal !== null || aic !== null || scores.some(Boolean))
      .map(({ id, aic, refusal, isBaseline, scores }) => ({
        way: id,
        aic,
        refusal,
        isBaseline,
        scores: scores as Contestant['scores'],
        mean: meanOf(scores as Contestant['scores']),
        loss: choice.losses.get(id) ?? null,
      })),
    choice: {
      way: ways.find((way) => way === choice.id) ?? null,
      reason: choice.reason,
      model: transactionModelNames.find((name) => name === single.id) ?? null,
    },
    weights: averaging && Object.fromEntries(averaged.map((way, i) => [way, averaging.weights[i] ?? 0])),
  };
}

const averageScore = (score: Score | null, orders: number): OriginScore | null =>
  score && { ...score, coverage: null, predicted: orders * (1 + (score.bias ?? 0)), interval: null };
