/** The finding, and the definitions in words: name, formula with units, plain meaning, formula with its numbers. */
import { m } from '../../i18n/locale.svelte';
import { periodsPerYear, type ClvPeriod } from '../../models/clv';
import type { Interval } from '../../models/intervals';
import type { Formatter } from '../kind';
import type { BasisValues, DefinitionNumber } from './definitions';
import { isShort, type ClvView } from './view';

const periodName: Readonly<Record<ClvPeriod, () => string>> = {
  month: () => m.clv_period_month(),
  quarter: () => m.clv_period_quarter(),
  year: () => m.clv_period_year(),
};
const periodsName: Readonly<Record<ClvPeriod, () => string>> = {
  month: () => m.clv_periods_month(),
  quarter: () => m.clv_periods_quarter(),
  year: () => m.clv_periods_year(),
};

export const nameOfPeriod = (period: ClvPeriod): string => periodName[period]();

const names: Readonly<Record<DefinitionNumber, () => string>> = {
  1: () => m.clv_name_1(),
  2: () => m.clv_name_2(),
  3: () => m.clv_name_3(),
  5: () => m.clv_name_5(),
  6: () => m.clv_name_6(),
};
const meanings: Readonly<Record<DefinitionNumber, () => string>> = {
  1: () => m.clv_plain_1(),
  2: () => m.clv_plain_2(),
  3: () => m.clv_plain_3(),
  5: () => m.clv_plain_5(),
  6: () => m.clv_plain_6(),
};

export const nameOf = (definition: DefinitionNumber): string => names[definition]();
export const meaningOf = (definition: DefinitionNumber): string => meanings[definition]();

/** The formula in units, e.g. EUR/order × orders/year × years = EUR per customer. */
export function formulaOf(definition: DefinitionNumber, money: string, period: ClvPeriod): string {
  switch (definition) {
    case 1:
      return m.clv_formula_1({ money });
    case 2:
      return m.clv_formula_2({ money });
    case 3:
      return m.clv_formula_3({ money, period: periodName[period](), periods: periodsName[period]() });
    case 5:
      return m.clv_formula_5({ money });
    case 6:
      return m.clv_formula_6({ money });
  }
}

/** The formula with the numbers of one basis in it. */
export function workedOf(
  definition: DefinitionNumber,
  values: BasisValues,
  view: ClvView,
  period: ClvPeriod,
  format: Formatter,
): string {
  const value = format.money(values.clv[definition]);
  const lifetime = view.lifetime.years.value;
  const years = format.number(lifetime);
  switch (definition) {
    case 1:
      return m.clv_worked_1({
        aov: format.money(values.aov),
        rate: format.number(view.frequency),
        years,
        value,
      });
    case 2:
      return m.clv_worked_2({ spend: format.money(values.yearly), years, value });
    case 3:
      return m.clv_worked_3({
        spend: format.money(values.perPeriod),
        period: periodName[period](),
        count: format.number(lifetime === null ? null : lifetime * periodsPerYear[period]),
        periods: periodsName[period](),
        value,
      });
    case 5:
      return m.clv_worked_5({
        total: format.money(values.total),
        customers: format.integer(view.customers),
        value,
        median: format.money(values.median),
        interval: intervalText(values.interval, format),
      });
    case 6:
      return workedAhead(values, view, format);
  }
}

function workedAhead(values: BasisValues, { ahead }: ClvView, format: Formatter): string {
  const { request, reason, customers } = ahead;
  if (request === null) return reason ?? '';
  const value = values.clv[6];
  const words = {
    total: format.money(value === null ? null : value * customers),
    customers: format.integer(customers),
    value: format.money(value),
    discount: format.percent(request.yearlyDiscount),
    interval: aheadText(values.ahead, request.level, format),
  };
  return request.horizonDays === null
    ? m.clv_worked_6_ever(words)
    : m.clv_worked_6({ ...words, days: format.integer(request.horizonDays) });
}

/** The interval of definition 6, at the level of the forecast. */
export const aheadText = (interval: Interval | null, level: number, format: Formatter): string =>
  interval === null
    ? m.forecast_no_interval()
    : m.forecast_interval({
        level: format.percent(level, 0),
        low: format.money(interval.low),
        high: format.money(interval.high),
      });

export const intervalText = (interval: Interval | null, format: Formatter): string =>
  m.cells_interval({
    low: format.money(interval?.low ?? null),
    high: format.money(interval?.high ?? null),
  });

/** What a customer has brought, and what the lifetime in force makes of it. */
export function findingOf(view: ClvView, format: Formatter): string {
  const { revenue, margin } = view;
  const sentence = lifetimeSentence(view, {
    observed: format.money(revenue.clv[5]),
    n: format.integer(view.customers),
    interval: intervalText(revenue.interval, format),
    median: format.money(revenue.median),
    years: format.number(view.lifetime.years.value),
    soFar: format.number(view.observedLifetime.value),
    averages: format.money(revenue.clv[1]),
  });
  return margin ? `${sentence} ${m.clv_finding_margin({ margin: format.money(margin.clv[5]) })}` : sentence;
}

type FindingWords = Parameters<typeof m.clv_finding_churn_below>[0];

function lifetimeSentence(view: ClvView, words: FindingWords): string {
  if (view.revenue.clv[1] === null) return m.clv_finding_unknown(words);
  switch (view.lifetime.choice) {
    case 'churn':
      return isShort(view) ? m.clv_finding_churn_below(words) : m.clv_finding_churn(words);
    case 'observed':
      return m.clv_finding_observed(words);
    case 'fixed':
      return m.clv_finding_fixed(words);
  }
}
