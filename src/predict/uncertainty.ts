/** What is asked and told of how sure the numbers are: plain data, for the way between the worker and the page. */
import type { Interval } from '../models/intervals';
import type { Agreement } from '../models/uncertainty/posterior';
import type { Total } from '../models/uncertainty/total';
import type { FitRequest } from './request';

export interface UncertaintyRequest {
  readonly fit: FitRequest;
  /** ISO date. */
  readonly calibrationEnd: string;
  /** Columns of the purchases, true for the customers of a group; all customers are told of first. */
  readonly groups: readonly string[];
}

export interface BootstrapRequest extends UncertaintyRequest {
  readonly replicates: number;
  readonly seed: number;
}

export interface PosteriorRequest extends UncertaintyRequest {
  readonly chains: number;
  /** For each chain, after as many that are thrown away. */
  readonly draws: number;
  readonly seed: number;
}

export interface GroupTotals {
  /** Null for all customers. */
  readonly group: string | null;
  readonly customers: number;
  /** Orders within the horizon; of an endless one, the discounted ones. */
  readonly orders: Total;
  /** Money, discounted, times the margin. */
  readonly clv: Total;
}

/** Intervals of one method. */
export interface Uncertainty {
  readonly parameters: Readonly<Record<string, Interval>>;
  readonly groups: readonly GroupTotals[];
}

export interface Bootstrapped extends Uncertainty {
  readonly replicates: number;
  /** Of them, those that found no maximum. */
  readonly refused: number;
}

export interface Sampled extends Uncertainty {
  readonly agreement: Readonly<Record<string, Agreement>>;
  readonly chains: number;
  readonly draws: number;
  /** Share of proposals accepted. */
  readonly acceptance: number;
  readonly divergent: number;
}
