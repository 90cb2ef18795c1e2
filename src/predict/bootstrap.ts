import { createRandom } from '../models/random';
import { bootstrap } from '../models/uncertainty/bootstrap';
import type { Patience } from '../models/uncertainty/breather';
import { uncertaintyOf } from './draws';
import type { Fitted } from './fit';
import type { Stakes } from './groups';
import type { Bootstrapped, BootstrapRequest } from './uncertainty';

/** Share of the time that the refits take; the rest goes to the totals. */
const refits = 0.7;

/**
 * Intervals from refits to as many customers drawn anew. The same seed gives the same intervals.
 * @throws the signal's reason when it is aborted
 */
export async function bootstrapStakes(
  fitted: Fitted,
  stakes: Stakes,
  { fit: { level }, replicates, seed }: BootstrapRequest,
  { signal, onProgress }: Patience = {},
): Promise<Bootstrapped> {
  const random = createRandom(seed);
  const { model, fit } = stakes.chosen;
  const part = (from: number, size: number): Patience => ({
    ...(signal && { signal }),
    onProgress: (share) => onProgress?.(from + share * size),
  });
  const { cells } = fitted.grouped;
  const { draws, refused } = await bootstrap(model, cells, fit, replicates, random, part(0, refits));
  const found = await uncertaintyOf(draws, stakes, fitted.spend, random, level, part(refits, 1 - refits));
  return { ...found, replicates, refused };
}
