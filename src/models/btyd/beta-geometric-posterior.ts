import type { BetaGeometric, BetaGeometricParameters } from './beta-geometric';
import { dropout, type Dropout } from './dropout';

/** One customer's numbers. */
export interface Standing {
  readonly x: number;
  readonly recency: number;
  readonly age: number;
}

/**
 * The law of a living customer's future given x orders, but for the time observed: rates are ~ Gamma(shape + phase,
 * α + age), where the phase counts the ticks since the last order, and chances of leaving follow `dropout`.
 */
export interface Living {
  readonly k: number;
  readonly shape: number;
  /** Of the law of the chance of leaving. */
  readonly a: number;
  readonly b: number;
  readonly dropout: Dropout;
}

export function livingAfter(
  { k, atFirst }: BetaGeometric,
  { r, a, b }: BetaGeometricParameters,
  x: number,
): Living {
  const stayed = b + x + atFirst;
  return { k, shape: r + k * x, a, b: stayed, dropout: dropout(a, stayed) };
}

/** Fills in the weights of the phases 0 … k - 1 of a living customer, which sum to 1; returns their sum before that. */
function fillPhases(k: number, shape: number, share: number, phases: Float64Array): number {
  let term = 1;
  let sum = 1;
  phases[0] = 1;
  for (let j = 1; j < k; j++) {
    term *= ((shape + j - 1) * share) / j;
    phases[j] = term;
    sum += term;
  }
  for (let j = 0; j < k; j++) phases[j] = (phases[j] as number) / sum;
  return sum;
}

/**
 * The probability of being alive at the age: the second term of equation 6 in Fader, Hardie & Lee (2005) against both,
 * with the Erlang survival of Platzer & Reutterer (2016) for k above 1. Fills in the weights of the phases.
 */
export function aliveNow(
  { k, atFirst }: BetaGeometric,
  { r, alpha, a, b }: BetaGeometricParameters,
  { x, recency, age }: Standing,
  phases: Float64Array,
): number {
  const shape = r + k * x;
  const ticks = fillPhases(k, shape, (age - recency) / (alpha + age), phases);
  const chances = x + atFirst;
  if (chances === 0) return 1;
  const silence = Math.log1p((age - recency) / (alpha + recency));
  const odds = Math.log(a / (b + chances - 1)) + shape * silence - Math.log(ticks);
  return odds > 0 ? Math.exp(-odds) / (1 + Math.exp(-odds)) : 1 / (1 + Math.exp(odds));
}
