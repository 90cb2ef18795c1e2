/**
 * The Bayesian posterior of a model's parameters, sampled on the cells. Priors are normal on the logarithms, each wide
 * enough to say little and narrow enough that weak data do not run off: a shape (r, s, a, b) lies with 95 % probability
 * between 0.02 and 50; a time (alpha, beta) as far about the customers' mean age.
 */
import { sumOver, totalOf } from '../btyd/cells';
import { toLogs } from '../btyd/fit';
import type { Cells, Objective, Parameters, TransactionModel } from '../btyd/model';
import { cholesky, multiply } from '../numerics/linear';
import { createRandom } from '../random';
import { breather, type Patience } from './breather';
import { bulkEffectiveSize, rHat } from './convergence';
import type { Estimated } from './delta';
import { sampleChain } from './hmc';

/** Of the logarithm of a parameter. */
export interface Prior {
  readonly mean: number;
  readonly deviation: number;
}

export interface PosteriorSettings {
  readonly chains: number;
  readonly warmup: number;
  /** For each chain, after the warm-up. */
  readonly draws: number;
  readonly seed: number;
  /** In the order of the model's parameters; weak ones when absent. */
  readonly priors?: readonly Prior[];
}

/** How well the chains agree on the logarithm of one parameter. */
export interface Agreement {
  /** Below 1.01 where the chains have met. */
  readonly rHat: number;
  /** Independent draws that all of them are worth. */
  readonly effectiveSize: number;
}

export interface Posterior {
  /** Chain after chain. */
  readonly draws: readonly Parameters[];
  readonly agreement: Readonly<Record<string, Agreement>>;
  readonly priors: readonly Prior[];
  /** Share of proposals accepted. */
  readonly acceptance: number;
  readonly divergent: number;
}

const priorDeviation = 2;

/** Parameters that are times, in the models of transactions. */
const times: readonly string[] = ['alpha', 'beta'];

function weakPriors(model: Pick<TransactionModel, 'parameterNames'>, cells: Cells): readonly Prior[] {
  const meanAge = sumOver(cells, (_x, _recency, age) => age) / totalOf(cells);
  return model.parameterNames.map((name) => ({
    mean: times.includes(name) ? Math.log(meanAge) : 0,
    deviation: priorDeviation,
  }));
}

/** Log-likelihood + log prior (up to a constant), at the logarithms of the parameters. */
function withPriors(likelihood: Objective, priors: readonly Prior[]): Objective {
  return (point, gradient) => {
    let value = likelihood(point, gradient);
    priors.forEach(({ mean, deviation }, i) => {
      const distance = ((point[i] ?? NaN) - mean) / deviation;
      value -= (distance * distance) / 2;
      gradient[i] = (gradient[i] ?? 0) - distance / deviation;
    });
    return value;
  };
}

/** The density in coordinates z, point = centre + factor z, where it is nearly standard normal. */
function whitened(density: Objective, centre: readonly number[], factor: readonly (readonly number[])[]) {
  const pointOf = (z: ArrayLike<number>) =>
    Float64Array.from(multiply(factor, z), (shift, i) => shift + (centre[i] ?? NaN));
  const slope = new Float64Array(centre.length);
  const objective: Objective = (z, gradient) => {
    const value = density(pointOf(z), slope);
    for (let k = 0; k < centre.length; k++)
      gradient[k] = factor.reduce((sum, row, i) => sum + (row[k] ?? 0) * (slope[i] ?? 0), 0);
    return value;
  };
  return { objective, pointOf };
}

/**
 * Samples the posterior by chains that start apart, about the maximum of the likelihood. The same seed gives the same
 * draws.
 * @param fit of the same cells; its covariance scales the steps
 * @throws the signal's reason when it is aborted
 */
export async function samplePosterior(
  model: TransactionModel,
  cells: Cells,
  fit: Estimated,
  settings: PosteriorSettings,
  patience: Patience = {},
): Promise<Posterior> {
  const names = model.parameterNames;
  const factor = cholesky(fit.logCovariance);
  if (!factor) throw new RangeError('The covariance of a fit must be positive definite');
  const priors = settings.priors ?? weakPriors(model, cells);
  const { objective, pointOf } = whitened(
    withPriors(model.objective(cells), priors),
    toLogs(names, fit.parameters),
    factor,
  );
  const random = createRandom(settings.seed);
  const breathe = breather(patience);
  const chains: Float64Array[] = [];
  let accepted = 0;
  let divergent = 0;
  for (let chain = 0; chain < settings.chains; chain++) {
    const start = Float64Array.from(names, () => 2 * random.normal());
    const made = await sampleChain(objective, start, settings, random, (share) =>
      breathe((chain + share) / settings.chains),
    );
    chains.push(made.points);
    accepted += made.accepted;
    divergent += made.divergent;
  }
  const size = names.length;
  const logs = chains.map((points) =>
    Array.from({ length: settings.draws }, (_, i) => pointOf(points.subarray(i * size, (i + 1) * size))),
  );
  const agreement = Object.fromEntries(
    names.map((name, k) => {
      const ofOne = logs.map((chain) => Float64Array.from(chain, (point) => point[k] ?? NaN));
      return [name, { rHat: rHat(ofOne), effectiveSize: bulkEffectiveSize(ofOne) }];
    }),
  );
  return {
    draws: logs
      .flat()
      .map((point) => Object.fromEntries(names.map((name, k) => [name, Math.exp(point[k] ?? NaN)]))),
    agreement,
    priors,
    acceptance: accepted / (settings.chains * settings.draws),
    divergent,
  };
}
