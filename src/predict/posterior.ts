import { createRandom } from '../models/random';
import type { Patience } from '../models/uncertainty/breather';
import { samplePosterior } from '../models/uncertainty/posterior';
import { uncertaintyOf } from './draws';
import type { Fitted } from './fit';
import type { Stakes } from './groups';
import type { PosteriorRequest, Sampled } from './uncertainty';

/** Share of the time that the chains take; the rest goes to the totals. */
const chaining = 0.85;

/**
 * Intervals from the Bayesian posterior of the model of orders. The same seed gives the same intervals.
 * @throws the signal's reason when it is aborted
 */
export async function sampleStakes(
  fitted: Fitted,
  stakes: Stakes,
  { fit: { level }, chains, draws, seed }: PosteriorRequest,
  { signal, onProgress }: Patience = {},
): Promise<Sampled> {
  const { model, fit } = stakes.chosen;
  const part = (from: number, size: number): Patience => ({
    ...(signal && { signal }),
    onProgress: (share) => onProgress?.(from + share * size),
  });
  const posterior = await samplePosterior(
    model,
    fitted.grouped.cells,
    fit,
    { chains, warmup: draws, draws, seed },
    part(0, chaining),
  );
  const found = await uncertaintyOf(
    posterior.draws,
    stakes,
    fitted.spend,
    createRandom(seed + 1),
    level,
    part(chaining, 1 - chaining),
  );
  const { agreement, acceptance, divergent } = posterior;
  return { ...found, agreement, acceptance, divergent, chains, draws };
}
