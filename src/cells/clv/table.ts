/** The twin of the CLV figure: a row for each definition, then the inputs they share. */
import { m } from '../../i18n/locale.svelte';
import type { ColumnFormat, Formatter, TableTwin, TwinRow } from '../kind';
import type { ClvParams } from './clv';
import { definitionNumbers, type DefinitionNumber } from './definitions';
import { lifetimeText } from './notes';
import type { ClvView } from './view';
import { formulaOf, nameOf, nameOfPeriod } from './words';

export function clvTable(view: ClvView, params: ClvParams, format: Formatter): TableTwin {
  return {
    columns: [
      { key: 'definition', label: m.clv_column_definition(), format: 'text' },
      { key: 'revenue', label: m.clv_column_revenue(), format: 'money' },
      { key: 'revenueLow', label: m.clv_column_revenue_low(), format: 'money' },
      { key: 'revenueHigh', label: m.clv_column_revenue_high(), format: 'money' },
      { key: 'margin', label: m.clv_column_margin(), format: 'money' },
      { key: 'marginLow', label: m.clv_column_margin_low(), format: 'money' },
      { key: 'marginHigh', label: m.clv_column_margin_high(), format: 'money' },
      { key: 'unit', label: m.clv_column_unit(), format: 'text' },
      { key: 'n', label: m.clv_column_n(), format: 'integer' },
      { key: 'formula', label: m.clv_column_formula(), format: 'text' },
    ],
    rows: [
      ...definitionNumbers.map((definition) => definitionRow(definition, view, params)),
      ...inputRows(view, params, format),
    ],
  };
}

function definitionRow(definition: DefinitionNumber, view: ClvView, params: ClvParams): TwinRow {
  const { revenue, margin } = view;
  const key = definition === 6 ? 'ahead' : 'interval';
  const intervals = {
    revenueLow: revenue[key]?.low ?? null,
    revenueHigh: revenue[key]?.high ?? null,
    marginLow: margin?.[key]?.low ?? null,
    marginHigh: margin?.[key]?.high ?? null,
  };
  return {
    values: {
      definition: `${String(definition)}. ${nameOf(definition)}`,
      revenue: revenue.clv[definition],
      margin: margin?.clv[definition] ?? null,
      ...(definition >= 5 ? intervals : {}),
      unit: m.clv_unit_per_customer({ money: view.money }),
      n: definition === 6 ? view.ahead.customers : view.customers,
      formula:
        view.ahead.reason !== null && definition === 6
          ? view.ahead.reason
          : formulaOf(definition, view.money, params.period),
    },
  };
}

interface Input {
  readonly name: string;
  readonly unit: string;
  readonly revenue: number | null;
  readonly margin: number | null;
  readonly as?: ColumnFormat;
  readonly formula?: string;
}

function inputRow({ name, unit, revenue, margin, as = 'money', formula }: Input, n: number): TwinRow {
  return {
    values: { definition: name, unit, revenue, margin, n, ...(formula === undefined ? {} : { formula }) },
    format: { revenue: as, margin: as },
  };
}

function inputRows(view: ClvView, params: ClvParams, format: Formatter): TwinRow[] {
  const { revenue, margin, money } = view;
  const period = nameOfPeriod(params.period);
  const unknown = view.activeYears.value === null ? { formula: view.activeYears.reason } : {};
  const ofMoney = (name: string, unit: string, key: 'aov' | 'yearly' | 'perPeriod' | 'median'): Input => ({
    name,
    unit,
    revenue: revenue[key],
    margin: margin?.[key] ?? null,
  });
  const ofBoth = (name: string, unit: string, value: number | null, as: ColumnFormat): Input => ({
    name,
    unit,
    revenue: value,
    margin: value,
    as,
  });
  const years = m.cells_unit_years();
  const inputs: Input[] = [
    ofMoney(m.clv_input_aov(), m.clv_unit_per_order({ money }), 'aov'),
    {
      ...ofBoth(m.clv_input_frequency(), m.clv_unit_orders_year(), view.frequency, 'number'),
      ...unknown,
    },
    { ...ofMoney(m.clv_input_spend(), m.clv_unit_per_year({ money }), 'yearly'), ...unknown },
    {
      ...ofMoney(m.clv_input_period({ period }), m.clv_unit_per_period({ money, period }), 'perPeriod'),
      ...unknown,
    },
    {
      ...ofBoth(m.clv_input_lifetime(), years, view.lifetime.years.value, 'years'),
      formula: lifetimeText(view, format),
    },
    {
      ...ofBoth(m.clv_input_observed_lifetime(), years, view.observedLifetime.value, 'years'),
      formula: m.clv_observed_formula(),
    },
    ofBoth(m.clv_input_churn_days(), m.cells_unit_days(), view.churnDays, 'integer'),
    ofMoney(m.clv_input_median(), m.clv_unit_per_customer({ money }), 'median'),
  ];
  return inputs.map((input) => inputRow(input, view.customers));
}
