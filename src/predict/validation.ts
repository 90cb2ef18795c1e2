/** What a validation is asked and tells: plain data, for the way between the worker and the page. */
import type { TimeUnit } from '../models/btyd/clv';
import type { Refusal, TransactionModelName } from '../models/btyd/model';
import type { Interval } from '../models/intervals';
import type { ChoiceReason } from '../models/validation/choice';
import type { Score } from '../models/validation/metrics';

export interface ValidateRequest {
  readonly timeUnit: TimeUnit;
  /** Ends from which is forecast; at least 3. */
  readonly origins: number;
  /** Days forecast from each; null for a third of what is known. At most half of what is known is taken. */
  readonly horizonDays: number | null;
  /** Of the intervals. */
  readonly level: number;
  /** The last day that is known, counted from 1970-01-01. */
  readonly end: number;
}

export const naiveWays = ['last_rate', 'segment_mean'] as const;
/** Ways to forecast built on the models: the likeliest one by season or by cohort, and the mean of several. */
export const builtWays = ['seasonal', 'cohort', 'average'] as const;
export type Way = TransactionModelName | (typeof naiveWays)[number] | (typeof builtWays)[number];

export interface OriginScore extends Score {
  /** Share of customers whose orders lie in their interval; null for a way without intervals. */
  readonly coverage: number | null;
  /** Orders of all customers together. */
  readonly predicted: number;
  readonly interval: Interval | null;
}

/** Means over the origins; those of what is null at some origin are over the others. */
export interface MeanScore extends Score {
  readonly absoluteBias: number | null;
  readonly coverage: number | null;
}

export interface Contestant {
  readonly way: Way;
  readonly isBaseline: boolean;
  /** Of the fit to all that is known; null without a likelihood, or when refused. */
  readonly aic: number | null;
  readonly refusal: Refusal | null;
  /** At each origin; null where it could not say. */
  readonly scores: readonly (OriginScore | null)[];
  /** Null when it could not say at every origin. */
  readonly mean: MeanScore | null;
  /** What the choice goes by: how far it is off per order that came; null likewise. */
  readonly loss: number | null;
}

export interface OriginReport {
  /** Days from 1970-01-01. */
  readonly end: number;
  readonly days: number;
  readonly customers: number;
  /** Orders that came in the holdout. */
  readonly orders: number;
}

/** What a model made of the last origin, for figures. */
export interface Portrait {
  readonly way: TransactionModelName;
  /** By week; `end` in days from 1970-01-01. */
  readonly tracking: {
    readonly end: readonly number[];
    readonly actual: readonly number[];
    readonly expected: readonly number[];
  };
  /** Mean orders in the holdout of customers with 0, 1, … 7 or more repeat orders before. */
  readonly byFrequency: {
    readonly customers: readonly number[];
    readonly actual: readonly number[];
    readonly expected: readonly number[];
  };
  /** Customers with 0, 1, … 7 or more repeat orders before the holdout. */
  readonly repeats: { readonly actual: readonly number[]; readonly expected: readonly number[] };
}

export interface Validation {
  readonly origins: readonly OriginReport[];
  readonly contestants: readonly Contestant[];
  readonly choice: {
    readonly way: Way | null;
    readonly reason: ChoiceReason;
    /** The best single model, which forecasts can be made with. */
    readonly model: TransactionModelName | null;
  };
  /** Shares of each way in the mean of several; null without one. */
  readonly weights: Readonly<Partial<Record<Way, number>>> | null;
  readonly portraits: readonly Portrait[];
}
