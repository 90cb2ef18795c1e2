/** The finding, and the numbers beside the figure. */
import type { Interval } from '../../models/intervals';
import { m } from '../../i18n/locale.svelte';
import type { CellContext, Formatter } from '../kind';
import { refusalText } from './model-words';
import { perCustomer, type Fallback, type ForecastView, type Foretold } from './view';

const dayMs = 86_400_000;

/** The last day that is foretold; null for ever. */
const horizonEnd = (asOf: Date, days: number | null): Date | null =>
  days === null ? null : new Date(asOf.getTime() + days * dayMs);

const intervalText = (
  { low, high }: Interval,
  level: number,
  write: (value: number) => string,
  format: Formatter,
): string =>
  Number.isFinite(high)
    ? m.forecast_interval({ level: format.percent(level, 0), low: write(low), high: write(high) })
    : m.forecast_no_interval();

/** @param view not one that waits */
export function findingOf(
  view: Exclude<ForecastView, { state: 'waiting' }>,
  { asOf }: CellContext,
  format: Formatter,
): string {
  if (view.state === 'refused') {
    return m.forecast_finding_refused({
      reason: refusalText(view.report.refusal),
      fallback: fallbackText(view.fallback, format),
    });
  }
  const { clv, request, result } = view;
  const money = (value: number): string => format.money(value, { compact: true });
  const end = horizonEnd(asOf, request.horizonDays);
  const words = {
    count: result.foretold,
    customers: format.integer(result.foretold),
    money: money(clv.estimate),
    interval: intervalText(view.isBoundless ? clv.parameters : clv.outcome, request.level, money, format),
    mean: format.money(perCustomer(view)),
    median: format.money(result.medianClv),
    ordering: format.integer(result.ordering),
    date: format.date(end),
  };
  return end === null ? m.forecast_finding_ever(words) : m.forecast_finding(words);
}

/** What customers have brought, where nothing is foretold. */
export function fallbackText(
  { customers, observed, mature, horizonDays }: Fallback,
  format: Formatter,
): string {
  const observedWords = { customers: format.integer(customers), money: format.money(observed) };
  if (mature === null) return m.forecast_fallback_observed(observedWords);
  return m.forecast_fallback_cohort({
    ...observedWords,
    mature: format.integer(mature.customers),
    first: format.money(mature.perCustomer),
    days: format.integer(horizonDays),
  });
}

export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly notes: readonly string[];
}

/** The sums beside the distribution. */
export function factsOf(view: Foretold, format: Formatter): Fact[] {
  const { clv, orders, request, result, isBoundless } = view;
  const money = (value: number): string => format.money(value, { compact: true });
  const count = (value: number): string => format.integer(value);
  const between = (interval: Interval, write: (value: number) => string): string =>
    intervalText(interval, request.level, write, format);
  const share = (part: number | null): string =>
    format.percent(part === null ? null : part / result.foretold, 0);
  return [
    {
      label: request.margin === 1 ? m.forecast_fact_clv() : m.forecast_fact_clv_margin(),
      value: money(clv.estimate),
      notes: [
        m.forecast_fact_outcome({
          interval: isBoundless ? m.forecast_no_interval() : between(clv.outcome, money),
        }),
        m.forecast_fact_parameters({ interval: between(clv.parameters, money) }),
      ],
    },
    {
      label: request.horizonDays === null ? m.forecast_fact_orders_ever() : m.forecast_fact_orders(),
      value: count(result.expectedOrders ?? 0),
      notes:
        orders === null
          ? [m.forecast_fact_orders_filtered()]
          : [
              m.forecast_fact_outcome({ interval: between(orders.outcome, count) }),
              m.forecast_fact_parameters({ interval: between(orders.parameters, count) }),
            ],
    },
    {
      label: request.horizonDays === null ? m.forecast_fact_alive() : m.forecast_fact_ordering(),
      value: count(result.ordering ?? 0),
      notes: [m.forecast_fact_share({ share: share(result.ordering) })],
    },
    {
      label: m.forecast_fact_risk(),
      value: format.money(result.riskNet, { compact: true }),
      notes: [
        m.forecast_fact_risk_note({
          money: format.money(result.yearNet, { compact: true }),
          share: format.percent(result.yearNet ? (result.riskNet ?? 0) / result.yearNet : null, 0),
        }),
      ],
    },
    {
      label: m.forecast_fact_nothing(),
      value: share(result.worthNothing),
      notes: [
        m.forecast_fact_nothing_note({
          count: result.worthNothing,
          customers: format.integer(result.worthNothing),
          money: format.money(result.nothing),
        }),
      ],
    },
  ];
}
