/** The scorecard in words. */
import { m } from '../../i18n/locale.svelte';
import { messageFor } from '../../i18n/lookup';
import type { Contestant, Validation, Way } from '../../predict/validation';
import type { Formatter } from '../kind';

export const nameOfWay = (way: Way): string => messageFor('accuracy_way', way);

/** Of the baselines the one that ranks customers best. */
export function bestNaive({ contestants }: Validation): Contestant | null {
  const naive = contestants.filter(({ isBaseline, mean }) => isBaseline && mean !== null);
  return naive.reduce<Contestant | null>(
    (best, one) => ((one.mean?.spearman ?? -1) > (best?.mean?.spearman ?? -2) ? one : best),
    null,
  );
}

export const contestantOf = ({ contestants }: Validation, way: Way | null): Contestant | null =>
  contestants.find((one) => one.way === way) ?? null;

/** A share with its sign: +3.1 %. */
export function signed(share: number | null, format: Formatter): string {
  const text = format.percent(share === null ? null : Math.abs(share));
  return share === null ? text : `${share < 0 ? '−' : '+'}${text}`;
}

/** What was chosen, and why. */
export function choiceText({ choice, contestants }: Validation, format: Formatter): string {
  const { way, reason, model } = choice;
  if (way === null) return messageFor('accuracy_reason', reason);
  const likely = contestants.reduce<Contestant | null>(
    (best, one) => (one.aic !== null && (best?.aic ?? Infinity) > one.aic ? one : best),
    null,
  );
  const of = (one: Way | null): string => (one === null ? '' : nameOfWay(one));
  const loss = (one: Way | null): string =>
    format.number(contestants.find((each) => each.way === one)?.loss ?? null);
  const words = {
    model: of(way),
    likely: of(likely?.way ?? null),
    loss: loss(way),
    other: loss(likely?.way ?? null),
  };
  const sentence = {
    both_agree: m.accuracy_reason_both_agree,
    holdout_better: m.accuracy_reason_holdout_better,
    holdout_close: m.accuracy_reason_holdout_close,
    likelihood_only: m.accuracy_reason_likelihood_only,
    baseline_better: m.accuracy_reason_baseline_better,
    none_fits: m.accuracy_reason_none_fits,
  }[reason](words);
  return model === null || model === way
    ? sentence
    : `${sentence} ${m.accuracy_single({ model: of(model) })}`;
}
