import { betaGeometricModel } from './beta-geometric-model';
import { fitModel, type FitOptions } from './fit';
import type { Cells, Fit, FitOutcome, TransactionModel } from './model';

/** Whether a customer may leave after the first order too (`mbg`), or after repeat orders only (`bg`). */
export type CnbdFamily = 'bg' | 'mbg';

/**
 * (M)BG/CNBD-k (Platzer & Reutterer 2016, Ticking Away the Moments: Timing Regularity Helps to Better Predict Customer
 * Activity, Marketing Science 35, 779-799): (M)BG/NBD with Erlang-k times between orders.
 * @param k a whole number from 1; 1 is (M)BG/NBD
 * @param logGaps sum of the logarithms of all times between orders, in the cells' unit: the likelihoods of different k
 * compare with it only; 0 fits the same parameters
 */
export const cnbdK = (family: CnbdFamily, k: number, logGaps: number): TransactionModel =>
  betaGeometricModel(
    family === 'bg' ? 'bg-cnbd-k' : 'mbg-cnbd-k',
    { k, atFirst: family === 'bg' ? 0 : 1 },
    logGaps,
  );

export interface ChosenRegularity {
  readonly k: number;
  readonly model: TransactionModel;
  readonly fit: Fit;
}

/**
 * The k of the greatest likelihood, from 1 up to `largest`, ending once the likelihood has fallen twice in a row, as
 * BTYDplus does.
 * @returns the choice, or the outcome of k = 1 where no k has a fit
 */
export function chooseK(
  family: CnbdFamily,
  cells: Cells,
  logGaps: number,
  largest = 12,
  options: FitOptions = {},
): ChosenRegularity | Extract<FitOutcome, { ok: false }> {
  let best: ChosenRegularity | null = null;
  let refused: Extract<FitOutcome, { ok: false }> = { ok: false, refusal: 'no_maximum' };
  let before = -Infinity;
  let falls = 0;
  for (let k = 1; k <= largest && falls < 2; k++) {
    const model = cnbdK(family, k, logGaps);
    const outcome = fitModel(model, cells, options);
    if (!outcome.ok) {
      if (k === 1) refused = outcome;
      break;
    }
    const { fit } = outcome;
    falls = fit.logLikelihood < before ? falls + 1 : 0;
    before = fit.logLikelihood;
    if (!best || fit.logLikelihood > best.fit.logLikelihood) best = { k, model, fit };
  }
  return best ?? refused;
}
