/** The fit in words: models by name, parameters as sentences, refusals in plain words. */
import { unitsPerYear } from '../../models/btyd/clv';
import { daysPerYear } from '../../models/clv';
import { m } from '../../i18n/locale.svelte';
import { messageFor } from '../../i18n/lookup';
import type { Refusal, TransactionModelName } from '../../models/btyd/model';
import type { Candidate, Converged, SpendReport } from '../../predict/report';
import type { FitRequest } from '../../predict/request';
import type { Formatter } from '../kind';

export const nameOfModel = (model: TransactionModelName): string => messageFor('forecast_model', model);

/** As the literature writes it. */
const shortName = (model: TransactionModelName): string =>
  model
    .replace('-nbd', '/nbd')
    .replace('-cnbd-k', '/cnbd-k')
    .toUpperCase()
    .replace('PARETO', 'Pareto')
    .replace('-K', '-k');

/** Why no model of orders could be fitted, and what that means for the shop. */
export const refusalText = (refusal: Refusal): string => messageFor('forecast_refusal', refusal);
export const meaningOfRefusal = (refusal: Refusal): string => messageFor('forecast_means', refusal);

/** Why there is no model of spend. */
export const spendRefusalText = (refusal: Refusal): string => messageFor('forecast_spend_refusal', refusal);

const value = (parameters: Readonly<Record<string, number>>, name: string): number =>
  parameters[name] ?? Number.NaN;

/** Days in which a customer who stays orders once, at the mean of all rates. */
function meanGapDays({ parameters, k, timeUnit }: Converged): number {
  const unit = daysPerYear / unitsPerYear[timeUnit];
  return (unit * (k ?? 1) * value(parameters, 'alpha')) / value(parameters, 'r');
}

/** Share of customers who leave: after an order they may leave after, or within a year in Pareto/NBD. */
function leavingShare({ model, parameters, timeUnit }: Converged): number {
  if (model !== 'pareto-nbd') {
    const [a, b] = [value(parameters, 'a'), value(parameters, 'b')];
    return a / (a + b);
  }
  const beta = value(parameters, 'beta');
  return 1 - (beta / (beta + unitsPerYear[timeUnit])) ** value(parameters, 's');
}

/** Mean money per order of all customers, p v / (q - 1). */
function meanOrder(spend: SpendReport): number | null {
  if (!spend.converged) return null;
  const [p, q, v] = ['p', 'q', 'v'].map((name) => value(spend.parameters, name));
  return ((p ?? NaN) * (v ?? NaN)) / ((q ?? NaN) - 1);
}

/** Where rates differ so much that most customers order more seldom than the mean, and where they hardly differ. */
const [wide, narrow] = [1, 3];

/** What the parameters say, a sentence each. */
export function parameterSentences(report: Converged, format: Formatter): string[] {
  const { model, parameters, k, spend } = report;
  const r = value(parameters, 'r');
  const shape = format.number(r);
  const share = format.percent(leavingShare(report));
  const leaving = {
    'pareto-nbd': m.forecast_says_yearly,
    'bg-nbd': m.forecast_says_repeat,
    'bg-cnbd-k': m.forecast_says_repeat,
  };
  const say = leaving[model as keyof typeof leaving] ?? m.forecast_says_each;
  const order = meanOrder(spend);
  return [
    m.forecast_says_pace({ days: format.number(meanGapDays(report), 0) }),
    r < wide
      ? m.forecast_says_wide({ shape })
      : r < narrow
        ? m.forecast_says_spread({ shape })
        : m.forecast_says_narrow({ shape }),
    ...(k !== null && k > 1 ? [m.forecast_says_regular({ k: format.integer(k) })] : []),
    say({ share }),
    spend.converged
      ? m.forecast_says_spend({ money: format.money(order) })
      : m.forecast_says_no_spend({ reason: spendRefusalText(spend.refusal) }),
  ];
}

type Known = Extract<Candidate, { converged: true }>;

/** Why this model: the choice, or how far its AIC is below the next. */
export function choiceText(report: Converged, { model }: FitRequest, format: Formatter): string {
  const name = shortName(report.model);
  if (model !== 'auto') return m.forecast_chosen_by_you({ model: name });
  const others = report.candidates
    .filter((one): one is Known => one.converged && one.model !== report.model)
    .sort((a, b) => a.aic - b.aic);
  const own = report.candidates.find((one): one is Known => one.converged && one.model === report.model);
  const [next] = others;
  if (next === undefined || own === undefined) return m.forecast_chosen_only({ model: name });
  const gap = format.number(next.aic - own.aic, 1);
  return m.forecast_chosen_best({ model: name, gap, next: shortName(next.model) });
}

/** A rank correlation smaller than this moves no forecast, however sure it is. */
const slight = 0.1;

/** Whether spend goes with frequency, and what that does to a forecast that takes it not to. */
export function independenceText({ independence }: Converged, format: Formatter): string {
  const { spearman, pValue, perCustomer, perOrder } = independence;
  if (spearman === null || pValue === null || perCustomer === null || perOrder === null) {
    return m.forecast_independence_unknown();
  }
  const words = {
    rho: format.number(spearman),
    p: pValue < 0.001 ? '< 0.001' : `= ${format.number(pValue, 3)}`,
    customer: format.money(perCustomer),
    order: format.money(perOrder),
    effect: format.percent(perOrder / perCustomer - 1),
  };
  if (pValue >= 0.05) return m.forecast_independence_holds(words);
  if (Math.abs(spearman) < slight) return m.forecast_independence_slight(words);
  return spearman > 0 ? m.forecast_independence_more(words) : m.forecast_independence_less(words);
}
