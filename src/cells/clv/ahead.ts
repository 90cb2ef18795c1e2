/** Definition 6: what the model foretells, per customer, in revenue and in margin; or why there is none. */
import { m } from '../../i18n/locale.svelte';
import { messageFor } from '../../i18n/lookup';
import type { FitRequest } from '../../predict/request';
import { clvOf, isBoundless } from '../foretold';
import type { CellContext } from '../kind';
import type { ClvTotalsRow } from './clv';
import type { Predicted } from './definitions';

export interface Ahead {
  readonly revenue: Predicted | null;
  /** Null without any known cost too. */
  readonly margin: Predicted | null;
  /** Why there is none; null where there is. */
  readonly reason: string | null;
  readonly request: FitRequest | null;
  /** Customers of whom it is told. */
  readonly customers: number;
  /** All of them, in revenue. */
  readonly total: number | null;
}

const unknown = (reason: string): Ahead => ({
  revenue: null,
  margin: null,
  reason,
  request: null,
  customers: 0,
  total: null,
});

/** The models' own margin is taken out again: this cell tells revenue, and margin at the rate of the known costs. */
export function aheadOf({ ahead, marginRate }: ClvTotalsRow, { outlook }: CellContext): Ahead {
  if (outlook === null) return unknown(m.clv_ahead_waiting());
  const { report, request } = outlook;
  if (!report.converged) return unknown(messageFor('forecast_refusal', report.refusal));
  const sum = clvOf(ahead, report, request.level);
  if (sum === null) return unknown(m.clv_ahead_waiting());
  const per = (rate: number): Predicted => {
    const scale = rate / request.margin / ahead.foretold;
    const { low, high } = sum.outcome;
    return {
      value: sum.estimate * scale,
      interval: isBoundless(ahead) ? null : { low: low * scale, high: high * scale },
    };
  };
  return {
    revenue: per(1),
    margin: marginRate === null ? null : per(marginRate),
    reason: null,
    request,
    customers: ahead.foretold,
    total: sum.estimate / request.margin,
  };
}
