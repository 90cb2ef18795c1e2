import type { NoMaximum } from '../numerics/problem';
import { bgBbObjective, bgBbParameterNames, bgBbStarts } from './bg-bb';
import { sumOver, totalOf } from './cells';
import { fitLikelihood, type FitOptions } from './fit';
import type { Cells, FitOutcome, Refusal } from './model';

/** Four parameters cannot be told from fewer customers, nor from fewer opportunities. */
const fewestCustomers = 10;
const fewestOpportunities = 3;
/** A mean chance of leaving before an opportunity below this is none. */
const noLeaving = 1e-3;

function refusalBefore(cells: Cells): Refusal | null {
  if (totalOf(cells) < fewestCustomers) return 'too_few_customers';
  if (sumOver(cells, (x) => x) <= 0) return 'no_repeat_buyers';
  return cells.age.every((age) => age < fewestOpportunities) ? 'window_too_short' : null;
}

function refusalOf({ reason, point, direction }: NoMaximum): Refusal {
  if (reason !== 'diverged') return 'no_maximum';
  const [, , gamma = 0, delta = 0] = point;
  if (gamma - delta < Math.log(noLeaving)) return 'nobody_leaves';
  return direction.some((each) => each > 0.3) ? 'all_alike' : 'no_maximum';
}

/**
 * Fits the BG/BB to cells by maximum likelihood.
 * @returns the fit, or the reason why there is none
 * @throws the signal's reason when it is aborted
 */
export function fitBgBb(cells: Cells, options: FitOptions = {}): FitOutcome {
  const refusal = refusalBefore(cells);
  if (refusal) return { ok: false, refusal };
  return fitLikelihood(
    {
      parameterNames: bgBbParameterNames,
      objective: bgBbObjective(cells),
      starts: bgBbStarts,
      customers: totalOf(cells),
      refusalOf,
    },
    options,
  );
}
