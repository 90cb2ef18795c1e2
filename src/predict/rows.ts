import { Float64, makeVector, Table, tableToIPC, vectorFromArray, type Vector } from 'apache-arrow';
import type { Forecast } from './forecast';

/** Columns of `prediction_rows`, by the forecast that they hold. */
const columns = {
  p_alive: 'pAlive',
  expected_orders: 'expectedOrders',
  expected_spend: 'expectedSpend',
  clv: 'clv',
  clv_low: 'clvLow',
  clv_high: 'clvHigh',
  next_order_days: 'nextOrderDays',
} as const satisfies Readonly<Record<string, keyof Forecast>>;

/** A number that is no number is unknown: NULL in the table. */
function column(values: Float64Array): Vector<Float64> {
  if (values.every(Number.isFinite)) return makeVector(values);
  const known = Array.from(values, (value) => (Number.isFinite(value) ? value : null));
  return vectorFromArray(known, new Float64());
}

/** A forecast as the table `prediction_rows`: Arrow IPC stream bytes. */
export function predictionRows(forecast: Forecast): Uint8Array {
  const row = makeVector(Int32Array.from(forecast.pAlive.keys()));
  const values = Object.entries(columns).map(([name, key]) => [name, column(forecast[key])] as const);
  return tableToIPC(new Table({ row, ...Object.fromEntries(values) }), 'stream');
}
