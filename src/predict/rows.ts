import {
  Float64,
  makeVector,
  Table,
  tableToIPC,
  vectorFromArray,
  type Float32,
  type Vector,
} from 'apache-arrow';
import { slopeColumns } from '../schema/predictions';
import type { Forecast } from './forecast';

/** Columns of `prediction_rows`, by the forecast that they hold. */
const columns = {
  p_alive: 'pAlive',
  p_order: 'pOrder',
  expected_orders: 'expectedOrders',
  expected_spend: 'expectedSpend',
  clv: 'clv',
  clv_low: 'clvLow',
  clv_high: 'clvHigh',
  clv_variance: 'clvVariance',
  next_order_days: 'nextOrderDays',
} as const satisfies Readonly<Record<string, Exclude<keyof Forecast, 'clvSlopes' | 'totals'>>>;

/** A number that is no number is unknown: NULL in the table. */
function column(values: Float64Array): Vector<Float64> {
  if (values.every(Number.isFinite)) return makeVector(values);
  const known = Array.from(values, (value) => (Number.isFinite(value) ? value : null));
  return vectorFromArray(known, new Float64());
}

const slopeColumn = (values: Float64Array): Vector<Float32> => makeVector(Float32Array.from(values));

/** A forecast as the table `prediction_rows`: Arrow IPC stream bytes. */
export function predictionRows(forecast: Forecast): Uint8Array {
  const row = makeVector(Int32Array.from(forecast.pAlive.keys()));
  const values = Object.entries(columns).map(([name, key]) => [name, column(forecast[key])] as const);
  // Seven digits are enough for intervals, and there are many columns of them.
  const slopes = forecast.clvSlopes.map(
    (values, parameter) => [slopeColumns[parameter] ?? '', slopeColumn(values)] as const,
  );
  return tableToIPC(new Table({ row, ...Object.fromEntries([...values, ...slopes]) }), 'stream');
}
