/** The worker for models: fits and forecasts, apart from the engine, so that neither waits for the other. */
import * as Comlink from 'comlink';
import { decodeTable } from '../src/engine/arrow';
import { alivePath, type AlivePoint, type AliveQuestion } from '../src/predict/alive-path';
import { bootstrapStakes } from '../src/predict/bootstrap';
import { fitCovariates } from '../src/predict/covariates';
import { readPurchases } from '../src/predict/customers';
import { fitPurchases, type Fitted } from '../src/predict/fit';
import { forecast } from '../src/predict/forecast';
import { atOnce, readGroups, stakesOf, type Stakes } from '../src/predict/groups';
import { readOrders } from '../src/predict/orders';
import { sampleStakes } from '../src/predict/posterior';
import type { Foretold, ModelsApi, Progress } from '../src/predict/protocol';
import type { FitReport } from '../src/predict/report';
import type { FitRequest } from '../src/predict/request';
import { predictionRows } from '../src/predict/rows';
import type {
  Bootstrapped,
  BootstrapRequest,
  PosteriorRequest,
  Sampled,
  Uncertainty,
  UncertaintyRequest,
} from '../src/predict/uncertainty';
import { validateModels } from '../src/predict/validate';
import type { ValidateRequest, Validation } from '../src/predict/validation';

/** The fit, and what the groups of the request have at stake in it; null when no model converged. */
function stakesIn(
  bytes: Uint8Array,
  { fit, calibrationEnd, groups }: UncertaintyRequest,
): { readonly fitted: Fitted; readonly stakes: Stakes } | null {
  const table = decodeTable(bytes);
  const purchases = readPurchases(table);
  const fitted = fitPurchases(purchases, fit, calibrationEnd);
  const stakes = stakesOf(fitted, purchases, fit, readGroups(table, groups));
  return stakes && { fitted, stakes };
}

class ModelsWorker implements ModelsApi {
  fit(purchases: Uint8Array, request: FitRequest, calibrationEnd: string): Promise<FitReport> {
    const table = decodeTable(purchases);
    const { report } = fitPurchases(readPurchases(table), request, calibrationEnd);
    if (request.covariates?.length) {
      const covariates = fitCovariates(table, request, report.converged ? report.model : null);
      return Promise.resolve({ ...report, covariates });
    }
    return Promise.resolve(report);
  }

  foretell(bytes: Uint8Array, request: FitRequest, calibrationEnd: string): Promise<Foretold> {
    const purchases = readPurchases(decodeTable(bytes));
    const fitted = fitPurchases(purchases, request, calibrationEnd);
    const found = forecast(fitted, purchases, request);
    const rows = found && predictionRows(found);
    const foretold = { report: fitted.report, totals: found?.totals ?? null, rows };
    return Promise.resolve(rows ? Comlink.transfer(foretold, [rows.buffer]) : foretold);
  }

  validate(bytes: Uint8Array, request: ValidateRequest, onProgress: Progress): Promise<Validation | null> {
    return validateModels(readOrders(decodeTable(bytes)), request, { onProgress });
  }

  intervals(bytes: Uint8Array, request: UncertaintyRequest): Promise<Uncertainty | null> {
    const found = stakesIn(bytes, request);
    return Promise.resolve(found && atOnce(found.stakes, request.fit.level));
  }

  async bootstrap(
    bytes: Uint8Array,
    request: BootstrapRequest,
    onProgress: Progress,
  ): Promise<Bootstrapped | null> {
    const found = stakesIn(bytes, request);
    return found && bootstrapStakes(found.fitted, found.stakes, request, { onProgress });
  }

  async posterior(
    bytes: Uint8Array,
    request: PosteriorRequest,
    onProgress: Progress,
  ): Promise<Sampled | null> {
    const found = stakesIn(bytes, request);
    return found && sampleStakes(found.fitted, found.stakes, request, { onProgress });
  }

  alivePath(question: AliveQuestion): Promise<readonly AlivePoint[]> {
    return Promise.resolve(alivePath(question));
  }
}

Comlink.expose(new ModelsWorker());
