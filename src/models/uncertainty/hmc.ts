/**
 * Hamiltonian Monte Carlo (Neal 2011, "MCMC using Hamiltonian dynamics", Handbook of Markov Chain Monte Carlo, chapter 5)
 * in coordinates in which the density is nearly standard normal, so that few steps cross it. The step size is learned
 * during the warm-up by dual averaging (Hoffman and Gelman 2014, "The No-U-Turn Sampler", Journal of Machine Learning
 * Research 15, 1593-1623, section 3.2), and then kept.
 */
import { dot } from '../numerics/linear';
import type { Objective } from '../numerics/problem';
import type { Random } from '../random';

export interface ChainSettings {
  readonly warmup: number;
  readonly draws: number;
}

export interface Chain {
  /** The draws after the warm-up, one after the other. */
  readonly points: Float64Array;
  readonly accepted: number;
  /** Trajectories whose energy error says that the step was too long for where they were. */
  readonly divergent: number;
}

/** Hoffman and Gelman's (2014) settings of dual averaging, with their target for HMC moved to the usual 0.8. */
const target = 0.8;
const [gamma, offset, kappa] = [0.05, 10, 0.75];
/** A quarter of the period of a standard normal density: from anywhere to nearly independent. */
const trajectory = Math.PI / 2;
const mostSteps = 32;
/** Stan's bound of the energy error. */
const divergence = 1000;

function stepSizes(first: number) {
  let error = 0;
  let logAverage = 0;
  let logStep = Math.log(first);
  return {
    now: () => Math.exp(logStep),
    final: () => Math.exp(logAverage),
    learn(acceptance: number, round: number) {
      error += (target - acceptance - error) / (round + offset);
      logStep = Math.log(10 * first) - (Math.sqrt(round) / gamma) * error;
      const weight = round ** -kappa;
      logAverage = weight * logStep + (1 - weight) * logAverage;
    },
  };
}

/**
 * One chain.
 * @param start a point of finite density
 * @param breathe called after each draw with the share of the chain done
 */
export async function sampleChain(
  logDensity: Objective,
  start: Float64Array,
  { warmup, draws }: ChainSettings,
  random: Random,
  breathe: (share: number) => Promise<void>,
): Promise<Chain> {
  const size = start.length;
  const points = new Float64Array(draws * size);
  const sizes = stepSizes(0.5);
  let slope = new Float64Array(size);
  let at = start.slice();
  let value = logDensity(at, slope);
  let accepted = 0;
  let divergent = 0;
  for (let round = 1; round <= warmup + draws; round++) {
    // Without a change of length, a trajectory may come back to where it began for ever (Neal 2011, section 3.2).
    const step = (round <= warmup ? sizes.now() : sizes.final()) * (0.8 + 0.4 * random.uniform());
    const steps = Math.min(mostSteps, Math.max(1, Math.round(trajectory / step)));
    const momentum = Float64Array.from({ length: size }, () => random.normal());
    const energy = value - dot(momentum, momentum) / 2;
    const proposal = at.slice();
    const proposalSlope = slope.slice();
    let proposed = value;
    const push = (by: number) => {
      for (let k = 0; k < size; k++) momentum[k] = (momentum[k] ?? 0) + by * (proposalSlope[k] ?? 0);
    };
    for (let i = 0; i < steps && Number.isFinite(proposed); i++) {
      push(step / 2);
      for (let k = 0; k < size; k++) proposal[k] = (proposal[k] ?? 0) + step * (momentum[k] ?? 0);
      proposed = logDensity(proposal, proposalSlope);
      push(step / 2);
    }
    const change = proposed - dot(momentum, momentum) / 2 - energy;
    const acceptance = Number.isFinite(change) ? Math.min(1, Math.exp(change)) : 0;
    const isAccepted = random.chance(acceptance);
    if (isAccepted) {
      at = proposal;
      slope = proposalSlope;
      value = proposed;
    }
    if (round <= warmup) sizes.learn(acceptance, round);
    else {
      points.set(at, (round - warmup - 1) * size);
      if (isAccepted) accepted++;
      if (!(change > -divergence)) divergent++;
    }
    await breathe(round / (warmup + draws));
  }
  return { points, accepted, divergent };
}
