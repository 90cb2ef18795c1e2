import { bgNbd } from '../models/btyd/bg-nbd';
import { chooseK, cnbdK, type CnbdFamily } from '../models/btyd/cnbd-k';
import { fitModel } from '../models/btyd/fit';
import { mbgNbd } from '../models/btyd/mbg-nbd';
import type { Cells, Fit, Refusal, TransactionModel, TransactionModelName } from '../models/btyd/model';
import { paretoNbd } from '../models/btyd/pareto-nbd';
import type { FitRequest } from './request';

export interface Success {
  readonly model: TransactionModel;
  readonly fit: Fit;
  /** Regularity of the times between purchases; null in the models in which they come at random. */
  readonly k: number | null;
}

/** A model that was tried: its fit, or why there is none. */
export type Tried =
  | ({ readonly ok: true } & Success)
  | { readonly ok: false; readonly name: TransactionModelName; readonly refusal: Refusal };

/** What the models learn from. */
export interface Evidence {
  readonly cells: Cells;
  /** Sum of the logarithms of all times between purchases, in the cells' unit. */
  readonly logGaps: number;
}

const plain =
  (model: TransactionModel) =>
  ({ cells }: Evidence): Tried => {
    const outcome = fitModel(model, cells);
    return outcome.ok
      ? { ok: true, model, fit: outcome.fit, k: null }
      : { ok: false, name: model.name, refusal: outcome.refusal };
  };

const regular =
  (family: CnbdFamily) =>
  ({ cells, logGaps }: Evidence): Tried => {
    const chosen = chooseK(family, cells, logGaps);
    return 'k' in chosen
      ? { ok: true, ...chosen }
      : { ok: false, name: `${family}-cnbd-k`, refusal: chosen.refusal };
  };

const attempts: Readonly<Record<TransactionModelName, (evidence: Evidence) => Tried>> = {
  'bg-nbd': plain(bgNbd),
  'mbg-nbd': plain(mbgNbd),
  'pareto-nbd': plain(paretoNbd),
  'bg-cnbd-k': regular('bg'),
  'mbg-cnbd-k': regular('mbg'),
};

/** With a k of 1 the regular model is the one of random times: it competes only where k is larger. */
export const competitors: readonly TransactionModelName[] = ['mbg-nbd', 'bg-nbd', 'pareto-nbd', 'mbg-cnbd-k'];

/** Tries the model asked for, or all that compete. */
export const tryModels = (choice: FitRequest['model'], evidence: Evidence): Tried[] =>
  (choice === 'auto' ? competitors : [choice]).map((name) => attempts[name](evidence));

/** The best by AIC of those that converged; a k is one more parameter. */
export function bestOf(tried: readonly Tried[]): Success | null {
  return tried.reduce<Success | null>(
    (best, one) => (one.ok && (best === null || aicOf(one) < aicOf(best)) ? one : best),
    null,
  );
}

export const aicOf = ({ fit, k }: Success): number => fit.aic + (k === null ? 0 : 2);

const plainModels: Readonly<Record<string, TransactionModel>> = Object.fromEntries(
  [bgNbd, mbgNbd, paretoNbd].map((model) => [model.name, model]),
);

/** The model of a report, to be asked at its parameters. */
export const modelNamed = (name: TransactionModelName, k: number | null): TransactionModel =>
  plainModels[name] ?? cnbdK(name === 'bg-cnbd-k' ? 'bg' : 'mbg', k ?? 1, 0);
