/**
 * Whether Markov chains have met: Vehtari, Gelman, Simpson, Carpenter and Bürkner (2021), "Rank-normalization, folding,
 * and localization: An improved R-hat", Bayesian Analysis 16(2), 667-718; numbered equations below.
 */
import { ranks } from '../validation/metrics';
import { normalQuantile } from './normal';

/** Draws of one quantity: chains of equal length. */
export type Chains = readonly Float64Array[];

const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

function varianceOf(values: Float64Array): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

/** Each chain cut into halves, so that a chain that drifts disagrees with itself. */
const split = (chains: Chains): Chains =>
  chains.flatMap((chain) => {
    const half = Math.floor(chain.length / 2);
    return [chain.slice(0, half), chain.slice(chain.length - half)];
  });

function mapTogether(chains: Chains, transform: (all: Float64Array) => Float64Array): Chains {
  const length = chains[0]?.length ?? 0;
  const all = new Float64Array(chains.length * length);
  chains.forEach((chain, i) => all.set(chain, i * length));
  const changed = transform(all);
  return chains.map((_, i) => changed.slice(i * length, (i + 1) * length));
}

/** Equation 14: normal scores of the ranks, after Blom (1958). */
const rankNormalised = (chains: Chains) =>
  mapTogether(chains, (all) =>
    ranks(all).map((rank) => normalQuantile((rank - 3 / 8) / (all.length + 1 / 4))),
  );

/** Distances from the median, which tell chains of unlike spread. */
const folded = (chains: Chains) =>
  mapTogether(chains, (all) => {
    const sorted = all.toSorted();
    const middle = ((sorted[(all.length - 1) >> 1] ?? 0) + (sorted[all.length >> 1] ?? 0)) / 2;
    return all.map((value) => Math.abs(value - middle));
  });

/** Variances within and between chains, and of both together (equations 1 to 3). */
function variances(chains: Chains) {
  const length = chains[0]?.length ?? 0;
  const within = meanOf(Float64Array.from(chains, varianceOf));
  const between = length * varianceOf(Float64Array.from(chains, meanOf));
  return { within, total: ((length - 1) / length) * within + between / length };
}

function plainRHat(chains: Chains): number {
  const { within, total } = variances(chains);
  return Math.sqrt(total / within);
}

/**
 * The larger of rank-normalised split R-hat and its folded form (section 4). 1 where the chains agree; the paper asks for
 * less than 1.01. NaN when nothing moved.
 */
export function rHat(chains: Chains): number {
  const halves = split(chains);
  return Math.max(plainRHat(rankNormalised(halves)), plainRHat(rankNormalised(folded(halves))));
}

/** Autocovariances of one chain at lags 0 … lags - 1, over its length (biased, as equation 10 needs). */
function autocovariances(chain: Float64Array, lags: number): Float64Array {
  const mean = meanOf(chain);
  const centred = chain.map((value) => value - mean);
  return Float64Array.from({ length: lags }, (_, lag) => {
    let sum = 0;
    for (let i = lag; i < centred.length; i++) sum += (centred[i] ?? 0) * (centred[i - lag] ?? 0);
    return sum / centred.length;
  });
}

/**
 * Bulk effective sample size: how many independent draws the chains are worth for means and medians (sections 3.2 and
 * 4.3), by Geyer's (1992) initial monotone sequence. The paper asks for at least 100 a chain.
 */
export function bulkEffectiveSize(chains: Chains): number {
  const halves = rankNormalised(split(chains));
  const length = halves[0]?.length ?? 0;
  const draws = halves.length * length;
  const { within, total } = variances(halves);
  const covariances = halves.map((chain) => autocovariances(chain, length));
  // Equation 10; the covariances over their length become those over length - 1, as the variance within is.
  const correlation = (lag: number) =>
    1 -
    (within - (meanOf(Float64Array.from(covariances, (each) => each[lag] ?? 0)) * length) / (length - 1)) /
      total;
  let sum = 0;
  let least = Infinity;
  for (let lag = 0; lag + 1 < length; lag += 2) {
    const pair = (lag === 0 ? 1 : correlation(lag)) + correlation(lag + 1);
    if (pair <= 0) break;
    least = Math.min(least, pair);
    sum += least;
  }
  // Equation 13, and the paper's bound for antithetic chains.
  return draws / Math.max(2 * sum - 1, 1 / Math.log10(draws));
}
