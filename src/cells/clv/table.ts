/** The twin of the CLV figure: a row for each definition, then the inputs they share. */
import { m } from '../../i18n/locale.svelte';
import type { ColumnFormat, TableTwin, TwinRow } from '../kind';
import type { ClvParams } from './clv';
import { definitionNumbers, type DefinitionNumber } from './definitions';
import type { ClvView } from './view';
import { formulaOf, nameOf, nameOfPeriod } from './words';

export function clvTable(view: ClvView, params: ClvParams): TableTwin {
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
      ...inputRows(view, params),
    ],
  };
}

function definitionRow(definition: DefinitionNumber, view: ClvView, params: ClvParams): TwinRow {
  const { revenue, margin } = view;
  const intervals = {
    revenueLow: revenue.interval?.low ?? null,
    revenueHigh: revenue.interval?.high ?? null,
    marginLow: margin?.interval?.low ?? null,
    marginHigh: margin?.interval?.high ?? null,
  };
  return {
    values: {
      definition: `${String(definition)}. ${nameOf(definition)}`,
      revenue: revenue.clv[definition],
      margin: margin?.clv[definition] ?? null,
      ...(definition === 5 ? intervals : {}),
      unit: m.clv_unit_per_customer({ money: view.money }),
      n: view.customers,
      formula: formulaOf(definition, view.money, params.period),
    },
  };
}

function inputRows(view: ClvView, params: ClvParams): TwinRow[] {
  const { revenue, margin, money } = view;
  const period = nameOfPeriod(params.period);
  const row = (
    definition: string,
    unit: string,
    inRevenue: number | null,
    inMargin: number | null,
    as: ColumnFormat = 'money',
  ): TwinRow => ({
    values: {
      definition,
      unit,
      revenue: inRevenue,
      margin: inMargin,
      n: view.customers,
      ...(as === 'years' && view.lifetime.value === null ? { formula: view.lifetime.reason } : {}),
    },
    format: { revenue: as, margin: as },
  });
  const perCustomer = m.clv_unit_per_customer({ money });
  const lifetime = view.lifetime.value;
  return [
    row(m.clv_input_aov(), m.clv_unit_per_order({ money }), revenue.aov, margin?.aov ?? null),
    row(m.clv_input_frequency(), m.clv_unit_orders_year(), view.frequency, view.frequency, 'number'),
    row(m.clv_input_spend(), m.clv_unit_per_year({ money }), revenue.yearly, margin?.yearly ?? null),
    row(
      m.clv_input_period({ period }),
      m.clv_unit_per_period({ money, period }),
      revenue.perPeriod,
      margin?.perPeriod ?? null,
    ),
    row(m.clv_input_lifetime(), m.cells_unit_years(), lifetime, lifetime, 'years'),
    row(m.clv_input_median(), perCustomer, revenue.median, margin?.median ?? null),
  ];
}
