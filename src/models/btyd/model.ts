/**
 * What the buy-till-you-die models have in common. A customer is told by three numbers in one unit of time, counted from
 * the first purchase: `x` repeat purchases, `recency` the time of the last one (0 when x is 0), `age` the time observed.
 * Customers with equal numbers share a cell, so that a fit costs by distinct cells and not by customers.
 */
export interface Cells {
  readonly x: Float64Array;
  readonly recency: Float64Array;
  readonly age: Float64Array;
  /** Customers in the cell; not necessarily whole, for a bootstrap weighs anew. */
  readonly weight: Float64Array;
}

/** Positive parameters by name, in the model's unit of time. */
export type Parameters = Readonly<Record<string, number>>;

/**
 * The log-likelihood of all cells at the logarithms of the parameters, in the order of `parameterNames`; its gradient is
 * written into the second argument. Constants that do not depend on the parameters are included, so that the
 * likelihoods of different models compare.
 */
export type Objective = (logParameters: Float64Array, gradient: Float64Array) => number;

/** Logarithms of parameters, from which a fit may start. */
export type Start = readonly number[];

export const transactionModelNames = ['bg-nbd', 'mbg-nbd', 'pareto-nbd', 'bg-cnbd-k', 'mbg-cnbd-k'] as const;
export type TransactionModelName = (typeof transactionModelNames)[number];

/** A model of when customers order, in continuous time. All functions are pure and finite for finite positive input. */
export interface TransactionModel {
  readonly name: TransactionModelName;
  readonly parameterNames: readonly string[];
  objective(cells: Cells): Objective;
  /** From the likeliest to the most far-fetched, scaled to the cells' unit of time. */
  starts(cells: Cells): readonly Start[];
  /** Probability of being alive `ahead` units of time after each cell's age, given no more is known; one for each cell. */
  probabilityAlive(parameters: Parameters, cells: Cells, ahead: number): Float64Array;
  /** Expected orders in the `horizon` units of time after each cell's age. */
  expectedOrders(parameters: Parameters, cells: Cells, horizon: number): Float64Array;
  /**
   * Expected orders after each cell's age, each discounted by exp(-rate * time until it); `horizon` may be Infinity,
   * where a rate of 0 may give Infinity.
   */
  discountedOrders(parameters: Parameters, cells: Cells, horizon: number, rate: number): Float64Array;
  /** Expected repeat orders of a new customer within `time`. */
  expectedOrdersOfNew(parameters: Parameters, time: number): number;
  /** P(X(time) = n) of a new customer's repeat orders, for n = 0 … maximum. */
  orderDistribution(parameters: Parameters, time: number, maximum: number): Float64Array;
  /** P(X(age, age + horizon] = n) of one cell's orders, for n = 0 … maximum. */
  orderDistributionOf(
    parameters: Parameters,
    cell: { readonly x: number; readonly recency: number; readonly age: number },
    horizon: number,
    maximum: number,
  ): Float64Array;
}

/** A fit that converged: the gradient vanishes and the Hessian is negative definite there. */
export interface Fit {
  readonly parameters: Parameters;
  /** Of the parameters themselves, by name. */
  readonly standardErrors: Parameters;
  /** Covariance of the logarithms of the parameters, row by row: intervals are taken there, so that none is negative. */
  readonly logCovariance: readonly (readonly number[])[];
  readonly logLikelihood: number;
  readonly aic: number;
  readonly bic: number;
  /** Sum of the weights. */
  readonly customers: number;
  readonly iterations: number;
  readonly evaluations: number;
  /** Largest component of the gradient in the logarithms, per customer. */
  readonly gradientNorm: number;
  readonly milliseconds: number;
}

/** Why there is no fit; the page has a sentence for each. */
export const refusals = [
  /** Nobody, or fewer customers than a model can be told from. */
  'too_few_customers',
  /** Nobody ordered twice: no rate of ordering can be told. */
  'no_repeat_buyers',
  /** The likelihood grows without end as customers never leave: no rate of leaving can be told. */
  'nobody_leaves',
  /** It grows without end as all customers become alike (no heterogeneity can be told). */
  'all_alike',
  /** Observed for no longer than a few orders are apart. */
  'window_too_short',
  /** Spend only: fewer than a few customers ordered twice with a positive mean. */
  'too_few_spenders',
  /** Spend only: the fitted mean is infinite (q at most 1). */
  'infinite_mean',
  /** The search ended away from a maximum. */
  'no_maximum',
] as const;
export type Refusal = (typeof refusals)[number];

export type FitOutcome =
  { readonly ok: true; readonly fit: Fit } | { readonly ok: false; readonly refusal: Refusal };
