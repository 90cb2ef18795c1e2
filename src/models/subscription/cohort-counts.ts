/**
 * How long subscribers stayed, counted in whole periods of one length (renewals): all that the models of subscriptions
 * need, for any number of cohorts together.
 */
export interface CohortCounts {
  /** At index t - 1: subscribers who did not renew at the end of period t, t = 1 … the number of periods. */
  readonly lost: Float64Array;
  /** At index t - 1: subscribers last seen renewing at the end of period t, whose end is unknown. */
  readonly censored: Float64Array;
}

/**
 * The counts of one cohort from its survivors.
 * @param survivors at the start and after each period; never rising
 * @throws RangeError when they rise, or there are fewer than two
 */
export function countsFromSurvivors(survivors: ArrayLike<number>): CohortCounts {
  const periods = survivors.length - 1;
  if (periods < 1) throw new RangeError('A cohort needs its start and at least one period');
  const lost = Float64Array.from(
    { length: periods },
    (_, i) => (survivors[i] ?? 0) - (survivors[i + 1] ?? 0),
  );
  if (lost.some((count) => !(count >= 0))) throw new RangeError('Survivors cannot rise');
  const censored = new Float64Array(periods);
  censored[periods - 1] = survivors[periods] ?? 0;
  return { lost, censored };
}

/** Cohorts of the same kind of subscription, of any lengths, taken as one. */
export function poolCounts(cohorts: readonly CohortCounts[]): CohortCounts {
  const periods = cohorts.reduce((most, { lost }) => Math.max(most, lost.length), 0);
  const total = (name: keyof CohortCounts) =>
    Float64Array.from({ length: periods }, (_, i) =>
      cohorts.reduce((sum, each) => sum + (each[name][i] ?? 0), 0),
    );
  return { lost: total('lost'), censored: total('censored') };
}

export const subscribersOf = ({ lost, censored }: CohortCounts): number =>
  lost.reduce((sum, count) => sum + count, 0) + censored.reduce((sum, count) => sum + count, 0);
