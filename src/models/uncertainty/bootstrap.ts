/**
 * The bootstrap on cells: customers are drawn anew as often as there are (Efron 1979, "Bootstrap Methods: Another Look at
 * the Jackknife", Annals of Statistics 7, 1-26), which for a cell of w customers is a count that is Poisson(w) up to
 * their total (Hanley and MacGibbon 2006, "Creating non-parametric bootstrap samples using Poisson frequencies", Computer
 * Methods and Programs in Biomedicine 83, 57-62). A refit starts from the optimum, a few steps away.
 */
import { fitLikelihood, toLogs } from '../btyd/fit';
import { totalOf } from '../btyd/cells';
import type { Cells, Parameters, TransactionModel } from '../btyd/model';
import type { Random } from '../random';
import type { Estimated } from './delta';
import { breather, type Patience } from './breather';

export interface BootstrapResult {
  /** Parameters of each refit that converged. */
  readonly draws: readonly Parameters[];
  /** Refits that found no maximum: many of them say that the data hardly tell the parameters. */
  readonly refused: number;
}

/** The same cells with as many customers in each as a new sample might have; cells that get none are left out. */
function resampleCells(cells: Cells, random: Random): Cells {
  const weight = cells.weight.map((customers) => (customers > 0 ? random.poisson(customers) : 0));
  const kept = Uint32Array.from(weight.keys()).filter((i) => (weight[i] ?? 0) > 0);
  const pick = (values: Float64Array) => Float64Array.from(kept, (i) => values[i] ?? 0);
  return { x: pick(cells.x), recency: pick(cells.recency), age: pick(cells.age), weight: pick(weight) };
}

/**
 * Refits the model to `replicates` new samples of the customers. What is to be known of it is worked out from the draws,
 * on the cells as they are (draws.ts).
 * @param fit of the same cells
 * @throws the signal's reason when it is aborted
 */
export async function bootstrap(
  model: TransactionModel,
  cells: Cells,
  fit: Estimated,
  replicates: number,
  random: Random,
  patience: Patience = {},
): Promise<BootstrapResult> {
  const breathe = breather(patience);
  const starts = [toLogs(model.parameterNames, fit.parameters)];
  const draws: Parameters[] = [];
  for (let replicate = 0; replicate < replicates; replicate++) {
    const sample = resampleCells(cells, random);
    const outcome = fitLikelihood({
      parameterNames: model.parameterNames,
      objective: model.objective(sample),
      starts,
      customers: totalOf(sample),
      logCovariance: fit.logCovariance,
      refusalOf: () => 'no_maximum',
    });
    if (outcome.ok) draws.push(outcome.fit.parameters);
    await breathe((replicate + 1) / replicates);
  }
  return { draws, refused: replicates - draws.length };
}
