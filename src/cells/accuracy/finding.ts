import { m } from '../../i18n/locale.svelte';
import type { Validation } from '../../predict/validation';
import type { Formatter } from '../kind';
import { bestNaive, contestantOf, nameOfWay, signed } from './words';

/** How far the chosen way missed, and whether one that knows no model does better at anything. */
export function findingOf(validation: Validation, format: Formatter): string {
  const { origins, choice } = validation;
  const own = contestantOf(validation, choice.way)?.mean;
  const days = format.integer(origins[0]?.days ?? null);
  if (!own || choice.way === null) return m.accuracy_finding_none({ days });
  const told = m.accuracy_finding({
    count: origins.length,
    formatted: format.integer(origins.length),
    days,
    model: nameOfWay(choice.way),
    bias: signed(own.bias, format),
    absolute: format.percent(own.absoluteBias),
    mae: format.number(own.mae),
  });
  const naive = bestNaive(validation);
  if (!naive?.mean) return told;
  const words = {
    naive: nameOfWay(naive.way),
    bias: signed(naive.mean.bias, format),
    mae: format.number(naive.mean.mae),
    theirs: format.number(naive.mean.spearman),
    own: format.number(own.spearman),
  };
  const ranksBetter = (naive.mean.spearman ?? -1) > (own.spearman ?? -1);
  return `${told} ${ranksBetter ? m.accuracy_naive_ranks_better(words) : m.accuracy_naive_ranks_worse(words)}`;
}
