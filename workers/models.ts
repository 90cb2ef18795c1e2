/** The worker for models: fits and forecasts, apart from the engine, so that neither waits for the other. */
import * as Comlink from 'comlink';
import { decodeTable } from '../src/engine/arrow';
import { alivePath, type AlivePoint, type AliveQuestion } from '../src/predict/alive-path';
import { readPurchases } from '../src/predict/customers';
import { fitPurchases } from '../src/predict/fit';
import { forecast } from '../src/predict/forecast';
import type { Foretold, ModelsApi } from '../src/predict/protocol';
import type { FitReport } from '../src/predict/report';
import type { FitRequest } from '../src/predict/request';
import { predictionRows } from '../src/predict/rows';

class ModelsWorker implements ModelsApi {
  fit(purchases: Uint8Array, request: FitRequest, calibrationEnd: string): Promise<FitReport> {
    const { report } = fitPurchases(readPurchases(decodeTable(purchases)), request, calibrationEnd);
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

  alivePath(question: AliveQuestion): Promise<readonly AlivePoint[]> {
    return Promise.resolve(alivePath(question));
  }
}

Comlink.expose(new ModelsWorker());
