/** What the page may ask of `workers/models.ts`, through Comlink. A call is ended by ending the worker. */
import type { AlivePoint, AliveQuestion } from './alive-path';
import type { Totals } from './forecast';
import type { FitReport } from './report';
import type { FitRequest } from './request';

export interface Foretold {
  readonly report: FitReport;
  /** Null when no model converged. */
  readonly totals: Totals | null;
  /** Arrow IPC stream bytes of `prediction_rows`, one row for each row of the purchases; null likewise. */
  readonly rows: Uint8Array | null;
}

export interface ModelsApi {
  /** @param purchases the rows of `purchases.sql` as Arrow IPC stream bytes, in the order of `row` */
  fit(purchases: Uint8Array, request: FitRequest, calibrationEnd: string): Promise<FitReport>;
  /** Fits and foretells each customer; the bytes come transferred. */
  foretell(purchases: Uint8Array, request: FitRequest, calibrationEnd: string): Promise<Foretold>;
  /** A customer's probability of being alive, day by day. */
  alivePath(question: AliveQuestion): Promise<readonly AlivePoint[]>;
}
