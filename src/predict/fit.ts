import { unitsPerYear } from '../models/btyd/clv';
import { fitGammaGamma, type SpendCells } from '../models/btyd/gamma-gamma';
import type { GroupedCells } from '../models/btyd/group-cells';
import type { Fit } from '../models/btyd/model';
import { spendIndependence } from '../models/btyd/spend-independence';
import { parameterIntervals } from '../models/uncertainty/delta';
import { daysPerYear } from '../models/clv';
import { cellsOf, logGapsOf, spendCellsOf, type Purchases } from './customers';
import { aicOf, bestOf, tryModels, type Success, type Tried } from './models';
import type { Candidate, FitReport, SpendReport } from './report';
import type { FitRequest } from './request';

export const daysPer = (unit: FitRequest['timeUnit']): number => daysPerYear / unitsPerYear[unit];

/** A fit and all that its forecasts need. */
export interface Fitted {
  readonly report: FitReport;
  /** Null when every model was refused. */
  readonly chosen: Success | null;
  readonly spend: Fit | null;
  readonly grouped: GroupedCells;
  readonly spendCells: SpendCells;
}

const candidateOf = (tried: Tried): Candidate =>
  tried.ok
    ? { model: tried.model.name, k: tried.k, converged: true, aic: aicOf(tried), bic: tried.fit.bic }
    : { model: tried.name, converged: false, refusal: tried.refusal };

function spendReport(spendCells: SpendCells): { readonly fit: Fit | null; readonly report: SpendReport } {
  const outcome = fitGammaGamma(spendCells);
  if (!outcome.ok) return { fit: null, report: { converged: false, refusal: outcome.refusal } };
  const { parameters, standardErrors, logCovariance, logLikelihood, customers } = outcome.fit;
  return {
    fit: outcome.fit,
    report: { converged: true, parameters, standardErrors, logCovariance, logLikelihood, customers },
  };
}

/**
 * Fits the model asked for, or the best of all by AIC, and the model of spend.
 * @param calibrationEnd ISO date, for the report
 */
export function fitPurchases(purchases: Purchases, request: FitRequest, calibrationEnd: string): Fitted {
  const began = performance.now();
  const daysPerUnit = daysPer(request.timeUnit);
  const grouped = cellsOf(purchases, daysPerUnit);
  const spendCells = spendCellsOf(purchases);
  const evidence = { cells: grouped.cells, logGaps: logGapsOf(purchases, daysPerUnit) };
  const tried = tryModels(request.model, evidence);
  const chosen = bestOf(tried);
  const common = {
    timeUnit: request.timeUnit,
    calibrationEnd,
    customers: purchases.x.length,
    cells: grouped.cells.x.length,
    candidates: tried.map(candidateOf),
  };
  if (chosen === null) {
    const [first] = tried;
    const report: FitReport = {
      ...common,
      converged: false,
      refusal: first && !first.ok ? first.refusal : 'no_maximum',
      milliseconds: performance.now() - began,
    };
    return { report, chosen, spend: null, grouped, spendCells };
  }
  const spend = spendReport(spendCells);
  const report: FitReport = {
    ...chosen.fit,
    ...common,
    converged: true,
    model: chosen.model.name,
    k: chosen.k,
    parameterIntervals: parameterIntervals(chosen.fit, request.level),
    spend: spend.report,
    independence: spendIndependence(spendCells, spend.fit?.parameters ?? null),
    milliseconds: performance.now() - began,
  };
  return { report, chosen, spend: spend.fit, grouped, spendCells };
}
