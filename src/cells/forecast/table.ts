/** The twin: sums with intervals, parameters with standard errors, the models that competed, and the distribution. */
import { m } from '../../i18n/locale.svelte';
import { messageFor } from '../../i18n/lookup';
import type { Interval } from '../../models/intervals';
import type { Candidate, Converged } from '../../predict/report';
import type { ColumnFormat, Formatter, TableTwin, TwinRow } from '../kind';
import { fallbackText } from './words';
import { nameOfModel, refusalText, spendRefusalText } from './model-words';
import { perCustomer, type ForecastView, type Foretold } from './view';

const columns = (): TableTwin['columns'] => [
  { key: 'what', label: m.forecast_column_what(), format: 'text' },
  { key: 'value', label: m.forecast_column_value(), format: 'number' },
  { key: 'error', label: m.forecast_column_error(), format: 'number' },
  { key: 'low', label: m.forecast_column_low(), format: 'number' },
  { key: 'high', label: m.forecast_column_high(), format: 'number' },
  { key: 'note', label: m.forecast_column_note(), format: 'text' },
];

export function forecastTable(view: ForecastView, format: Formatter): TableTwin {
  if (view.state === 'waiting') return { columns: columns(), rows: [] };
  if (view.state === 'refused') {
    const { report, fallback } = view;
    return {
      columns: columns(),
      rows: [
        row(m.forecast_row_observed(), fallback.observed, 'money', { note: fallbackText(fallback, format) }),
        ...report.candidates.map((one) => candidateRow(one, null)),
      ],
    };
  }
  return {
    columns: columns(),
    rows: [
      ...sumRows(view),
      ...parameterRows(view.report),
      ...view.report.candidates.map((one) => candidateRow(one, view.report)),
      ...independenceRows(view.report),
      ...binRows(view, format),
    ],
  };
}

interface More {
  readonly interval?: Interval;
  readonly error?: number;
  readonly note?: string;
}

function row(
  what: string,
  value: number | null,
  as: ColumnFormat,
  { interval, error, note }: More = {},
): TwinRow {
  const known = (end: number): number | null => (Number.isFinite(end) ? end : null);
  return {
    values: {
      what,
      value,
      ...(error !== undefined && { error }),
      ...(interval && { low: known(interval.low), high: known(interval.high) }),
      ...(note !== undefined && { note }),
    },
    format: { value: as, low: as, high: as },
  };
}

function sumRows(view: Foretold): TwinRow[] {
  const { clv, orders, result, isBoundless, isFiltered } = view;
  const everybody = isFiltered ? { note: m.forecast_fact_orders_filtered() } : {};
  return [
    row(m.forecast_row_clv_outcome(), clv.estimate, 'money', {
      interval: clv.outcome,
      ...(isBoundless && { note: m.forecast_no_interval() }),
    }),
    row(m.forecast_row_clv_parameters(), clv.estimate, 'money', { interval: clv.parameters }),
    row(m.forecast_row_mean(), perCustomer(view), 'money'),
    row(m.forecast_row_median(), result.medianClv, 'money'),
    row(m.forecast_row_orders_outcome(), result.expectedOrders, 'number', {
      ...(orders && { interval: orders.outcome }),
      ...everybody,
    }),
    row(m.forecast_row_orders_parameters(), result.expectedOrders, 'number', {
      ...(orders && { interval: orders.parameters }),
      ...everybody,
    }),
    row(m.forecast_row_ordering(), result.ordering, 'number'),
    row(m.forecast_row_alive(), result.alive, 'number'),
    row(m.forecast_row_risk(), result.riskNet, 'money'),
    row(m.forecast_row_year(), result.yearNet, 'money'),
    row(m.forecast_row_nothing(), result.worthNothing, 'integer'),
    row(m.forecast_row_customers(), result.foretold, 'integer'),
  ];
}

function parameterRows(report: Converged): TwinRow[] {
  const { parameters, standardErrors, parameterIntervals, timeUnit, spend } = report;
  const note = messageFor('forecast_time', timeUnit);
  const own = Object.entries(parameters).map(([name, value]) => {
    const interval = parameterIntervals[name];
    return row(m.forecast_row_parameter({ model: nameOfModel(report.model), name }), value, 'number', {
      error: standardErrors[name] ?? NaN,
      ...(interval && { interval }),
      note,
    });
  });
  const ofSpend = spend.converged
    ? Object.entries(spend.parameters).map(([name, value]) =>
        row(m.forecast_row_spend_parameter({ name }), value, 'number', {
          error: spend.standardErrors[name] ?? NaN,
        }),
      )
    : [row(m.forecast_row_spend(), null, 'number', { note: spendRefusalText(spend.refusal) })];
  const regular = report.k === null ? [] : [row(m.forecast_row_regular(), report.k, 'integer')];
  return [...own, ...regular, ...ofSpend];
}

function candidateRow(candidate: Candidate, chosen: Converged | null): TwinRow {
  const model = nameOfModel(candidate.model);
  if (!candidate.converged)
    return row(m.forecast_row_aic({ model }), null, 'number', { note: refusalText(candidate.refusal) });
  const isChosen = chosen?.model === candidate.model;
  return row(m.forecast_row_aic({ model }), candidate.aic, 'number', {
    note: [
      ...(isChosen ? [m.forecast_row_chosen()] : []),
      `BIC ${String(Math.round(candidate.bic * 100) / 100)}`,
    ].join(' · '),
  });
}

function independenceRows({ independence }: Converged): TwinRow[] {
  const { spearman, pValue, bands } = independence;
  return [
    row(m.forecast_row_spearman(), spearman, 'number'),
    row(m.forecast_row_p(), pValue, 'number'),
    ...bands.map(({ from, to, customers, meanSpend }) =>
      row(
        m.forecast_row_band({
          orders:
            to === null ? `${String(from)}+` : from === to ? String(from) : `${String(from)}–${String(to)}`,
        }),
        meanSpend,
        'money',
        { note: m.forecast_row_band_customers({ customers: String(customers) }) },
      ),
    ),
  ];
}

function binRows({ result }: Foretold, format: Formatter): TwinRow[] {
  const last = result.bins.length - 1;
  return result.bins.map(({ low, high, selected }, index) =>
    row(
      index === last
        ? m.forecast_row_bin_last({ low: format.money(low) })
        : m.forecast_row_bin({ low: format.money(low), high: format.money(high) }),
      selected,
      'integer',
    ),
  );
}
