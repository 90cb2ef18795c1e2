import type { CovariateRefusal } from '../models/btyd/covariates-fit';
import type { Fit, Parameters, Refusal, TransactionModelName } from '../models/btyd/model';
import type { SpendIndependence } from '../models/btyd/spend-independence';
import type { Attribute } from './request';
import type { TimeUnit } from '../models/btyd/clv';
import type { Interval } from '../models/intervals';

/** A model that was tried, and how it went. */
export type Candidate =
  | {
      readonly model: TransactionModelName;
      readonly k: number | null;
      readonly converged: true;
      readonly aic: number;
      readonly bic: number;
    }
  | { readonly model: TransactionModelName; readonly converged: false; readonly refusal: Refusal };

/** The gamma-gamma model of spend, or why there is none; spend is then estimated without it. */
export type SpendReport =
  | ({ readonly converged: true } & Pick<
      Fit,
      'parameters' | 'standardErrors' | 'logCovariance' | 'logLikelihood' | 'customers'
    >)
  | { readonly converged: false; readonly refusal: Refusal };

/** How much one value of an attribute changes a parameter, beside the attribute's most frequent value. */
export interface CovariateCoefficient {
  readonly attribute: Attribute;
  /** Null for customers of whom it is not known, and for the others together. */
  readonly value: string | null;
  /** All values without a coefficient of their own. */
  readonly isOthers: boolean;
  readonly parameter: string;
  /** Times exp(-coefficient) for alpha and beta, so that above 0 is more orders or sooner leaving; exp(+) for a and b. */
  readonly coefficient: number;
  readonly standardError: number;
}

/** The fit with covariates: parameters are those of customers with the most frequent value of each attribute. */
export type CovariateReport =
  | {
      readonly converged: true;
      readonly model: TransactionModelName;
      readonly parameters: Parameters;
      readonly standardErrors: Parameters;
      readonly logLikelihood: number;
      readonly aic: number;
      readonly bic: number;
      /** By attribute. */
      readonly baselines: Readonly<Record<string, string | null>>;
      readonly coefficients: readonly CovariateCoefficient[];
    }
  | { readonly converged: false; readonly refusal: CovariateRefusal };

interface Common {
  readonly timeUnit: TimeUnit;
  /** ISO date. */
  readonly calibrationEnd: string;
  /** Customers, and distinct (x, recency, age) among them. */
  readonly customers: number;
  readonly cells: number;
  readonly candidates: readonly Candidate[];
  readonly milliseconds: number;
  /** Where covariates were asked for. */
  readonly covariates?: CovariateReport;
}

export type Converged = Common &
  Omit<Fit, 'milliseconds'> & {
    readonly converged: true;
    readonly model: TransactionModelName;
    /** Regularity of the times between purchases; null in the models in which they come at random. */
    readonly k: number | null;
    readonly parameterIntervals: Readonly<Record<string, Interval>>;
    readonly spend: SpendReport;
    /** Whether spend goes with how often customers order, which the models take not to be so. */
    readonly independence: SpendIndependence;
  };

export type Refused = Common & {
  readonly converged: false;
  /** Of the first model tried. */
  readonly refusal: Refusal;
};

/** What a fit came to. A refused one has no parameters at all, rather than wrong ones. */
export type FitReport = Converged | Refused;
