/** What the visit asks of the models: of the engine's tables, in the models' own worker, which is fetched when asked. */
import type { Engine } from './engine/engine.svelte';
import type { DataContext } from './notebook/context';
import { covariatesSql } from './predict/covariates-sql';
import {
  endOfDay,
  foretellCustomers,
  isoDay,
  learningSql,
  type Oracle,
  type Outlook,
} from './predict/foretell';
import type { FitReport } from './predict/report';
import type { FitRequest } from './predict/request';

/** What the data says of currency and time; without any data, nothing is learned. */
type Learnable = Pick<DataContext, 'scope' | 'asOf'>;
const nothing: Learnable = { scope: { currency: null, filter: null }, asOf: endOfDay('1970-01-01') };

/** Foretells every customer: makes `derived.predictions`. */
export async function foretell(
  engine: Engine,
  { scope, asOf }: Learnable,
  request: FitRequest,
): Promise<Outlook> {
  const models = await import('./engine/models');
  const oracle: Oracle = {
    bytes: (sql) => engine.bytes(sql),
    derive: (name, sql) => engine.derive({ schema: 'derived', name }, sql),
    insert: (name, rows) => engine.insert({ schema: 'derived', name }, rows),
    foretell: (purchases, asked, calibrationEnd) =>
      models.foretell({ purchases, request: asked, calibrationEnd }),
  };
  return foretellCustomers(oracle, { currency: scope.currency, end: asOf }, request);
}

/** Fits a model to the orders until its calibration's end, and keeps nothing of it. */
export async function fit(
  engine: Engine,
  context: Learnable | null,
  request: FitRequest,
): Promise<FitReport> {
  const { scope, asOf } = context ?? nothing;
  const calibrationEnd = request.calibrationEnd ?? isoDay(asOf);
  const learned = { currency: scope.currency, end: endOfDay(calibrationEnd) };
  const sql = request.covariates?.length ? covariatesSql(learned, request.covariates) : learningSql(learned);
  const purchases = await engine.bytes(sql);
  const { fitModels } = await import('./engine/models');
  return fitModels({ purchases, request, calibrationEnd });
}
