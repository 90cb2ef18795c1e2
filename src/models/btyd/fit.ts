import { cholesky, inverseFromCholesky, type Matrix } from '../numerics/linear';
import { maximise } from '../numerics/optimise';
import type { NoMaximum, Objective } from '../numerics/problem';
import { sampleCells, totalOf } from './cells';
import type { Cells, Fit, FitOutcome, Parameters, Refusal, Start, TransactionModel } from './model';
import { refusalBefore, refusalOf } from './refusal';

export interface FitOptions {
  readonly signal?: AbortSignal;
}

/** A likelihood whose parameters are all positive and are searched for by their logarithms. */
export interface Likelihood {
  readonly parameterNames: readonly string[];
  readonly objective: Objective;
  readonly starts: readonly Start[];
  /** Sum of the weights: the number of observations that the BIC counts. */
  readonly customers: number;
  /** A guess of the covariance of the logarithms, from part of the data. */
  readonly logCovariance?: Matrix;
  /** Names the reason of a search that found no maximum. */
  readonly refusalOf: (end: NoMaximum) => Refusal;
}

const named = (names: readonly string[], values: ArrayLike<number>): Parameters =>
  Object.fromEntries(names.map((name, i) => [name, values[i] ?? Number.NaN]));

/** A parameter whose logarithm has a standard error above this is not told by the data: the top is a ridge. */
const widest = 8;

/**
 * Maximum likelihood with standard errors by the delta method (of exp, from the inverse of the observed information in
 * the logarithms). A unit of time is a shift of one logarithm, so that the search is the same in days and in years.
 */
export function fitLikelihood(likelihood: Likelihood, options: FitOptions = {}): FitOutcome {
  const began = performance.now();
  const { parameterNames, objective, starts, customers, logCovariance } = likelihood;
  const end = maximise({
    objective,
    starts,
    customers,
    ...(logCovariance && { inverseHessian: logCovariance }),
    ...(options.signal && { signal: options.signal }),
  });
  if (!end.ok) return { ok: false, refusal: likelihood.refusalOf(end) };
  const factor = cholesky(end.hessian.map((row) => row.map((value) => -value)));
  if (!factor) return { ok: false, refusal: 'no_maximum' };
  const covariance = inverseFromCholesky(factor);
  const adrift = covariance.findIndex((row, i) => !((row[i] ?? Number.NaN) <= widest ** 2));
  if (adrift >= 0) {
    const direction = covariance.map((_, i) => (i === adrift ? 1 : 0));
    const { point, value } = end;
    return {
      ok: false,
      refusal: likelihood.refusalOf({ ok: false, reason: 'diverged', point, value, direction }),
    };
  }
  const parameters = end.point.map(Math.exp);
  const errors = parameters.map((value, i) => value * Math.sqrt(covariance[i]?.[i] ?? Number.NaN));
  const fit: Fit = {
    parameters: named(parameterNames, parameters),
    standardErrors: named(parameterNames, errors),
    logCovariance: covariance,
    logLikelihood: end.value,
    aic: 2 * parameterNames.length - 2 * end.value,
    bic: Math.log(customers) * parameterNames.length - 2 * end.value,
    customers,
    iterations: end.iterations,
    evaluations: end.evaluations,
    gradientNorm: end.gradientNorm,
    milliseconds: performance.now() - began,
  };
  return { ok: true, fit };
}

/** From this many cells on the search begins on a sample of the customers. */
const manyCells = 6_000;
const sampleSize = 4_096;

/** The logarithms of the parameters, in the order of their names. */
export const toLogs = (names: readonly string[], parameters: Parameters): number[] =>
  names.map((name) => Math.log(parameters[name] ?? Number.NaN));

function fitCells(
  model: TransactionModel,
  cells: Cells,
  options: FitOptions,
  near?: Pick<Likelihood, 'starts' | 'logCovariance'>,
): FitOutcome {
  return fitLikelihood(
    {
      parameterNames: model.parameterNames,
      objective: model.objective(cells),
      starts: model.starts(cells),
      customers: totalOf(cells),
      refusalOf: (end) => refusalOf(model, cells, end),
      ...near,
    },
    options,
  );
}

/** A fit to a sample of the customers, as a start for all of them; undefined where even that fails. */
function nearFit(
  model: TransactionModel,
  cells: Cells,
  options: FitOptions,
): Pick<Likelihood, 'starts' | 'logCovariance'> | undefined {
  const sample = sampleCells(cells, sampleSize);
  const outcome = fitCells(model, sample, options);
  if (!outcome.ok) return undefined;
  const { fit } = outcome;
  const share = fit.customers / totalOf(cells);
  return {
    starts: [toLogs(model.parameterNames, fit.parameters)],
    logCovariance: fit.logCovariance.map((row) => row.map((value) => value * share)),
  };
}

/**
 * Fits a transaction model to cells by maximum likelihood. Many cells are fitted from the fit to a sample of their
 * customers, which spares most of the evaluations; the result is that of all cells.
 * @returns the fit, or the reason why there is none
 * @throws the signal's reason when it is aborted
 */
export function fitModel(model: TransactionModel, cells: Cells, options: FitOptions = {}): FitOutcome {
  const began = performance.now();
  const refusal = refusalBefore(cells);
  if (refusal) return { ok: false, refusal };
  const near = cells.x.length > manyCells ? nearFit(model, cells, options) : undefined;
  let outcome = fitCells(model, cells, options, near);
  if (!outcome.ok && near) outcome = fitCells(model, cells, options);
  if (!outcome.ok) return outcome;
  return { ok: true, fit: { ...outcome.fit, milliseconds: performance.now() - began } };
}
