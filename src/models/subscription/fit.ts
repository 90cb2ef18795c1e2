import { fitLikelihood, type FitOptions } from '../btyd/fit';
import type { FitOutcome, Refusal } from '../btyd/model';
import type { NoMaximum } from '../numerics/problem';
import { subscribersOf, type CohortCounts } from './cohort-counts';
import {
  subscriptionModels,
  subscriptionObjective,
  subscriptionStarts,
  type SubscriptionModelName,
} from './likelihood';

/** Fewer subscribers cannot tell how they differ. */
const fewestSubscribers = 10;

/** What can be said before any search; each parameter needs its own period to be told from. */
function refusalBefore(counts: CohortCounts, parameters: number): Refusal | null {
  const { lost, censored } = counts;
  if (subscribersOf(counts) < fewestSubscribers) return 'too_few_customers';
  if (lost.every((count) => count === 0)) return 'nobody_leaves';
  const seen = lost.findLastIndex((count, i) => count > 0 || (censored[i] ?? 0) > 0) + 1;
  return seen < parameters ? 'window_too_short' : null;
}

/** A search that runs off heads for one and the same chance of leaving for all, or for leaving at the start or never. */
function refusalOf({ reason, direction }: NoMaximum): Refusal {
  if (reason !== 'diverged') return 'no_maximum';
  const [alpha = 0, beta = 0] = direction;
  if (alpha > 0.3) return 'all_alike';
  return beta > 0.3 || alpha < -0.3 ? 'nobody_leaves' : 'no_maximum';
}

/**
 * Fits the sBG or the BdW to counts of subscribers lost and kept, by maximum likelihood.
 * @returns the fit, or the reason why there is none
 * @throws the signal's reason when it is aborted
 */
export function fitSubscription(
  name: SubscriptionModelName,
  counts: CohortCounts,
  options: FitOptions = {},
): FitOutcome {
  const { parameterNames } = subscriptionModels[name];
  const refusal = refusalBefore(counts, parameterNames.length);
  if (refusal) return { ok: false, refusal };
  return fitLikelihood(
    {
      parameterNames,
      objective: subscriptionObjective(name, counts),
      starts: subscriptionStarts(name, counts),
      customers: subscribersOf(counts),
      refusalOf,
    },
    options,
  );
}
