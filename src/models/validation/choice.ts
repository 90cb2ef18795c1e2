import type { Score } from './metrics';

/** Why a model was chosen; the page has a sentence for each. */
export const choiceReasons = [
  /** Likelihood and holdout name the same one. */
  'both_agree',
  /** The holdout clearly prefers another one than the likelihood. */
  'holdout_better',
  /** The likelihood prefers it and the holdout does not clearly say otherwise. */
  'holdout_close',
  /** Too little is known to forecast from earlier ends. */
  'likelihood_only',
  /** Chosen as the best model, but a naive baseline forecasts better. */
  'baseline_better',
  /** No model could be fitted. */
  'none_fits',
] as const;
export type ChoiceReason = (typeof choiceReasons)[number];

export interface Contender {
  readonly id: string;
  /** Of the fit to all that is known; null for a way to forecast that has no likelihood. */
  readonly aic: number | null;
  /** At each origin; null where it could not say. */
  readonly scores: readonly (Score | null)[];
  readonly isBaseline: boolean;
}

export interface Choice {
  readonly id: string | null;
  readonly reason: ChoiceReason;
  /** Loss of each contender, by id; null where it could not say at every origin. */
  readonly losses: ReadonlyMap<string, number | null>;
}

/** Losses nearer than this share of each other are not told apart by a few origins. */
const clear = 0.02;

/**
 * How far a forecast is off, at one origin, per order that came: the mean absolute error over the mean, and the error of
 * the total over the total. The first alone would prefer who forecasts too little, for most customers order nothing.
 * @param meanOrders actual orders per customer
 */
export const lossOf = ({ mae, bias }: Score, meanOrders: number): number =>
  mae / meanOrders + Math.abs(bias ?? Infinity);

function meanLoss({ scores }: Contender, meanOrders: readonly number[]): number | null {
  if (scores.length === 0) return null;
  let sum = 0;
  for (const [i, score] of scores.entries()) {
    if (!score) return null;
    sum += lossOf(score, meanOrders[i] ?? NaN);
  }
  return sum / scores.length;
}

function leastBy<T>(items: readonly T[], value: (item: T) => number | null): T | null {
  let best: T | null = null;
  let least = Infinity;
  for (const item of items) {
    const own = value(item);
    if (own !== null && own < least) [best, least] = [item, own];
  }
  return best;
}

/**
 * Chooses by likelihood (Akaike's criterion) and by forecasts together: the likelihood's choice stands unless another
 * one forecasts better by more than a fiftieth. What has no likelihood (a mean of models) must forecast that much better
 * than every model.
 * @param meanOrders actual orders per customer at each origin
 */
export function chooseModel(contenders: readonly Contender[], meanOrders: readonly number[]): Choice {
  const losses = new Map(contenders.map((each) => [each.id, meanLoss(each, meanOrders)]));
  const loss = ({ id }: Contender) => losses.get(id) ?? null;
  const models = contenders.filter(({ isBaseline }) => !isBaseline);
  const likely = leastBy(models, ({ aic }) => aic);
  const forecaster = leastBy(models, loss);
  const baseline = leastBy(
    contenders.filter(({ isBaseline }) => isBaseline),
    loss,
  );
  if (!likely) return { id: null, reason: 'none_fits', losses };
  if (!forecaster) return { id: likely.id, reason: 'likelihood_only', losses };
  const [own, best] = [loss(likely), loss(forecaster) ?? Infinity];
  const isClear = own === null || best < own * (1 - clear);
  const chosen = isClear ? forecaster : likely;
  const naive = (baseline && loss(baseline)) ?? Infinity;
  if (naive < (loss(chosen) ?? Infinity)) return { id: chosen.id, reason: 'baseline_better', losses };
  if (forecaster === likely) return { id: chosen.id, reason: 'both_agree', losses };
  return { id: chosen.id, reason: isClear ? 'holdout_better' : 'holdout_close', losses };
}
