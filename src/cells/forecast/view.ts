/** What the forecast shows, reckoned once for its finding, figures, words and table. */
import type { Total } from '../../models/uncertainty/total';
import type { Converged, Refused } from '../../predict/report';
import type { FitRequest } from '../../predict/request';
import { clvOf, isBoundless } from '../foretold';
import type { CellContext } from '../kind';
import type { ForecastResult } from './forecast';

/** What customers without a model have brought: the empirical value to fall back on. */
export interface Fallback {
  readonly customers: number;
  /** Net of all orders, per customer, times the margin. */
  readonly observed: number | null;
  /** Customers observed for the whole horizon, and what each brought in as many first days; null without any. */
  readonly mature: { readonly customers: number; readonly perCustomer: number } | null;
  readonly horizonDays: number | null;
}

export interface Foretold {
  readonly state: 'foretold';
  readonly result: ForecastResult;
  readonly report: Converged;
  readonly request: FitRequest;
  readonly clv: Total;
  /** Whether the amounts of an order vary without bound, so that what happens has no interval. */
  readonly isBoundless: boolean;
  /** Of all customers only: the tables hold no more of it. */
  readonly orders: Total | null;
  readonly isFiltered: boolean;
  /** The parameters have changed, and the models are at work on them. */
  readonly isOutdated: boolean;
}

export type ForecastView =
  | { readonly state: 'waiting' }
  | { readonly state: 'refused'; readonly report: Refused; readonly fallback: Fallback }
  | Foretold;

const isSame = (one: FitRequest, other: FitRequest): boolean =>
  (Object.keys(one) as (keyof FitRequest)[]).every((key) => one[key] === other[key]);

export function forecastView(result: ForecastResult, params: FitRequest, context: CellContext): ForecastView {
  const { outlook, scope } = context;
  if (outlook === null) return { state: 'waiting' };
  const { report } = outlook;
  if (!report.converged) return { state: 'refused', report, fallback: fallbackOf(result, params) };
  const { request, totals } = outlook;
  const clv = clvOf(result, report, request.level);
  // The tables and the report change one after the other.
  if (clv === null) return { state: 'waiting' };
  const isFiltered = scope.filter !== null;
  return {
    state: 'foretold',
    result,
    report,
    request,
    clv,
    isBoundless: isBoundless(result),
    orders: isFiltered ? null : (totals?.orders ?? null),
    isFiltered,
    isOutdated: !isSame(params, request),
  };
}

function fallbackOf(result: ForecastResult, { margin, horizonDays }: FitRequest): Fallback {
  const { customers, net, matureCustomers, matureNet } = result;
  return {
    customers,
    observed: customers > 0 ? (net / customers) * margin : null,
    mature:
      matureCustomers > 0
        ? { customers: matureCustomers, perCustomer: ((matureNet ?? 0) / matureCustomers) * margin }
        : null,
    horizonDays,
  };
}

/** Per customer of whom something is foretold. */
export const perCustomer = ({ clv, result }: Foretold): number => clv.estimate / Math.max(1, result.foretold);
