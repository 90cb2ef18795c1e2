import { cholesky, inverseFromCholesky, type Matrix } from '../numerics/linear';
import { maximise } from '../numerics/optimise';
import { totalOf } from './cells';
import {
  covariateEffects,
  covariateObjective,
  type Coefficient,
  type CovariateParameters,
  type Covariates,
} from './covariates';
import { fitModel, toLogs, type FitOptions } from './fit';
import type { Cells, Fit, Parameters, Refusal, TransactionModel } from './model';
import { refusalBefore, refusalOf } from './refusal';

/** As `Fit`, but with coefficients that may be negative. */
export interface CovariateFit extends CovariateParameters, Omit<Fit, 'logCovariance'> {
  /** Of the logarithms of the parameters and of the coefficients themselves, in their order, row by row. */
  readonly covariance: Matrix;
}

/** `collinear_covariates`: a column is the same for all, or follows from the others; their effects cannot be told apart. */
export type CovariateRefusal = Refusal | 'collinear_covariates';
export type CovariateFitOutcome =
  | { readonly ok: true; readonly fit: CovariateFit }
  | { readonly ok: false; readonly refusal: CovariateRefusal };

interface Scale {
  readonly mean: number;
  readonly deviation: number;
}

/** Customers of each profile. */
function weights({ weight }: Cells, { profiles, profileOf }: Covariates): number[] {
  const sums = profiles.map(() => 0);
  profileOf.forEach((profile, cell) => {
    sums[profile] = (sums[profile] ?? 0) + (weight[cell] as number);
  });
  return sums;
}

const weightedMean = (values: readonly number[], weight: readonly number[]): number =>
  values.reduce((sum, value, at) => sum + value * (weight[at] ?? 0), 0) /
  weight.reduce((sum, each) => sum + each, 0);

/** Columns with mean 0 and variance 1 over customers, so that the search fares alike in any unit; null if collinear. */
function standardise(
  cells: Cells,
  covariates: Covariates,
): { covariates: Covariates; scales: Scale[] } | null {
  const weight = weights(cells, covariates);
  const columns = covariates.columns.map((_, at) => covariates.profiles.map((profile) => profile[at] ?? 0));
  const scales = columns.map((values) => {
    const mean = weightedMean(values, weight);
    const variance = weightedMean(
      values.map((value) => (value - mean) ** 2),
      weight,
    );
    return { mean, deviation: variance > 1e-18 * mean * mean ? Math.sqrt(variance) : 0 };
  });
  if (scales.some(({ deviation }) => !(deviation > 0))) return null;
  const scaled = columns.map((values, at) => {
    const { mean = 0, deviation = 1 } = scales[at] ?? {};
    return values.map((value) => (value - mean) / deviation);
  });
  const correlations = scaled.map((one, i) =>
    scaled.map((other, j) => {
      const products = one.map((value, at) => value * (other[at] ?? 0));
      // Correlated to within rounding of 1 is collinear.
      return weightedMean(products, weight) - (i === j ? 1e-9 : 0);
    }),
  );
  if (!cholesky(correlations)) return null;
  const profiles = covariates.profiles.map((_, profile) => scaled.map((values) => values[profile] ?? 0));
  return { covariates: { ...covariates, profiles }, scales };
}

/**
 * The linear map from the search's coordinates to logarithms of parameters at covariates of 0 and coefficients of the
 * columns as given: log(theta) moves by -sign × coefficient × mean, a coefficient is divided by the deviation.
 */
function backTransform(model: TransactionModel, scales: readonly Scale[]): number[][] {
  const names = model.parameterNames;
  const effects = covariateEffects(model);
  const size = names.length + effects.length * scales.length;
  const map: number[][] = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (__, j): number => (i === j && i < names.length ? 1 : 0)),
  );
  effects.forEach(({ parameter, sign }, effect) => {
    scales.forEach(({ mean, deviation }, column) => {
      const at = names.length + effect * scales.length + column;
      const own = map[at];
      const base = map[names.indexOf(parameter)];
      if (own) own[at] = 1 / deviation;
      if (base) base[at] = (-sign * mean) / deviation;
    });
  });
  return map;
}

const rowTimes = (row: readonly number[], vector: ArrayLike<number>): number =>
  row.reduce((sum, value, at) => sum + value * (vector[at] ?? 0), 0);

/** map × covariance × mapᵀ. */
const transformed = (map: Matrix, covariance: Matrix): number[][] => {
  const half = map.map((row) => covariance.map((column) => rowTimes(row, column)));
  return half.map((row) => map.map((other) => rowTimes(row, other)));
};

/**
 * Fits a transaction model with static covariates by maximum likelihood, from the fit without them.
 * @returns parameters of a customer whose covariates are all 0, coefficients on the plain scale, standard errors of both
 *   (delta method), or the reason why there is no maximum
 * @throws the signal's reason when it is aborted
 */
export function fitWithCovariates(
  model: TransactionModel,
  cells: Cells,
  covariates: Covariates,
  options: FitOptions = {},
): CovariateFitOutcome {
  const began = performance.now();
  const early = refusalBefore(cells);
  if (early) return { ok: false, refusal: early };
  const standard = standardise(cells, covariates);
  if (!standard) return { ok: false, refusal: 'collinear_covariates' };

  const names = model.parameterNames;
  const effects = covariateEffects(model);
  const customers = totalOf(cells);
  const none = new Array<number>(effects.length * covariates.columns.length).fill(0);
  const plain = fitModel(model, cells, options);
  const likeliest = plain.ok ? [toLogs(names, plain.fit.parameters)] : [];
  const end = maximise({
    objective: covariateObjective(model, cells, standard.covariates),
    starts: [...likeliest, ...model.starts(cells)].map((start) => [...start, ...none]),
    customers,
    ...(options.signal && { signal: options.signal }),
  });
  if (!end.ok) return { ok: false, refusal: refusalOf(model, cells, end) };
  const factor = cholesky(end.hessian.map((row) => row.map((value) => -value)));
  if (!factor) return { ok: false, refusal: 'no_maximum' };

  const map = backTransform(model, standard.scales);
  const covariance = transformed(map, inverseFromCholesky(factor));
  const point = map.map((row) => rowTimes(row, end.point));
  const error = (at: number): number => Math.sqrt(covariance[at]?.[at] ?? Number.NaN);
  const value = (at: number): number => point[at] ?? Number.NaN;
  const byName = (of: (at: number) => number): Parameters =>
    Object.fromEntries(names.map((name, at) => [name, of(at)]));
  const coefficients = effects.flatMap(({ parameter }, effect) =>
    covariates.columns.map((column, index): Coefficient => {
      const at = names.length + effect * covariates.columns.length + index;
      return { parameter, column, value: value(at), standardError: error(at) };
    }),
  );
  const fit: CovariateFit = {
    parameters: byName((at) => Math.exp(value(at))),
    standardErrors: byName((at) => Math.exp(value(at)) * error(at)),
    coefficients,
    covariance,
    logLikelihood: end.value,
    aic: 2 * point.length - 2 * end.value,
    bic: Math.log(customers) * point.length - 2 * end.value,
    customers,
    iterations: end.iterations,
    evaluations: end.evaluations,
    gradientNorm: end.gradientNorm,
    milliseconds: performance.now() - began,
  };
  return { ok: true, fit };
}
