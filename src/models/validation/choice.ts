import type { Score } from './metrics';

/** Why a model was chosen; the page has a sentence for each. */
export const choiceReasons = [
  /** Likelihood and holdout name the same one. */
  'both_agree',
  /** Another one than the likelihood's forecasts better, on the whole and at most origins. */
  'holdout_better',
  /** The likelihood prefers it, and what forecasts better on the whole does not at most origins. */
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
  /** Mean loss of each contender, by id; null where it could not say at every origin. */
  readonly losses: ReadonlyMap<string, number | null>;
}

/**
 * How far a forecast is off, at one origin, per order that came: the mean absolute error over the mean, and the error of
 * the total over the total. The first alone would prefer who forecasts too little, for most customers order nothing.
 * @param meanOrders actual orders per customer
 */
const lossOf = ({ mae, bias }: Score, meanOrders: number): number =>
  mae / meanOrders + Math.abs(bias ?? Infinity);

/** The loss at each origin; null when it could not say at one of them, or there are none. */
function lossesOf({ scores }: Contender, meanOrders: readonly number[]): readonly number[] | null {
  const losses = scores.flatMap((score, i) => (score ? [lossOf(score, meanOrders[i] ?? NaN)] : []));
  return losses.length > 0 && losses.length === scores.length ? losses : null;
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Better on the whole and at most origins: neither one lucky origin nor many hairs' breadths will do. */
function isBetter(one: readonly number[], other: readonly number[]): boolean {
  const wins = one.filter((loss, i) => loss < (other[i] ?? Infinity)).length;
  return meanOf(one) < meanOf(other) && wins > one.length / 2;
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
 * contender forecasts better on the whole and at most origins. What has no likelihood, a mean of models say, can be
 * chosen in that way only.
 * @param meanOrders actual orders per customer at each origin
 */
export function chooseModel(contenders: readonly Contender[], meanOrders: readonly number[]): Choice {
  const all = new Map(contenders.map((each) => [each.id, lossesOf(each, meanOrders)]));
  const losses = new Map([...all].map(([id, own]) => [id, own && meanOf(own)]));
  const loss = ({ id }: Contender) => losses.get(id) ?? null;
  const models = contenders.filter(({ isBaseline }) => !isBaseline);
  const baselines = contenders.filter(({ isBaseline }) => isBaseline);
  const likely = leastBy(models, ({ aic }) => aic);
  if (!likely) return { id: null, reason: 'none_fits', losses };
  const forecaster = leastBy(models, loss);
  if (!forecaster) return { id: likely.id, reason: 'likelihood_only', losses };
  const [own, best] = [all.get(likely.id), all.get(forecaster.id)];
  const isClear = !own || (best ? isBetter(best, own) : false);
  const { id } = isClear ? forecaster : likely;
  const naive = baselines.reduce((least, each) => Math.min(least, loss(each) ?? Infinity), Infinity);
  if (naive < (losses.get(id) ?? Infinity)) return { id, reason: 'baseline_better', losses };
  if (forecaster === likely) return { id, reason: 'both_agree', losses };
  return { id, reason: isClear ? 'holdout_better' : 'holdout_close', losses };
}
