import type { Parameters } from './model';

/**
 * The family of models in which a customer leaves, if at all, right after an order, with the same chance p ~ Beta(a, b)
 * each time, and the time between orders is a sum of k ticks of a Poisson process with rate λ ~ Gamma(r, α):
 * BG/NBD (k = 1; Fader, Hardie & Lee 2005, Marketing Science 24, 275-284), MBG/NBD (k = 1, and a customer may leave
 * after the first order too; Batislam, Denizel & Filiztekin 2007, IJRM 24, 201-209; Hoppe & Wagner 2007, Marketing
 * ZFP 29, 75-90) and (M)BG/CNBD-k (Platzer & Reutterer 2016, Marketing Science 35, 779-799).
 */
export interface BetaGeometric {
  /** Ticks between orders: 1 for exponential times, more for regular ones. */
  readonly k: number;
  /** Chances to leave before the first repeat order: 1 where a customer may leave after the first order, else 0. */
  readonly atFirst: 0 | 1;
}

export const parameterNames = ['r', 'alpha', 'a', 'b'] as const;

export interface BetaGeometricParameters {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/** The four parameters by name. */
export function read(parameters: Parameters): BetaGeometricParameters {
  const [r = Number.NaN, alpha = Number.NaN, a = Number.NaN, b = Number.NaN] = parameterNames.map(
    (name) => parameters[name],
  );
  return { r, alpha, a, b };
}
