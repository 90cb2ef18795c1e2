import { noPredictions } from '../schema/predictions';
import { bindSql } from '../schema/sql';
import type { Totals } from './forecast';
import predictions from './predictions.sql?raw';
import type { Foretold } from './protocol';
import purchases from './purchases.sql?raw';
import type { FitReport } from './report';
import type { FitRequest } from './request';

/** The population and the last moment that the models learn from. */
export interface LearningScope {
  readonly currency: string | null;
  readonly end: Date;
}

/** What foretelling needs of the engine and of the models' worker. */
export interface Oracle {
  bytes(sql: string): Promise<Uint8Array>;
  derive(name: string, sql: string): Promise<void>;
  insert(name: string, rows: Uint8Array): Promise<void>;
  foretell(purchases: Uint8Array, request: FitRequest, calibrationEnd: string): Promise<Foretold>;
}

export const isoDay = (date: Date): string => date.toISOString().slice(0, 10);

/** The last moment of a day. */
export const endOfDay = (day: string): Date => new Date(`${day}T23:59:59.999Z`);

export const purchasesSql = ({ currency, end }: LearningScope): string =>
  bindSql(purchases, { currency, end: endOfDay(isoDay(end)) });

const read = 'SELECT x, recency, age, repeat_net, log_gaps FROM';

/** The purchases in the order that the models expect. */
export const readingSql = `${read} derived.purchases ORDER BY row`;

/** The same, of tables that nobody keeps. */
export const learningSql = (scope: LearningScope): string => `${read} (${purchasesSql(scope)}) ORDER BY row`;

export interface Outlook {
  readonly request: FitRequest;
  readonly report: FitReport;
  readonly totals: Totals | null;
}

/**
 * Fits the customers' purchases and makes `derived.predictions`, one row for each customer; an empty one when no model
 * converged, and then it says why.
 */
export async function foretellCustomers(
  oracle: Oracle,
  scope: LearningScope,
  request: FitRequest,
): Promise<Outlook> {
  await oracle.derive('purchases', purchasesSql(scope));
  const end = isoDay(scope.end);
  const { report, totals, rows } = await oracle.foretell(await oracle.bytes(readingSql), request, end);
  if (rows !== null && report.converged) {
    await oracle.insert('prediction_rows', rows);
    await oracle.derive('predictions', bindSql(predictions, { end: endOfDay(end), model: report.model }));
  } else {
    await oracle.derive('predictions', noPredictions);
  }
  return { request, report, totals };
}
