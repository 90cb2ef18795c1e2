/** What the page may ask of `workers/models.ts`, through Comlink. A call is ended by ending the worker. */
import type { AlivePoint, AliveQuestion } from './alive-path';
import type { Totals } from './forecast';
import type { FitReport } from './report';
import type { FitRequest } from './request';
import type {
  Bootstrapped,
  BootstrapRequest,
  PosteriorRequest,
  Sampled,
  Uncertainty,
  UncertaintyRequest,
} from './uncertainty';
import type { ValidateRequest, Validation } from './validation';

/** Told the share done, 0 to 1; through Comlink a proxy. */
export type Progress = (share: number) => void;

export interface Foretold {
  readonly report: FitReport;
  /** Null when no model converged. */
  readonly totals: Totals | null;
  /** Arrow IPC stream bytes of `prediction_rows`, one row for each row of the purchases; null likewise. */
  readonly rows: Uint8Array | null;
}

export interface ModelsApi {
  /**
   * @param purchases the rows of `purchases.sql` as Arrow IPC stream bytes, in the order of `row`; with covariates those
   *   of `covariatesSql`
   */
  fit(purchases: Uint8Array, request: FitRequest, calibrationEnd: string): Promise<FitReport>;
  /** Fits and foretells each customer; the bytes come transferred. */
  foretell(purchases: Uint8Array, request: FitRequest, calibrationEnd: string): Promise<Foretold>;
  /** A customer's probability of being alive, day by day. */
  alivePath(question: AliveQuestion): Promise<readonly AlivePoint[]>;
  /**
   * What each way to forecast would have been worth from several earlier ends; null when too little time is known.
   * @param orders the rows of `orders.sql` as Arrow IPC stream bytes
   */
  validate(orders: Uint8Array, request: ValidateRequest, onProgress: Progress): Promise<Validation | null>;
  /**
   * Intervals at once, by the curvature of the likelihood; null when no model converged, as with those below.
   * @param purchases as above, with a boolean column for each group of the request
   */
  intervals(purchases: Uint8Array, request: UncertaintyRequest): Promise<Uncertainty | null>;
  /** The same from refits to customers drawn anew. */
  bootstrap(
    purchases: Uint8Array,
    request: BootstrapRequest,
    onProgress: Progress,
  ): Promise<Bootstrapped | null>;
  /** The same from the Bayesian posterior. */
  posterior(purchases: Uint8Array, request: PosteriorRequest, onProgress: Progress): Promise<Sampled | null>;
}

/** The longer questions as a cell asks them: how far they are and what ends them is the notebook's business. */
export interface Models {
  validate(orders: Uint8Array, request: ValidateRequest): Promise<Validation | null>;
  intervals(purchases: Uint8Array, request: UncertaintyRequest): Promise<Uncertainty | null>;
  bootstrap(purchases: Uint8Array, request: BootstrapRequest): Promise<Bootstrapped | null>;
  posterior(purchases: Uint8Array, request: PosteriorRequest): Promise<Sampled | null>;
}
