/** The request to the models as controls: each with its unit, the model named in words. */
import { m } from '../../i18n/locale.svelte';
import { modelChoices, type FitRequest } from '../../predict/request';
import type { Control } from '../kind';
import { nameOfModel } from './model-words';

/** Days of the horizons by the calendar, at 365.25 a year. */
const calendar = { quarter: 91, half: 183, year: 365, years: 1_096 } as const;
type Span = keyof typeof calendar;
const spans = Object.keys(calendar) as Span[];

const labelOf: Readonly<Record<Span, () => string>> = {
  quarter: () => m.forecast_horizon_quarter(),
  half: () => m.forecast_horizon_half(),
  year: () => m.forecast_horizon_year(),
  years: () => m.forecast_horizon_years(),
};

/** The option that a number of days is: a calendar span, for ever, or days of its own. */
function spanOf(days: number | null): string {
  if (days === null) return 'ever';
  return spans.find((span) => calendar[span] === days) ?? 'days';
}

export const forecastControls: readonly Control<FitRequest>[] = [
  {
    type: 'choice',
    name: 'horizonDays',
    label: () => m.forecast_horizon(),
    options: ({ horizonDays, yearlyDiscount }) => [
      ...spans.map((span) => ({ value: span, label: labelOf[span]() })),
      ...(yearlyDiscount > 0 || horizonDays === null
        ? [{ value: 'ever', label: m.forecast_horizon_ever() }]
        : []),
      ...(spanOf(horizonDays) === 'days' ? [{ value: 'days', label: m.forecast_horizon_days() }] : []),
    ],
    current: ({ horizonDays }) => spanOf(horizonDays),
    toParam: (option) => spans.filter((span) => span === option).map((span) => calendar[span])[0] ?? null,
  },
  {
    type: 'number',
    name: 'horizonDays',
    label: () => m.forecast_days(),
    unit: () => m.cells_unit_days(),
    min: 1,
    max: 36_525,
    step: 1,
    when: ({ horizonDays }) => horizonDays !== null,
  },
  {
    type: 'number',
    name: 'yearlyDiscount',
    label: () => m.forecast_discount(),
    unit: () => m.forecast_unit_yearly(),
    min: 0,
    max: 100,
    step: 0.1,
    factor: 100,
  },
  {
    type: 'number',
    name: 'margin',
    label: () => m.forecast_margin(),
    unit: () => m.forecast_unit_margin(),
    min: 0.1,
    max: 100,
    step: 0.1,
    factor: 100,
  },
  {
    type: 'number',
    name: 'level',
    label: () => m.forecast_level(),
    unit: () => m.forecast_unit_level(),
    min: 50,
    max: 99.9,
    step: 0.1,
    factor: 100,
  },
  {
    type: 'choice',
    name: 'model',
    label: () => m.forecast_model(),
    options: () =>
      modelChoices.map((value) => ({
        value,
        label: value === 'auto' ? m.forecast_model_auto() : nameOfModel(value),
      })),
  },
];
