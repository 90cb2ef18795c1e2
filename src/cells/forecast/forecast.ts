import type * as v from 'valibot';
import { m } from '../../i18n/locale.svelte';
import { fitRequestSchema, type FitRequest } from '../../predict/request';
import { countOf, numberOf, rowsOf } from '../arrow';
import { readForetold, type ForetoldSums } from '../foretold';
import type { CellKind } from '../kind';
import { nobodyText, ofSelected } from '../selection';
import { forecastControls } from './controls';
import sql from './forecast.sql?raw';
import { forecastTable } from './table';
import { forecastView } from './view';
import { findingOf } from './words';

/** Customers whose predicted CLV is at least `low` and below `high`; the last bin holds all above. */
export interface Bin {
  readonly low: number;
  readonly high: number;
  /** Of the whole shop, and of the customers selected. */
  readonly whole: number;
  readonly selected: number;
}

export interface ForecastResult extends ForetoldSums {
  readonly bins: readonly Bin[];
  readonly customers: number;
  /** Net so far. */
  readonly net: number;
  readonly alive: number | null;
  /** Customers expected to order within the horizon. */
  readonly ordering: number | null;
  readonly expectedOrders: number | null;
  readonly medianClv: number | null;
  /** Worth less than `nothing`, a tenth of the shop's mean order. */
  readonly worthNothing: number;
  readonly nothing: number | null;
  /** Net of the last 365 days, and the part of it that the model takes to be of customers who have left. */
  readonly yearNet: number | null;
  readonly riskNet: number | null;
  /** Customers observed for the whole horizon, and their net in as many first days; asked where no model converged. */
  readonly matureCustomers: number;
  readonly matureNet: number | null;
}

// The parameters are the request itself: what the cell shows is what the models are asked.
const params: v.GenericSchema<unknown, FitRequest> = fitRequestSchema;

export const forecastKind: CellKind<FitRequest, ForecastResult> = {
  kind: 'forecast',
  title: () => m.forecast_title(),
  params,
  controls: forecastControls,
  missing: () => null,
  sql,
  bind: ({ horizonDays, margin }, { asOf, outlook }) => ({
    as_of: asOf,
    horizon: horizonDays,
    margin,
    is_refused: outlook !== null && !outlook.report.converged,
  }),
  read: (table) => {
    const rows = rowsOf(table);
    const [first = {}] = rows;
    return {
      ...readForetold(first),
      bins: rows
        .filter((row) => row['low'] !== null)
        .map((row) => ({
          low: countOf(row, 'low'),
          high: countOf(row, 'high'),
          whole: countOf(row, 'whole'),
          selected: countOf(row, 'selected'),
        })),
      customers: countOf(first, 'customers'),
      net: numberOf(first, 'net') ?? 0,
      alive: numberOf(first, 'alive'),
      ordering: numberOf(first, 'ordering'),
      expectedOrders: numberOf(first, 'expected_orders'),
      medianClv: numberOf(first, 'median_clv'),
      worthNothing: countOf(first, 'worth_nothing'),
      nothing: numberOf(first, 'nothing'),
      yearNet: numberOf(first, 'year_net'),
      riskNet: numberOf(first, 'risk_net'),
      matureCustomers: countOf(first, 'mature_customers'),
      matureNet: numberOf(first, 'mature_net'),
    };
  },
  empty: ({ customers }, { scope }) => (customers === 0 ? nobodyText(scope) : null),
  finding: (result, chosen, context, format) => {
    const view = forecastView(result, chosen, context);
    return view.state === 'waiting'
      ? m.forecast_waiting()
      : ofSelected(findingOf(view, context, format), result.customers, context.scope, format);
  },
  table: (result, chosen, context, format) => forecastTable(forecastView(result, chosen, context), format),
};
